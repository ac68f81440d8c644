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
from reports.parts import BODY, alone, open_edition

_FOLDERS = ("reports/engine", "reports/renderers", "reports/charts", "templates/reports", "static/fonts", "static/css")
_LIBRARIES = "requirements.txt"

PAPER, ANNEX = "paper", "annex"
"""What of a report is printed: the report or the book of its checks; a part that stands apart is named by its id."""


class ReportChanged(Exception):
    """The report is not what it was when its print was asked for."""


def fingerprint(document: Document, part: str = BODY) -> str:
    """SHA-256 of the Document's content, or of the part's that stands apart, and of the program that prints it.

    Raises KeyError for a part that does not stand apart.
    """
    document = _printed(document, part)
    return hashlib.sha256(f"{content_hash(document)} {program()}".encode()).hexdigest()


def _printed(document: Document, part: str) -> Document:
    """What is in the file that is printed of the document."""
    return open_edition(document) if part == BODY else alone(document, part)


@cache
def program() -> str:
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


def paper_of(document: Document, part: str = BODY) -> DraftPaper | None:
    """The print of exactly this Document, or of its part, if there is one and its file is still there."""
    found = DraftPaper.objects.filter(fingerprint=fingerprint(document, part))
    papers = found.select_related("report__meeting__committee")
    return next((paper for paper in papers if default_storage.exists(str(paper.file.name))), None)


def print_draft(report: Report, wanted: str, of: str = PAPER) -> DraftPaper:
    """Print the report, or its annex, if it still is what was `wanted`, by its fingerprint; printed before, it is not
    printed again.

    Raises ReportChanged when it is not: a paper of other content than was asked for is never handed over.
    """
    result = _annex(report) if of == ANNEX else build_report(report)
    part = BODY if of in (PAPER, ANNEX) else of
    try:
        same = fingerprint(result.document, part) == wanted
    except KeyError:  # the part does not stand apart any more
        same = False
    if not same:
        raise ReportChanged("The report changed while its print waited.")
    path = draft_path(wanted, annex=of == ANNEX, part=part)
    return paper_of(result.document, part) or _print(report, result, part, path)


def _annex(report: Report) -> BuildResult:
    """The annex as what was built: what its book found is in it, and is no problem of its print."""
    return BuildResult(annex_document(run_book(report)), (), ())


def _print(report: Report, result: BuildResult, part: str, path: str) -> DraftPaper:
    """A part that stands apart is printed knowing what it is a part of: its cover, its numbers."""
    from reports.renderers.pdf import render_pdf  # WeasyPrint takes a second to import, and only a worker needs it

    document = open_edition(result.document) if part == BODY else result.document
    rendered = render_pdf(document, parts=None if part == BODY else (part,))
    paper, _ = DraftPaper.objects.update_or_create(
        fingerprint=fingerprint(result.document, part),
        defaults={
            "report": report,
            "classification": highest(one.classification.lower() for one in _printed(result.document, part).parts),
            "file": _stored(path, rendered.content),
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
