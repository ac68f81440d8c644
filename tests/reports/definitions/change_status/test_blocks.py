"""What each block says where there is nothing to say, or something out of the common."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meetings.models import AgendaItem, Committee, CommitteeKind, DecidingBody, Decision, Outcome, Question
from modifications.models import Consultation, Modification, Path, ProposerFrom, Release, Stage, TargetReleaseFrom
from reports.engine.build import BuildResult
from reports.engine.redact import strings_of
from reports.models import Report
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import plan_release, raise_one, rename
from tests.reports.month import block, listed, problems, quiet_month, rebuilt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """September 2021, issued on 8 October, in which nothing happened; the Working Group is entered."""
    quiet_month(kind="change-status")
    committee("working-group", kind=CommitteeKind.WORKING_GROUP, numbered=False)


def september(number: int) -> date:
    return date(2021, 9, number)


def words(built: BuildResult, id: str) -> str:
    found = block(built, id)
    return " ".join(strings_of(getattr(found, "content", ()) or (*found.lead, found.empty)))


def meeting(day: date, purpose: str = "", **fields: Any) -> Any:
    return meet(Committee.objects.get(code="working-group"), day, purpose=purpose, **fields)


# --- Nothing ----------------------------------------------------------------------------------------------------------


def test_quiet_month_says_so_in_every_list() -> None:
    built = rebuilt()
    empty = {
        "to-refinement": "No modification is put to the SEC Panel this month to go on to the Refinement Process.",
        "to-report-phase": "No modification is put to the SEC Panel this month to go on to the Report Phase.",
        "change-board-approved": "The Change Board approved no modification under Self-Governance in September 2021.",
        "refinement-out": "No Modification Proposal is out for Refinement Consultation.",
        "refinement-expected": "No Refinement Consultation is planned.",
        "report-out": "No Modification Proposal is out for Modification Report Consultation.",
        "report-expected": "No Modification Report Consultation is planned.",
        "impact-approved": "The Change Board approved no request for an Impact Assessment in September 2021.",
        "change-board-votes": "The Change Board voted on no modification in September 2021.",
        "authority-decisions": "The Authority took no decision in September 2021.",
        "with-authority": "Nothing was with the Authority for decision at 30 September 2021.",
        "implemented": "No modification was implemented in September 2021.",
    }
    assert {id: block(built, id).empty for id in empty} == empty
    assert "No Draft Proposal was raised in September 2021." in words(built, "new-proposals-raised")
    assert "No monthly Working Group meeting was held from 1 September 2021" in block(built, "working-group-last").empty
    assert "has not been set" in words(built, "working-group-next")


def test_quiet_month_leaves_out_what_is_shown_only_when_there_is_some() -> None:
    built = rebuilt()
    for id in ("panel-decisions", "csc-other", "working-group-ad-hoc", "impact-deferred", "change-board-other"):
        assert block(built, id) is None
    assert block(built, "dcc-requested") is None


def test_month_without_a_release_to_come_is_a_problem() -> None:
    built = rebuilt()
    (problem,) = problems(built, "release.next")
    assert "goes live after September 2021" in problem.message
    assert block(built, "next-scope").items == ()


def test_working_group_that_is_not_entered_is_a_problem() -> None:
    Committee.objects.filter(code="working-group").delete()
    assert [one.block for one in problems(rebuilt(), "committee.unknown")] == ["working-group-last"]


# --- New Draft Proposals ----------------------------------------------------------------------------------------------


def test_proposal_of_an_organisation_without_a_person_is_said_to_be_raised_by_it() -> None:
    one = raise_one("190", september(7), title="Timely alerts")
    ProposerFrom.objects.create(modification=one, since=september(7), organisation="Northbank Energy Limited")
    Modification.objects.update(issue="First.\n\n\n\nSecond.")
    built = rebuilt()
    assert "was raised by Northbank Energy Limited on 7 September 2021." in words(built, "new-proposals-raised")
    assert len(block(built, "new-proposals-raised").content) == 4
    assert problems(built, "proposal.undescribed") == []


def test_proposal_without_issue_and_proposer_is_listed_and_two_problems() -> None:
    raise_one("190", september(7))
    built = rebuilt()
    assert "was raised on 7 September 2021." in words(built, "new-proposals-raised")
    assert [one.message for one in problems(built, "proposal.undescribed")] == [
        "DP190 has no proposer: enter it on its page.",
        "DP190 has no description of its issue: enter it on its page.",
    ]


def test_proposal_raised_after_the_month_waits_for_the_next_report() -> None:
    raise_one("190", date(2021, 10, 1))
    assert "DP190" not in words(rebuilt(), "new-proposals-raised")


# --- What is put to the meeting ---------------------------------------------------------------------------------------


def test_what_is_put_to_the_meeting_goes_by_its_stage_on_the_issue_date() -> None:
    to = Report.objects.get().meeting
    stages = (("101", Stage.DEVELOPMENT), ("102", Stage.REFINEMENT), ("103", Stage.REPORT), ("104", Stage.REJECTED))
    for place, (code, stage) in enumerate(stages, 1):
        one = raise_one(code, date(2021, 3, 1), (date(2021, 10, 4), stage))
        AgendaItem.objects.create(meeting=to, position=place, modification=one)
    AgendaItem.objects.create(meeting=to, position=9, topic="Any other business")
    built = rebuilt()
    assert listed(built, "to-refinement") == ["DP101"]
    assert listed(built, "to-report-phase") == ["DP102"]


# --- The Working Group ------------------------------------------------------------------------------------------------


def test_last_meeting_is_the_latest_by_the_issue_date_and_never_an_ad_hoc_one() -> None:
    for day in (september(1), date(2021, 10, 6), date(2021, 10, 13)):
        meeting(day)
    meeting(date(2021, 10, 7), "To settle the rest.")
    assert "held on 6 October 2021. No modification that it discussed" in block(rebuilt(), "working-group-last").empty


def test_next_meeting_lists_its_agenda_once_that_is_known() -> None:
    meeting(date(2021, 10, 12), "To settle the rest.")
    following = meeting(date(2021, 11, 3), notice_on=date(2021, 10, 20))
    assert "announced on 20 October 2021" in words(rebuilt(), "working-group-next")
    AgendaItem.objects.create(meeting=following, position=1, modification=raise_one("101", date(2021, 3, 1)))
    AgendaItem.objects.create(meeting=following, position=2, topic="Ways of working")
    assert listed(rebuilt(), "working-group-next") == ["DP101", "Ways of working"]


def test_purpose_that_begins_with_an_abbreviation_keeps_its_capitals() -> None:
    meeting(september(8), "DCC asked for it.")
    meeting(september(9), "A word on costs")
    (_, bullets) = block(rebuilt(), "working-group-ad-hoc").content
    assert ["".join(one.text for one in item.content) for item in bullets.items] == [
        "Held on Wednesday 8 September 2021: DCC asked for it.",
        "Held on Thursday 9 September 2021: a word on costs.",
    ]


# --- Consultations ----------------------------------------------------------------------------------------------------


def test_consultation_that_slipped_says_so_and_one_that_opened_is_out() -> None:
    one = raise_one("101", date(2021, 3, 1))
    Consultation.objects.create(modification=one, kind="refinement", planned_week=date(2021, 9, 20))
    two = raise_one("102", date(2021, 3, 1))
    Consultation.objects.create(modification=two, kind="refinement", opened_on=date(2021, 10, 4))
    built = rebuilt()
    assert listed(built, "refinement-expected") == [
        "DP101, planned in the week commencing 20 September 2021 and not issued yet"
    ]
    assert listed(built, "refinement-out") == ["DP102, since 4 October 2021"]


def test_consultation_that_closed_by_the_issue_date_is_out_no_more() -> None:
    one = raise_one("101", date(2021, 3, 1))
    Consultation.objects.create(
        modification=one, kind="refinement", opened_on=september(6), closed_on=date(2021, 10, 8)
    )
    assert listed(rebuilt(), "refinement-out") == []


# --- Decisions --------------------------------------------------------------------------------------------------------


def decide(body: DecidingBody, outcome: Outcome, question: Question = Question.FINAL_DECISION, **fields: Any) -> None:
    room = Committee.objects.filter(code=body.value.replace("_", "-")).first()
    held = room.meetings.filter(held_on=september(22)).first() if room else None
    held = held or (meet(room, september(22), 58) if room else None)
    Decision.objects.create(
        body=body,
        meeting=held,
        decided_on=september(22),
        modification=Modification.objects.get(),
        question=question,
        outcome=outcome,
        **fields,
    )


@pytest.mark.parametrize(
    ("outcome", "route", "said"),
    [
        (Outcome.RECOMMEND_APPROVAL, Path.AUTHORITY_DETERMINED, "was recommended to the Authority for approval."),
        (Outcome.RECOMMEND_REJECTION, Path.AUTHORITY_DETERMINED, "was recommended to the Authority for rejection."),
        (Outcome.APPROVE, Path.FAST_TRACK, "was approved under Fast-Track."),
        (Outcome.DEFER, "", "was deferred."),
        (Outcome.RETURN, "", "was returned."),
    ],
)
def test_vote_is_told_by_its_outcome_and_route(outcome: Outcome, route: str, said: str) -> None:
    raise_one("101", date(2021, 3, 1))
    decide(DecidingBody.CHANGE_BOARD, outcome, route=route)
    assert listed(rebuilt(), "change-board-votes") == [f"DP101 {said}"]


def test_decision_of_the_authority_and_the_department_stand_together() -> None:
    raise_one("101", date(2021, 3, 1))
    plan_release("November 2021 SEC Release", (date(2021, 3, 1), date(2021, 11, 4)))
    decide(DecidingBody.AUTHORITY, Outcome.APPROVE, release=Release.objects.get(), remark="By letter.")
    decide(DecidingBody.DEPARTMENT, Outcome.REJECT)
    assert listed(rebuilt(), "authority-decisions") == [
        "DP101 was approved, for implementation in the November 2021 SEC Release. By letter.",
        "DP101 was rejected.",
    ]


def test_decision_of_the_authority_that_is_not_final_says_what_it_is() -> None:
    raise_one("101", date(2021, 3, 1))
    decide(DecidingBody.AUTHORITY, Outcome.NOTE, Question.TIMETABLE, remark="Later.")
    assert listed(rebuilt(), "authority-decisions") == ["DP101 (Timetable: noted). Later."]


# --- Releases ---------------------------------------------------------------------------------------------------------


def test_scope_is_of_what_is_approved_and_in_the_order_of_references() -> None:
    release = plan_release("November 2021 SEC Release", (date(2021, 3, 1), date(2021, 11, 4)))
    stages = (("099", Stage.APPROVED), ("101", Stage.APPROVED), ("102", Stage.REFINEMENT))
    modifications = [raise_one(code, date(2021, 3, 1), (date(2021, 4, 1), stage)) for code, stage in stages]
    for one in modifications:
        rename(one, date(2021, 4, 1), f"MP{one.code}")
    old = raise_one("SECMP0050", date(2021, 3, 1), (date(2021, 4, 1), Stage.APPROVED))
    for one in (*modifications, old):
        TargetReleaseFrom.objects.create(modification=one, since=date(2021, 4, 1), release=release)
    built = rebuilt()
    assert listed(built, "next-scope") == ["SECMP0050", "MP099", "MP101"]
    assert "Three" in words(built, "next-scope")


def test_release_whose_date_moved_is_given_as_known_at_the_month_s_end() -> None:
    plan_release(
        "November 2021 SEC Release",
        (date(2021, 3, 1), date(2021, 11, 4)),
        (september(15), date(2021, 11, 29)),
        (date(2021, 10, 5), date(2021, 12, 6)),
    )
    assert block(rebuilt(), "next-scope").empty.endswith("the November 2021 SEC Release (29 November 2021).")
