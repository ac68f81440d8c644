"""DCC Assessments: type against target, and their dates among themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from modifications.models import AssessmentKind, DccAssessment
from modifications.queries import modifications_at
from modifications.working_days import published_duration
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.reading import number_of
from reports.checks.records import AssessmentDates
from reports.checks.registry import Finding, check
from reports.engine.blocks import Table
from reports.engine.values import long_date

TOO_LONG = 3
"""An assessment underway for more than so many times its target is either stuck or was returned long ago."""
_STANDARD = DccAssessment.STANDARD_TARGET


def _found(row: AssessmentDates, message: str, state: str) -> Finding:
    return Finding(message, f"{row.id}", state, "assessment-statistics", "assessments-open", mends.assessment(row.id))


@check(
    "assessments.type_and_target",
    "error",
    "No assessment has the target of the other type",
    "A Preliminary Assessment has a target of 15 WD and an Impact Assessment of 40 WD when it is first set.",
    classes=(6,),
)
def type_and_target(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.assessments_shown:
        others = {target for kind, target in _STANDARD.items() if kind != row.kind}
        if row.first_target in others:
            message = (
                f"{row.reference}: the {row.kind} has a target of {row.first_target} WD, which is the other type's."
            )
            yield _found(row, message, f"{row.first_target}")


@check(
    "assessments.revised_target",
    "warning",
    "A target that differs from the type's was revised",
    "Targets begin as the type's own. Where the first one that is entered differs, either the revision's history is "
    "missing or the target is wrong.",
    classes=(6,),
)
def revised_target(ctx: BookContext) -> Iterator[Finding]:
    standard = set(_STANDARD.values())
    for row in ctx.assessments_shown:
        if row.first_target is not None and row.first_target not in standard:
            usual = _STANDARD[AssessmentKind(row.kind)]
            message = (
                f"{row.reference}: the {row.kind} begins with a target of {row.first_target} WD, not of {usual} WD."
            )
            yield _found(row, message, f"{row.first_target}")


@check(
    "assessments.date_order",
    "error",
    "Assessments are requested, accepted and returned in that order",
    "No assessment is accepted before it is requested, or returned before it is accepted.",
    classes=(6,),
    by_construction=True,
)
def date_order(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.assessments_shown:
        days = (("requested", row.requested_on), ("accepted", row.accepted_on), ("returned", row.returned_on))
        known = [(what, day) for what, day in days if day is not None]
        for (what, day), (after, later) in pairwise(known):
            if later < day:
                message = (
                    f"{row.reference}: the {row.kind} is {after} on {long_date(later).display}, before it is {what}."
                )
                yield _found(row, message, f"{day}/{later}")


@check(
    "assessments.before_raised",
    "error",
    "No assessment is older than its modification",
    "An assessment is requested and accepted after its modification was raised.",
    classes=(6,),
)
def before_raised(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.assessments_shown:
        begun = min(day for day in (row.requested_on, row.accepted_on) if day is not None)
        if begun < row.raised_on:
            message = (
                f"{row.reference}: the {row.kind} begins on {long_date(begun).display}, before the modification was "
                f"raised on {long_date(row.raised_on).display}."
            )
            yield _found(row, message, f"{begun}/{row.raised_on}")


@check(
    "assessments.long_open",
    "warning",
    "No assessment has been underway for far too long",
    "An assessment underway for more than three times its target was perhaps returned, and its date not entered.",
    classes=(6,),
)
def long_open(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.reads.assessments_open:
        if row.duration > TOO_LONG * row.target:
            message = (
                f"{row.reference}: the {row.kind} has been underway for {row.duration} WD, against a target of "
                f"{row.target} WD."
            )
            # Another month makes it longer, not another matter.
            yield Finding(
                message,
                f"{row.id}",
                f"{row.target}/{row.accepted_on}",
                "assessment-statistics",
                "assessments-open",
                mends.assessment(row.id),
            )


@check(
    "assessments.ended",
    "warning",
    "No assessment is underway for what is concluded",
    "An assessment still underway for a modification that is approved, rejected or withdrawn was returned or stopped.",
    classes=(6, 7),
)
def ended(ctx: BookContext) -> Iterator[Finding]:
    still_open = {row.code for row in ctx.reads.open}
    split = {row.split_from_code for row in ctx.reads.open}
    found = [row for row in ctx.reads.assessments_open if row.code not in still_open | split]
    stages = {row.code: row.stage for row in modifications_at(ctx.month.last, codes={row.code for row in found})}
    for row in found:
        message = f"{row.reference}: the {row.kind} is underway, though the modification is no longer open."
        state = f"{stages.get(row.code, '')}/{row.accepted_on}"
        mend = mends.assessment(row.id)
        yield Finding(message, f"{row.id}", state, "assessment-statistics", "assessments-open", mend)


@check(
    "assessments.durations",
    "error",
    "Durations are counted as they are stated",
    "Counts each duration in the tables again, in published Working Days from the day accepted to the month's end or "
    "the day returned.",
    classes=(1, 6),
    by_construction=True,
)
def durations(ctx: BookContext) -> Iterator[Finding]:
    for block, rows in (
        ("assessments-open", ctx.reads.assessments_open),
        ("assessments-completed", ctx.reads.assessments_completed),
    ):
        found = ctx.block(block, Table)
        if found is None:
            continue
        place = [column.key for column in found[1].columns].index("duration")
        for row, printed in zip(rows, found[1].rows, strict=False):
            counted = published_duration(row.accepted_on, row.returned_on or ctx.month.last)
            if number_of(printed.cells[place].value) != counted:
                said = printed.cells[place].value.display
                message = f"{found[1].number}: {row.reference} is printed with {said}; it is {counted} WD."
                yield Finding(
                    message, f"{block}:{row.id}", f"{said}/{counted}", found[0], block, mends.assessment(row.id)
                )
