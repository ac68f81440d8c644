"""The library's page."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.engine.month import Month
from reports.library.forms import LibraryForm
from reports.library.shelf import Paper, latest_papers, shelf

BAD_REQUEST = 400
MONTHS_A_PAGE = 36


@require_safe
@never_cache
def library(request: HttpRequest) -> HttpResponse:
    """The latest papers, and below them those of a year, narrowed as the reader asks."""
    form = LibraryForm(request.GET, reader=request.user)
    asked = form.asked if form.is_valid() else None
    papers = shelf(request.user, asked) if asked else []
    narrowed = any(request.GET.get(name) for name in form.fields)
    # A page past the last is the last: there were more when its address was handed on.
    months = Paginator(_by_month(papers), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "narrowed": narrowed,
        "number": len(papers),
        "months": months,
        "newer": _page_url(request, months.previous_page_number()) if months.has_previous() else "",
        "older": _page_url(request, months.next_page_number()) if months.has_next() else "",
        "latest": [] if narrowed else latest_papers(request.user),
    }
    return render(request, "reports/library/library.html", context, status=200 if asked else BAD_REQUEST)


def _by_month(papers: list[Paper]) -> list[tuple[Month, list[Paper]]]:
    return [(month, list(group)) for month, group in groupby(papers, lambda one: one.month)]


def _page_url(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"?{asked.urlencode()}#all"
