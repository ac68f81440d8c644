"""The tables of DCC Assessments: a summary, those underway, those completed."""

from __future__ import annotations

from modifications.models import AssessmentKind
from modifications.queries import AssessmentRow
from modifications.working_days import PUBLISHED
from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.blocks import Column, Table
from reports.engine.tables import table
from reports.engine.values import long_date, short_date, working_days

_ASSESSMENTS = "dcc-assessments"


def assessments_summary(ctx: MonthContext) -> Table:
    rows = [
        (
            f"{kind.label}s {words}",
            ctx.cell(f"assessments.{code}_{state}"),
            ctx.cell(f"assessments.{code}_{state}_average"),
        )
        for code, kind in (("pa", AssessmentKind.PRELIMINARY), ("ia", AssessmentKind.IMPACT))
        for state, words in (("open", "open"), ("completed", f"completed in {OF_PAST_12_MONTHS}"))
    ]
    return table(
        "assessments-summary",
        f"Summary of DCC Assessment timescales, {OF_PAST_12_MONTHS} to {long_date(ctx.as_at).display}",
        (
            Column("assessment", "Assessment", width=56),
            Column("total", "Total", "number", width=16),
            Column("average", "Average duration", "number", width=28),
        ),
        rows,
        basis=PUBLISHED.statement,
        group=_ASSESSMENTS,
        provenance=ctx.provenance("modifications.assessment_timescale", PUBLISHED.name),
    )


def assessments_open(ctx: MonthContext) -> Table:
    rows = [
        (
            row.reference,
            row.kind,
            short_date(row.accepted_on),
            working_days(row.target),
            working_days(row.duration),
            _against_target(row),
        )
        for row in ctx.reads.assessments_open
    ]
    return table(
        "assessments-open",
        f"DCC Assessments underway at {long_date(ctx.as_at).display}",
        _assessment_columns("Accepted", "Current duration"),
        rows,
        basis=PUBLISHED.statement,
        empty="No DCC Assessment was underway.",
        group=_ASSESSMENTS,
        provenance=ctx.provenance("modifications.assessments_open", PUBLISHED.name),
    )


def assessments_completed(ctx: MonthContext) -> Table:
    rows = [
        (
            row.reference,
            row.kind,
            short_date(row.returned_on),
            working_days(row.target),
            working_days(row.duration),
            _against_target(row),
        )
        for row in ctx.reads.assessments_completed
    ]
    return table(
        "assessments-completed",
        f"DCC Assessments completed in {OF_PAST_12_MONTHS} to {long_date(ctx.as_at).display}",
        _assessment_columns("Returned", "Actual duration"),
        rows,
        basis=PUBLISHED.statement,
        empty=f"No DCC Assessment was completed in {OF_PAST_12_MONTHS}.",
        group=_ASSESSMENTS,
        provenance=ctx.provenance("modifications.assessments_completed", PUBLISHED.name),
    )


def _assessment_columns(dated: str, duration: str) -> tuple[Column, ...]:
    return (
        Column("modification", "Modification", width=20),
        Column("type", "Type", width=10),
        Column("dated", dated, "date", width=15),
        Column("target", "Target duration", "number", width=17),
        Column("duration", duration, "number", width=19),
        Column("against", "Against target", width=19),
    )


def _against_target(row: AssessmentRow) -> str:
    """In words, so that nothing rests on a colour."""
    return f"Over by {row.duration - row.target} WD" if row.over_target else "Within target"
