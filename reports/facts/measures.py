"""The facts that are monthly measures: `measure.<code>`, `measure.<code>.<category>` and its `.share` of the total."""

from __future__ import annotations

from decimal import Decimal

from measures.models import Unit
from measures.queries import MeasureSeries
from reports.engine.values import MISSING, Value, count, decimal, percentage
from reports.reads import MonthReads


def value(reads: MonthReads, key: str) -> Value:
    """The month's number under that name. Raises KeyError for a name no measure or category has."""
    prefix, _, rest = key.partition(".")
    if prefix != "measure" or not rest:
        raise KeyError(key)
    code, _, category = rest.partition(".")
    series = reads.measures[code]
    if not category:
        return printed(series, reads.measure(code))
    category, _, share = category.partition(".")
    if category not in {one.code for one in series.categories} or share not in ("", "share"):
        raise KeyError(key)
    number = reads.measure(code, category)
    return _share(number, reads.measure(code)) if share else printed(series, number)


def printed(series: MeasureSeries, number: Decimal | None) -> Value:
    """A measure's number in its own unit and decimals."""
    if number is None:
        return MISSING
    if series.unit == Unit.PERCENT:
        return decimal(number, series.decimals, "%")
    if series.decimals or number != int(number):
        # What is drawn and added up is the number, however it is rounded in print.
        return decimal(number, series.decimals)
    return count(int(number))


def _share(part: Decimal | None, whole: Decimal | None) -> Value:
    if part is None or not whole:
        return MISSING
    return percentage(part, whole)
