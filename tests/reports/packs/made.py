"""Meetings, published papers and PDFs as the tests of packs make them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from model_bakery import baker
from weasyprint import HTML

import reports.renderers.pdf  # noqa: F401  # before WeasyPrint: it says which fonts there are
from access.classification import Classification
from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from reports.models import FileKind, Pack, PackFile, PackIssue, Publication, PublishedFile, Report
from tests.access.cast import person

NOON = datetime(2021, 10, 8, 12, tzinfo=UTC)
KINDS = ("operations", "change-status", "sub-committee", "regulatory-year")


@cache
def printed(*words: str, size: str = "A4") -> bytes:
    """A PDF with a page for each of these, a bookmark at each, and a link from the first to the last."""
    pages = "".join(f'<section id="s{number}"><h1>{word}</h1></section>' for number, word in enumerate(words))
    link = f'<p><a href="#s{len(words) - 1}">To the end</a></p>'
    style = f"<style>@page {{ size: {size} }} section + section {{ break-before: page }}</style>"
    markup = f"<html><head><title>Title of {words[0]}</title>{style}</head><body>{link}{pages}</body></html>"
    return bytes(HTML(string=markup).write_pdf())


def upload(*words: str, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, printed(*words), content_type="application/pdf")


def committee(code: str = "panel", name: str = "SEC Panel", prefix: str = "SECP", **more: Any) -> Committee:
    found = Committee.objects.filter(code=code).first()
    kind = CommitteeKind.COMMITTEE
    return found or Committee.objects.create(
        code=code, name=name, paper_prefix=prefix, kind=kind, counts_as_held=True, **more
    )


def meeting(number: int = 97, of: Committee | None = None, **more: Any) -> Meeting:
    of = of or committee()
    more = {"held_on": date(2021, 10, 15), "title": f"{of.name} Meeting {number}", **more}
    return Meeting.objects.create(committee=of, kind=MeetingKind.GOVERNANCE, number=number, **more)


def report_to(to: Meeting, number: int, classification: str = Classification.WHITE, **more: Any) -> Report:
    """A report whose kind and month no other has."""
    so_far = Report.objects.count()
    month = more.pop("month", date(2020 + so_far // 48, 1 + so_far // 4 % 12, 1))
    more = {"author": "Reporting Lead", "issue_date": date(2029, 1, 1), **more}
    fields = {"meeting": to, "paper_number": number, "classification": classification}
    return Report.objects.create(kind=KINDS[so_far % 4], month=month, **fields, **more)


@transaction.atomic
def published(
    report: Report, title: str, *words: str, version: int = 1, parts: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
) -> Publication:
    """A version of the report with its PDF; `parts` stand apart: (classification, title, words of each page)."""
    correction = None
    if version > 1:
        correction = baker.make("reports.Correction", report=report, version=version, reason="r", changes="c")
    made = Publication.objects.create(
        report=report,
        version=version,
        kind=report.kind,
        month=report.month,
        reference=report.paper_reference,
        title=title,
        classification=report.classification,
        audience=audience_of(report.classification, report.meeting),
        issue_date=report.issue_date,
        content_hash="0" * 64,
        payload="{}",
        correction=correction,
        published_by=person("approver"),
        published_at=NOON,
    )
    stored_pdf(made, "", title, report.classification, words or (f"{title} body",))
    for letter, (classification, name, pages) in zip("abcdef", parts, strict=False):
        stored_pdf(made, f"appendix-{letter}", name, classification, pages)
    return made


def stored_pdf(of: Publication, part: str, title: str, classification: str, words: tuple[str, ...]) -> PublishedFile:
    content = printed(*words)
    return PublishedFile.objects.create(
        publication=of,
        part=part,
        title=title,
        kind=FileKind.PDF,
        name=f"{of.reference}-{of.version}{part}.pdf",
        content_type="application/pdf",
        classification=classification,
        audience=audience_of(classification, of.report.meeting),
        pages=len(words),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def audience_of(classification: str, to: Meeting) -> list[str]:
    return [to.committee.code] if classification in (Classification.AMBER, Classification.RED) else []


@transaction.atomic
def issue_pack(to: Meeting, classification: str, content: bytes = b"%PDF-1.7 in a test") -> PackIssue:
    """A pack of the meeting as if it had been issued: one file of two pages, for those who may read it."""
    pack = Pack.objects.get_or_create(meeting=to, defaults={"begun_by": person("editor")})[0]
    if issue := pack.issues.first():
        return issue
    fields = {"first_page": 1, "last_page": 2, "issued_by": person("editor"), "issued_at": NOON}
    issue = PackIssue.objects.create(pack=pack, number=0, **fields)
    PackFile.objects.create(
        issue=issue,
        title="Pack",
        name="pack.pdf",
        classification=classification,
        audience=audience_of(classification, to),
        pages=2,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        contents=[],
        page_map=[{"first": 1, "last": 2, "at": 1, "held": True}],
        content=content,
    )
    return issue
