"""What a build of the year's report costs in queries: as many for three of everything as for one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, MeasureGroup, Observation
from meetings.models import Action
from modifications.models import ReleaseKind, SecVersion, Stage, TargetReleaseFrom, VersionCause
from parties.models import ExitKind, PartyCategory
from reports.building import build_report
from reports.checks.book import run_book
from reports.definitions.regulatory_year import codes
from reports.engine.blocks import ReferenceList, Table
from reports.engine.document import Document, walk_blocks
from reports.models import Objective, ObjectiveStatus, Report, Restatement, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import plan_release, raise_one
from tests.parties.cast import party

pytestmark = pytest.mark.django_db

MOST_QUERIES = 70
MOST_OF_THE_BOOK = 110
JUNE, MARCH = date(2019, 6, 1), date(2020, 3, 1)
GROWING = ("releases-of-the-year", "designations", "directions", "committees-of-the-year", "objectives-table")


def day(number: int) -> date:
    return JUNE.replace(day=number)


def report_on(number: int) -> Report:
    """The report of a year in which each kind of thing happened so many times."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    meet(panel, date(2020, 4, 17), 79)
    to = meet(panel, date(2020, 5, 15), 80)
    report = Report.objects.create(
        kind="regulatory-year", month=MARCH, meeting=to, paper_number=9, author="SECAS", issue_date=date(2020, 5, 7)
    )
    measure = Measure.objects.create(code=codes.FIELDWORK, name="Fieldwork", group=MeasureGroup.SECURITY)
    for place in range(1, number + 1):
        _changed(place)
        _joined_and_left(place)
        _met(place)
        Observation.objects.create(measure=measure, month=date(2019, 3 + place, 1), value=4)
        _objective(report, place)
        Restatement.objects.create(
            month=date(2019, 5 + place, 1),
            fact="modifications.raised",
            published=90 + place,
            reason="A proposal was entered late.",
            restated_on=date(2019, 12, place),
        )
    for text in ("introduction", "tabasc", "alt-han-q1")[: number + 1]:
        SectionText.objects.create(report=report, section=text, body="<p>Quiet, {{year.parties.acceded}}.</p>")
    return report


def _changed(place: int) -> None:
    release = plan_release(f"Release {place}", (date(2019, 4, 1), day(20 + place)))
    aimed = raise_one(f"1{place}0", day(2), (day(5), Stage.APPROVED), (day(20 + place), Stage.IMPLEMENTED))
    TargetReleaseFrom.objects.create(modification=aimed, since=day(3), release=release)
    assert release.kind == ReleaseKind.SCHEDULED
    raise_one(f"1{place}1", day(3), (day(9), Stage.WITHDRAWN))
    for cause in VersionCause:
        SecVersion.objects.create(
            number=f"{place}.{cause.value}", issued_on=day(10 + place), description=f"A change by {cause}.", cause=cause
        )


def _joined_and_left(place: int) -> None:
    party(f"Joined {place}", PartyCategory.OTHER, acceded=day(4))
    left = {"exited_on": day(6), "exit_kind": ExitKind.WITHDRAWN}
    party(f"Left {place}", PartyCategory.OTHER, acceded=date(2015, 1, 5), **left)


def _met(place: int) -> None:
    room = committee(f"room-{place}", name=f"Room {place}")
    held = meet(room, day(12), place)
    Action.objects.create(committee=room, meeting=held, reference=f"R {place}", description="Do.", raised_on=day(12))


def _objective(report: Report, place: int) -> None:
    one = Objective.objects.create(
        code=codes.OBJECTIVES[place - 1][0],
        rank=place,
        group="general",
        name=codes.OBJECTIVES[place - 1][1],
        wording="It works.",
        since=date(2013, 9, 23),
    )
    ObjectiveStatus.objects.create(report=report, objective=one, status="meets")


def measured_with(number: int) -> tuple[int, Document]:
    with transaction.atomic():
        fresh = Report.objects.select_related("meeting__committee").get(pk=report_on(number).pk)
        with CaptureQueriesContext(connection) as captured:
            document = build_report(fresh).document
        transaction.set_rollback(True)
    return len(captured), document


def lengths(document: Document) -> dict[str, int]:
    found = {one.id: len(one.rows) for _, _, one in walk_blocks(document) if isinstance(one, Table)}
    lists = {one.id: len(one.items) for _, _, one in walk_blocks(document) if isinstance(one, ReferenceList)}
    return {id: number for id, number in (found | lists).items() if id in (*GROWING, "restatements")}


def test_queries_of_a_build_are_as_many_for_three_of_everything_as_for_one() -> None:
    (for_one, with_one), (for_three, with_three) = measured_with(1), measured_with(3)
    few, many = lengths(with_one), lengths(with_three)
    assert few.keys() == many.keys() == {*GROWING, "restatements"}
    assert {id: many[id] - few[id] for id in few} == dict.fromkeys(few, 2)
    assert for_one == for_three <= MOST_QUERIES


def test_queries_of_its_book_are_as_many_for_three_of_everything_as_for_one() -> None:
    asked = []
    for number in (1, 3):
        with transaction.atomic():
            fresh = Report.objects.select_related("meeting__committee").get(pk=report_on(number).pk)
            with CaptureQueriesContext(connection) as captured:
                book = run_book(fresh)
            transaction.set_rollback(True)
        assert [one.finding.message for one in book.found if one.finding.subject == "failed"] == []
        asked.append(sum("SAVEPOINT" not in one["sql"] for one in captured))
    assert asked[0] == asked[1] <= MOST_OF_THE_BOOK
