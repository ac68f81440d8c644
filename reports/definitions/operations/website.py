"""Visits to the website and pages viewed, over twelve months: a table for each calendar year, and a figure of both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Cell, Chart, Column, Figure, Series, Table
from reports.engine.month import Month
from reports.engine.tables import by_month, table
from reports.engine.values import MISSING, Value
from reports.facts.measures import printed

VISITS, PAGE_VIEWS = "website-visits", "website-page-views"
_SERIES = ((VISITS, "Visits"), (PAGE_VIEWS, "Page views"))
_CAPTION = "Visits to the SECAS website, and page views, in"
_GROUP = "website-by-year"
_COLUMNS = (
    Column("month", "Month", width=40),
    *(Column(code, name, "number", width=30) for code, name in _SERIES),
)


def website_year_before(ctx: MonthContext) -> Table | None:
    """The months of the calendar year before; None for a December, whose twelve months are all of its own year."""
    year = ctx.month.year - 1
    rows = list(_rows(ctx, year))
    if not rows:
        return None
    return table(
        "website-year-before",
        f"{_CAPTION} {year}",
        _COLUMNS,
        rows,
        group=_GROUP,
        provenance=ctx.provenance("measures.series_many"),
    )


def website_year(ctx: MonthContext) -> Table:
    return table(
        "website-year",
        f"{_CAPTION} {ctx.month.year}",
        _COLUMNS,
        _rows(ctx, ctx.month.year),
        group=_GROUP,
        provenance=ctx.provenance("measures.series_many"),
    )


def website_use(ctx: MonthContext) -> Figure:
    months = ctx.reads.window
    series = tuple(
        Series(name, tuple(_number(ctx, code, month) for month in months), f"measure.{code}") for code, name in _SERIES
    )
    chart = Chart(
        "lines", tuple(month.short for month in months), series, "Number in the month", "Month", months=months
    )
    return figure(
        "website-use",
        f"Visits to the SECAS website, and page views, in {OF_PAST_12_MONTHS}",
        chart,
        provenance=ctx.provenance("measures.series_many"),
    )


def _rows(ctx: MonthContext, year: int) -> Iterator[tuple[str | Cell, ...]]:
    for month in ctx.reads.window:
        if month.year == year:
            numbers = (by_month(f"measure.{code}", [month], [_number(ctx, code, month)]) for code, _ in _SERIES)
            yield f"{month.first:%B}", *chain.from_iterable(numbers)


def _number(ctx: MonthContext, code: str, month: Month) -> Value:
    series = ctx.reads.measures.get(code)
    return printed(series, series.total(month.first)) if series else MISSING
