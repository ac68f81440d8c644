"""Printing a draft, and finding the print of a draft that has not changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from access.classification import highest
from reports.building import build_report
from reports.checks.annex import annex_document
from reports.checks.book import run_book
from reports.engine.build import BuildResult
from reports.engine.document import Document
from reports.engine.serialise import content_hash
from reports.models import DraftPaper, Report
from reports.models.paper import draft_path

_FOLDERS = ("reports/engine", "reports/renderers", "reports/charts", "templates/reports", "static/fonts", "static/css")
_LIBRARIES = "requirements.txt"

PAPER, ANNEX = "paper", "annex"
"""What of a report is printed: the report itself, or the book of its checks."""


class ReportChanged(Exception):
    """The report is not what it was when its print was asked for."""


def fingerprint(document: Document) -> str:
    """SHA-256 of the Document's content and of the program that prints it."""
    return hashlib.sha256(f"{content_hash(document)} {_program()}".encode()).hexdigest()


@cache
def _program() -> str:
    """SHA-256 over every file that decides how a Document looks in print, and the releases of the libraries."""
    digest = hashlib.sha256()
    for path in _printing_files(Path(settings.BASE_DIR)):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _printing_files(root: Path) -> Iterator[Path]:
    yield root / _LIBRARIES
    for folder in _FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")


def paper_of(document: Document) -> DraftPaper | None:
    """The print of exactly this Document, if there is one and its file is still there."""
    papers = DraftPaper.objects.filter(fingerprint=fingerprint(document)).select_related("report__meeting__committee")
    return next((paper for paper in papers if default_storage.exists(str(paper.file.name))), None)


def print_draft(report: Report, wanted: str, of: str = PAPER) -> DraftPaper:
    """Print the report, or its annex, if it still is what was `wanted`, by its fingerprint; printed before, it is not
    printed again.

    Raises ReportChanged when it is not: a paper of other content than was asked for is never handed over.
    """
    result = _annex(report) if of == ANNEX else build_report(report)
    if fingerprint(result.document) != wanted:
        raise ReportChanged("The report changed while its print waited.")
    return paper_of(result.document) or _print(report, result, annex=of == ANNEX)


def _annex(report: Report) -> BuildResult:
    """The annex as what was built: what its book found is in it, and is no problem of its print."""
    return BuildResult(annex_document(run_book(report)), (), ())


def _print(report: Report, result: BuildResult, *, annex: bool) -> DraftPaper:
    from reports.renderers.pdf import render_pdf  # WeasyPrint takes a second to import, and only a worker needs it

    rendered = render_pdf(result.document)
    printed = fingerprint(result.document)
    paper, _ = DraftPaper.objects.update_or_create(
        fingerprint=printed,
        defaults={
            "report": report,
            "classification": highest(part.classification for part in result.document.parts),
            "file": _stored(draft_path(printed, annex=annex), rendered.content),
            "pages": rendered.pages,
            "problems": [asdict(problem) for problem in (*result.problems, *rendered.problems)],
        },
    )
    return paper


def _stored(path: str, content: bytes) -> str:
    """Store under exactly this path. The same fingerprint is the same bytes, so the first of two workers is enough."""
    name = default_storage.save(path, ContentFile(content))
    if name != path:
        default_storage.delete(name)
    return path


def delete_reports(reports: Iterable[Report]) -> None:
    """Delete reports with their drafts, and the drafts' files once that is certain."""
    with transaction.atomic():
        for report in reports:
            for name in report.drafts.values_list("file", flat=True):
                transaction.on_commit(partial(default_storage.delete, name))
            report.delete()
