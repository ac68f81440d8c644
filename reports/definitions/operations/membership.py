"""The SEC's members: those in default, the User Entry Process with its extent, and thirteen months of coming and
going."""

from __future__ import annotations

from parties.queries import PartyMovement
from reports.definitions.context import MonthContext
from reports.definitions.operations.entry_exit import (
    category,
    named,
    since_last_panel,
    until_issued,
    why_expelled,
)
from reports.definitions.words import EXCLUDING_DCC, plain, so_many
from reports.engine.blocks import Cell, Column, Narrative, Paragraph, Table
from reports.engine.tables import by_month, joined, table
from reports.engine.values import MISSING, count, long_date


def parties_in_default(ctx: MonthContext) -> Narrative:
    """How many, and never who: this paper may be read by the public."""
    told = [
        *so_many(ctx, "defaults.parties", "Party was", "Parties were"),
        *plain(f" in default on {long_date(ctx.as_at).display}, excluding the DCC."),
    ]
    if ctx.fact("defaults.standing").raw:
        told += plain(" ")
        told += so_many(ctx, "defaults.standing", "Event of Default was", "Events of Default were")
        told += plain(" standing then, and one Party can have several.")
    return Narrative("parties-in-default", (Paragraph(tuple(told)),))


def uep_with_extent(ctx: MonthContext) -> Table:
    columns = (
        Column("party", "Party", width=32),
        Column("category", "Party Category", width=19),
        Column("roles", "User Roles", width=21),
        Column("on", "Date", "date", width=16),
        Column("extent", "Extent", width=12),
    )
    rows = [
        (
            named(row),
            category(row),
            joined([role.label for role in row.roles]),
            long_date(row.completed_on),
            row.extent.label,
        )
        for row in ctx.reads.uep_since_panel
    ]
    return table(
        "uep-completions",
        f"User Entry Process completed {since_last_panel(ctx)}",
        columns,
        rows,
        basis=f"{until_issued(ctx)} FULL or PARTIAL says whether the process is complete for the User Role.",
        empty="No Party completed the User Entry Process in this time.",
        provenance=ctx.provenance("parties.uep_completions"),
    )


def membership(ctx: MonthContext) -> Table:
    """A month before the records began is missing; each expulsion is footnoted."""
    rows: list[tuple[str | Cell, ...]] = [
        (
            month.month.label,
            *by_month("parties.acceded", [month.month], [month.acceded]),
            *by_month("defaults.parties", [month.month], [month.in_default]),
            *by_month("parties.withdrawn", [month.month], [month.withdrawn]),
            *by_month("parties.expelled", [month.month], [_expulsions(month.expelled)]),
        )
        for month in ctx.reads.of_13_months.membership
    ]
    return table(
        "membership",
        f"Accessions, Parties in Default, withdrawals and expulsions in the 13 months to {ctx.month.label} "
        "(excluding the DCC)",
        (
            Column("month", "Month", width=28),
            Column("acceded", "Accessions", "number", width=18),
            Column("in-default", "In default at month end", "number", width=18),
            Column("withdrawn", "Withdrawals", "number", width=18),
            Column("expelled", "Expulsions", "number", width=18),
        ),
        rows,
        basis=f"{EXCLUDING_DCC} In default are Parties, each once, with an Event of Default standing on the month’s "
        "last day.",
        provenance=ctx.provenance("parties.entered, parties.left, parties.defaults_between"),
    )


def _expulsions(expelled: tuple[PartyMovement, ...] | None) -> Cell:
    if expelled is None:
        return Cell(MISSING)
    return Cell(count(len(expelled)), notes=tuple(why_expelled(row) for row in expelled))


def parties_and_groups(ctx: MonthContext) -> Table:
    return table(
        "parties-and-groups",
        f"Parties and Voting Groups at {long_date(ctx.as_at).display} (including the DCC)",
        (Column("counted", "Counted", width=60), Column("number", "Number", "number", width=40)),
        [
            ("Parties", ctx.cell("parties.total_with_dcc")),
            ("Voting Groups", ctx.cell("parties.voting_groups_with_dcc")),
        ],
        basis="Including the DCC.",
        provenance=ctx.provenance("parties.parties_listed, parties.voting_groups_listed"),
    )
