"""What an edition has dropped the section of, and tells elsewhere nevertheless: it is still asked for, and checked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Observation
from meetings.models import Decision, Meeting
from reports.checks.book import run_book
from reports.checks.scope import checks_of
from reports.definitions import subjects
from reports.desk.gaps import Gap, Question
from reports.desk.missing import gaps_of
from reports.desk.outline import outline
from reports.desk.page import calendar_known
from reports.engine.month import Month
from reports.models import Report, SectionText
from tests.reports.edition_making.laid import draft_of, in_force, without

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]

SEPTEMBER = Month(2021, 9)
LATER = date(2021, 10, 12)


def laid_out_without(*sections: str) -> Report:
    in_force(without(draft_of(), *sections), SEPTEMBER)
    return Report.objects.select_related("meeting__committee").get()


def asked(report: Report, *kinds: str) -> list[Gap]:
    sections = frozenset(place.id for place in outline(report.kind, report.covers))
    return [gap for gap in gaps_of(Question(report, LATER, calendar_known(), sections)) if gap.kind in kinds]


def found(report: Report, check: str) -> list[Any]:
    return [one.finding for one in run_book(report).found if one.check.id == check]


def undated() -> None:
    """Three meetings that count have no day of their minutes, which were due."""
    counted = Meeting.objects.filter(held_on__range=("2021-09-01", "2021-09-17"), minutes_issued_on__isnull=False)
    Meeting.objects.filter(pk__in=[one.pk for one in counted.order_by("pk")]).update(minutes_issued_on=None)


def test_dates_that_the_tiles_count_are_asked_for_and_checked_without_the_section_that_tells_of_them() -> None:
    report = laid_out_without("committee-support")
    undated()
    gaps = asked(report, "meeting.dates")
    assert gaps
    assert {gap.section for gap in gaps} == {"snapshot"}
    assert {one.section for one in found(report, "gaps.meeting_dates")} == {"snapshot"}


def test_dates_that_nothing_counts_are_not_asked_for() -> None:
    report = laid_out_without("committee-support", "snapshot")
    undated()
    SectionText.objects.filter(body__contains="meetings.").delete()
    assert asked(report, "meeting.dates") == []
    assert "gaps.meeting_dates" not in {one.check.id for one in run_book(report).results}


def test_dates_that_a_text_counts_are_asked_for_by_that_text() -> None:
    report = laid_out_without("committee-support", "snapshot")
    undated()
    SectionText.objects.filter(body__contains="meetings.").delete()
    SectionText.objects.update_or_create(
        report=report, section="security", defaults={"body": "<p>{{ meetings.minutes_in_time }} came in time.</p>"}
    )
    assert {gap.section for gap in asked(report, "meeting.dates")} == {"security"}
    assert {one.section for one in found(report, "gaps.meeting_dates")} == {""}


def test_assessments_that_a_text_counts_are_checked_without_the_section_that_lists_them() -> None:
    report = laid_out_without("assessment-statistics")
    SectionText.objects.filter(body__contains="assessments.").delete()
    SectionText.objects.update_or_create(
        report=report, section="security", defaults={"body": "<p>{{assessments.pa_open}} are underway.</p>"}
    )
    assert {one.check.id for one in run_book(report).results} >= subjects.ASSESSMENTS
    SectionText.objects.filter(section="security").update(body="<p>None is underway.</p>")
    assert {one.check.id for one in run_book(report).results}.isdisjoint(subjects.ASSESSMENTS)


@pytest.mark.parametrize("dropped", ["csc", "change-board"])
def test_lists_of_a_body_are_checked_without_those_of_the_other(dropped: str) -> None:
    report = laid_out_without(dropped)
    assert "lists.decisions" in {one.check.id for one in run_book(report).results}
    held = {check.id for check in checks_of("operations", {"smda"})}
    assert "lists.decisions" not in held


def test_decisions_are_asked_for_without_the_section_that_lists_the_meetings() -> None:
    report = laid_out_without("meetings", "snapshot")
    SectionText.objects.filter(body__contains="meetings.").delete()
    (one,) = Meeting.objects.filter(committee__code="csc", held_on__range=("2021-09-01", "2021-09-30"))[:1]
    Decision.objects.filter(meeting=one).delete()
    assert [gap.section for gap in asked(report, "meeting.decisions")] == ["csc"]


def test_numbers_of_a_dropped_section_are_asked_for_only_where_one_is_printed() -> None:
    report = laid_out_without("helpdesk")
    Observation.objects.filter(measure__group="helpdesk", month=SEPTEMBER.first).delete()
    SectionText.objects.filter(body__contains="measure.helpdesk").delete()
    assert [gap for gap in asked(report, "measures") if gap.message.startswith("SECAS Helpdesk")] == []
    assert [one for one in found(report, "gaps.measures") if "elpdesk" in one.message] == []
