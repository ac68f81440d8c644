"""What the Change Sub-Committee (CSC) decided."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from reports.definitions.context import MonthContext
from reports.definitions.operations import codes
from reports.definitions.shared.decisions import decision_list, met, modification_list, what_was_decided
from reports.engine.blocks import Inline, Mention, Narrative, Paragraph, ReferenceList, Text

_REFUSED = (Outcome.DEFER, Outcome.RETURN, Outcome.REJECT)
_SAID_BY_REMARK = (Question.TIMETABLE, Question.RELEASE_SCOPE)


def csc_met(ctx: MonthContext) -> Narrative:
    return met(ctx, codes.CSC, "The Change Sub-Committee (CSC)", DecidingBody.CSC)


def to_report_phase(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "csc-to-report-phase",
        "Progressed to the Report Phase",
        "The CSC found the Modification Report complete and ready for a final decision for:",
        "No modification was progressed to the Report Phase.",
        _rows(ctx, "csc-to-report-phase"),
    )


def to_refinement(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "csc-to-refinement",
        "Progressed to the Refinement Process",
        "The CSC found the issue clearly defined, and its impact understood, for:",
        "No Draft Proposal was progressed to the Refinement Process.",
        _rows(ctx, "csc-to-refinement"),
    )


def new_proposals(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "csc-new-proposals",
        "New Draft Proposals",
        "These new Draft Proposals stay in the Development Stage while the issue is defined:",
        "The CSC considered no new Draft Proposal.",
        _rows(ctx, "csc-new-proposals"),
    )


def csc_not_progressed(ctx: MonthContext) -> ReferenceList | None:
    """Deferred, returned and rejected: shown only when there are any."""
    built = modification_list(
        ctx,
        "csc-not-progressed",
        "Deferred, returned or rejected",
        "The CSC did not progress:",
        "",
        _rows(ctx, "csc-not-progressed"),
    )
    return built if built.items else None


def csc_other(ctx: MonthContext) -> ReferenceList | None:
    """Whatever the CSC decided that no other block of the section shows."""
    rows = _rows(ctx, "csc-other")
    return decision_list(ctx, "csc-other", "Other decisions", "The CSC also decided:", rows, what_was_decided)


def csc_timetables(ctx: MonthContext) -> Narrative | None:
    """What was decided of timetables and of the scope of releases, a sentence each, as the decision's remark has it."""
    paragraphs = tuple(Paragraph(tuple(_remark(row))) for row in _rows(ctx, "csc-timetables"))
    return Narrative("csc-timetables", paragraphs) if paragraphs else None


def _remark(row: DecisionRow) -> Iterator[Inline]:
    if row.reference:
        yield Mention(row.reference, row.reference, row.title)
        yield Text(": ")
    yield Text(row.remark)


def _rows(ctx: MonthContext, block: str) -> list[DecisionRow]:
    return [row for row in ctx.reads.decisions_of(DecidingBody.CSC) if _block_of(row) == block]


def _block_of(row: DecisionRow) -> str:
    """The one block that shows a decision, so that each is shown, and once."""
    if row.question in _SAID_BY_REMARK and row.remark:
        return "csc-timetables"
    if not row.reference:
        return "csc-other"
    match row.question, row.outcome:
        case Question.TO_REPORT_PHASE, Outcome.APPROVE:
            return "csc-to-report-phase"
        case Question.TO_REFINEMENT, Outcome.APPROVE:
            return "csc-to-refinement"
        case Question.NEW_PROPOSAL, Outcome.REMAIN:
            return "csc-new-proposals"
    return "csc-not-progressed" if row.outcome in _REFUSED else "csc-other"
