"""Typing a month's measures. What a person may not see is not found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from access.forms import MonthField
from access.models import User
from access.policy import Reader, may
from measures.grid import WINDOW, Grid, grid, month_back, month_to_type, stored_now
from measures.models import Measure, Observation
from measures.services import record_month
from measures.typed import Leftover, Unreadable, entries_of_form, sent, shown_again


@require_GET
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """To the month that is being typed, or to the one that is asked for."""
    _let_in(request.user)
    asked = request.GET.get("month", "")
    error = ""
    if asked:
        try:
            month = MonthField().clean(asked)
            return redirect("measures:grid", month)
        except (ValidationError, ValueError):
            error = "Write the month like 2021-09."
    elif latest := month_to_type(request.user):
        return redirect("measures:grid", latest)
    return render(request, "measures/choose.html", {"asked": asked, "error": error})


@never_cache
def grid_page(request: HttpRequest, month: date) -> HttpResponse:
    if request.method == "POST":
        return _save_form(request, month)
    return _show(request, month)


@require_safe
def _show(request: HttpRequest, month: date) -> HttpResponse:
    _let_in(request.user)
    return _page(request, grid(request.user, month))


def _save_form(request: HttpRequest, month: date) -> HttpResponse:
    """The page without its script. What is refused comes back as typed, each with the reason at its place."""
    user = request.user
    _let_in(user)
    if not isinstance(user, User) or not may_type(user):
        raise Http404("This person changes no numbers.")
    entries = entries_of_form(request.POST)
    outcomes = record_month(user, month, entries)
    stored = sum(1 for outcome in outcomes.values() if outcome.state == "saved")
    again, leftovers = shown_again(grid(user, month), entries, outcomes)
    if stored == len(outcomes):
        messages.success(request, f"{_numbers(stored)} saved." if stored else "Nothing was changed.")
        return redirect("measures:grid", month)
    return _page(request, again, leftovers, refused=len(outcomes) - stored, stored=stored)


@require_POST
@never_cache
def save(request: HttpRequest, month: date) -> JsonResponse:
    """What the page's script sends: `{"by": user name, "cells": [{"measure", "category" or "rank" or neither, "month",
    "value", "was"}]}`. Answers with each cell's state ("saved", "stale" or "refused"), what is stored, and why; and
    with what the whole month holds `now`, others' numbers too. A page that has nothing to save asks for that alone.

    404 for those who may not see the page, and 403 for those who may only see it; 409 when another person has signed
    in than the one who typed; 400 for anything the page doesn't send.
    """
    user = request.user
    if not may(user, "view", Observation):
        return JsonResponse({"problem": "not-yours" if user.is_authenticated else "signed-out"}, status=404)
    if not isinstance(user, User) or not may_type(user):
        return JsonResponse({"problem": "read-only"}, status=403)
    try:
        asked = sent(request.body, month)
    except Unreadable:
        return JsonResponse({"problem": "unreadable"}, status=400)
    if asked.by != user.get_username():
        return JsonResponse({"problem": "other-person", "name": user.get_username()}, status=409)
    outcomes = record_month(user, month, asked.entries)
    cells = [
        {"key": place.key, "state": outcome.state, "stored": outcome.stored, "reason": outcome.reason}
        for place, outcome in outcomes.items()
    ]
    return JsonResponse({"cells": cells, "now": stored_now(user, month)})


def may_type(user: Reader) -> bool:
    return may(user, "add", Observation) and may(user, "change", Observation)


def _let_in(user: Reader) -> None:
    if not may(user, "view", Observation):
        raise Http404("The month's numbers are for those who make its papers.")


def _page(
    request: HttpRequest, shown: Grid, leftovers: Iterable[Leftover] = (), refused: int = 0, stored: int = 0
) -> HttpResponse:
    month = shown.month
    context = {
        "grid": shown,
        "month": month,
        "months": [*shown.earlier, month],
        "before": month_back(month, 1),
        "after": month_back(month, -1),
        "may_type": may_type(request.user),
        "may_define": may(request.user, "change", Measure),
        "leftovers": leftovers,
        "refused": refused,
        "stored": stored,
        "window": WINDOW,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "measures/grid.html", context)


def _numbers(count: int) -> str:
    return f"{count:,} {'value' if count == 1 else 'values'}"
