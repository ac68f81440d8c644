"""SEC versions, and the modification process over the year."""

from __future__ import annotations

from modifications.models import VersionCause
from modifications.queries import SecVersionRow
from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Column, Figure, Series, Table
from reports.engine.tables import joined, table
from reports.engine.values import count, short_date


def sec_versions(ctx: MonthContext) -> Table:
    columns = (
        Column("issued", "Issued", "date", width=16),
        Column("version", "Version", width=12),
        Column("change", "What changed", width=52),
        Column("cause", "Cause", width=20),
    )
    rows = [
        (short_date(row.issued_on), row.number or "not stated", row.description, _caused_by(row))
        for row in ctx.reads.sec_versions
    ]
    return table(
        "sec-versions",
        f"SEC versions issued in {ctx.month.label}",
        columns,
        rows,
        empty=f"No version of the SEC was issued in {ctx.month.label}.",
        provenance=ctx.provenance("modifications.sec_versions"),
    )


def _caused_by(row: SecVersionRow) -> str:
    """The modifications that caused the version, or what else did."""
    if row.modifications:
        return joined([f"{reference} ‘{title}’" for reference, title in row.modifications])
    return VersionCause(row.cause).label


def process(ctx: MonthContext) -> Figure:
    months = ctx.reads.process
    stages = list(months[-1].open_by_stage)
    series = tuple(
        Series(stage.label, tuple(count(month.open_by_stage[stage]) for month in months), f"modifications.open.{stage}")
        for stage in stages
    )
    window = ctx.reads.window
    chart = Chart(
        "stacked", tuple(month.short for month in window), series, "Open proposals", "Month end", months=window
    )
    return figure(
        "process",
        f"Proposals going through the modification process in {OF_PAST_12_MONTHS}",
        chart,
        totals_of="modifications.open",
        basis="Open proposals by stage on the last day of each month.",
        provenance=ctx.provenance("modifications.process_by_month"),
    )
