"""The days that SECAS worked in the month, by what they were worked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from measures.queries import CategoryAt, MeasureSeries
from reports.definitions.context import MonthContext
from reports.engine.blocks import Cell, Column, Row, Table
from reports.engine.tables import row, table
from reports.engine.values import Value
from reports.facts.measures import printed

RESOURCE_DAYS = "resource-days"
GROUPS = ("Services", "Projects")
"""The headings that its drivers stand under, in this order; any other comes after them."""
UNGROUPED = "Other"


def time_devoted(ctx: MonthContext) -> Table:
    """A row for each driver, a subtotal for each group of them, and the grand total."""
    empty = table(
        "time-devoted",
        f"Days that SECAS devoted in {ctx.month.label}, by driver",
        (
            Column("driver", "Driver", width=60),
            Column("group", "Group", width=20),
            Column("days", "Days", "number", width=20),
        ),
        [],
        basis="Subtotals and the grand total are of the days before rounding.",
        empty=f"The days of {ctx.month.label} have not been entered.",
        provenance=ctx.provenance("measures.series_many"),
    )
    series = ctx.reads.measures.get(RESOURCE_DAYS)
    if series is None:
        ctx.fact(f"measure.{RESOURCE_DAYS}")  # which says that the measure has not been set up
        return empty
    return replace(empty, rows=tuple(_rows(ctx, series)))


def _rows(ctx: MonthContext, series: MeasureSeries) -> Iterator[Row]:
    month, key = ctx.month.first, f"measure.{RESOURCE_DAYS}"
    drivers = series.expected(month)
    groups = {one.group or UNGROUPED for one in drivers}
    for group in [*(one for one in GROUPS if one in groups), *sorted(groups.difference(GROUPS))]:
        under = [one for one in drivers if (one.group or UNGROUPED) == group]
        for one in under:
            yield row((one.name, group, Cell(_days(series, month, [one]), of=ctx.named(f"{key}.{one.code}"))))
        of_group = Cell(_days(series, month, under), of=ctx.named(f"{key}.group.{slugify(group)}"))
        yield row((f"{group}, subtotal", "", of_group), total=True)
    yield row(("Grand total", "", Cell(printed(series, series.total(month)), of=ctx.named(key))), total=True)


def _days(series: MeasureSeries, month: date, drivers: Iterable[CategoryAt]) -> Value:
    """The sum before rounding; missing where one of them is."""
    numbers = [series.value(one.code, month) for one in drivers]
    known = [number for number in numbers if number is not None]
    return printed(series, sum(known, Decimal(0)) if len(known) == len(numbers) else None)
