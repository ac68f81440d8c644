"""The month's meetings: those counted as held, and the others."""

from __future__ import annotations

from meetings.models import CommitteeKind
from meetings.queries import MeetingRow
from reports.definitions.context import MonthContext
from reports.engine.blocks import Cell, Column, Table
from reports.engine.tables import table
from reports.engine.values import long_date, text


def meetings_held(ctx: MonthContext) -> Table:
    return table(
        "meetings-held",
        f"SEC meetings held in {ctx.month.label}",
        (Column("date", "Date", "date", width=22), Column("meeting", "Meeting", width=78)),
        [(long_date(row.held_on), _linked(row)) for row in ctx.reads.meetings_counted],
        basis="Regular committee meetings, Working Groups and engagement calls: the meetings counted as held.",
        empty=f"No meeting was held in {ctx.month.label}.",
        provenance=ctx.provenance("meetings.meetings_between"),
    )


def meetings_other(ctx: MonthContext) -> Table | None:
    """Extraordinary and sub-group meetings and those attended, so that none named in the text is missing here."""
    rows = [
        (long_date(row.held_on), _linked(row), "Extraordinary" if row.extraordinary else _kind(row))
        for row in ctx.reads.meetings_not_counted
    ]
    if not rows:
        return None
    return table(
        "meetings-other",
        f"Other meetings in {ctx.month.label}",
        (
            Column("date", "Date", "date", width=22),
            Column("meeting", "Meeting", width=56),
            Column("kind", "Kind", width=22),
        ),
        rows,
        basis="Extraordinary and sub-group meetings, and meetings SECAS attended: not counted as meetings held.",
        provenance=ctx.provenance("meetings.meetings_between"),
    )


def _kind(row: MeetingRow) -> str:
    return row.committee_kind.label if row.committee_kind == CommitteeKind.SUB_GROUP else row.kind.label


def _linked(row: MeetingRow) -> Cell:
    return Cell(text(row.title), href=row.link)
