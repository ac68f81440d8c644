"""Rows as they stand in a CSV file, and the writing of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

Row = Mapping[str, object]
Tables = dict[str, list[Row]]

FRIDAY = 4


def written(rows: Sequence[Row]) -> str:
    """The rows as CSV; their first decides the columns and their order."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: _cell(value) for column, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def weekdays_back(end: date, duration: int) -> date:
    """The day from which a duration of so many weekdays runs to `end`, both counted."""
    day = end
    while duration > 1:
        day -= timedelta(days=1)
        duration -= day.weekday() <= FRIDAY
    return day


def months(first: date, number: int) -> list[date]:
    """The first days of that many months."""
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(number)]
