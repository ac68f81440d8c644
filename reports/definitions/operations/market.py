"""Entry and exit over the year, and the User Entry Process."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.definitions.operations.entry_exit import category, named, since_last_panel, until_issued
from reports.definitions.words import EXCLUDING_DCC, OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Column, Figure, Series, Table
from reports.engine.tables import joined, table
from reports.engine.values import count, long_date

_OF_DEFAULTS = "Events of Default are counted in the month they were raised; one Party can have several."


def movements(ctx: MonthContext) -> Figure:
    months = ctx.reads.movements
    series = (
        Series("Accessions", tuple(count(month.acceded) for month in months), "parties.acceded"),
        Series("Withdrawals", tuple(count(month.withdrawn) for month in months), "parties.withdrawn"),
        Series("Expulsions", tuple(count(month.expelled) for month in months), "parties.expelled"),
        Series("Events of Default", tuple(count(month.events_of_default) for month in months), "defaults.raised"),
    )
    window = ctx.reads.window
    chart = Chart(
        "columns", tuple(month.short for month in window), series, "Number in the month", "Month", months=window
    )
    return figure(
        "movements",
        f"Accessions, withdrawals, expulsions and Events of Default in {OF_PAST_12_MONTHS}",
        chart,
        basis=f"{EXCLUDING_DCC} {_OF_DEFAULTS}",
        provenance=ctx.provenance("parties.movements"),
    )


def uep_completions(ctx: MonthContext) -> Table:
    columns = (
        Column("party", "Party", width=36),
        Column("category", "Party Category", width=20),
        Column("roles", "User Roles", width=24),
        Column("on", "Date", "date", width=20),
    )
    rows = [
        (
            named(row),
            category(row),
            f"{joined([role.label for role in row.roles])} ({row.extent.label})",
            long_date(row.completed_on),
        )
        for row in ctx.reads.uep_since_panel
    ]
    return table(
        "uep-completions",
        f"User Entry Process completed {since_last_panel(ctx)}",
        columns,
        rows,
        basis=until_issued(ctx),
        empty="No Party completed the User Entry Process in this time.",
        provenance=ctx.provenance("parties.uep_completions"),
    )
