"""What the Change Board voted on, which Impact Assessments it let go ahead, and what came of the Authority."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Path, Stage
from reports.definitions.change_status import codes
from reports.definitions.change_status.releases import for_release
from reports.definitions.context import MonthContext
from reports.definitions.shared.decisions import decision_list, met, modification_list, said, what_was_decided
from reports.definitions.words import mentions, plain, so_many
from reports.engine.blocks import BulletItem, Inline, Mention, Narrative, ReferenceList, Text
from reports.engine.tables import joined
from reports.engine.values import long_date

_VOTED = {
    Outcome.APPROVE: "was approved",
    Outcome.REJECT: "was rejected",
    Outcome.RECOMMEND_APPROVAL: "was recommended to the Authority for approval",
    Outcome.RECOMMEND_REJECTION: "was recommended to the Authority for rejection",
    Outcome.DEFER: "was deferred",
    Outcome.RETURN: "was returned",
    Outcome.REMAIN: "stays in its stage",
    Outcome.NOTE: "was noted",
}
_BY_ROUTE = {Path.SELF_GOVERNANCE: " under Self-Governance", Path.FAST_TRACK: " under Fast-Track"}
_FINAL, _IMPACT = Question.FINAL_DECISION, Question.IMPACT_ASSESSMENT


def impact_approved(ctx: MonthContext) -> ReferenceList:
    rows = [row for row in _of_the_board(ctx, _IMPACT) if row.outcome == Outcome.APPROVE]
    return modification_list(
        ctx,
        "impact-approved",
        "",
        f"In {ctx.month.label} the Change Board approved the requests for an Impact Assessment of:",
        f"The Change Board approved no request for an Impact Assessment in {ctx.month.label}.",
        rows,
    )


def impact_other(ctx: MonthContext) -> ReferenceList | None:
    """Requests that were deferred, returned or rejected, with what the Change Board asked for."""
    rows = [row for row in _of_the_board(ctx, _IMPACT) if row.outcome != Outcome.APPROVE]
    lead = "The Change Board did not approve the requests for an Impact Assessment of:"
    return decision_list(ctx, "impact-deferred", "", lead, rows, lambda row: Outcome(row.outcome).label.lower())


def change_board_met(ctx: MonthContext) -> Narrative:
    return met(ctx, codes.CHANGE_BOARD, "The Change Board", DecidingBody.CHANGE_BOARD)


def votes(ctx: MonthContext) -> ReferenceList:
    key = "decisions.change_board.final_decision"
    rows = _of_the_board(ctx, _FINAL)
    on = joined([long_date(day).display for day in dict.fromkeys(row.decided_on for row in rows)])
    return ReferenceList(
        "change-board-votes",
        "Votes",
        (*so_many(ctx, key, "modification was", "modifications were"), Text(f" voted on at the meeting of {on}:")),
        tuple(BulletItem(tuple(_voted(ctx, row))) for row in rows),
        f"The Change Board voted on no modification in {ctx.month.label}.",
        ctx.provenance("meetings.decisions_between"),
    )


def change_board_other(ctx: MonthContext) -> ReferenceList | None:
    """Whatever else the Change Board decided in the month."""
    decided = ctx.reads.decisions_of(DecidingBody.CHANGE_BOARD)
    rows = [row for row in decided if row.question not in (_FINAL, _IMPACT)]
    lead = "The Change Board also decided:"
    return decision_list(ctx, "change-board-other", "Other decisions", lead, rows, what_was_decided)


def authority_decisions(ctx: MonthContext) -> ReferenceList:
    """Those of the Authority, and of the Department, which decides a few."""
    return ReferenceList(
        "authority-decisions",
        "",
        plain(f"Decided in {ctx.month.label}:"),
        tuple(
            BulletItem(tuple(_voted(ctx, row)))
            for row in ctx.reads.decisions_of(DecidingBody.AUTHORITY, DecidingBody.DEPARTMENT)
        ),
        f"The Authority took no decision in {ctx.month.label}.",
        ctx.provenance("meetings.decisions_between"),
    )


def with_the_authority(ctx: MonthContext) -> ReferenceList:
    rows = [row for row in ctx.reads.open if row.stage == Stage.AUTHORITY]
    return ReferenceList(
        "with-authority",
        "",
        plain(f"With the Authority for decision at {long_date(ctx.as_at).display}:"),
        mentions((row.reference, row.title) for row in rows),
        f"Nothing was with the Authority for decision at {long_date(ctx.as_at).display}.",
        ctx.provenance("modifications.open_at"),
    )


def _of_the_board(ctx: MonthContext, question: Question) -> list[DecisionRow]:
    return [row for row in ctx.reads.decisions_of(DecidingBody.CHANGE_BOARD) if row.question == question]


def _voted(ctx: MonthContext, row: DecisionRow) -> Iterator[Inline]:
    """The modification, the outcome, the route, and what it is for; then what has become of it since. What is no final
    decision says what it is."""
    if row.question != _FINAL:
        yield from said(row, what_was_decided(row))
        return
    yield Mention(row.reference, row.reference, row.title)
    route = _BY_ROUTE.get(Path(row.route), "") if row.route else ""
    yield Text(f" {_VOTED[row.outcome]}{route}{for_release(ctx, row.release)}.")
    if row.referred_to_panel_on:
        yield Text(f" This decision was referred to the Panel on {long_date(row.referred_to_panel_on).display}.")
    if row.remark:
        yield Text(f" {row.remark}")
