"""What the Security Sub-Committee reviewed: how many for anybody, and whom for those who may read Appendix A."""

from __future__ import annotations

from parties.models import ReviewKind
from parties.queries_security import SecurityReviewRow
from reports.definitions.context import MonthContext
from reports.definitions.words import so_many
from reports.engine.blocks import (
    BulletItem,
    Column,
    FactRef,
    Inline,
    Narrative,
    Paragraph,
    Provenance,
    ReferenceList,
    Table,
    Text,
)
from reports.engine.tables import table
from reports.engine.values import Value, long_date, text
from reports.engine.words import figure_in_words

APPENDIX = "appendix-a"
NOBODY = "None."
_QUERY = "parties.security_reviews"
_COMMITTEE = "the Security Sub-Committee (SSC)"
_DETAILS = " Appendix A, which is confidential, has the details."


def assurance_statuses(ctx: MonthContext) -> Narrative:
    said = _counted(ctx, "assurance_statuses", "assurance status was set", "assurance statuses were set")
    return Narrative("assurance-statuses", (Paragraph(said),))


def verification_assessments(ctx: MonthContext) -> Narrative:
    """What the SSC reviewed, and what it tells the Panel of."""
    why = (
        "After each Verification Assessment the SSC considers what came of it. Where a User does not seem to meet SEC "
        "Sections G3 to G6, it tells the Panel."
    )
    what = "Verification Assessment"
    said = _counted(ctx, "verification_assessments", f"{what} was reviewed", f"{what}s were reviewed")
    return Narrative("verification-assessments", (Paragraph((Text(why),)), Paragraph(said)))


def directors_letters(ctx: MonthContext) -> ReferenceList:
    """How many came to each outcome; nothing that tells whose they were."""
    lead = _counted(ctx, "directors_letters", "Director’s Letter was reviewed", "Director’s Letters were reviewed")
    came = [one for one in ctx.reads.security_outcomes if one.kind == ReviewKind.DIRECTORS_LETTER]
    items = [
        BulletItem((FactRef(key, _words(value)), Text(f": {one.name[:1].lower()}{one.name[1:]}.")))
        for one in came
        if (value := ctx.fact(key := f"security_outcome.{one.code}")).raw
    ]
    none = f"No Director’s Letter was reviewed by {_COMMITTEE} in {ctx.month.label}."
    return ReferenceList("directors-letters", "", lead, tuple(items), none, ctx.provenance(_QUERY))


def statuses_named(ctx: MonthContext) -> Table:
    caption, rows = _told(ctx, ReviewKind.ASSURANCE_STATUS, "Assurance statuses set")
    return table("assurance-status-parties", caption, _columns("Status"), rows, empty=NOBODY, provenance=_source(ctx))


def verifications_named(ctx: MonthContext) -> Table:
    caption, rows = _told(ctx, ReviewKind.VERIFICATION, "Verification Assessments reviewed")
    return table("verification-parties", caption, _columns("Outcome"), rows, empty=NOBODY, provenance=_source(ctx))


def letters_named(ctx: MonthContext) -> Table:
    caption, rows = _told(ctx, ReviewKind.DIRECTORS_LETTER, "Director’s Letters reviewed")
    return table("letter-parties", caption, _columns("Outcome"), rows, empty=NOBODY, provenance=_source(ctx))


def _told(ctx: MonthContext, kind: ReviewKind, what: str) -> tuple[str, list[tuple[str | Value, ...]]]:
    rows = [_row(row) for row in ctx.reads.security_reviews if row.kind == kind]
    return f"{what} in {ctx.month.label}", rows


def _columns(outcome: str) -> tuple[Column, ...]:
    return (
        Column("party", "User", width=26),
        Column("reviewed", "Reviewed", "date", width=18),
        Column("outcome", outcome, width=28),
        Column("remark", "To be done", width=28),
    )


def _source(ctx: MonthContext) -> Provenance:
    return ctx.provenance(_QUERY)


def _row(row: SecurityReviewRow) -> tuple[str | Value, ...]:
    return row.party, long_date(row.reviewed_on), row.outcome_name, text(row.remark or "Nothing further.")


def _counted(ctx: MonthContext, name: str, one: str, many: str) -> tuple[Inline, ...]:
    key, by = f"security.{name}", f" by {_COMMITTEE} in {ctx.month.label}."
    value = ctx.fact(key)
    if value.raw == 0:
        return FactRef(key, Value(0, "No")), Text(f" {one}{by}")
    return *so_many(ctx, key, one, many), Text(f"{by}{_DETAILS}")


def _words(value: Value) -> Value:
    words = figure_in_words(value.display)
    return Value(value.raw, words[:1].upper() + words[1:])
