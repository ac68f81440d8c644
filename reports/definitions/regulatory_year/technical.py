"""What was done to the Central Products List (CPL)."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.words import in_the_year
from reports.engine.blocks import Column, Table
from reports.engine.tables import table


def cpl_statistics(ctx: YearContext) -> Table:
    rows = [(label, ctx.cell(key)) for label, key in codes.CPL_FIGURES]
    return table(
        "cpl-statistics",
        f"Central Products List (CPL) statistics, {in_the_year(ctx)}",
        (Column("what", "Statistic", width=78), Column("number", "Number", "number", width=22)),
        rows,
        provenance=ctx.provenance("measures.series_many"),
    )
