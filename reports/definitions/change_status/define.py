"""The new Draft Proposals, and what the Change Sub-Committee (CSC) made of those before it."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Stage
from modifications.queries import ModificationEvent
from reports.definitions.change_status import codes
from reports.definitions.context import MonthContext
from reports.definitions.shared.decisions import decision_list, met, modification_list, what_was_decided
from reports.definitions.words import plain
from reports.engine.blocks import Mention, Narrative, Paragraph, Prose, ReferenceList, Subheading, Text
from reports.engine.values import long_date

NEW_PROPOSALS = "new-proposals"


def new_proposals(ctx: MonthContext) -> Narrative:
    """Each with who raised it and when, and its issue as the record describes it."""
    raised = ctx.reads.raised
    prose = tuple(one for row in raised for one in _proposal(ctx, row))
    none = Paragraph(plain(f"No Draft Proposal was raised in {ctx.month.label}."))
    return Narrative("new-proposals-raised", prose or (none,))


def _proposal(ctx: MonthContext, row: ModificationEvent) -> Iterator[Prose]:
    """What its record does not say is a Problem."""
    yield Subheading(plain(row.reference))
    by = f" by {_proposer(row)}" if row.organisation else ""
    named = Mention(row.reference, row.reference, row.title)
    yield Paragraph((named, Text(f" was raised{by} on {long_date(row.raised_on).display}.")))
    issue = ctx.reads.issues_raised.get(row.id, "")
    yield from (Paragraph(plain(one.strip())) for one in issue.split("\n\n") if one.strip())
    if row.stage == Stage.IMPLEMENTED:
        yield Paragraph(plain(f"It was implemented on {long_date(row.stage_since).display}."))
    for what, said in (("proposer", row.organisation), ("description of its issue", issue.strip())):
        if not said:
            message = f"{row.reference} has no {what}: enter it on its page."
            ctx.problems.error("proposal.undescribed", message, section=NEW_PROPOSALS, block="new-proposals-raised")


def _proposer(row: ModificationEvent) -> str:
    return f"{row.person} of {row.organisation}" if row.person else row.organisation


def csc_met(ctx: MonthContext) -> Narrative:
    return met(ctx, codes.CSC, "The Change Sub-Committee (CSC)", DecidingBody.CSC)


def csc_recommended(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "csc-recommended",
        "Recommended for conversion",
        "The CSC recommended that the Panel convert to Modification Proposals:",
        "The CSC recommended no Draft Proposal to the Panel for conversion to a Modification Proposal.",
        filter(_for_conversion, ctx.reads.decisions_of(DecidingBody.CSC)),
    )


def csc_other(ctx: MonthContext) -> ReferenceList | None:
    """Whatever else the CSC decided in the month."""
    rows = [row for row in ctx.reads.decisions_of(DecidingBody.CSC) if not _for_conversion(row)]
    return decision_list(ctx, "csc-other", "Other decisions", "The CSC also decided:", rows, what_was_decided)


def _for_conversion(row: DecisionRow) -> bool:
    return row.question == Question.TO_REFINEMENT and row.outcome == Outcome.RECOMMEND_APPROVAL
