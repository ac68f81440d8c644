"""Who entered and left the SEC, and who completed tests: what every edition tells alike."""

from __future__ import annotations

from parties.models import ExitKind, TestKind
from parties.queries import PartyMovement, UepRow
from reports.definitions.context import MonthContext
from reports.definitions.words import plain
from reports.engine.blocks import BulletItem, Bullets, Cell, Column, Narrative, Note, Table, Text
from reports.engine.tables import joined, table
from reports.engine.values import long_date, text

_PARTY_COLUMNS = (
    Column("movement", "Change", width=16),
    Column("party", "Party", width=44),
    Column("category", "Party Category", width=24),
    Column("on", "Date", "date", width=16),
)


def parties_entered(ctx: MonthContext) -> Table:
    rows = [("Acceded", named(row), category(row), long_date(row.on)) for row in ctx.reads.entered]
    return table(
        "parties-entered",
        f"Parties that entered the SEC in {ctx.month.label}",
        _PARTY_COLUMNS,
        rows,
        empty=f"No Party entered the SEC in {ctx.month.label}.",
        provenance=ctx.provenance("parties.entered"),
    )


def parties_left(ctx: MonthContext) -> Table:
    rows = [(_exit(row), named(row), category(row), long_date(row.on)) for row in ctx.reads.left]
    return table(
        "parties-left",
        f"Parties that left the SEC in {ctx.month.label}",
        _PARTY_COLUMNS,
        rows,
        empty=f"No Party left the SEC in {ctx.month.label}.",
        provenance=ctx.provenance("parties.left"),
    )


def named(row: PartyMovement | UepRow) -> str:
    return f"{row.name} (trading as {row.trading_name})" if row.trading_name else row.name


def category(row: PartyMovement | UepRow) -> str | None:
    return row.category.label if row.category else None


def _exit(row: PartyMovement) -> Cell:
    notes = (why_expelled(row),) if row.kind == ExitKind.EXPELLED else ()
    return Cell(text(ExitKind(row.kind).label), notes=notes)


def why_expelled(row: PartyMovement) -> Note:
    """An expulsion is footnoted with the Party and the reason."""
    return Note(plain(f"{row.name}: {row.reason}"))


def since_last_panel(ctx: MonthContext) -> str:
    """From when on, named by the meeting only where there was one."""
    day = long_date(ctx.since).display
    return f"since the Panel meeting of {day}" if ctx.since_meeting else f"after {day}"


def until_issued(ctx: MonthContext) -> str:
    """Which days a count "since the last Panel meeting" holds, as it stands under a table."""
    return f"After {long_date(ctx.since).display}, up to and including {long_date(ctx.until).display}."


def testing(ctx: MonthContext) -> Narrative:
    """A bullet for each test, with the Parties by name where a White paper may name them."""
    items = tuple(BulletItem((Text(_testing_line(ctx, test)),)) for test in ctx.reads.testing_since_panel)
    return Narrative("testing-completions", (Bullets(items),))


def _testing_line(ctx: MonthContext, test: TestKind) -> str:
    rows = ctx.reads.testing_since_panel[test]
    if not rows:
        return f"{test.label}: no Party completed it."
    names = [row.name for row in rows if row.classification == "white"]
    others = len(rows) - len(names)
    if others:
        names.append(f"{others} {'Party' if others == 1 else 'Parties'} named in the confidential appendix")
    return f"{test.label}: completed by {joined(names)}."
