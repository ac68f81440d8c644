"""The modifications that the year opened with, took in, let go and closed with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.words import in_the_year, months_said, year_end, year_start
from reports.engine.alternative_text import figure
from reports.engine.blocks import Cell, Chart, Column, Figure, Series, Table
from reports.engine.tables import table
from reports.engine.values import MISSING, Value, count

_SELDOM = (
    ("parts", "Made by a split during the year"),
    ("split", "Split during the year, so neither open nor concluded"),
    ("reopened", "Reopened during the year"),
)
_OUTCOMES = (("approved", "of which approved"), ("rejected", "of which rejected"), ("withdrawn", "of which withdrawn"))


def modifications_table(ctx: YearContext) -> Table:
    """Opening + raised − concluded = closing; splits and what was reopened are told where there were any."""
    return table(
        "modifications-of-the-year",
        f"Modifications open, raised and concluded, {in_the_year(ctx)}",
        (Column("status", "Modification status", width=78), Column("number", "Number", "number", width=22)),
        list(_rows(ctx)),
        basis="Open at the start + raised − concluded gives what is open at the end; what was made by a split, split "
        "or reopened counts where it is shown. Concluded means approved, rejected or withdrawn, by the outcome at the "
        "year’s end.",
        provenance=ctx.provenance("modifications.bridge_of"),
    )


def _rows(ctx: YearContext) -> Iterator[tuple[str, Cell]]:
    def of(step: str) -> Cell:
        return ctx.cell(f"year.modifications.{step}")

    yield f"Open at the start of the year, {year_start(ctx)}", of("opening")
    yield "Raised during the year", of("raised")
    yield from ((label, of(step)) for step, label in _SELDOM if getattr(ctx.year.this.bridge, step))
    yield "Concluded during the year", of("concluded")
    yield from ((label, of(step)) for step, label in _OUTCOMES)
    yield f"Open at the end of the year, {year_end(ctx)}", of("closing")


def new_by_month(ctx: YearContext) -> Figure:
    key = "year.modifications.raised"
    each = ctx.by_month(key)
    chart = Chart(
        "cumulative",
        tuple(month.short for month in ctx.year.months),
        (Series("New proposals", each, ctx.own_of(key)), Series("Sum so far", so_far(each), key)),
        "Proposals",
        "Month",
        months=ctx.year.months,
    )
    return figure(
        "new-proposals-by-month",
        f"New proposals by month, with their sum so far, {months_said(ctx)}",
        chart,
        basis="Not counting what was made by a split.",
        provenance=ctx.provenance("modifications.bridge_of"),
    )


def so_far(each: tuple[Value, ...]) -> tuple[Value, ...]:
    """The sum up to each month; from the first that is missing on, it is missing."""

    def added(sum_: Value, value: Value) -> Value:
        if isinstance(sum_.raw, int) and isinstance(value.raw, int):
            return count(sum_.raw + value.raw)
        return MISSING

    return tuple(accumulate(each, added))
