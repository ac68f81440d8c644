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

    @property
    def is_figure(self) -> bool:
        """Whether something was measured and is known, so that it can be drawn or added up."""
        return not self.is_missing and self != NOT_MEASURED


MISSING = Value(None, MISSING_TEXT)
NONE = Value("none", "none")
"""What an average over no rows is: not missing, as nothing is left to enter, and not zero."""
NOT_MEASURED = Value("not measured", "–")
"""Where no number is expected, such as before a category was first measured: not missing, and not zero."""


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


def percentage(part: int | Decimal, whole: int | Decimal) -> Value:
    """A share of `whole` as a whole percentage; missing when there is nothing to take a share of.

    Only none is printed 0% and only all 100%: what would round to them is printed 1% and 99%.
    """
    if whole == 0:
        return MISSING
    share = Decimal(part) * 100 / Decimal(whole)
    rounded = round_half_up(share)
    if 0 < share < 100:
        rounded = min(max(rounded, Decimal(1)), Decimal(99))
    return Value(share, f"{rounded}%")


def long_date(day: date | None) -> Value:
    return MISSING if day is None else Value(day, f"{day.day} {day:%B %Y}")


def short_date(day: date | None) -> Value:
    return MISSING if day is None else Value(day, f"{day.day} {day:%b %y}")


def text(words: str) -> Value:
    """Text as a value. A choice of an enumeration becomes the plain text that it is stored as."""
    plain = str(words)
    return Value(plain, plain)
