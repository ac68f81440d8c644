"""What is put to the meeting that the paper goes to, and what was decided since the last one."""

from __future__ import annotations

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Path, Stage
from reports.definitions.context import MonthContext
from reports.definitions.shared.decisions import decision_list, modification_list, what_was_decided
from reports.definitions.words import mentions, plain
from reports.engine.blocks import ReferenceList


def to_refinement(ctx: MonthContext) -> ReferenceList:
    return _put_to_the_meeting(ctx, "to-refinement", Stage.DEVELOPMENT, "the Refinement Process")


def to_report_phase(ctx: MonthContext) -> ReferenceList:
    return _put_to_the_meeting(ctx, "to-report-phase", Stage.REFINEMENT, "the Report Phase")


def _put_to_the_meeting(ctx: MonthContext, id: str, stage: Stage, onward: str) -> ReferenceList:
    """What stands on the meeting's agenda, and is in the stage before the one that it would go on to."""
    to_issue = ctx.reads.to_issue
    rows = [to_issue.on_agendas[row.code] for row in to_issue.agenda_of(ctx.meeting_id) if row.code]
    committee = f"the {ctx.header.committee.removeprefix('The ')}"
    return ReferenceList(
        id,
        "",
        plain(f"Put to {committee} this month, to go on to {onward}:"),
        mentions((row.reference, row.title) for row in rows if row.stage == stage),
        f"No modification is put to {committee} this month to go on to {onward}.",
        ctx.provenance("meetings.agenda_between"),
    )


def approved(ctx: MonthContext) -> ReferenceList:
    return modification_list(
        ctx,
        "change-board-approved",
        "Change Board",
        "The Change Board approved under Self-Governance:",
        f"The Change Board approved no modification under Self-Governance in {ctx.month.label}.",
        filter(_approved, ctx.reads.decisions_of(DecidingBody.CHANGE_BOARD)),
    )


def _approved(row: DecisionRow) -> bool:
    final = row.question == Question.FINAL_DECISION and row.outcome == Outcome.APPROVE
    return final and row.route == Path.SELF_GOVERNANCE


def panel_decisions(ctx: MonthContext) -> ReferenceList | None:
    """Whatever the Panel decided in the month: shown only where there was something."""
    rows = ctx.reads.decisions_of(DecidingBody.PANEL)
    return decision_list(ctx, "panel-decisions", "Panel", "The Panel decided:", rows, what_was_decided)
