"""How many proposals are open, and how long they take."""

from __future__ import annotations

from modifications.working_days import PUBLISHED
from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Column, Figure, Table
from reports.engine.tables import table
from reports.engine.values import long_date


def stages(ctx: MonthContext) -> Figure:
    by_stage = ctx.reads.open_by_stage
    chart = Chart(
        "bars",
        tuple(stage.label for stage in by_stage),
        (ctx.series("Proposals", (f"modifications.open.{stage.value}" for stage in by_stage)),),
        "Open proposals",
        "Stage",
    )
    return figure(
        "stages",
        f"Open proposals in each stage of the modification framework at {long_date(ctx.as_at).display}",
        chart,
        provenance=ctx.provenance("modifications.process_by_month"),
    )


def timescales(ctx: MonthContext) -> Table:
    rows = [
        (words, ctx.cell(f"modifications.{key}"), ctx.cell(f"modifications.{key}_average"))
        for words, key in (
            ("Proposals open (pre-decision)", "open"),
            (f"Proposals concluded in {OF_PAST_12_MONTHS}", "concluded"),
        )
    ]
    return table(
        "timescales",
        f"Modification progression timescales, {OF_PAST_12_MONTHS} to {long_date(ctx.as_at).display}",
        (
            Column("status", "Status", width=56),
            Column("total", "Total", "number", width=16),
            Column("average", "Average duration", "number", width=28),
        ),
        rows,
        basis=f"{PUBLISHED.statement} Concluded means approved, rejected or withdrawn.",
        provenance=ctx.provenance("modifications.open_timescale, modifications.concluded_timescale", PUBLISHED.name),
    )
