"""Notice, papers and minutes in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from meetings.models import MeetingKind
from meetings.queries import Punctuality, minutes_punctuality, notice_punctuality, papers_punctuality
from modifications.models import BankHoliday
from modifications.working_days import CalendarError
from tests.meetings.rooms import committee, meet

pytestmark = pytest.mark.django_db
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))
ISSUED = date(2021, 10, 8)
FRIDAY = date(2021, 9, 17)  # notice and papers due Friday 10, minutes Friday 24 September


@pytest.mark.parametrize(("issued", "in_time"), [(date(2021, 9, 10), 1), (date(2021, 9, 11), 0), (None, 0)])
def test_papers_and_notice_are_due_five_working_days_before(issued: date | None, in_time: int) -> None:
    meet(committee("panel"), FRIDAY, 96, notice_on=issued, papers_issued_on=issued)
    undated = () if issued else ("The panel meeting 96",)
    assert papers_punctuality(*SEPTEMBER) == notice_punctuality(*SEPTEMBER) == Punctuality(in_time, 1, undated)


def test_papers_due_skips_the_august_bank_holiday() -> None:
    panel = committee("panel")
    meet(panel, date(2021, 9, 2), 1, papers_issued_on=date(2021, 8, 25))
    meet(panel, date(2021, 9, 3), 2, papers_issued_on=date(2021, 8, 27))  # 30 August does not count: due 26 August
    assert papers_punctuality(*SEPTEMBER) == Punctuality(1, 2)


@pytest.mark.parametrize(
    ("issued", "as_at", "expected"),
    [
        (date(2021, 9, 24), ISSUED, Punctuality(1, 1)),
        (date(2021, 9, 27), ISSUED, Punctuality(0, 1)),
        (None, ISSUED, Punctuality(0, 1, ("The panel meeting 96",))),
        (None, date(2021, 9, 24), Punctuality(0, 0)),  # the last day to issue them
        (None, date(2021, 9, 25), Punctuality(0, 1, ("The panel meeting 96",))),
        (date(2021, 9, 20), date(2021, 9, 21), Punctuality(1, 1)),  # early
        (date(2021, 9, 24), date(2021, 9, 21), Punctuality(0, 0)),  # not known yet
        (date(2021, 10, 1), date(2021, 9, 30), Punctuality(0, 1)),  # late already, whatever comes after
    ],
)
def test_minutes_are_due_five_working_days_after(issued: date | None, as_at: date, expected: Punctuality) -> None:
    meet(committee("panel"), FRIDAY, 96, minutes_issued_on=issued)
    assert minutes_punctuality(*SEPTEMBER, as_at) == expected


def test_punctuality_is_known_once_one_date_is_entered() -> None:
    panel = committee("panel")
    assert not papers_punctuality(*SEPTEMBER).is_known
    meet(panel, FRIDAY, 96)
    assert not papers_punctuality(*SEPTEMBER).is_known
    meet(panel, date(2021, 9, 16), 95, papers_issued_on=date(2021, 9, 13))
    found = papers_punctuality(*SEPTEMBER)
    assert (found.is_known, found) == (True, Punctuality(0, 2, ("The panel meeting 96",)))


def test_only_meetings_that_count_as_held_are_judged() -> None:
    tag, board = committee("tag"), committee("secco-board", confidential=True)
    meet(tag, date(2021, 9, 8), 82, "X")
    meet(tag, date(2021, 9, 14), kind=MeetingKind.ATTENDED)
    meet(tag, date(2021, 9, 15), 83, cancelled=True)
    meet(board, date(2021, 9, 16), 60)
    meet(tag, date(2021, 10, 1), 84)
    for found in (papers_punctuality(*SEPTEMBER), minutes_punctuality(*SEPTEMBER, ISSUED)):
        assert found == Punctuality(0, 0)


def test_fourteen_of_fifteen_minutes_in_time() -> None:
    panel = committee("panel")
    for number in range(1, 16):
        minutes = date(2021, 9, 24) if number < 15 else date(2021, 9, 27)
        meet(panel, FRIDAY, number, minutes_issued_on=minutes)
    assert minutes_punctuality(*SEPTEMBER, ISSUED) == Punctuality(14, 15)  # printed as 93%


def test_punctuality_without_known_bank_holidays_is_refused() -> None:
    meet(committee("panel"), FRIDAY, 96, papers_issued_on=date(2021, 9, 10))
    BankHoliday.objects.filter(day__year__gte=2021).delete()
    with pytest.raises(CalendarError, match="2020-12-31"):
        papers_punctuality(*SEPTEMBER)


@pytest.mark.parametrize("rows", [1, 3])
def test_punctuality_takes_two_queries(rows: int, django_assert_num_queries: Callable[..., object]) -> None:
    panel = committee("panel")
    for number in range(rows):
        meet(panel, FRIDAY, number + 1)
    for read in (
        lambda: notice_punctuality(*SEPTEMBER),
        lambda: papers_punctuality(*SEPTEMBER),
        lambda: minutes_punctuality(*SEPTEMBER, ISSUED),
    ):
        with django_assert_num_queries(2):
            assert len(read().undated) == rows
