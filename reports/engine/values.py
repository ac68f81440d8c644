"""A figure and the one way it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MISSING_TEXT = "missing"

Raw = int | Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure formatted once, so that page, PDF and spreadsheet agree. `raw` is None when the figure is missing."""

    raw: Raw
    display: str

    @property
    def is_missing(self) -> bool:
        return self.raw is None


MISSING = Value(None, MISSING_TEXT)


def round_half_up(number: Decimal, places: int = 0) -> Decimal:
    """Round as the reports do: halves away from zero, never to even."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def count(number: int | None) -> Value:
    return MISSING if number is None else Value(number, f"{number:,}")


def decimal(number: Decimal | None, places: int, suffix: str = "") -> Value:
    if number is None:
        return MISSING
    return Value(number, f"{round_half_up(number, places):,}{suffix}")


def working_days(number: int | Decimal | None) -> Value:
    """A duration in Working Days, printed "19 WD"; an average is rounded half up."""
    if number is None:
        return MISSING
    return Value(number, f"{round_half_up(Decimal(number)):,} WD")


def percentage(part: int, whole: int) -> Value:
    """A share of `whole` as a whole percentage; missing when there is nothing to take a share of."""
    if whole == 0:
        return MISSING
    share = Decimal(part) * 100 / Decimal(whole)
    return Value(share, f"{round_half_up(share)}%")


def long_date(day: date | None) -> Value:
    return MISSING if day is None else Value(day, f"{day.day} {day:%B %Y}")


def short_date(day: date | None) -> Value:
    return MISSING if day is None else Value(day, f"{day.day} {day:%b %y}")


def text(words: str) -> Value:
    """Text as a value. A choice of an enumeration becomes the plain text that it is stored as."""
    plain = str(words)
    return Value(plain, plain)
