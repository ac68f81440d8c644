"""A report on its way to publication, and publications that were made without one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from access.models import User
from reports.checks.book import run_book
from reports.engine.blocks import (
    Cell,
    Column,
    FactRef,
    Narrative,
    PaperHeader,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from reports.engine.document import Document, Part
from reports.engine.serialise import dumps
from reports.engine.values import count
from reports.engine.values import text as value
from reports.models import Correction, Publication, PublishedFile, Report, Rule, WarningReason
from reports.models.publication import FileKind
from reports.publishing import services
from reports.review.queries import Standing, standing
from reports.review.services import approve, override, send_for_review
from tests.access.cast import person

PAGE_WORDS = "The words of the page as they were stored"


def approved(report: Report) -> Standing:
    """Every warning has its reason, the errors of a month without records are set aside, and somebody approved it."""
    for found in run_book(report).warnings:
        WarningReason.objects.create(
            report=report,
            check_id=found.check.id,
            finding=found.fingerprint,
            message=found.finding.message,
            reason="It stands for this test.",
            given_by=person("editor"),
            given_at=timezone.now(),
        )
    override(report, by=person("administrator"), rule=Rule.ERRORS, reason="Nothing is entered for this test.")
    send_for_review(report, by=person("editor"), reviewers=[person("approver")])
    seen = standing(report).content_hash
    approve(report, by=person("approver"), seen_hash=seen)
    return standing(report)


def published(report: Report) -> Publication:
    stands = approved(report)
    return publish_now(report, stands.content_hash, stands.version)


def publish_now(report: Report, content_hash: str, version: int, by: User | None = None) -> Publication:
    """As the job does, in this process."""
    by = by or person("approver")
    ready = services.prepare(report, content_hash, by, lambda percent, text: None)
    return services.publish(ready, by=by, version=version, fence=fence)


@contextmanager
def fence() -> Iterator[None]:
    """A transaction as the job's would be, without a job."""
    with transaction.atomic():
        yield


@transaction.atomic
def made(
    report: Report, version: int = 1, *, classification: str = "white", audience: tuple[str, ...] = ()
) -> Publication:
    """A publication with a page, a PDF, data and tables of a few bytes each, of the paper and of a Red appendix."""
    correction = None
    if version > 1:
        correction = Correction.objects.create(
            report=report,
            version=version,
            reason="It was wrong.",
            changes="It is right.",
            dated=date(2021, 10, 20),
            begun_by=person("editor"),
        )
    publication = Publication.objects.create(
        report=report,
        version=version,
        kind=report.kind,
        month=report.month,
        reference=report.paper_reference,
        title="Operations Report — September 2021",
        classification=classification,
        audience=list(audience),
        issue_date=report.issue_date,
        content_hash="0" * 64,
        payload="{}",
        correction=correction,
        published_by=person("approver"),
        published_at=timezone.now(),
    )
    for part, word, codes in (("", classification, audience), ("appendix-a", "red", ("tag",))):
        for kind in FileKind.values:
            add_file(publication, part, kind, word, codes)
    return publication


ENDINGS = {"page": "html", "pdf": "pdf", "data": "json", "tables": "xlsx", "table": "csv"}


def add_file(publication: Publication, part: str, kind: str, word: str, audience: tuple[str, ...]) -> PublishedFile:
    content = f"<p>{PAGE_WORDS}, {part or 'body'}, version {publication.version}, {kind}</p>".encode()
    if kind == FileKind.DATA:
        content = dumps(_document(publication, part)).encode()
    stem = f"paper-{part}" if part else "paper"
    return PublishedFile.objects.create(
        publication=publication,
        part=part,
        title=part or publication.title,
        kind=kind,
        name=f"{stem}.{ENDINGS[kind]}",
        content_type={"page": "text/html", "pdf": "application/pdf"}.get(kind, "text/csv"),
        classification=word,
        audience=list(audience),
        pages=1 if kind == "pdf" else None,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _document(publication: Publication, part: str) -> Document:
    """A text with one figure, and one table."""
    text = Narrative("numbers-text", (Paragraph((Text("Open: "), FactRef("modifications.open", count(59)))),))
    columns = (Column("name", "Name"), Column("number", "Number", "number"))
    table = Table("numbers", "Numbers", columns, (Row((Cell(value("Open")), Cell(count(59)))),), number="Table 1")
    section = Section("numbers-section", "Numbers", (text, table), number="1")
    header = PaperHeader(
        reference=publication.reference,
        committee="The SEC Panel",
        meeting="SEC Panel Meeting 97",
        meeting_date=publication.issue_date,
        action="",
        recommendation="",
        author="Reporting Lead",
        team="",
        issue_date=publication.issue_date,
    )
    title = f"{publication.title}, version {publication.version}"
    parts = (Part(part or "body", "", "red" if part else publication.classification, (section,)),)
    return Document(publication.kind, "2021", publication.covers, title, header, parts, "")
