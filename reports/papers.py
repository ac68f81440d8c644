"""Printing a draft, and finding the print of a draft that has not changed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.engine.document import Document
from reports.engine.serialise import content_hash
from reports.models import DraftPaper, Report

_PRINTED_BY = (
    "reports/engine",
    "reports/renderers",
    "reports/charts",
    "templates/reports",
    "static/css",
    "static/fonts",
)


def fingerprint(document: Document) -> str:
    """SHA-256 of the Document's content and of the program that prints it."""
    return hashlib.sha256(f"{content_hash(document)} {_program()}".encode()).hexdigest()


@cache
def _program() -> str:
    """SHA-256 over every file that decides how a Document looks in print."""
    digest = hashlib.sha256()
    for folder in _PRINTED_BY:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def paper_of(document: Document) -> DraftPaper | None:
    """The print of exactly this Document, if there is one."""
    return (
        DraftPaper.objects.filter(fingerprint=fingerprint(document))
        .select_related("report__meeting__committee")
        .first()
    )


def print_draft(report: Report) -> DraftPaper:
    """Build the report and print it, unless exactly this was printed before."""
    result = build_report(report)
    return paper_of(result.document) or _print(report, result)


def _print(report: Report, result: BuildResult) -> DraftPaper:
    from reports.renderers.pdf import render_pdf  # WeasyPrint takes a second to import, and only a worker needs it

    rendered = render_pdf(result.document)
    paper = DraftPaper(
        report=report,
        fingerprint=fingerprint(result.document),
        pages=rendered.pages,
        problems=[asdict(problem) for problem in (*result.problems, *rendered.problems)],
    )
    paper.file.save("paper.pdf", ContentFile(rendered.content), save=False)
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError:  # another worker printed the same draft meanwhile: one row, the same bytes
        return DraftPaper.objects.get(fingerprint=paper.fingerprint)
    return paper
