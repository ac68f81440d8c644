"""What the Change Board decided, and what the bodies above it did."""

from __future__ import annotations

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Path
from reports.definitions.context import MonthContext
from reports.definitions.operations import codes
from reports.definitions.shared.decisions import decision_list, met, modification_list, what_was_decided
from reports.engine.blocks import Narrative, ReferenceList
from reports.engine.values import long_date


def change_board_met(ctx: MonthContext) -> Narrative:
    return met(ctx, codes.CHANGE_BOARD, "The Change Board", DecidingBody.CHANGE_BOARD)


def approved(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "change-board-approved",
        "Approved under Self-Governance",
        "The Change Board voted to approve:",
        "The Change Board approved no modification under Self-Governance.",
        _rows(ctx, "change-board-approved"),
    )


def recommended(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "change-board-recommended",
        "Recommended to the Authority",
        "The Change Board voted to recommend that the Authority approve:",
        "The Change Board recommended no modification to the Authority.",
        _rows(ctx, "change-board-recommended"),
    )


def change_board_other(ctx: MonthContext) -> ReferenceList | None:
    """Whatever the Change Board decided that the two lists above do not show."""
    lead = "The Change Board also decided:"
    rows = _rows(ctx, "change-board-other")
    return decision_list(ctx, "change-board-other", "Other decisions", lead, rows, what_was_decided)


def authority_and_panel(ctx: MonthContext) -> ReferenceList | None:
    """Decisions of the bodies that have no section of their own."""
    return decision_list(
        ctx,
        "authority-and-panel",
        "Decisions of the Panel, the Authority and the Department",
        "Decided above the Change Board:",
        ctx.reads.decisions_of(DecidingBody.PANEL, DecidingBody.AUTHORITY, DecidingBody.DEPARTMENT),
        _by_whom,
    )


def _by_whom(row: DecisionRow) -> str:
    return f"{row.body.label}, {long_date(row.decided_on).display}; {what_was_decided(row)}"


def _rows(ctx: MonthContext, block: str) -> list[DecisionRow]:
    return [row for row in ctx.reads.decisions_of(DecidingBody.CHANGE_BOARD) if _block_of(row) == block]


def _block_of(row: DecisionRow) -> str:
    """The one block that shows a decision, so that each is shown, and once."""
    if row.reference and row.question == Question.FINAL_DECISION:
        if row.outcome == Outcome.APPROVE and row.route == Path.SELF_GOVERNANCE:
            return "change-board-approved"
        if row.outcome == Outcome.RECOMMEND_APPROVAL:
            return "change-board-recommended"
    return "change-board-other"
