"""How a month stands in the addresses of measures: /measures/2021-09/grid/."""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2999


class FirstOfMonthConverter:
    """A month, as the date of its first day."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError for a month that does not exist, which makes the address a 404."""
        year, month = (int(part) for part in value.split("-"))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"no such month: {value}")
        return date(year, month, 1)

    def to_url(self, value: date) -> str:
        return f"{value.year:04d}-{value.month:02d}"
