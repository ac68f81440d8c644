"""The register of restatements as a page and a file."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.audit import record_reading
from access.classification import Classification
from importing.cells import inert
from reports.engine.month import Month
from reports.models import PublishedRestatement
from reports.restating.register import (
    RegisterForm,
    RegisterTable,
    highest_of,
    label_of,
    page_of,
    paper_of,
    pending_for,
    register_for,
    stands,
)

PAGE = 50
BAD_REQUEST = 400
_HEADINGS = (
    *("Month", "Figure", "Figure by name", "As published", "Published in", "As it stands", "Reason", "Restated"),
    *("First marked in", "As that paper printed it", "Address", "Classification"),
)


@require_safe
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    form = RegisterForm(request.GET, reader=request.user)
    if not form.is_valid():
        return render(request, "reports/restating/register.html", {"form": form}, status=BAD_REQUEST)
    asked = form.asked
    page = Paginator(register_for(request.user).filter(**asked.of_papers()), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    pending = [] if asked.report else list(pending_for(request.user).filter(**asked.of_records()))
    word = highest_of(rows, pending)
    record_reading(request.user, "the register of restatements", word)
    context = {
        "form": form,
        "table": RegisterTable(rows),
        "page": page,
        "pending": [(one, label_of(one.fact)) for one in pending],
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "query": _query(request),
        "word": word.label if word != Classification.WHITE else "",
    }
    return render(request, "reports/restating/register.html", context)


@require_safe
@never_cache
def register_csv(request: HttpRequest) -> HttpResponse:
    """All that was asked for, every page of it; what is pending is no part of the register."""
    form = RegisterForm(request.GET, reader=request.user)
    if not form.is_valid():
        return render(request, "reports/restating/register.html", {"form": form}, status=BAD_REQUEST)
    rows = list(register_for(request.user).filter(**form.asked.of_papers()))
    record_reading(request.user, "the register of restatements", highest_of(rows, []))
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_HEADINGS)
    for row in rows:
        writer.writerow(_cells(row, request.build_absolute_uri(f"{page_of(row)}#{row.block}")))
    headers = {"Content-Disposition": content_disposition_header(True, "restatements.csv") or "attachment"}
    return HttpResponse(file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: PublishedRestatement, address: str) -> list[str]:
    """A figure is printed by the program, and begins no formula."""
    return [
        Month.containing(row.month).iso,
        inert(row.label),
        row.fact,
        row.published,
        paper_of(row.source),
        row.now if stands(row) else "",
        inert(row.reason),
        row.restated_on.isoformat() if row.restated_on else "",
        paper_of(row.publication),
        row.now,
        address,
        Classification(row.classification).label,
    ]


def _query(request: HttpRequest) -> str:
    """What the links to other pages and to the file repeat."""
    names = ("month", "figure", "report")
    return urlencode({name: value for name in names if (value := request.GET.get(name, ""))})
