"""Market entry, exit and updates: Parties, movements, the User Entry Process and testing."""

from __future__ import annotations

from parties.models import ExitKind, TestKind
from parties.queries import PartyMovement, UepRow
from reports.definitions.context import MonthContext
from reports.definitions.words import EXCLUDING_DCC, OF_PAST_12_MONTHS, plain
from reports.engine.alternative_text import figure
from reports.engine.blocks import BulletItem, Bullets, Cell, Chart, Column, Figure, Narrative, Note, Series, Table, Text
from reports.engine.tables import joined, table
from reports.engine.values import count, long_date, text

_PARTY_COLUMNS = (
    Column("movement", "Change", width=16),
    Column("party", "Party", width=44),
    Column("category", "Party Category", width=24),
    Column("on", "Date", "date", width=16),
)
_OF_DEFAULTS = "Events of Default are counted in the month they were raised; one Party can have several."
_IN_BOTH = "A Voting Group with Parties in two categories counts in both."


def voting_groups(ctx: MonthContext) -> Figure:
    groups = ctx.reads.voting_groups
    counted_twice = sum(groups.values()) > ctx.reads.voting_group_total
    chart = Chart(
        "bars",
        tuple(category.label for category in groups),
        (Series("Voting Groups", tuple(ctx.fact(f"parties.voting_groups.{one.value}") for one in groups)),),
        "Voting Groups",
        "Party Category",
    )
    return figure(
        "voting-groups",
        f"Voting Groups by Party Category at {long_date(ctx.as_at).display} (excluding the DCC)",
        chart,
        basis=f"{EXCLUDING_DCC} {_IN_BOTH}" if counted_twice else EXCLUDING_DCC,
        provenance=ctx.provenance("parties.voting_groups_by_category"),
    )


def movements(ctx: MonthContext) -> Figure:
    months = ctx.reads.movements
    series = (
        Series("Accessions", tuple(count(month.acceded) for month in months)),
        Series("Withdrawals", tuple(count(month.withdrawn) for month in months)),
        Series("Expulsions", tuple(count(month.expelled) for month in months)),
        Series("Events of Default", tuple(count(month.events_of_default) for month in months)),
    )
    chart = Chart("columns", tuple(month.short for month in ctx.reads.window), series, "Number in the month", "Month")
    return figure(
        "movements",
        f"Accessions, withdrawals, expulsions and Events of Default in {OF_PAST_12_MONTHS}",
        chart,
        basis=f"{EXCLUDING_DCC} {_OF_DEFAULTS}",
        provenance=ctx.provenance("parties.movements"),
    )


def parties_entered(ctx: MonthContext) -> Table:
    rows = [("Acceded", _named(row), _category(row), long_date(row.on)) for row in ctx.reads.entered]
    return table(
        "parties-entered",
        f"Parties that entered the SEC in {ctx.month.label}",
        _PARTY_COLUMNS,
        rows,
        empty=f"No Party entered the SEC in {ctx.month.label}.",
        provenance=ctx.provenance("parties.entered"),
    )


def parties_left(ctx: MonthContext) -> Table:
    rows = [(_exit(row), _named(row), _category(row), long_date(row.on)) for row in ctx.reads.left]
    return table(
        "parties-left",
        f"Parties that left the SEC in {ctx.month.label}",
        _PARTY_COLUMNS,
        rows,
        empty=f"No Party left the SEC in {ctx.month.label}.",
        provenance=ctx.provenance("parties.left"),
    )


def _named(row: PartyMovement | UepRow) -> str:
    return f"{row.name} (trading as {row.trading_name})" if row.trading_name else row.name


def _category(row: PartyMovement | UepRow) -> str | None:
    return row.category.label if row.category else None


def _exit(row: PartyMovement) -> Cell:
    """An expulsion is footnoted with its reason."""
    notes = (Note(plain(f"{row.name}: {row.reason}")),) if row.kind == ExitKind.EXPELLED else ()
    return Cell(text(ExitKind(row.kind).label), notes=notes)


def uep_completions(ctx: MonthContext) -> Table:
    columns = (
        Column("party", "Party", width=36),
        Column("category", "Party Category", width=20),
        Column("roles", "User Roles", width=24),
        Column("on", "Date", "date", width=20),
    )
    rows = [
        (
            _named(row),
            _category(row),
            f"{joined([role.label for role in row.roles])} ({row.extent.label})",
            long_date(row.completed_on),
        )
        for row in ctx.reads.uep_since_panel
    ]
    return table(
        "uep-completions",
        f"User Entry Process completed {_since(ctx)}",
        columns,
        rows,
        basis=f"After {long_date(ctx.since).display}, up to and including {long_date(ctx.until).display}.",
        empty="No Party completed the User Entry Process in this time.",
        provenance=ctx.provenance("parties.uep_completions"),
    )


def _since(ctx: MonthContext) -> str:
    """From when on, named by the meeting only where there was one."""
    day = long_date(ctx.since).display
    return f"since the Panel meeting of {day}" if ctx.since_meeting else f"after {day}"


def testing(ctx: MonthContext) -> Narrative:
    """A bullet for each test, with the Parties by name where a White paper may name them."""
    items = tuple(BulletItem((Text(_testing_line(ctx, test)),)) for test in ctx.reads.testing_since_panel)
    return Narrative("testing-completions", (Bullets(items),))


def _testing_line(ctx: MonthContext, test: TestKind) -> str:
    rows = ctx.reads.testing_since_panel[test]
    if not rows:
        return f"{test.label}: no Party completed it."
    named = [row.name for row in rows if row.classification == "white"]
    others = len(rows) - len(named)
    if others:
        named.append(f"{others} {'Party' if others == 1 else 'Parties'} named in the confidential appendix")
    return f"{test.label}: completed by {joined(named)}."
