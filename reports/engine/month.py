"""The calendar month a report covers."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month. Both `first` and `last` are days inside it."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 2000 <= self.year <= 2999):
            raise ValueError(f"no such month: {self.year}-{self.month:02d}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2021-09"; raises ValueError with what was wrong."""
        year, dash, month = text.strip().partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdecimal()):
            raise ValueError(f"a month is written like 2021-09, not {text!r}")
        return cls(int(year), int(month))

    @classmethod
    def containing(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def label(self) -> str:
        return f"{self.first:%B} {self.year}"

    @property
    def short(self) -> str:
        return f"{self.first:%b} {self.year % 100:02d}"

    @property
    def iso(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def back(self, months: int) -> Month:
        """The month so many months earlier (later when negative)."""
        index = self.year * 12 + self.month - 1 - months
        return Month(index // 12, index % 12 + 1)

    def window(self, months: int) -> tuple[Month, ...]:
        """That many months ending with this one, oldest first."""
        return tuple(self.back(n) for n in range(months - 1, -1, -1))
