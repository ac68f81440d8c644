"""Modifications and releases: stages, timescales and the DCC Assessments."""

from __future__ import annotations

from modifications.models import AssessmentKind, VersionCause
from modifications.queries import AssessmentRow, SecVersionRow
from modifications.working_days import PUBLISHED
from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Column, Figure, Series, Table
from reports.engine.tables import joined, table
from reports.engine.values import count, long_date, short_date, working_days

_ASSESSMENTS = "dcc-assessments"


def sec_versions(ctx: MonthContext) -> Table:
    columns = (
        Column("issued", "Issued", "date", width=16),
        Column("version", "Version", width=12),
        Column("change", "What changed", width=52),
        Column("cause", "Cause", width=20),
    )
    rows = [
        (short_date(row.issued_on), row.number or "not stated", row.description, _caused_by(row))
        for row in ctx.reads.sec_versions
    ]
    return table(
        "sec-versions",
        f"SEC versions issued in {ctx.month.label}",
        columns,
        rows,
        empty=f"No version of the SEC was issued in {ctx.month.label}.",
        provenance=ctx.provenance("modifications.sec_versions"),
    )


def _caused_by(row: SecVersionRow) -> str:
    """The modifications that caused the version, or what else did."""
    if row.modifications:
        return joined([f"{reference} ‘{title}’" for reference, title in row.modifications])
    return VersionCause(row.cause).label


def stages(ctx: MonthContext) -> Figure:
    by_stage = ctx.reads.open_by_stage
    chart = Chart(
        "bars",
        tuple(stage.label for stage in by_stage),
        (Series("Proposals", tuple(ctx.fact(f"modifications.open.{stage.value}") for stage in by_stage)),),
        "Open proposals",
        "Stage",
    )
    return figure(
        "stages",
        f"Open proposals in each stage of the modification framework at {long_date(ctx.as_at).display}",
        chart,
        provenance=ctx.provenance("modifications.process_by_month"),
    )


def timescales(ctx: MonthContext) -> Table:
    fact = ctx.fact
    rows = [
        ("Proposals open (pre-decision)", fact("modifications.open"), fact("modifications.open_average")),
        (
            f"Proposals concluded in {OF_PAST_12_MONTHS}",
            fact("modifications.concluded"),
            fact("modifications.concluded_average"),
        ),
    ]
    return table(
        "timescales",
        f"Modification progression timescales, {OF_PAST_12_MONTHS} to {long_date(ctx.as_at).display}",
        (
            Column("status", "Status", width=56),
            Column("total", "Total", "number", width=16),
            Column("average", "Average duration", "number", width=28),
        ),
        rows,
        basis=f"{PUBLISHED.statement} Concluded means approved, rejected or withdrawn.",
        provenance=ctx.provenance("modifications.open_timescale, modifications.concluded_timescale", PUBLISHED.name),
    )


def process(ctx: MonthContext) -> Figure:
    months = ctx.reads.process
    stages = list(months[-1].open_by_stage)
    series = tuple(
        Series(stage.label, tuple(count(month.open_by_stage[stage]) for month in months)) for stage in stages
    )
    chart = Chart("stacked", tuple(month.short for month in ctx.reads.window), series, "Open proposals", "Month end")
    return figure(
        "process",
        f"Proposals going through the modification process in {OF_PAST_12_MONTHS}",
        chart,
        basis="Open proposals by stage on the last day of each month.",
        provenance=ctx.provenance("modifications.process_by_month"),
    )


def assessments_summary(ctx: MonthContext) -> Table:
    fact = ctx.fact
    rows = [
        (f"{kind.label}s {words}", fact(f"assessments.{code}_{state}"), fact(f"assessments.{code}_{state}_average"))
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
