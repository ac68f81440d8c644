"""By how much a figure moved, in words and a symbol: never by colour alone. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.engine.values import Value, round_half_up

UP, DOWN, SAME, OTHER = "up", "down", "same", "other"
SYMBOLS = {UP: "▲", DOWN: "▼", SAME: "=", OTHER: "•"}
_PRINTED = re.compile(r"([-\N{MINUS SIGN}]?\d[\d,]*(?:\.\d+)?)(\D*)")
_LARGEST_RATIO = Decimal(1000)
"""Beyond this a percentage says nothing: from 1 to 20 is told in figures."""


@dataclass(frozen=True, slots=True)
class Movement:
    """From one value to another. `size` is how far numbers moved; None where one is none, or is missing."""

    before: Value | None
    after: Value | None
    direction: str
    size: Decimal | None = None
    ratio: Decimal | None = None
    """The size as a share of what it was, in percent; None for what was 0, and for percentages themselves."""
    unit: str = ""

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.direction]

    @property
    def words(self) -> str:
        """ "up 12 (26%)", "was missing", "changed": what the symbol shows."""
        if self.direction == SAME:
            return "no change"
        if self.size is None:
            return self._otherwise()
        share = f" ({round_half_up(self.ratio)}%)" if self.ratio is not None and self.ratio >= 1 else ""
        return f"{self.direction} {self.printed_size}{share}"

    @property
    def before_in_digits(self) -> str:
        return _in_digits(self.before)

    @property
    def after_in_digits(self) -> str:
        return _in_digits(self.after)

    @property
    def weight(self) -> float:
        """How far it moved for its size; 0 for what did not move or is no number."""
        before, after = number(self.before), number(self.after)
        if not self.size or before is None or after is None:
            return 0.0
        return float(self.size) / math.sqrt(float(abs(before) + abs(after)) + 1)

    @property
    def printed_size(self) -> str:
        if self.size is None:
            return ""
        return f"{self.size.normalize():,f}{self.unit}" if self.size else f"less than is printed{self.unit}"

    def _otherwise(self) -> str:
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.before.is_missing:
            return "was missing"
        return "is missing now" if self.after.is_missing else "changed"


def movement(before: Value | None, after: Value | None) -> Movement:
    """Numbers are told apart as they are printed, whether in digits or in words: "two", "Two" and "2" are the same."""
    if before is not None and after is not None and before == after:
        return Movement(before, after, SAME)
    old, new = number(before), number(after)
    if old is None or new is None or before is None or after is None or _suffix(before) != _suffix(after):
        return Movement(before, after, OTHER)
    if old == new:
        return Movement(before, after, SAME)
    unit = _suffix(after)
    points = unit == "%"
    ratio = None if points or not old else min(abs((new - old) / old * 100), _LARGEST_RATIO)
    size = abs(new - old)
    words = " percentage points" if points and size != 1 else " percentage point" if points else unit
    return Movement(before, after, UP if new > old else DOWN, size, None if ratio == _LARGEST_RATIO else ratio, words)


def number(value: Value | None) -> Decimal | None:
    """The value as the number that is printed; None for what is none."""
    if value is None or value.raw is None or isinstance(value.raw, date | str):
        return None
    printed = _PRINTED.fullmatch(value.display)
    if printed is None:  # printed in words
        return Decimal(value.raw)
    return Decimal(printed[1].replace(",", "").replace("\N{MINUS SIGN}", "-"))


def _in_digits(value: Value | None) -> str:
    """As it is printed, yet a number in digits: for tables, whose numbers are read down a column."""
    if value is None:
        return ""
    found = number(value)
    return value.display if found is None or any(map(str.isdigit, value.display)) else f"{found:,f}"


def _suffix(value: Value) -> str:
    """The unit behind the digits: " WD", "%"."""
    printed = _PRINTED.fullmatch(value.display)
    return printed[2] if printed else ""
