"""What was done for the Alt HAN Arrangements, quarter by quarter, as staff tell it."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.engine.blocks import Cell, Column, Table
from reports.engine.tables import table
from reports.engine.values import text

_ID = "alt-han-quarters"


def quarters(ctx: YearContext) -> Table:
    months = ctx.year.months
    rows = [
        (
            f"{months[first].first:%B} to {months[min(first + 2, len(months) - 1)].label}",
            Cell(text(""), prose=ctx.written(code, section="alt-han", block=_ID), text=code),
        )
        for first, (code, _) in zip(range(0, len(months), 3), codes.QUARTERS, strict=False)
    ]
    return table(
        _ID,
        f"Alt HAN activities by quarter, {ctx.year.called}",
        (Column("quarter", "Quarter", width=20), Column("activities", "Activities", width=80)),
        rows,
        provenance=ctx.provenance("narrative"),
    )
