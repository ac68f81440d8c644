"""Who joined and left, who the Parties are, who completed the User Entry Process, and who was in default."""

from __future__ import annotations

from collections.abc import Iterator

from parties.queries import CATEGORIES_BUT_THE_DCC
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.words import INCLUDING_DCC, in_the_year, year_end, year_start
from reports.definitions.words import EXCLUDING_DCC
from reports.engine.alternative_text import figure
from reports.engine.blocks import Cell, Chart, Column, Figure, Table
from reports.engine.tables import table
from reports.engine.values import Value, count

_CATEGORY = Column("category", "Party Category", width=78)
_NUMBER = Column("number", "Parties", "number", width=22)


def movements(ctx: YearContext) -> Table:
    return table(
        "parties-of-the-year",
        f"Parties that joined and left the SEC, {in_the_year(ctx)}",
        (Column("step", "Parties", width=78), Column("number", "Number", "number", width=22)),
        list(_steps(ctx)),
        basis=f"{EXCLUDING_DCC} At the start + acceded − withdrew − expelled gives the Parties at the end.",
        provenance=ctx.provenance("parties.entered, parties.left"),
    )


def _steps(ctx: YearContext) -> Iterator[tuple[str, Cell | Value]]:
    """What became the DCC, or stopped being it, moves the count though nobody joined or left."""
    yield f"At the start of the year, {year_start(ctx)}", ctx.cell("year.parties.opening")
    yield "Acceded", ctx.cell("year.parties.acceded")
    from_the_dcc, into_the_dcc = ctx.year.this.turned_from_and_into_the_dcc
    if from_the_dcc:
        yield "Stopped being the DCC", count(from_the_dcc)
    yield "Withdrew", ctx.cell("year.parties.withdrawn")
    yield "Were expelled", ctx.cell("year.parties.expelled")
    if into_the_dcc:
        yield "Became the DCC", count(into_the_dcc)
    yield f"At the end of the year, {year_end(ctx)}", ctx.cell("parties.total")


def by_category(ctx: YearContext) -> Table:
    rows = [(one.label, ctx.cell(f"parties.total.{one.value}")) for one in CATEGORIES_BUT_THE_DCC]
    return table(
        "parties-by-category",
        f"Parties by Party Category at {year_end(ctx)}, including the DCC",
        (_CATEGORY, _NUMBER),
        [*rows, ("DCC", ctx.cell("parties.total.dcc"))],
        total=("Total", ctx.cell("parties.total_with_dcc")),
        basis=INCLUDING_DCC,
        provenance=ctx.provenance("parties.parties_listed"),
    )


def voting_groups(ctx: YearContext) -> Figure:
    chart = Chart(
        "pie",
        tuple(one.label for one in CATEGORIES_BUT_THE_DCC),
        (ctx.series("Voting Groups", (f"parties.voting_groups.{one.value}" for one in CATEGORIES_BUT_THE_DCC)),),
        "Voting Groups",
        "Party Category",
    )
    return figure(
        "voting-groups-by-category",
        f"Voting Groups by Party Category at {year_end(ctx)}, excluding the DCC",
        chart,
        basis=f"{EXCLUDING_DCC} A Voting Group with Parties of two categories counts in both.",
        provenance=ctx.provenance("parties.voting_groups_by_category"),
    )


def uep(ctx: YearContext) -> Table:
    return table(
        "uep-of-the-year",
        f"Parties that completed the User Entry Process (UEP), {in_the_year(ctx)}",
        (_CATEGORY, _NUMBER),
        [(one.label, ctx.cell(f"year.uep.completed.{one.value}")) for one in CATEGORIES_BUT_THE_DCC],
        total=("Total", ctx.cell("year.uep.completed")),
        basis=f"{EXCLUDING_DCC} Completed in full for at least one User Role; a Party counts once in the year, in its "
        "category on the day of its first completion.",
        provenance=ctx.provenance("parties.uep_completions"),
    )


def defaults(ctx: YearContext) -> Table:
    rows = [
        (label, ctx.before(f"year_before.{key}"), ctx.cell(f"year.{key}"))
        for label, key in (("Events of Default raised", "defaults.raised"), ("Parties expelled", "parties.expelled"))
    ]
    return table(
        "defaults-of-the-year",
        "Events of Default and expulsions, against the year before",
        (
            Column("what", "What", width=56),
            Column("before", ctx.year.called_before, "number", width=22),
            Column("now", ctx.year.called, "number", width=22),
        ),
        rows,
        basis=f"{EXCLUDING_DCC} One Party can have several Events of Default.",
        provenance=ctx.provenance("parties.defaults_between, parties.left"),
    )
