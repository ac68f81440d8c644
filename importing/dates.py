"""Columns of days and months. One form is taken and every other refused, in words that say what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from importing.cells import unquoted
from importing.columns import Column
from importing.problems import CellError, or_list

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""A year outside these is a slip of the finger: the SEC began in 2013."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})(-01)?")
_NUMERIC = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})")
_ISO_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9]{2}:[0-9]{2}.*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(?:([0-9]{1,2})[ -])?([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")


def _calendar_day(year: int, month: int, day: int, otherwise: str) -> date:
    """Raises CellError, saying `otherwise` where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellError(otherwise) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(f"The year is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return found


def _guess(text: str) -> list[date]:
    """The days that a date in another form may mean: two for 01/02/2021, none for what can't be read."""
    found = []
    if timed := _ISO_TIME.fullmatch(text):
        text = timed.group(1)
    if iso := _ISO.fullmatch(text):
        found = [(int(iso[1]), int(iso[2]), int(iso[3]))]
    elif numeric := _NUMERIC.fullmatch(text):
        first, second, year = int(numeric[1]), int(numeric[2]), _full_year(numeric[3])
        found = [(year, second, first), (year, first, second)]
    elif (named := _NAMED.fullmatch(text)) and named[2][:3].lower() in _MONTHS:
        found = [(_full_year(named[3]), _MONTHS.index(named[2][:3].lower()) + 1, int(named[1] or 1))]
    days = {date(*parts) for parts in found if _is_day(*parts)}
    return sorted(days)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return FIRST_YEAR <= date(year, month, day).year <= LAST_YEAR
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Date(Column):
    """A day, written in one form only: 01/02/2021 means two days, and is refused. With `last_of_period` the day is the
    last of a stored range, which excludes its end."""

    last_of_period: bool = False
    WANTED: ClassVar[str] = "the day like 2021-09-30"

    def parse(self, text: str) -> date:
        text = unquoted(text)
        if (iso := _ISO.fullmatch(text)) and len(text) == 10:
            return _calendar_day(int(iso[1]), int(iso[2]), int(iso[3]), f"There is no such day. Write {self.WANTED}.")
        match [f"{day:%Y-%m-%d}" for day in _guess(text)]:
            case []:
                said = "There is no such day" if _NUMERIC.fullmatch(text) else "Is no date"
                raise CellError(f"{said}. Write {self.WANTED}.")
            case [day]:
                raise CellError(f"Write the day as {day}.")
            case days:
                raise CellError(f"May mean {or_list(days)}: write the one that is meant, in that form.")

    def write(self, value: date | None) -> str:
        return "" if value is None else value.isoformat()

    def read(self, *stored: Any) -> Any:
        return stored[0] - timedelta(days=1) if self.last_of_period and stored[0] is not None else stored[0]

    @property
    def accepts(self) -> str:
        return self.WANTED


@dataclass(frozen=True, kw_only=True)
class Month(Column):
    """A month, kept as its first day."""

    WANTED: ClassVar[str] = "the month like 2021-09"

    def parse(self, text: str) -> date:
        text = unquoted(text)
        if (iso := _ISO_MONTH.fullmatch(text)) and len(iso[2]) == 2:
            return _calendar_day(int(iso[1]), int(iso[2]), 1, f"There is no such month. Write {self.WANTED}.")
        match sorted({f"{day:%Y-%m}" for day in _guess(text)}):
            case []:
                raise CellError(f"Is no month. Write {self.WANTED}.")
            case [month]:
                raise CellError(f"Write the month as {month}.")
            case months:
                raise CellError(f"May mean {or_list(months)}: write the one that is meant, in that form.")

    def write(self, value: date | None) -> str:
        return "" if value is None else f"{value:%Y-%m}"

    @property
    def accepts(self) -> str:
        return self.WANTED
