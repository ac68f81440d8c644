"""What committees do, in verbs. Each writes every row that follows from it, or none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from meetings.models import DecidingBody, Decision, Meeting, Outcome, Question
from modifications import services as modifications
from modifications.models import Body, Modification, Release, Stage

STAGE_AFTER: dict[tuple[Question, Outcome], Stage] = {
    (Question.TO_REFINEMENT, Outcome.APPROVE): Stage.REFINEMENT,
    (Question.TO_REPORT_PHASE, Outcome.APPROVE): Stage.REPORT,
    (Question.FINAL_DECISION, Outcome.APPROVE): Stage.APPROVED,
    (Question.FINAL_DECISION, Outcome.REJECT): Stage.REJECTED,
    # The Change Board only recommends where the Authority determines.
    (Question.FINAL_DECISION, Outcome.RECOMMEND_APPROVAL): Stage.AUTHORITY,
    (Question.FINAL_DECISION, Outcome.RECOMMEND_REJECTION): Stage.AUTHORITY,
}
"""The stage a modification enters on the day of a decision; any other outcome leaves it where it is."""


def stage_after(body: DecidingBody, question: Question, outcome: Outcome) -> Stage | None:
    """The stage that follows from a decision. What the Authority returns goes back to the Report Phase."""
    if (body, question, outcome) == (DecidingBody.AUTHORITY, Question.FINAL_DECISION, Outcome.RETURN):
        return Stage.REPORT
    return STAGE_AFTER.get((question, outcome))


@transaction.atomic
def record_decision(
    body: DecidingBody,
    decided_on: date,
    question: Question,
    outcome: Outcome,
    *,
    modification: Modification | None = None,
    meeting: Meeting | None = None,
    release: Release | None = None,
    route: str = "",
    remark: str = "",
) -> Decision:
    """Record what a body decided, and move the modification to the stage that follows from it on that day.

    Progress to the Refinement Process makes a Draft Proposal a Modification Proposal; a modification approved for a
    release is aimed at it. Raises ValidationError where a rule is broken: the Change Board approves nothing that the
    Authority determines, it recommends.
    """
    decision = Decision(
        body=body,
        meeting=meeting,
        decided_on=decided_on,
        modification=modification,
        release=release,
        question=question,
        outcome=outcome,
        route=route,
        remark=remark,
    )
    decision.full_clean()
    decision.save()
    if modification is not None:
        _follow(decision, modification)
    return decision


def _follow(decision: Decision, modification: Modification) -> None:
    stage = stage_after(DecidingBody(decision.body), Question(decision.question), Outcome(decision.outcome))
    moved_by = Body(decision.body)
    if stage is Stage.REFINEMENT:
        modifications.convert(modification, decision.decided_on, body=moved_by)
    elif stage is not None:
        modifications.enter_stage(modification, stage, decision.decided_on, body=moved_by)
    if stage is Stage.APPROVED and decision.release is not None:
        modifications.target_release(modification, decision.release, decision.decided_on)
