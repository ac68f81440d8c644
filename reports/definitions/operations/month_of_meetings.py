"""The month's meetings, with the modifications each discussed and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.queries import AgendaRow, MeetingRow
from reports.definitions.context import MonthContext
from reports.definitions.words import plain
from reports.engine.blocks import Cell, Column, Inline, Mention, Note, Paragraph, Table, Text
from reports.engine.tables import table
from reports.engine.values import long_date, text


def meetings_of_the_month(ctx: MonthContext) -> Table:
    """Every meeting that a White paper may list. What came of one that nobody has summed up is missing."""
    return table(
        "meetings-of-the-month",
        f"Meetings in {ctx.month.label}",
        (
            Column("category", "Category", width=15),
            Column("meeting", "Meeting and modifications discussed", width=33),
            Column("date", "Date", "date", width=15),
            Column("summary", "Summary of events", width=37),
        ),
        [
            (row.kind.label, _meeting(ctx, row), long_date(row.held_on), row.headline or None)
            for row in ctx.reads.meetings
        ],
        basis="Titles of modifications are those of the month’s last day.",
        empty=f"No meeting was held in {ctx.month.label}.",
        provenance=ctx.provenance("meetings.meetings_between, meetings.agenda_between"),
    )


def _meeting(ctx: MonthContext, row: MeetingRow) -> Cell:
    discussed = [item for item in ctx.reads.agenda if item.meeting_id == row.id and item.reference]
    return Cell(text(row.title), href=row.link, prose=_footnoted(discussed))


def _footnoted(discussed: Sequence[AgendaRow]) -> tuple[Paragraph, ...]:
    """Each modification by its reference, footnoted with its title."""
    told: list[Inline] = []
    for item in discussed:
        told += [Text(", ")] if told else []
        told += [Mention(item.reference, item.reference), Note(plain(item.title))]
    return (Paragraph(tuple(told)),) if told else ()
