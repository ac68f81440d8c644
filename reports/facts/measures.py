"""The facts that are monthly measures: `measure.<code>`, `measure.<code>.<category>` and its `.share` of the total."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from measures.models import Unit
from measures.queries import MeasureSeries
from reports.engine.values import MISSING, Value, count, decimal, percentage
from reports.facts.registry import Fact
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


def facts(reads: MonthReads) -> Iterator[Fact]:
    """A fact for every measure that has been set up, and for each category measured in the window."""
    for code, series in reads.measures.items():
        yield Fact(f"measure.{code}", series.name, "The month's number; of categories, their sum.", _reader(code))
        for category in series.categories:
            label = f"{series.name}: {category.name}"
            yield Fact(f"measure.{code}.{category.code}", label, "The month's number.", _reader(code, category.code))
            key = f"{code}.{category.code}.share"
            share = "The category's share of the month's sum."
            yield Fact(f"measure.{key}", f"{label}, share", share, _reader(code, category.code, "share"))


def _reader(*key: str) -> Callable[[MonthReads], Value]:
    return lambda reads: value(reads, ".".join(("measure", *key)))
