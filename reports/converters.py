"""How a month stands in an address: /reports/operations/2021-09/. Whoever writes such an address imports this."""

from __future__ import annotations

from django.urls import register_converter

from reports.engine.month import Month


class MonthConverter:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        """Raises ValueError for a month that does not exist, which makes the address a 404."""
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        return value.iso


register_converter(MonthConverter, "month")
