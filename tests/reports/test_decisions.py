"""What the report says of decisions and of the meetings that took them."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from meetings.models import Committee, DecidingBody, Decision, Meeting, Outcome, Question
from modifications.models import Modification, Path
from reports.engine.blocks import Narrative, ReferenceList
from reports.engine.document import walk_blocks
from tests.meetings.rooms import meet
from tests.modifications.histories import plan_release, raise_one
from tests.reports.month import block, day, listed, problems, quiet_month, rebuilt, said, words

pytestmark = pytest.mark.django_db
CSC, BOARD = DecidingBody.CSC, DecidingBody.CHANGE_BOARD
NAMING_NO_MODIFICATION = (Question.TIMETABLE, Question.RELEASE_SCOPE)
SELF = Path.SELF_GOVERNANCE
ROOM = {CSC: "csc", BOARD: "change-board", DecidingBody.PANEL: "panel"}


@pytest.fixture(autouse=True)
def month() -> None:
    quiet_month()


def room(body: DecidingBody) -> Meeting | None:
    """The body's meeting of the month; the Authority and the Department need none."""
    if body not in ROOM:
        return None
    of = Committee.objects.get(code=ROOM[body])
    held = of.meetings.filter(held_on__month=9, held_on__year=2021).first()
    return held or meet(of, day(28), 31)


def decide(code: str | None, body: DecidingBody, question: Question, outcome: Outcome, **fields: Any) -> Decision:
    one = Modification.objects.filter(code=code).first() if code else None
    if code and one is None:
        one = raise_one(code, day(1).replace(year=2020))
    made = {"meeting": room(body), "decided_on": day(28), **fields}
    return Decision.objects.create(body=body, modification=one, question=question, outcome=outcome, **made)


# --- Lists ------------------------------------------------------------------------------------------------------------


def test_approved_request_for_an_assessment_approves_no_modification() -> None:
    decide("107", BOARD, Question.IMPACT_ASSESSMENT, Outcome.APPROVE, route=SELF)
    decide("121", BOARD, Question.FINAL_DECISION, Outcome.APPROVE, route=SELF)
    decide("122", BOARD, Question.TIMETABLE, Outcome.RECOMMEND_APPROVAL)
    built = rebuilt()
    assert listed(built, "change-board-approved") == ["DP121"]
    assert listed(built, "change-board-recommended") == []
    assert listed(built, "change-board-other") == [
        "DP107 (Request for an Impact Assessment: approved)",
        "DP122 (Timetable: recommended the Authority approve)",
    ]


def test_scope_deferred_without_a_modification_is_said_by_its_remark_and_progresses_nothing() -> None:
    decide(None, CSC, Question.RELEASE_SCOPE, Outcome.DEFER, remark="The scope was deferred.")
    built = rebuilt()
    assert block(built, "csc-not-progressed") is None
    assert [words(one) for one in block(built, "csc-timetables").content] == ["The scope was deferred."]


def test_csc_decision_of_no_other_list_is_listed_apart() -> None:
    release = plan_release("February 2022 SEC Release", (day(1), day(30)))
    decide("107", CSC, Question.IMPACT_ASSESSMENT, Outcome.APPROVE)
    decide("141", CSC, Question.TO_REPORT_PHASE, Outcome.NOTE, remark="More work is needed.")
    decide(None, CSC, Question.RELEASE_SCOPE, Outcome.APPROVE, release=release)
    assert listed(rebuilt(), "csc-other") == [
        "February 2022 SEC Release (Scope of a release: approved)",
        "DP107 (Request for an Impact Assessment: approved)",
        "DP141 (Progress to the Report Phase: noted). More work is needed.",
    ]


def test_decisions_of_panel_authority_and_department_are_listed_only_when_there_are_any() -> None:
    assert block(rebuilt(), "authority-and-panel") is None
    decide("121", DecidingBody.PANEL, Question.FINAL_DECISION, Outcome.REJECT, decided_on=day(17))
    decide("140", DecidingBody.AUTHORITY, Question.FINAL_DECISION, Outcome.RETURN, decided_on=day(20), remark="Why.")
    assert listed(rebuilt(), "authority-and-panel") == [
        "DP121 (SEC Panel, 17 September 2021; Final decision: rejected)",
        "DP140 (Authority, 20 September 2021; Final decision: returned). Why.",
    ]


def test_every_decision_that_can_be_entered_is_printed_once() -> None:
    kinds = list(product(DecidingBody, Question, Outcome, ("", SELF)))
    for number, (body, question, outcome, route) in enumerate(kinds, 100):
        decide(f"{number}", body, question, outcome, route=route)
        if question in NAMING_NO_MODIFICATION:
            decide(None, body, question, outcome, route=route, remark=f"Remark {number}.")
    found = [text for _, _, one in walk_blocks(rebuilt().document) for text in spoken(one)]
    expected = {f"DP{number}" for number in range(100, 100 + len(kinds))}
    assert sorted(text.split()[0] for text in found if text.startswith("DP")) == sorted(expected)
    remarks = [number for number, kind in enumerate(kinds, 100) if kind[1] in NAMING_NO_MODIFICATION]
    assert {sum(text.endswith(f"Remark {number}.") for text in found) for number in remarks} == {1}


def spoken(one: Any) -> list[str]:
    match one:
        case ReferenceList():
            return [said(item) for item in one.items]
        case Narrative("csc-timetables"):
            return [words(paragraph) for paragraph in one.content]
    return []


# --- Meetings ---------------------------------------------------------------------------------------------------------


def test_committee_without_meeting_or_decision_did_not_meet() -> None:
    built = rebuilt()
    assert words(block(built, "csc-met").content[0]) == (
        "The Change Sub-Committee (CSC) did not meet in September 2021."
    )
    assert problems(built, "committee.unknown") == problems(built, "decisions.no_meeting") == []


@pytest.mark.parametrize("code", ["csc", "change-board", "cacop", "ccsg"])
def test_committee_under_another_code_is_unknown_and_is_not_said_not_to_have_met(code: str) -> None:
    Committee.objects.filter(code=code).update(code=f"the-{code}")
    built = rebuilt()
    (problem,) = problems(built, "committee.unknown")
    assert (problem.severity, problem.section) == ("error", code)
    if met := block(built, f"{code}-met"):
        assert words(met.content[0]).endswith("has no meeting entered for September 2021.")


@pytest.mark.parametrize("fields", [{"held_on": day(1).replace(month=8)}, {"cancelled": True}])
def test_committee_that_decided_is_not_said_not_to_have_met(fields: dict[str, Any]) -> None:
    decide("107", BOARD, Question.IMPACT_ASSESSMENT, Outcome.APPROVE)
    Meeting.objects.filter(committee__code="change-board").update(**fields)
    built = rebuilt()
    (problem,) = problems(built, "decisions.no_meeting")
    assert (problem.severity, problem.section) == ("error", "change-board")
    met = words(block(built, "change-board-met").content[0])
    assert met == "The Change Board has no meeting entered for September 2021."
