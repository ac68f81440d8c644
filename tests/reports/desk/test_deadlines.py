"""The steps of a month, worked back from the meeting in SEC Working Days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modifications.working_days import CalendarError, WorkingCalendar
from reports.desk.deadlines import Step, steps_to, working_days_to

AUGUST_HOLIDAY = date(2021, 8, 30)
CALENDAR = WorkingCalendar(frozenset({AUGUST_HOLIDAY, date(2021, 12, 27)}), date(2021, 1, 1), date(2021, 12, 31))
PANEL_97 = date(2021, 10, 15)
STEPS = (("sign-off", "Sign-off", 2), ("data-cut", "Data cut", 5))


def days(meeting: date, today: date = PANEL_97) -> dict[str, date]:
    return {step.code: step.day for step in steps_to(meeting, STEPS, CALENDAR, today)}


def test_steps_of_september_are_counted_back_from_panel_97() -> None:
    assert days(PANEL_97) == {
        "data-cut": date(2021, 10, 1),
        "sign-off": date(2021, 10, 6),
        "papers": date(2021, 10, 8),
        "meeting": PANEL_97,
    }


def test_bank_holiday_is_no_working_day() -> None:
    assert days(date(2021, 9, 7))["papers"] == date(2021, 8, 31)
    assert days(date(2021, 9, 6))["papers"] == date(2021, 8, 27)


def test_steps_come_in_the_order_of_their_days() -> None:
    assert [step.code for step in steps_to(PANEL_97, STEPS, CALENDAR, PANEL_97)] == [
        "data-cut",
        "sign-off",
        "papers",
        "meeting",
    ]


@pytest.mark.parametrize("meeting", [date(2022, 1, 12), date(2021, 1, 6)])
def test_steps_that_unknown_bank_holidays_could_move_are_not_guessed(meeting: date) -> None:
    with pytest.raises(CalendarError):
        steps_to(meeting, STEPS, CALENDAR, meeting)


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (date(2021, 10, 4), "in 4 Working Days"),
        (date(2021, 10, 7), "in 1 Working Day"),
        (date(2021, 10, 8), "today"),
        (date(2021, 10, 9), "past, by no Working Day"),
        (date(2021, 10, 11), "1 Working Day ago"),
        (date(2021, 10, 15), "5 Working Days ago"),
        (date(2023, 10, 15), "past"),
        (date(2020, 10, 15), "to come"),
    ],
)
def test_distance_is_told_in_working_days(today: date, when: str) -> None:
    papers = next(step for step in steps_to(PANEL_97, STEPS, CALENDAR, today) if step.code == "papers")
    assert papers.when == when


def test_step_on_a_weekend_before_the_next_working_day_is_still_to_come() -> None:
    sunday = Step("custom", "Custom", date(2021, 10, 10), date(2021, 10, 9), 0)
    assert (sunday.is_past, sunday.when) == (False, "before the next Working Day")


@given(st.dates(date(2021, 2, 1), date(2021, 11, 30)), st.dates(date(2021, 2, 1), date(2021, 11, 30)))
def test_distance_back_is_distance_forth(one: date, other: date) -> None:
    forth, back = working_days_to(one, CALENDAR, other), working_days_to(other, CALENDAR, one)
    assert forth is not None
    assert forth == -(back or 0)


@given(st.dates(date(2021, 3, 1), date(2021, 11, 30)))
def test_each_step_lies_its_working_days_before_the_papers(meeting: date) -> None:
    found = days(meeting)
    for code, _, working_days in STEPS:
        assert CALENDAR.between(found[code], found["papers"]) == working_days
