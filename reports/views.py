"""Reading a report, and having its paper printed. What a person may not see is not found."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from access.audit import record_act, record_reading
from access.models import User
from access.policy import may_manage_people, may_read, may_read_part
from jobs.models import UNFINISHED, Job
from jobs.services import enqueue
from reports.building import build_report
from reports.checks.book import Book, run_book
from reports.checks.listing import above_the_draft
from reports.engine.build import BuildResult
from reports.engine.document import Document, Part
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.engine.serialise import to_dict
from reports.models import DraftPaper, Report
from reports.papers import ANNEX, PAPER, fingerprint, paper_of
from reports.parts import BODY, apart, highest_for, open_edition, part_apart
from reports.queries import papers_for, report_of
from reports.renderers.docx import render_docx
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, part_title, render_page, word
from reports.review.queries import standing
from reports.review.telling import tell_voided
from reports.tasks import PRINT_DRAFT

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PRINTS = {PAPER: "reports:print", ANNEX: "checks:annex-print"}


@require_GET
@never_cache
def detail(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    report = _report(request, kind, month)
    book = _checked(report)
    whole = book.result.document
    document = open_edition(whole)
    record_reading(request.user, f"{report}, draft", highest_for(request.user, document))
    stands = standing(report, whole)
    tell_voided(stands, request.build_absolute_uri("/"))
    paper = _paper_for(request, whole)
    context = {
        "document": document,
        "stands": stands,
        "beside": [
            {"title": part_title(part), "word": word(part.classification), "url": _part_address(kind, month, part)}
            for part in apart(whole)
            if may_read_part(request.user, part.classification)
        ],
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
    report = _report(request, kind, month)
    document = open_edition(_built(report).document)
    record_reading(request.user, f"{report}, draft as data", highest_for(request.user, document))
    return JsonResponse(to_dict(document), json_dumps_params={"ensure_ascii": False, "sort_keys": True})


@require_GET
@never_cache
def part(request: HttpRequest, kind: str, month: Month, part: str) -> HttpResponse:
    """A part that stands apart from the paper, for those who may read what is classified like it. One that is bound
    with its paper stands on the paper's page."""
    report = _report(request, kind, month)
    document = _built(report).document
    if any(one.id == part for one in open_edition(document).parts[1:]):
        return redirect("reports:draft", kind, month)
    found = _part(request, document, part)
    record_reading(request.user, f"{report}, draft of {part_title(found)}", found.classification)
    paper = _paper_for(request, document, found.id)
    context = {
        "kind": kind,
        "month": month,
        "stands": standing(report, document),
        "report_title": full_title(document),
        "title": part_title(found),
        "page": render_page(document, phone_src=phone_data_uri, parts=(found.id,)),
        "pdf_url": reverse("reports:draft-paper", args=(paper.pk,)) if paper else "",
        "pdf_request_url": "" if paper else reverse("reports:part-print", args=(kind, month, found.id)),
        "word_url": reverse("reports:part-word", args=(kind, month, found.id)),
    }
    return render(request, "reports/part_page.html", context)


@require_POST
def request_print(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Start the print of the report as it stands; asked twice for the same content, it is printed once."""
    report = _report(request, kind, month)
    return _start_print(request, report, _built(report).document)


@require_POST
def request_part_print(request: HttpRequest, kind: str, month: Month, part: str) -> HttpResponse:
    report = _report(request, kind, month)
    document = _built(report).document
    return _start_print(request, report, document, _part(request, document, part).id)


def _start_print(request: HttpRequest, report: Report, document: Document, part: str = BODY) -> HttpResponse:
    paper = _paper_for(request, document, part)
    if paper:
        return redirect("reports:draft-paper", paper.pk)
    wanted = {"report": report.pk, "fingerprint": fingerprint(document, part), "of": part or PAPER}
    key = f"{PRINT_DRAFT}:{report.pk}:{wanted['fingerprint']}"
    job = enqueue(PRINT_DRAFT, wanted, key, request.user if isinstance(request.user, User) else None, redo=True)
    return redirect("reports:print-progress", report.kind, report.covers, job.pk)


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
        "report_url": reverse("reports:draft", args=(kind, month)),
        "paper": paper,
        "pdf_url": reverse("reports:draft-paper", args=(paper.pk,)) if paper else "",
        "pdf_request_url": _print_address(found.arguments.get("of", PAPER), kind, month),
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
    content = render_docx(open_edition(_built(report).document))
    return _word_answer(request, content, f"{report.paper_reference}.docx")


@require_GET
@never_cache
def part_word_file(request: HttpRequest, kind: str, month: Month, part: str) -> HttpResponse:
    """A part that stands apart as a file of its own, as its PDF is one."""
    report = _report(request, kind, month)
    document = _built(report).document
    found = _part(request, document, part)
    content = render_docx(document, parts=(found.id,))
    return _word_answer(request, content, f"{report.paper_reference}-{found.id}.docx")


def _word_answer(request: HttpRequest, content: bytes, filename: str) -> HttpResponse:
    _record_download(request, filename)
    disposition = content_disposition_header(True, filename) or ""
    return HttpResponse(content, content_type=_WORD_TYPE, headers={"Content-Disposition": disposition})


def _part(request: HttpRequest, document: Document, id: str) -> Part:
    found = part_apart(document, id)
    if found is None or not may_read_part(request.user, found.classification):
        raise Http404("There is no such part.")
    return found


def _part_address(kind: str, month: Month, part: Part) -> str:
    return reverse("reports:part", args=(kind, month, part.id))


def _print_address(of: str, kind: str, month: Month) -> str:
    if of in _PRINTS:
        return reverse(_PRINTS[of], args=(kind, month))
    return reverse("reports:part-print", args=(kind, month, of))


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


def _paper_for(request: HttpRequest, document: Document, part: str = BODY) -> DraftPaper | None:
    paper = paper_of(document, part)
    return paper if paper and may_read(request.user, paper) else None
