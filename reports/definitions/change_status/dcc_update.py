"""The DCC's update on its assessments, which stands in an appendix of its own."""

from __future__ import annotations

from datetime import date

from modifications.queries import AssessmentRow, InformationRow, RequestedRow
from modifications.working_days import PUBLISHED, published_end
from reports.definitions.context import MonthContext
from reports.engine.blocks import Column, Table
from reports.engine.tables import table
from reports.engine.values import Value, long_date, short_date, text, working_days

_TYPE = Column("type", "Type", width=8)


def underway(ctx: MonthContext) -> Table:
    """What the DCC has in hand, with the day each one's target falls on."""
    columns = (
        Column("modification", "Modification", width=42),
        _TYPE,
        Column("accepted", "Accepted", "date", width=15),
        Column("due", "Target falls on", width=17),
        Column("standing", "Standing", width=18),
    )
    rows = [
        (
            _named(row),
            row.kind,
            short_date(row.accepted_on),
            _day(published_end(row.accepted_on, row.target)),
            _standing(row),
        )
        for row in ctx.reads.assessments_open
    ]
    return table(
        "dcc-underway",
        f"Assessments in the DCC’s hands at {long_date(ctx.as_at).display}",
        columns,
        rows,
        basis=PUBLISHED.statement,
        empty="The DCC had no assessment in hand.",
        provenance=ctx.provenance("modifications.assessments_open", PUBLISHED.name),
    )


def requested(ctx: MonthContext) -> Table | None:
    """Shown only where the DCC has yet to accept some."""
    rows = [(_named(row), row.kind, short_date(row.requested_on)) for row in ctx.reads.assessments_requested]
    if not rows:
        return None
    return table(
        "dcc-requested",
        f"Assessments requested and not yet accepted at {long_date(ctx.as_at).display}",
        (Column("modification", "Modification", width=72), _TYPE, Column("requested", "Requested", "date", width=20)),
        rows,
        provenance=ctx.provenance("modifications.assessments_requested"),
    )


def returned(ctx: MonthContext) -> Table:
    columns = (
        Column("modification", "Modification", width=42),
        _TYPE,
        Column("accepted", "Accepted", width=17),
        Column("returned", "Returned", "date", width=15),
        Column("duration", "Duration", "number", width=18),
    )
    rows = [
        (_named(row), row.kind, _day(row.accepted_on), short_date(row.returned_on), working_days(row.duration))
        for row in ctx.reads.assessments_completed
        if row.returned_on and row.returned_on >= ctx.month.first
    ]
    return table(
        "dcc-returned",
        f"Assessments that the DCC returned in {ctx.month.label}",
        columns,
        rows,
        basis=PUBLISHED.statement,
        empty=f"The DCC returned no assessment in {ctx.month.label}.",
        provenance=ctx.provenance("modifications.assessments_completed", PUBLISHED.name),
    )


def information(ctx: MonthContext) -> Table:
    columns = (
        Column("modification", "Modification", width=30),
        _TYPE,
        Column("subject", "What the DCC asked", width=32),
        Column("asked", "Asked", "date", width=15),
        Column("answered", "Answered", width=15),
    )
    rows = [
        (_named(row), row.kind, row.subject, short_date(row.asked_on), _day(row.answered_on))
        for row in ctx.reads.information_requested
    ]
    return table(
        "dcc-information",
        f"What the DCC asked for its assessments, unanswered at some time in {ctx.month.label}",
        columns,
        rows,
        empty=f"The DCC waited for no answer in {ctx.month.label}.",
        provenance=ctx.provenance("modifications.information_requested"),
    )


def _named(row: AssessmentRow | InformationRow | RequestedRow) -> str:
    return f"{row.reference} ‘{row.title}’" if row.title else row.reference


def _day(day: date | None) -> Value:
    """A date as text, in a column that the rows are not ordered by; what is no date may break in two."""
    return text(short_date(day).display.replace(" ", "\N{NO-BREAK SPACE}") if day else "not yet")


def _standing(row: AssessmentRow) -> str:
    over = row.duration - row.target
    return f"Over by {over} WD" if over > 0 else f"{-over} WD left"
