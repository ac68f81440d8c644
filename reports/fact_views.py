"""The facts of a report: listed, as JSON, and each with its rule and the rows behind it. For who may read the draft."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from access.audit import record_reading
from reports.building import context_for
from reports.engine.month import Month
from reports.engine.values import long_date
from reports.facts.history import history
from reports.facts.pages import as_csv, as_json, grouped, searched, shown
from reports.facts.registry import Fact, Facts, valued
from reports.facts.rows import Listing
from reports.models import Report
from reports.queries import report_of
from reports.reads import MonthReads

LONGEST_SEARCH = 100


@require_GET
@never_cache
def fact_list(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    report = _report(request, kind, month)
    _record(request, report, "facts")
    facts = Facts(context_for(report).reads)
    every = [valued(fact, facts.value(fact.key)) for fact in facts.all()]
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = searched(every, words)
    context = {
        **_place(report),
        "words": words,
        "groups": grouped(found),
        "number": len(found),
        "total": len(every),
    }
    return render(request, "reports/facts/list.html", context)


@require_GET
@never_cache
def fact_json(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    report = _report(request, kind, month)
    _record(request, report, "facts as data")
    facts = Facts(context_for(report).reads)
    listed = [as_json(one, valued(one, facts.value(one.key)), _url(report, one)) for one in facts.all()]
    about = {"report": report.kind, "month": report.covers.iso, "as_at": report.covers.last.isoformat()}
    return JsonResponse({**about, "facts": listed}, json_dumps_params={"ensure_ascii": False})


@require_GET
@never_cache
def fact_detail(request: HttpRequest, kind: str, month: Month, key: str) -> HttpResponse:
    report = _report(request, kind, month)
    reads, fact = _fact(report, key)
    _record(request, report, f"fact {fact.key}")
    listing = _rows(request, fact, reads)
    before = history(fact, report, request.user)
    context = {
        **_place(report),
        "fact": fact,
        "one": valued(fact, fact.read(reads)),
        "token": f"{{{{{fact.key}}}}}",
        "listing": listing,
        "table": shown(listing, request.user),
        "before": before[::-1],
        "no_paper": any(one.value is None for one in before),
    }
    return render(request, "reports/facts/fact.html", context)


@require_GET
@never_cache
def fact_rows(request: HttpRequest, kind: str, month: Month, key: str) -> HttpResponse:
    """The rows as a file, for whom the page shows them."""
    report = _report(request, kind, month)
    reads, fact = _fact(report, key)
    _record(request, report, f"rows of {fact.key}")
    name = f"{report.kind}-{report.covers.iso}-{fact.key}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(_rows(request, fact, reads)), content_type="text/csv; charset=utf-8", headers=headers)


def _record(request: HttpRequest, report: Report, what: str) -> None:
    """That the figures were read: they are as confidential as their paper."""
    record_reading(request.user, f"{report}, {what}", report.classification)


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def _fact(report: Report, key: str) -> tuple[MonthReads, Fact]:
    reads = context_for(report).reads
    try:
        return reads, Facts(reads).fact(key)
    except KeyError as error:
        raise Http404(f"There is no fact “{key}” in {report}.") from error


def _rows(request: HttpRequest, fact: Fact, reads: MonthReads) -> Listing:
    return fact.rows(reads).for_reader(request.user)


def _url(report: Report, fact: Fact) -> str:
    return reverse("reports:fact", args=(report.kind, report.covers, fact.key))


def _place(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "kind": report.kind,
        "month": report.covers,
        "as_at": long_date(report.covers.last).display,
        "issued": long_date(report.issue_date).display,
    }
