"""What a paper tells of up to the day it is issued, and of what was planned by then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, Meeting
from modifications.models import Stage
from reports.reads_to_issue import AHEAD, ReadsToIssue
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one, rename

pytestmark = pytest.mark.django_db

FIRST, ISSUED = date(2021, 9, 1), date(2021, 10, 8)


def meetings_on(*days: date) -> list[Meeting]:
    group = committee("working-group", numbered=False)
    return [meet(group, day) for day in days]


def test_meetings_run_from_the_month_s_first_day_to_the_issue_date() -> None:
    meetings_on(date(2021, 8, 31), FIRST, date(2021, 10, 6), ISSUED, date(2021, 10, 9))
    reads = ReadsToIssue(FIRST, ISSUED)
    assert [row.held_on for row in reads.meetings] == [FIRST, date(2021, 10, 6), ISSUED]
    assert [row.held_on for row in reads.meetings_to_come] == [date(2021, 10, 9)]


def test_meetings_to_come_are_told_of_three_months_ahead() -> None:
    meetings_on(ISSUED + AHEAD, date(2022, 1, 9))
    assert [row.held_on for row in ReadsToIssue(FIRST, ISSUED).meetings_to_come] == [ISSUED + AHEAD]


def test_cancelled_meeting_and_one_of_a_confidential_committee_are_not_told_of() -> None:
    meet(committee("board", confidential=True), date(2021, 10, 20))
    meet(committee("group", numbered=False), date(2021, 10, 20), cancelled=True)
    assert ReadsToIssue(FIRST, ISSUED).meetings_to_come == []


def test_meeting_that_was_cancelled_since_the_issue_date_was_still_to_come() -> None:
    for code, off in (("one", ISSUED), ("two", ISSUED + timedelta(days=1))):
        meet(committee(code, numbered=False), date(2021, 10, 20), title=code, cancelled=True, cancelled_on=off)
    assert [row.title for row in ReadsToIssue(FIRST, ISSUED).meetings_to_come] == ["two"]


def test_modification_on_an_agenda_to_come_is_named_and_placed_as_at_the_issue_date() -> None:
    (meeting,) = meetings_on(date(2021, 10, 20))
    one = raise_one("152", date(2021, 3, 1), (date(2021, 10, 7), Stage.REFINEMENT), (date(2021, 10, 12), Stage.REPORT))
    rename(one, date(2021, 10, 12), "MP152")
    AgendaItem.objects.create(meeting=meeting, position=1, modification=one)
    reads = ReadsToIssue(FIRST, ISSUED)
    assert [row.reference for row in reads.agenda_of(meeting.pk)] == ["DP152"]
    assert reads.on_agendas["152"].stage == Stage.REFINEMENT


def test_modification_raised_after_the_issue_date_is_on_no_agenda_yet() -> None:
    (meeting,) = meetings_on(date(2021, 10, 20))
    AgendaItem.objects.create(meeting=meeting, position=1, modification=raise_one("190", date(2021, 10, 11)))
    AgendaItem.objects.create(meeting=meeting, position=2, topic="Ways of working")
    assert [row.topic for row in ReadsToIssue(FIRST, ISSUED).agenda_of(meeting.pk)] == ["Ways of working"]


def test_agendas_take_as_many_queries_for_three_meetings_as_for_one() -> None:
    one = raise_one("152", date(2021, 3, 1))
    for place, day in enumerate((date(2021, 9, 8), date(2021, 10, 20), date(2021, 11, 3)), 1):
        meeting = meet(committee(f"group-{place}", numbered=False), day)
        AgendaItem.objects.create(meeting=meeting, position=1, modification=one)
        reads = ReadsToIssue(FIRST, ISSUED)
        with CaptureQueriesContext(connection) as asked:
            assert len([row for each in Meeting.objects.values_list("pk") for row in reads.agenda_of(each[0])]) == place
            assert list(reads.on_agendas) == ["152"]
        assert len(asked) == 4, "the meetings, two agendas, and the modifications on them"
