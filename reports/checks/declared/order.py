"""The order of dates: in tables, in histories, and of what was decided when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.registry import Finding, check
from reports.engine.values import long_date


@check(
    "order.rows",
    "error",
    "Rows stand in the order of their dates",
    "In every table with a column of dates, no row is earlier than the row above it.",
    classes=(6,),
    by_construction=True,
)
def rows(ctx: BookContext) -> Iterator[Finding]:
    for section, block, table in ctx.tables():
        for place, column in enumerate(table.columns):
            days = [row.cells[place].value.raw for row in table.rows if not row.total] if column.kind == "date" else []
            dated = [day for day in days if isinstance(day, date)]
            for above, below in pairwise(dated):
                if below < above:
                    message = f"{table.number}: {long_date(below).display} stands under {long_date(above).display}."
                    yield Finding(message, f"{block}:{column.key}", f"{above}/{below}", section, block)


@check(
    "order.after_issue",
    "error",
    "Nothing is listed from after the paper's issue",
    "No table lists a day after the issue date: what is listed as done was known when the paper was issued.",
    classes=(6, 8),
    by_construction=True,
)
def after_issue(ctx: BookContext) -> Iterator[Finding]:
    issued = ctx.document.header.issue_date
    for section, block, table in ctx.tables():
        for row in table.rows:
            late = [cell.value for cell in row.cells if isinstance(cell.value.raw, date) and cell.value.raw > issued]
            for value in late:
                name = row.cells[0].value.display
                message = (
                    f"{table.number}: {value.display} ({name}) is after the issue date, {long_date(issued).display}."
                )
                yield Finding(message, f"{block}:{name}", f"{value.raw}/{issued}", section, block, ctx.mend_paper())


@check(
    "order.before_raised",
    "error",
    "Nothing happened to a modification before it was raised",
    "Stages, titles, references and decisions of the modifications raised in the last 12 months are dated on or after "
    "the day they were raised.",
    classes=(6,),
)
def before_raised(ctx: BookContext) -> Iterator[Finding]:
    for row in records.begun_before_raised(ctx.reads.window[0].first, ctx.month.last):
        message = (
            f"{row.reference} has {row.what} from {long_date(row.begins).display}, before it was raised on "
            f"{long_date(row.raised_on).display}."
        )
        mend = mends.modification(row.id)
        yield Finding(
            message, f"{row.reference}:{row.what}", f"{row.begins}/{row.raised_on}", "modifications", "", mend
        )


@check(
    "order.decision_day",
    "error",
    "A decision is dated on the day of its meeting",
    "A decision dated otherwise than its meeting may fall into another month, and be in no report at all.",
    classes=(6, 8),
)
def decision_day(ctx: BookContext) -> Iterator[Finding]:
    for row in records.decisions_on_other_days(ctx.month.first, ctx.month.last):
        message = (
            f"A decision of {row.meeting}, held on {long_date(row.held_on).display}, is dated "
            f"{long_date(row.decided_on).display}."
        )
        yield Finding(
            message, f"{row.id}", f"{row.decided_on}/{row.held_on}", "change-board", "", mends.decision(row.id)
        )
