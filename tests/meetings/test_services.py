"""A decision and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from meetings.models import DecidingBody, Decision, Meeting, Outcome, Question
from meetings.queries import decisions_between
from meetings.rules import COMMITTEE_OF_BODY
from meetings.services import record_decision
from modifications.models import Body, Modification, Path, RouteFrom, Stage
from modifications.queries import modifications_at
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import plan_release, raise_one

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 28)


@pytest.fixture
def meeting() -> Meeting:
    return meet(committee("csc"), DAY, 31)


@pytest.fixture
def board() -> Meeting:
    return meet(committee("change-board"), DAY, 58)


@pytest.fixture
def proposal() -> Modification:
    return raise_one("152", date(2021, 5, 10), (date(2021, 5, 10), Stage.DEVELOPMENT))


@pytest.mark.parametrize(
    ("body", "question", "outcome", "stage"),
    [
        ("csc", Question.TO_REFINEMENT, Outcome.APPROVE, Stage.REFINEMENT),
        ("csc", Question.TO_REFINEMENT, Outcome.DEFER, Stage.DEVELOPMENT),
        ("csc", Question.NEW_PROPOSAL, Outcome.REMAIN, Stage.DEVELOPMENT),
        ("panel", Question.TO_REPORT_PHASE, Outcome.APPROVE, Stage.REPORT),
        ("panel", Question.TO_REPORT_PHASE, Outcome.RETURN, Stage.DEVELOPMENT),
        ("change_board", Question.IMPACT_ASSESSMENT, Outcome.APPROVE, Stage.DEVELOPMENT),
        ("change_board", Question.FINAL_DECISION, Outcome.APPROVE, Stage.APPROVED),
        ("change_board", Question.FINAL_DECISION, Outcome.REJECT, Stage.REJECTED),
        ("change_board", Question.FINAL_DECISION, Outcome.RECOMMEND_APPROVAL, Stage.AUTHORITY),
        ("change_board", Question.FINAL_DECISION, Outcome.RECOMMEND_REJECTION, Stage.AUTHORITY),
    ],
)
def test_decision_moves_the_modification_to_the_stage_that_follows(
    proposal: Modification, body: str, question: Question, outcome: Outcome, stage: Stage
) -> None:
    meeting = meet(committee(COMMITTEE_OF_BODY[body]), DAY, 58)
    record_decision(DecidingBody(body), DAY, question, outcome, modification=proposal, meeting=meeting)
    (found,) = modifications_at(DAY)
    assert found.stage == stage
    if stage is not Stage.DEVELOPMENT:
        assert proposal.stages.get(since=DAY).body == body


def test_progress_to_refinement_converts_and_is_listed_by_the_draft_proposal(
    meeting: Meeting, proposal: Modification
) -> None:
    record_decision(
        DecidingBody.CSC, DAY, Question.TO_REFINEMENT, Outcome.APPROVE, modification=proposal, meeting=meeting
    )
    assert modifications_at(DAY)[0].reference == "MP152"
    assert [row.reference for row in decisions_between("csc", DAY, DAY)] == ["DP152"]


def test_approval_for_a_release_aims_the_modification_at_it(board: Meeting, proposal: Modification) -> None:
    november = plan_release("November 2021 SEC Release", (date(2021, 1, 4), date(2021, 11, 4)))
    record_decision(
        DecidingBody.CHANGE_BOARD,
        DAY,
        Question.FINAL_DECISION,
        Outcome.APPROVE,
        modification=proposal,
        meeting=board,
        release=november,
        route="self_governance",
    )
    assert modifications_at(DAY)[0].target_release == "November 2021 SEC Release"


@pytest.mark.parametrize("route", ["", Path.AUTHORITY_DETERMINED])
@pytest.mark.parametrize("outcome", [Outcome.APPROVE, Outcome.REJECT])
def test_change_board_does_not_decide_what_the_authority_determines(
    board: Meeting, proposal: Modification, route: str, outcome: Outcome
) -> None:
    """Whether the decision says so, or only the modification's own history."""
    RouteFrom.objects.create(modification=proposal, since=proposal.raised_on, path=Path.AUTHORITY_DETERMINED)
    with pytest.raises(ValidationError, match="the Change Board recommends"):
        record_decision(
            DecidingBody.CHANGE_BOARD,
            DAY,
            Question.FINAL_DECISION,
            outcome,
            modification=proposal,
            meeting=board,
            route=route,
        )
    assert not Decision.objects.exists()
    assert modifications_at(DAY)[0].stage == Stage.DEVELOPMENT


def test_what_the_authority_returns_goes_back_to_the_report_phase(proposal: Modification) -> None:
    record_decision(DecidingBody.AUTHORITY, DAY, Question.FINAL_DECISION, Outcome.RETURN, modification=proposal)
    (entered,) = proposal.stages.filter(since=DAY)
    assert (entered.stage, entered.body) == (Stage.REPORT, Body.AUTHORITY)


def test_decision_on_no_modification_moves_nothing(meeting: Meeting) -> None:
    record_decision(DecidingBody.CSC, DAY, Question.TIMETABLE, Outcome.NOTE, meeting=meeting)
    assert Decision.objects.count() == 1


def test_authority_decides_without_a_meeting(proposal: Modification) -> None:
    record_decision(DecidingBody.AUTHORITY, DAY, Question.FINAL_DECISION, Outcome.APPROVE, modification=proposal)
    assert proposal.stages.get(since=DAY).body == Body.AUTHORITY


def test_committee_without_a_meeting_is_refused(proposal: Modification) -> None:
    with pytest.raises(ValidationError, match="A committee decides at a meeting"):
        record_decision(DecidingBody.CSC, DAY, Question.FINAL_DECISION, Outcome.APPROVE, modification=proposal)


def test_decision_whose_stage_cannot_follow_is_not_recorded(meeting: Meeting, proposal: Modification) -> None:
    raise_one("190", date(2021, 10, 1))
    later = Modification.objects.get(code="190")
    with pytest.raises(ValidationError, match="was raised after that"):
        record_decision(
            DecidingBody.CSC, DAY, Question.TO_REPORT_PHASE, Outcome.APPROVE, modification=later, meeting=meeting
        )
    assert not Decision.objects.exists()


def test_same_decision_twice_is_refused(meeting: Meeting, proposal: Modification) -> None:
    record_decision(
        DecidingBody.CSC, DAY, Question.TO_REFINEMENT, Outcome.APPROVE, modification=proposal, meeting=meeting
    )
    with pytest.raises(ValidationError, match="decided this about the modification already"):
        record_decision(
            DecidingBody.CSC, DAY, Question.TO_REFINEMENT, Outcome.DEFER, modification=proposal, meeting=meeting
        )
    assert Decision.objects.count() == 1
