"""A report in every state and of every classification, with its publication and its meeting's pack: all at once in one
database, each in a month of its own, so that each is made once and then asked after by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from access.classification import Classification
from access.models import Role
from jobs.models import Job
from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from reports.building import build_report
from reports.engine.month import Month
from reports.models import (
    AgendaPaper,
    Correction,
    DraftPaper,
    Pack,
    PackFile,
    PackIssue,
    Report,
    Reviewer,
    ReviewRound,
    SignOff,
    Withdrawal,
)
from reports.packs.layout import HELD
from reports.review.services import content_of
from reports.tasks import PRINT_DRAFT
from tests.access.cast import person
from tests.reports.publishing.life import made

STRANGER = "stranger"
CAST = (STRANGER, *Role.values)
STAFF = {Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
READS_RED = STAFF - {Role.CONTRIBUTOR}
ANSWERS_FOR_PAPERS = {Role.APPROVER, Role.ADMINISTRATOR}

# Of a report, and of the first version that was published of it.
DRAFT, IN_REVIEW, APPROVED, PUBLISHED = "draft", "in review", "approved", "published"
CORRECTED_NOW, SUPERSEDED, WITHDRAWN = "being corrected", "superseded", "withdrawn"
REPORT_STATES = (DRAFT, IN_REVIEW, APPROVED, PUBLISHED, CORRECTED_NOW, SUPERSEDED, WITHDRAWN)
HAS_VERSION = frozenset({PUBLISHED, CORRECTED_NOW, SUPERSEDED, WITHDRAWN})
# Of a meeting's pack. What is asked for is always its first issue.
BEGUN, ISSUED, SUPPLEMENTED, PAPER_WITHDRAWN = "begun", "issued", "supplemented", "a paper withdrawn"
PACK_STATES = (BEGUN, ISSUED, SUPPLEMENTED, PAPER_WITHDRAWN)

FIRST = Month(2019, 1)


@dataclass(frozen=True)
class World:
    """A report of some classification in a state, with a draft of it that was printed, the job that printed it, and its
    meeting, which has a pack where the state is a pack's."""

    state: str
    report: Report
    paper: DraftPaper
    job: Job

    def __str__(self) -> str:
        return f"{self.classification} and {self.state}"

    @property
    def classification(self) -> str:
        return self.report.classification

    @property
    def address(self) -> dict[str, Any]:
        return {"kind": self.report.kind, "month": self.report.covers}

    @property
    def pack(self) -> Pack:
        return Pack.objects.get(meeting=self.report.meeting)


def reads_draft(role: str, classification: str) -> bool:
    return role in (READS_RED if classification == Classification.RED else STAFF)


def reads_published(role: str, classification: str) -> bool:
    """What was published like this, Amber and Red for the Panel."""
    readers: dict[str, set[str]] = {
        Classification.WHITE: set(CAST),
        Classification.GREEN: set(Role.values),
        Classification.AMBER: STAFF | {Role.PANEL},
        Classification.RED: READS_RED | {Role.PANEL},
    }
    return role in readers[classification]


def every_world() -> Iterator[World]:
    """Makes each of them. `MEDIA_ROOT` is to be a folder of the test's own."""
    panel = Committee.objects.create(
        code="panel", name="SEC Panel", kind=CommitteeKind.COMMITTEE, paper_prefix="SECP", counts_as_held=True
    )
    number = 0
    for state in (*REPORT_STATES, *PACK_STATES):
        for classification in Classification.values:
            number += 1
            yield _world(panel, number, classification, state)


def _world(panel: Committee, number: int, classification: str, state: str) -> World:
    month = FIRST.back(-number)
    meeting = Meeting.objects.create(
        committee=panel,
        kind=MeetingKind.GOVERNANCE,
        number=number,
        title=f"Panel {number}",
        held_on=month.back(-1).first.replace(day=15),
    )
    report = Report.objects.create(
        kind="operations",
        month=month.first,
        meeting=meeting,
        paper_number=17,
        author="Reporting Lead",
        issue_date=month.back(-1).first.replace(day=8),
        classification=classification,
    )
    paper = DraftPaper(report=report, classification=classification, fingerprint=f"{number:064}", pages=1)
    paper.file.save("paper.pdf", ContentFile(b"%PDF-1.7"))
    job = Job.objects.create(kind=PRINT_DRAFT, arguments={"report": report.pk})
    if state in PACK_STATES:
        _have_a_pack(report, state)
    else:
        _bring_to(report, state)
    return World(state, report, paper, job)


def _bring_to(report: Report, state: str) -> None:
    if state in (IN_REVIEW, APPROVED):
        _send(report, with_approval=state == APPROVED)
    if state not in HAS_VERSION:
        return
    audience = _audience(report.classification)
    first = made(report, classification=report.classification, audience=audience)
    if state == SUPERSEDED:
        made(report, 2, classification=report.classification, audience=audience)
    elif state == WITHDRAWN:
        Withdrawal.objects.create(publication=first, reason="It was wrong.", by=person("approver"))
    elif state == CORRECTED_NOW:
        words = {"reason": "It was wrong.", "changes": "It is right.", "dated": date(2024, 1, 10)}
        Correction.objects.create(report=report, version=2, begun_by=person("editor"), **words)


def _send(report: Report, *, with_approval: bool) -> None:
    """Whatever the book says of a month without records: the services would refuse it."""
    sent = content_of(report, build_report(report).document)
    current = ReviewRound.objects.create(report=report, number=1, version=1, sent=sent, sent_by=person("editor"))
    Reviewer.objects.create(round=current, person=person("approver"), named_by=person("editor"))
    if with_approval:
        SignOff.objects.create(round=current, content=sent, by=person("approver"))


def _audience(classification: str) -> tuple[str, ...]:
    return ("panel",) if classification in (Classification.AMBER, Classification.RED) else ()


# --- Packs ------------------------------------------------------------------------------------------------------------


def _have_a_pack(report: Report, state: str) -> None:
    pack = Pack.objects.create(meeting=report.meeting, begun_by=person("editor"))
    if state == BEGUN:
        return
    issue = _issue(pack, 0, report.classification)
    if state == SUPPLEMENTED:
        _issue(pack, 1, report.classification)
    elif state == PAPER_WITHDRAWN:
        audience = _audience(report.classification)
        publication = made(report, classification=report.classification, audience=audience)
        AgendaPaper.objects.create(
            pack=pack,
            number=17,
            position=1,
            title="Operations Report",
            classification=report.classification,
            audience=list(audience),
            report=report,
            publication=publication,
            issue=issue,
        )
        Withdrawal.objects.create(publication=publication, reason="It was wrong.", by=person("approver"))


@transaction.atomic
def _issue(pack: Pack, number: int, classification: str) -> PackIssue:
    """One file of two pages, which holds the paper that stands first on the agenda."""
    content, first = b"%PDF-1.7 in a test", 1 + 2 * number
    pages = {"first_page": first, "last_page": first + 1, "issued_by": person("editor"), "issued_at": timezone.now()}
    issue = PackIssue.objects.create(pack=pack, number=number, **pages)
    PackFile.objects.create(
        issue=issue,
        title="Pack",
        name="supplement-1.pdf" if number else "pack.pdf",
        classification=classification,
        audience=list(_audience(classification)),
        pages=2,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        contents=[_entry(first)],
        page_map=[{"first": first, "last": first + 1, "at": 1, "held": True}],
        content=content,
    )
    return issue


def _entry(first: int) -> dict[str, Any]:
    line = {"title": "Operations Report", "word": "", "state": HELD, "first": first, "last": first + 1}
    return {**line, "item": 1, "reference": "", "parts": []}


@contextmanager
def undone() -> Iterator[None]:
    """What is done to the database within is undone at the end."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)
