"""What a build costs in queries: the same for one row as for three in every list, for one year of records as for three."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.records import Volume, fill
from measures.models import Measure, MeasureCategory, MeasureGroup, Observation, RankedEntry
from meetings.models import Committee, DecidingBody, Decision, Meeting, MeetingKind, Outcome, Question
from modifications.models import AssessmentKind, Modification, Path, SecVersion, Stage, VersionCause
from parties.models import TestingCompletion, TestKind
from reports.building import build_report
from reports.engine.blocks import Figure, Narrative, ReferenceList, Table
from reports.engine.document import Document, walk_blocks
from reports.engine.month import Month
from reports.models import Report, ReportAttachment, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, raise_one
from tests.parties.cast import default, party, uep, voting_group

pytestmark = pytest.mark.django_db

MOST_QUERIES = 50
SEPTEMBER = date(2021, 9, 1)
A_FEW = Volume(modifications=24, accessions=12)
OF_FIXED_LENGTH = {"timescales", "assessments-summary"}
"""Tables with a row for each measure of theirs, whatever the records."""

MOVES = (
    (DecidingBody.CSC, Question.NEW_PROPOSAL, Outcome.REMAIN, ""),
    (DecidingBody.CSC, Question.TO_REFINEMENT, Outcome.APPROVE, ""),
    (DecidingBody.CSC, Question.TO_REPORT_PHASE, Outcome.APPROVE, ""),
    (DecidingBody.CSC, Question.IMPACT_ASSESSMENT, Outcome.DEFER, ""),
    (DecidingBody.CSC, Question.TIMETABLE, Outcome.NOTE, ""),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.APPROVE, Path.SELF_GOVERNANCE),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.RECOMMEND_APPROVAL, Path.AUTHORITY_DETERMINED),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.REJECT, Path.SELF_GOVERNANCE),
)
STEPS = (Stage.REFINEMENT, Stage.REPORT, Stage.APPROVED, Stage.REJECTED, Stage.IMPLEMENTED, Stage.SPLIT)


def day(number: int) -> date:
    return SEPTEMBER.replace(day=number)


# --- So many of everything that September 2021 can hold ----------------------------------------------


def report_on(number: int) -> Report:
    """The report of a month in which each kind of thing happened so many times."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    meet(panel, day(17), 96)
    rooms = {body: committee(body.value.replace("_", "-")) for body in (DecidingBody.CSC, DecidingBody.CHANGE_BOARD)}
    for place in range(1, number + 1):
        _parties(place)
        _modifications(place)
        _meetings(place, rooms)
    _decisions(number)
    _measures(number)
    return _report(meet(panel, date(2021, 10, 15), 97), number)


def _parties(place: int) -> None:
    acceded = party(f"Newcomer {place}", group=voting_group(), acceded=day(10))
    party(f"Leaver {place}", exited_on=day(12), exit_kind="expelled", exit_reason="It ceased to trade.")
    default(acceded, day(20))
    uep(acceded, day(21))
    uep(acceded, day(21), role="gas_supplier")
    for kind in TestKind:
        TestingCompletion.objects.create(party=acceded, test=kind, completed_on=day(22), classification="white")


def _modifications(place: int) -> None:
    earlier = date(2021, 3, 1)
    raised = raise_one(f"1{place}0", day(2))
    for step, stage in enumerate(STEPS, 1):
        moved = raise_one(f"1{place}{step}", earlier, (day(3), stage))
    raise_one(f"1{place}{len(STEPS)}A", day(3), split_from=moved)
    for kind in AssessmentKind:
        assess(raised, kind, day(6), sequence=place, targets=((day(6), 15), (day(7), 20)))
        assess(raised, kind, day(6), day(20), sequence=place + 10)
    version = SecVersion.objects.create(
        issued_on=day(5), description=f"Change {place}", cause=VersionCause.MODIFICATION, number=f"{place}.0"
    )
    version.modifications.set(Modification.objects.all())


def _meetings(place: int, rooms: dict[DecidingBody, Committee]) -> None:
    for room in rooms.values():
        meet(room, day(20 + place), place, notice_on=day(6), papers_issued_on=day(8), minutes_issued_on=day(28))
        meet(room, day(23 + place), place, "X")
    for code in ("cacop", "ccsg"):
        forum = committee(f"{code}" if place == 1 else f"{code}-{place}", counts_as_held=False)
        meet(forum, day(7), place, kind=MeetingKind.ATTENDED)
        meet(forum, date(2021, 10, 20), place + 1, kind=MeetingKind.ATTENDED)


def _decisions(number: int) -> None:
    codes = list(Modification.objects.filter(split_from=None).order_by("code"))[:number]
    for move, (body, question, outcome, route) in enumerate(MOVES):
        meeting = Meeting.objects.filter(committee__code=body.value.replace("_", "-")).order_by("held_on")[0]
        for modification in codes:
            Decision.objects.create(
                body=body,
                meeting=meeting,
                decided_on=meeting.held_on + timedelta(days=move),
                modification=modification,
                question=question,
                outcome=outcome,
                route=route,
                remark="The dates were moved.",
            )


def _measures(number: int) -> None:
    emails = Measure.objects.create(code="helpdesk-emails", name="E-mails", group=MeasureGroup.HELPDESK)
    users = Measure.objects.create(code="codeworks-users", name="Users", group=MeasureGroup.CODEWORKS)
    pages = Measure.objects.create(code="website-top-pages", name="Pages", group=MeasureGroup.WEBSITE, ranked=True)
    lists = Measure.objects.create(code="product-list-versions", name="Lists", group=MeasureGroup.PRODUCT_LISTS)
    for place in range(1, number + 1):
        RankedEntry.objects.create(measure=pages, month=SEPTEMBER, rank=place, label=f"Page {place}")
        for measure in (emails, users, lists):
            category = MeasureCategory.objects.create(measure=measure, code=f"kind-{place}", name=f"Kind {place}")
            Observation.objects.create(measure=measure, category=category, month=SEPTEMBER, value=place)


def _report(meeting: Meeting, number: int) -> Report:
    report = Report.objects.create(
        kind="operations",
        month=SEPTEMBER,
        meeting=meeting,
        paper_number=17,
        author="SECAS",
        issue_date=date(2021, 10, 8),
    )
    named = "".join(
        f"<p>{{{{@DP1{place}0}}}} {{{{@meeting:csc-{place}}}}} {{{{@party:{_code(place)}}}}}</p>"
        for place in range(1, number + 1)
    )
    for section in ("purpose", "security", "parties", "smda")[: number + 1]:
        SectionText.objects.create(report=report, section=section, body=named)
    for label in "ABC"[:number]:
        ReportAttachment.objects.create(report=report, label=label, title="Further detail", classification="green")
    return report


def _code(place: int) -> str:
    from parties.models import Party

    return Party.objects.get(name=f"Newcomer {place}").code


# --- Counting -----------------------------------------------------------------------------------------


def built(report: Report) -> tuple[int, Document]:
    """How many queries its build takes, and the Document."""
    fresh = Report.objects.select_related("meeting__committee").get(pk=report.pk)
    with CaptureQueriesContext(connection) as captured:
        document = build_report(fresh).document
    return len(captured), document


def lengths(document: Document) -> dict[str, int]:
    """The rows of every table and the items of every list that grows with the records."""
    found: dict[str, int] = {}
    for _, _, block in walk_blocks(document):
        match block:
            case Table() if block.id not in OF_FIXED_LENGTH:
                found[block.id] = len(block.rows)
            case ReferenceList():
                found[block.id] = len(block.items)
    return found


def measured_with(number: int) -> tuple[int, Document]:
    with transaction.atomic():
        found = built(report_on(number))
        transaction.set_rollback(True)
    return found


def years_of(years: int) -> tuple[int, Document]:
    with transaction.atomic():
        found = built(fill(Month(2029, 9), years, A_FEW))
        transaction.set_rollback(True)
    return found


def test_queries_of_a_build_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, with_one), (for_three, with_three) = measured_with(1), measured_with(3)
    few, many = lengths(with_one), lengths(with_three)
    assert few.keys() == many.keys()
    assert len(few) >= 14
    assert {id: number for id, number in few.items() if number < 1} == {}
    assert {id: number for id, number in many.items() if number < 3} == {}
    assert for_one == for_three <= MOST_QUERIES


def test_queries_of_a_build_are_as_many_after_three_years_as_after_one() -> None:
    (for_one, after_one), (for_three, after_three) = years_of(1), years_of(3)
    assert for_one == for_three <= MOST_QUERIES
    assert after_one == after_three, "what happened before the months it covers does not change a report"


def test_every_list_of_the_benchmark_has_something_in_it() -> None:
    """Else the build that is measured would not be a whole one."""
    _, document = years_of(1)
    assert {id for id, number in lengths(document).items() if not number} == set()
    figures: list[Any] = [block for _, _, block in walk_blocks(document) if isinstance(block, Figure | Narrative)]
    assert len(figures) > 20
