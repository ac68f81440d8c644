"""The pages of editions: what each has in order, laying out a new one, and its taking force.

Staff look at them; editors change them. What a person may not do is not found.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access import policy
from access.models import User
from reports.edition_making.acts import act_on, place_of
from reports.edition_making.arranging import Tree
from reports.edition_making.force import faults_in, issued_under, review, take_force, withdraw
from reports.edition_making.forms import ForceForm, SeenForm, StartForm
from reports.edition_making.pages import (
    Shown,
    all_places,
    offered,
    reports_to_preview,
    rows_of,
    shelf_of,
    shelves,
    what_was_done,
)
from reports.edition_making.rows import tree_like, tree_of
from reports.edition_making.services import catalogue_for, discard, start
from reports.models import StoredEdition

CONFLICT = 409


def today() -> date:
    """The day it is where SECAS works: what was issued before it lies behind."""
    return timezone.localdate()


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    _reader(request)
    context = {"shelves": shelves(), "may_lay_out": policy.may_lay_out(request.user)}
    return render(request, "reports/editions/index.html", context)


@require_safe
@never_cache
def edition(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """An edition's sections in their order, each with what it needs."""
    _reader(request)
    shown = shown_edition(kind, key)
    stored, may = shown.stored, policy.may_lay_out(request.user)
    faults = faults_in(stored) if stored else []
    context = {
        "shown": shown,
        "rows": rows_of(kind, _tree(shown), catalogue_for(kind), faults),
        "faults": [fault.message for fault in faults if not fault.section],
        "may_lay_out": may,
        "issued": issued_under(stored, today()) if stored and may else None,
        "done": what_was_done(stored, request.user) if stored else [],
        "previews": reports_to_preview(request.user, kind),
    }
    return render(request, "reports/editions/edition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start_from(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    _editor(request)
    shown = shown_edition(kind, key)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            draft = start(kind, key, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("editions:arrange", kind, draft.key)
    return render(request, "reports/editions/start.html", {"shown": shown, "form": form})


def _say_what_went(request: HttpRequest, dropped: int) -> None:
    """Those under a section go with it, which its own button does not show."""
    if dropped > 0:
        under = f", with the {dropped - 1} under it" if dropped > 1 else ""
        messages.success(request, f"The section was dropped{under}: the catalogue below has it still.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arrange(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The page on which a draft is laid out; what is sent to it is one change."""
    _editor(request)
    draft = _stored(kind, key)
    refused = None
    if request.method == "POST":
        place, sections = place_of(draft, request.POST), draft.sections.count()
        try:
            refused = act_on(draft, request.POST)
        except LookupError as error:
            raise Http404("There is no such thing to do.") from error
        if refused is None:
            _say_what_went(request, sections - draft.sections.count())
            return redirect(f"{request.path}{place}")
    shown = shown_edition(kind, key)
    if not shown.is_draft or shown.stored is None:  # it took force, perhaps meanwhile
        for said in refused.every if refused else ():
            messages.error(request, said)
        return redirect("editions:edition", kind, key)
    tree, catalogue = _tree(shown), catalogue_for(kind)
    context = {
        "shown": shown,
        "rows": rows_of(kind, tree, catalogue, faults_in(shown.stored)),
        "offered": offered(kind, tree, catalogue),
        "places": all_places(tree, catalogue),
        "refused": refused,
    }
    return render(
        request, "reports/editions/arrange.html", context, status=CONFLICT if refused and refused.stale else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """From which month a draft is to be in force; what that changes is shown before it is confirmed."""
    user = _editor(request)
    draft = _stored(kind, key)
    if draft.in_force_from:
        return redirect("editions:edition", kind, key)
    asked = request.POST if request.method == "POST" else request.GET
    form = ForceForm(asked if "month" in asked else None)
    found, refusals = None, []
    if form.is_valid():
        month = form.cleaned_data["month"]
        if request.method == "POST":
            try:
                seen = SeenForm(request.POST).revision
                take_force(draft, month, seen=seen, by=user, at=timezone.now(), today=today())
            except ValidationError as refusal:
                refusals = refusal.messages
            else:
                messages.success(request, f"{draft} is in force from {month.label}. Earlier months keep theirs.")
                return redirect("editions:edition", kind, key)
        found = review(draft, month, today=today(), reader=user)
    context = {"shown": shown_edition(kind, key), "form": form, "review": found, "refusals": refusals}
    return render(request, "reports/editions/take.html", context)


@require_POST
def withdraw_edition(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    _editor(request)
    try:
        one = withdraw(_stored(kind, key), seen=SeenForm(request.POST).revision, today=today())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{one} is a draft again.")
    return redirect("editions:edition", kind, key)


@require_POST
def discard_draft(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    _editor(request)
    draft = _stored(kind, key)
    try:
        discard(draft, seen=SeenForm(request.POST).revision)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("editions:edition", kind, key)
    messages.success(request, f"{draft} was deleted.")
    return redirect("editions:index")


def _reader(request: HttpRequest) -> None:
    if not policy.may_read_drafts(request.user):
        raise Http404("Editions are for SECAS staff.")


def _editor(request: HttpRequest) -> User:
    if not (isinstance(request.user, User) and policy.may_lay_out(request.user)):
        raise Http404("There is nothing here that this person may do.")
    return request.user


def shown_edition(kind: str, key: str) -> Shown:
    """Http404 for none of that key."""
    try:
        editions = shelf_of(kind).editions
    except LookupError as error:
        raise Http404("There is no such report.") from error
    for one in editions:
        if one.key == key:
            return one
    raise Http404("There is no such edition.")


def _stored(kind: str, key: str) -> StoredEdition:
    stored = shown_edition(kind, key).stored
    if stored is None:
        raise Http404("An edition in code is not laid out here.")
    return stored


def _tree(shown: Shown) -> Tree:
    if shown.coded:
        return tree_like(shown.coded)
    return tree_of(shown.stored.sections.order_by("rank")) if shown.stored else []


__all__: list[Any] = ["arrange", "discard_draft", "edition", "index", "start_from", "take", "withdraw_edition"]
