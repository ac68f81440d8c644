"""The year April 2019 to March 2020, and the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sample_data.making.tables import months

LAST_DAY = date(2020, 3, 31)
MONTHS = months(date(2019, 4, 1), 12)
BEFORE = months(date(2018, 4, 1), 12)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 2, 3, 4
_HOLIDAYS = {date(2018, 12, 26), date(2019, 1, 1), date(2019, 4, 19), date(2019, 12, 25), date(2019, 12, 26)} | {
    date(2020, 1, 1)
}
"""Those on which a meeting would fall otherwise."""


def nth(month: date, weekday: int, number: int) -> date:
    """The so manieth such day of the week in the month; a week off where that is a holiday."""
    first = month + timedelta(days=(weekday - month.weekday()) % 7)
    day = first + timedelta(weeks=number - 1)
    if day not in _HOLIDAYS:
        return day
    return day + timedelta(weeks=-1 if day.month in (4, 12) else 1)


def panel_day(month: date) -> date:
    return nth(month, FRIDAY, 3)


def shared_out(total: int, among: int) -> list[int]:
    """The total in so many parts, as even as whole numbers can be."""
    return [total * (place + 1) // among - total * place // among for place in range(among)]


def spread(first: date, last: date, number: int) -> list[date]:
    """So many days from the first to the last, evenly."""
    return [first + (last - first) * (2 * place + 1) // (2 * number) for place in range(number)]


def by_month(numbers: Sequence[int], within: Sequence[date]) -> list[tuple[date, int, int]]:
    """A month, the place within it and how many it has, for each of the month's number."""
    return [(month, place, number) for month, number in zip(within, numbers, strict=True) for place in range(number)]
