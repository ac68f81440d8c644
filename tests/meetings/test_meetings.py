"""Meetings of a period, next, previous and by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from meetings.models import AgendaItem, CommitteeKind, Meeting, MeetingKind
from meetings.queries import (
    agenda_between,
    meetings_between,
    meetings_held_count,
    meetings_named,
    meetings_of,
    next_meeting,
    next_meetings,
    previous_meeting,
)
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one, rename

pytestmark = pytest.mark.django_db
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))


def test_meetings_between_has_the_days_of_the_period_in_order() -> None:
    panel = committee("panel")
    for day in (date(2021, 10, 1), date(2021, 9, 30), date(2021, 9, 1), date(2021, 8, 31)):
        meet(panel, day, day.month * 100 + day.day)
    assert [row.held_on for row in meetings_between(*SEPTEMBER)] == [date(2021, 9, 1), date(2021, 9, 30)]


def test_meetings_between_leaves_out_cancelled_and_confidential_ones() -> None:
    panel, board = committee("panel"), committee("secco-board", confidential=True)
    meet(panel, date(2021, 9, 17), 96)
    meet(panel, date(2021, 9, 20), 97, cancelled=True)
    meet(board, date(2021, 9, 21), 60)
    assert [row.code for row in meetings_between(*SEPTEMBER)] == ["panel-96"]
    assert [row.code for row in meetings_between(*SEPTEMBER, public_only=False)] == ["panel-96", "secco-board-60"]
    assert meetings_held_count(*SEPTEMBER) == 1


def test_meetings_held_counts_neither_extraordinary_nor_attended_ones_nor_bodies_not_flagged() -> None:
    tag = committee("tag")
    forum = committee("cacop", kind=CommitteeKind.FORUM, numbered=False)
    call = committee("call", kind=CommitteeKind.ENGAGEMENT, numbered=False)
    webinar = committee("webinar", kind=CommitteeKind.ENGAGEMENT, numbered=False, counts_as_held=False)
    meet(tag, date(2021, 9, 8), 82, "X")
    meet(tag, date(2021, 9, 15), 82, "XX")
    meet(tag, date(2021, 9, 29), 83)
    meet(forum, date(2021, 9, 14), kind=MeetingKind.ATTENDED)
    meet(call, date(2021, 9, 15), kind=MeetingKind.ENGAGEMENT)
    meet(webinar, date(2021, 9, 28), kind=MeetingKind.ENGAGEMENT)
    rows = meetings_between(*SEPTEMBER)
    assert [row.code for row in rows if row.counted] == ["call-2021-09-15", "tag-83"]
    assert [row.code for row in rows if row.extraordinary] == ["tag-82X", "tag-82XX"]
    assert meetings_held_count(*SEPTEMBER) == 2


def test_meetings_of_one_committee() -> None:
    panel, tag = committee("panel"), committee("tag")
    meet(panel, date(2021, 9, 17), 96)
    meet(tag, date(2021, 9, 29), 83)
    assert [row.code for row in meetings_of("tag", *SEPTEMBER)] == ["tag-83"]


def test_next_meeting_is_the_first_after_the_day_that_is_not_cancelled() -> None:
    panel = committee("panel")
    meet(panel, date(2021, 9, 17), 96)
    meet(panel, date(2021, 10, 1), 97, cancelled=True)
    meet(panel, date(2021, 10, 15), 98)
    found = next_meeting("panel", date(2021, 9, 17))
    assert found is not None
    assert found.code == "panel-98"
    assert next_meeting("panel", date(2021, 10, 15)) is None
    Meeting.objects.filter(number=97).update(cancelled_on=date(2021, 9, 18))
    for day, code in ((17, "panel-97"), (18, "panel-98")):
        known = date(2021, 9, day)
        assert [one.code for one in (next_meeting("panel", known), *next_meetings(known).values()) if one] == [code] * 2


def test_previous_meeting_is_the_regular_one_before() -> None:
    tag, other = committee("tag"), committee("panel")
    regular = meet(tag, date(2021, 8, 25), 82)
    meet(tag, date(2021, 9, 8), 82, "X")
    meet(other, date(2021, 9, 17), 96)
    latest = meet(tag, date(2021, 9, 29), 83)
    assert previous_meeting(latest) == regular
    assert previous_meeting(regular) is None


def test_meetings_named_by_code_and_by_paper_prefix() -> None:
    panel = committee("panel", paper_prefix="SECP")
    group = committee("working-group", numbered=False)
    meet(panel, date(2021, 9, 17), 96)
    meet(panel, date(2021, 9, 20), 96, "X")
    meet(group, date(2021, 9, 1))
    found = meetings_named(["panel-96", "SECP-96", "secp-96x", "working-group-2021-09-01", "panel-97", "nonsense"])
    assert {text: row.code for text, row in found.items()} == {
        "panel-96": "panel-96",
        "SECP-96": "panel-96",
        "secp-96x": "panel-96X",
        "working-group-2021-09-01": "working-group-2021-09-01",
    }


def test_agenda_names_modifications_as_at_the_end_of_the_period() -> None:
    meeting = meet(committee("working-group", numbered=False), date(2021, 9, 1))
    one = raise_one("152", date(2021, 5, 10), title="Polyphase")
    rename(one, date(2021, 9, 28), "MP152")
    AgendaItem.objects.create(meeting=meeting, position=1, modification=one)
    AgendaItem.objects.create(meeting=meeting, position=2, topic="Ways of working")
    modification, topic = agenda_between(*SEPTEMBER)
    assert (modification.reference, modification.title, modification.topic) == ("MP152", "Polyphase", "")
    assert (topic.code, topic.reference, topic.title, topic.topic) == ("", "", "", "Ways of working")
    assert agenda_between(date(2021, 8, 1), date(2021, 8, 31)) == []


def test_agenda_of_a_meeting_to_come_names_modifications_as_at_the_day_given() -> None:
    meeting = meet(committee("working-group", numbered=False), date(2021, 9, 1))
    one = raise_one("152", date(2021, 5, 10))
    rename(one, date(2021, 8, 20), "MP152")
    AgendaItem.objects.create(meeting=meeting, position=1, modification=one)
    (row,) = agenda_between(*SEPTEMBER, named_on=date(2021, 8, 19))
    assert row.reference == "DP152"


@pytest.mark.parametrize("rows", [1, 3])
def test_meeting_reads_take_one_query_at_any_size(rows: int, django_assert_num_queries: Callable[..., object]) -> None:
    for number in range(rows):
        meeting = meet(committee(f"body-{number}x"), date(2021, 9, 10), number + 1)
        AgendaItem.objects.create(meeting=meeting, position=1, topic="Anything")
    latest = meet(meeting.committee, date(2021, 9, 20), 99)
    for read in (
        lambda: meetings_between(*SEPTEMBER),
        lambda: meetings_held_count(*SEPTEMBER),
        lambda: meetings_of("body-0x", *SEPTEMBER),
        lambda: next_meeting("body-0x", date(2021, 9, 1)),
        lambda: previous_meeting(latest),
        lambda: meetings_named(["body-0x-1", "body-1x-2", "body-2x-3"]),
        lambda: agenda_between(*SEPTEMBER),
    ):
        with django_assert_num_queries(1):
            assert read()
