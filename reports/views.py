"""Reading a report, and having its paper printed. What a person may not see is not found."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from access.audit import record_act
from access.classification import Classification, announced
from access.models import User
from access.policy import may_manage_people, may_read, readable_classifications
from jobs.models import UNFINISHED, Job
from jobs.services import enqueue
from reports.building import build_report
from reports.checks.book import Book, run_book
from reports.checks.listing import above_the_draft
from reports.engine.build import BuildResult
from reports.engine.document import Document
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.engine.redact import NothingPermitted, edition_for_audience
from reports.engine.serialise import to_dict
from reports.models import DraftPaper, Report
from reports.papers import ANNEX, PAPER, fingerprint, paper_of
from reports.queries import papers_for, report_of, reports_for
from reports.renderers.docx import render_docx
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, render_page
from reports.tasks import PRINT_DRAFT

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PRINTS = {PAPER: "reports:print", ANNEX: "checks:annex-print"}


@require_GET
@never_cache
def library(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "title": report.get_kind_display(),
            "month": report.covers.label,
            "url": reverse("reports:detail", args=(report.kind, report.covers)),
            "reference": report.paper_reference,
            "issue_date": report.issue_date,
            "classification": Classification(report.classification).label,
            "state": "Draft",
        }
        for report in reports_for(request.user)
    ]
    return render(request, "reports/library.html", {"reports": rows})


@require_GET
@never_cache
def detail(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    book = _checked(_report(request, kind, month))
    document = book.result.document
    paper = _paper_for(request, document)
    context = {
        "document": document,
        "title": full_title(document),
        "page": render_page(document, phone_src=phone_data_uri),
        "problems": above_the_draft(book),
        "book_url": reverse("checks:book", args=(kind, month)),
        "pdf_url": reverse("reports:draft-paper", args=(paper.pk,)) if paper else "",
        "pdf_request_url": "" if paper else reverse("reports:print", args=(kind, month)),
        "word_url": reverse("reports:word", args=(kind, month)),
    }
    return render(request, "reports/page.html", context)


@require_GET
@never_cache
def document_json(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    result = _built(_report(request, kind, month))
    return JsonResponse(to_dict(result.document), json_dumps_params={"ensure_ascii": False, "sort_keys": True})


@require_POST
def request_print(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Start the print of the report as it stands; asked twice for the same content, it is printed once."""
    report = _report(request, kind, month)
    document = _built(report).document
    paper = _paper_for(request, document)
    if paper:
        return redirect("reports:draft-paper", paper.pk)
    wanted = {"report": report.pk, "fingerprint": fingerprint(document)}
    key = f"{PRINT_DRAFT}:{report.pk}:{wanted['fingerprint']}"
    job = enqueue(PRINT_DRAFT, wanted, key, request.user if isinstance(request.user, User) else None, redo=True)
    return redirect("reports:print-progress", kind, month, job.pk)


@require_GET
@never_cache
def print_progress(request: HttpRequest, kind: str, month: Month, job: int) -> HttpResponse:
    """How the print goes. A paper is offered only when it is of what the job was asked to print."""
    report = _report(request, kind, month)
    found = get_object_or_404(Job, pk=job, kind=PRINT_DRAFT, arguments__report=report.pk)
    paper = papers_for(request.user).filter(fingerprint=found.arguments.get("fingerprint", "")).first()
    context = {
        "report": report,
        "job": found,
        "unfinished": found.state in UNFINISHED,
        "report_url": reverse("reports:detail", args=(kind, month)),
        "paper": paper,
        "pdf_url": reverse("reports:draft-paper", args=(paper.pk,)) if paper else "",
        "pdf_request_url": reverse(_PRINTS[found.arguments.get("of", PAPER)], args=(kind, month)),
        "shows_error": may_manage_people(request.user),
    }
    return render(request, "reports/print_progress.html", context)


@require_GET
@never_cache
def draft_paper(request: HttpRequest, paper: int) -> FileResponse:
    found = get_object_or_404(papers_for(request.user), pk=paper)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file of this print is gone: ask for the print again.") from error
    _record_download(request, found.filename)
    return FileResponse(content, as_attachment=True, filename=found.filename, content_type="application/pdf")


@require_GET
@never_cache
def word_file(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """The report as it stands, for comments in Word. Unlike a PDF it is made in a moment, so no job makes it."""
    report = _report(request, kind, month)
    content = render_docx(_readable(request, _built(report).document))
    filename = f"{report.paper_reference}.docx"
    _record_download(request, filename)
    disposition = content_disposition_header(True, filename) or ""
    return HttpResponse(content, content_type=_WORD_TYPE, headers={"Content-Disposition": disposition})


def _readable(request: HttpRequest, document: Document) -> Document:
    """The edition of the document with the parts that the person may read."""
    readable, body = readable_classifications(request.user), document.parts[0].classification.lower()
    try:
        return edition_for_audience(
            document,
            lambda word: word.lower() in readable,
            announce=lambda word: announced(word.lower(), body),
        )
    except NothingPermitted as error:
        raise Http404("There is no such report.") from error


def _record_download(request: HttpRequest, filename: str) -> None:
    """Keep in the trail that a paper left the program as a file."""
    record_act("download", user=request.user, detail={"file": filename})


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def _built(report: Report) -> BuildResult:
    try:
        return build_report(report)
    except NoEdition as error:
        raise Http404(str(error)) from error


def _checked(report: Report) -> Book:
    try:
        return run_book(report)
    except NoEdition as error:
        raise Http404(str(error)) from error


def _paper_for(request: HttpRequest, document: Document) -> DraftPaper | None:
    paper = paper_of(document)
    return paper if paper and may_read(request.user, paper) else None
