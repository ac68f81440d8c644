"""The library's page."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.library.forms import LibraryForm
from reports.library.shelf import latest_papers, shelf

BAD_REQUEST = 400


@require_safe
@never_cache
def library(request: HttpRequest) -> HttpResponse:
    """The latest papers, and below them those of a year, narrowed as the reader asks."""
    form = LibraryForm(request.GET, reader=request.user)
    asked = form.asked if form.is_valid() else None
    papers = shelf(request.user, asked) if asked else []
    narrowed = any(request.GET.get(name) for name in form.fields)
    context = {
        "form": form,
        "asked": asked,
        "narrowed": narrowed,
        "number": len(papers),
        "months": [(month, list(group)) for month, group in groupby(papers, lambda one: one.month)],
        "latest": [] if narrowed else latest_papers(request.user),
    }
    return render(request, "reports/library/library.html", context, status=200 if asked else BAD_REQUEST)
