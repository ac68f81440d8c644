"""The book of a report, reasons for its warnings, and its annex."""

from __future__ import annotations

import re
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from access.audit import record_reading
from access.models import User
from access.policy import may_give_reasons, may_read
from jobs.services import enqueue
from reports.checks.annex import annex_document
from reports.checks.book import Book, run_book
from reports.checks.forms import ReasonForm
from reports.checks.listing import Listed, groups, listed, quoted, sections
from reports.checks.reasons import found_in, give_reason, withdraw_reason
from reports.checks.registry import BY_CONSTRUCTION
from reports.checks.runs import ReportGone, keep_run, reads_from
from reports.desk.runs import last_run
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.models import Report, WarningReason
from reports.papers import ANNEX, fingerprint, paper_of
from reports.parts import highest_for, working_edition
from reports.queries import report_of
from reports.renderers.html import full_title, render_page
from reports.tasks import PRINT_DRAFT

_SLUG = re.compile(r"[\w-]{1,60}")


@require_GET
@never_cache
def book(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    found = _run_and_keep(request, _report(request, kind, month))
    _record(request, found, "reconciliation book")
    return _page(request, found, kind, month)


@require_GET
@never_cache
def renew(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Run the book if it may come to something else than last time, and back to the month's page, which shows it."""
    report = _report(request, kind, month)
    last = last_run(report)
    if last is None or last.outdated:
        _run_and_keep(request, report)
    show = request.GET.get("show", "")
    query = f"?{urlencode({'show': show})}" if show else ""
    return redirect(f"{reverse('desk:month', args=(kind, month))}{query}#checks")


@require_POST
def reason(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Let a warning stand. What was typed comes back with whatever is said against it."""
    report = _report(request, kind, month)
    _may_give(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Http404("There is no such warning.")
    run, sent = _run_and_keep(request, report), form.cleaned_data
    found = found_in(run, sent["check"], sent["finding"])
    if found is None:
        gone = "The warning has changed or is gone, so this reason was not kept: look at what stands now."
        return _page(request, run, kind, month, lost=sent["reason"], error=gone)
    try:
        give_reason(run, found, sent["reason"], cast("User", request.user))
    except ValidationError as refusal:
        again = Listed(found, "", sent["reason"], " ".join(refusal.messages))
        return _page(request, run, kind, month, again=again)
    messages.success(request, f"The reason is kept with the report: {found.check.title}.")
    return redirect(_address(kind, month, request.POST.get("section", "")))


@require_POST
def withdraw(request: HttpRequest, kind: str, month: Month, reason: int) -> HttpResponse:
    report = _report(request, kind, month)
    _may_give(request)
    try:
        withdraw_reason(get_object_or_404(WarningReason, pk=reason, report=report))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "The reason is withdrawn.")
    return redirect(_address(kind, month, request.POST.get("section", "")))


@require_GET
@never_cache
def annex(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    report = _report(request, kind, month)
    found = _book(report)
    _record(request, found, "annex")
    document = annex_document(found)
    paper = paper_of(document)
    ready = paper is not None and may_read(request.user, paper)
    context = {
        "report": report,
        "kind": kind,
        "month": month,
        "title": full_title(document),
        "page": render_page(document),
        "pdf_url": reverse("reports:draft-paper", args=(paper.pk,)) if paper and ready else "",
        "pdf_request_url": "" if ready else reverse("checks:annex-print", args=(kind, month)),
    }
    return render(request, "reports/checks/annex.html", context)


@require_POST
def print_annex(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Start the print of the annex as it stands; asked twice for the same content, it is printed once."""
    report = _report(request, kind, month)
    document = annex_document(_book(report))
    paper = paper_of(document)
    if paper and may_read(request.user, paper):
        return redirect("reports:draft-paper", paper.pk)
    wanted = {"report": report.pk, "fingerprint": fingerprint(document), "of": ANNEX}
    key = f"{PRINT_DRAFT}:{report.pk}:{wanted['fingerprint']}"
    job = enqueue(PRINT_DRAFT, wanted, key, request.user if isinstance(request.user, User) else None, redo=True)
    return redirect("reports:print-progress", kind, month, job.pk)


# --- What they share --------------------------------------------------------------------------------------------------


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def _run_and_keep(request: HttpRequest, report: Report) -> Book:
    at = reads_from()
    book = _book(report)
    try:
        keep_run(book, request.user, at)
    except ReportGone as error:
        raise Http404(str(error)) from error
    return book


def _book(report: Report) -> Book:
    try:
        return run_book(report)
    except NoEdition as error:
        raise Http404(str(error)) from error


def _record(request: HttpRequest, book: Book, what: str) -> None:
    """That it was read, by the highest of what the book speaks of."""
    of = working_edition(book.result.document)
    record_reading(request.user, f"{book.report}, {what}", highest_for(request.user, of))


def _may_give(request: HttpRequest) -> None:
    """Raises PermissionDenied for those who see the book and do not decide on its warnings."""
    if not may_give_reasons(request.user):
        raise PermissionDenied


def _address(kind: str, month: Month, section: str) -> str:
    return reverse("checks:book", args=(kind, month)) + (f"?section={section}" if _SLUG.fullmatch(section) else "")


def _page(
    request: HttpRequest,
    book: Book,
    kind: str,
    month: Month,
    *,
    again: Listed | None = None,
    lost: str = "",
    error: str = "",
) -> HttpResponse:
    chosen = request.GET.get("section", "") or request.POST.get("section", "")
    places = sections(book)
    section = chosen if chosen in {place for place, _, _ in places} else ""
    context: dict[str, Any] = {
        "book": book,
        "report": book.report,
        "kind": kind,
        "month": month,
        "section": section,
        "sections": places,
        "errors": listed(book, book.errors, section),
        "warnings": [_with_typed(one, again) for one in listed(book, book.warnings, section)],
        "reasoned": listed(book, book.reasoned, section),
        "quoted": quoted(book),
        "groups": groups(book.results),
        "by_construction": BY_CONSTRUCTION,
        "may_give_reasons": may_give_reasons(request.user),
        "lost": lost,
        "error": error,
    }
    return render(request, "reports/checks/book.html", context, status=422 if again or error else 200)


def _with_typed(one: Listed, again: Listed | None) -> Listed:
    """The warning with what was typed for it, where that was refused."""
    if again is None or again.found.fingerprint != one.found.fingerprint:
        return one
    return Listed(one.found, one.heading, again.typed, again.refused)
