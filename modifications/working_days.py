"""The one place that counts days.

Two conventions stand beside each other, because the published reports and the SEC's deadlines do not count alike. Each
carries the sentence that is printed under a table that uses it, and a version that goes up when the rule changes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

WORKING_DAYS_A_WEEK = 5
PAPERS_WORKING_DAYS = 5
"""Papers and notice are given this many SEC Working Days before the meeting."""
MINUTES_WORKING_DAYS = 5
"""Minutes are issued within this many SEC Working Days after the meeting."""

_ONE_DAY = timedelta(days=1)
_MONDAY_ORDINAL = 1  # date(1, 1, 1), the proleptic calendar's first day, is a Monday


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of counting days; `statement` is printed under the figures counted by it."""

    name: str
    version: int
    statement: str


PUBLISHED = Convention(
    "Published Working Days",
    1,
    "Durations in Working Days (WD) count every weekday, the first and the last day included; bank holidays are not "
    "taken out.",
)
SEC_WORKING_DAYS = Convention(
    "SEC Working Days",
    1,
    "A Working Day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England "
    "and Wales. The day of issue is not counted; the day of the meeting is.",
)


class CalendarError(ValueError):
    """A day was asked about for which no bank holidays are known, or that the rule does not reach."""


def _weekdays_before(day: date) -> int:
    """Weekdays from the calendar's first day up to but not including this one."""
    weeks, rest = divmod(day.toordinal() - _MONDAY_ORDINAL, 7)
    return weeks * WORKING_DAYS_A_WEEK + min(rest, WORKING_DAYS_A_WEEK)


def published_duration(start: date, end: date) -> int:
    """Working Days as the published reports count them: weekdays, both `start` and `end` counted, bank holidays too.

    Zero when both fall on one weekend. Raises ValueError when `end` is before `start`. The rule is read from the
    published tables of DCC Assessments: it gives all their durations but one.
    """
    if end < start:
        raise ValueError(f"a duration ends on {end}, before it begins on {start}")
    return _weekdays_before(end) + (1 if end.weekday() < WORKING_DAYS_A_WEEK else 0) - _weekdays_before(start)


def published_end(start: date, duration: int) -> date:
    """The day on which something begun on `start` has lasted so many published Working Days, one at least."""
    if duration < 1:
        raise ValueError(f"a duration of {duration} Working Days has no last day")
    first = start + timedelta(days=max(0, 7 - start.weekday())) if start.weekday() >= WORKING_DAYS_A_WEEK else start
    weeks, rest = divmod(first.weekday() + duration - 1, WORKING_DAYS_A_WEEK)
    return first - timedelta(days=first.weekday()) + timedelta(weeks=weeks, days=rest)


@dataclass(frozen=True)
class WorkingCalendar:
    """SEC Working Days (SEC Section A, definition of Working Day), from `first` to `last`, both included.

    `holidays` must hold every day in that span, other than Saturdays and Sundays, that is no Working Day. Every method
    raises CalendarError when its answer would depend on a day outside the span: a bank holiday that has not been
    proclaimed yet must never be counted silently as a Working Day.
    """

    holidays: frozenset[date]
    first: date
    last: date

    @cached_property
    def _weekday_holidays(self) -> list[date]:
        return sorted(day for day in self.holidays if day.weekday() < WORKING_DAYS_A_WEEK)

    def _require(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarError(
                f"bank holidays are known from {self.first} to {self.last}; {day} is outside: add that year's first"
            )

    def is_working_day(self, day: date) -> bool:
        self._require(day)
        return day.weekday() < WORKING_DAYS_A_WEEK and day not in self.holidays

    def add(self, day: date, working_days: int) -> date:
        """The n-th Working Day after `day`, or before it when negative: `day` is not counted. 0 gives `day`."""
        self._require(day)
        step = _ONE_DAY if working_days > 0 else -_ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working Days after `start` up to and including `end`. Raises CalendarError when `end` is before `start`."""
        self._require(start)
        self._require(end)
        if end < start:
            raise CalendarError(f"{end} is before {start}")
        # Neither sum looks at single days, so a span of years costs no more than one of days.
        weekdays = _weekdays_before(end + _ONE_DAY) - _weekdays_before(start + _ONE_DAY)
        days = self._weekday_holidays
        return weekdays - (bisect_right(days, end) - bisect_right(days, start))

    def nth_working_day_of_month(self, day_in_month: date, nth: int) -> date:
        """The n-th Working Day of the calendar month that holds `day_in_month`.

        Raises CalendarError when the month has not so many, or when `nth` is below 1.
        """
        before_month = day_in_month.replace(day=1) - _ONE_DAY
        found = self.add(before_month, nth) if nth >= 1 else before_month
        if (found.year, found.month) != (day_in_month.year, day_in_month.month):
            raise CalendarError(f"{day_in_month:%B %Y} has no Working Day {nth}")
        return found

    def papers_due(self, meeting_day: date) -> date:
        """The last Working Day to issue papers on: the day of issue is not counted, the day of the meeting is.

        For a meeting on a day that is no Working Day, five whole Working Days lie between issue and meeting. Papers
        issued after this day are late, on a weekend too: they count as issued on the next Working Day.
        """
        counted_from = meeting_day if self.is_working_day(meeting_day) else self.add(meeting_day, -1)
        return self.add(counted_from, -PAPERS_WORKING_DAYS)

    notice_due = papers_due
    """Notice of a meeting is due on the same day as its papers."""

    def minutes_due(self, meeting_day: date) -> date:
        """The last day for the minutes to be in time: the fifth Working Day after the meeting."""
        return self.add(meeting_day, MINUTES_WORKING_DAYS)
