"""What bodies decided in a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from meetings.models import DecidingBody, Decision, Meeting, Outcome, Question
from meetings.queries import decisions_between
from modifications.models import Modification, Path
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import plan_release, raise_one, rename

pytestmark = pytest.mark.django_db
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))
DAY = date(2021, 9, 28)
CSC, BOARD = DecidingBody.CSC, DecidingBody.CHANGE_BOARD


@pytest.fixture
def decide() -> Callable[..., Decision]:
    meeting = meet(committee("csc"), DAY, 31, title="Change Sub-Committee Meeting 31")

    def made(modification: Modification | None, **fields: Any) -> Decision:
        return Decision.objects.create(
            **{
                "body": CSC,
                "meeting": meeting,
                "decided_on": DAY,
                "modification": modification,
                "question": Question.TO_REFINEMENT,
                "outcome": Outcome.APPROVE,
                **fields,
            }
        )

    return made


def test_progressed_to_refinement_is_named_by_the_draft_proposal_that_was_put(decide: Callable[..., Decision]) -> None:
    one = raise_one("152", date(2021, 5, 10), title="Polyphase")
    rename(one, DAY, "MP152")
    decide(one)
    (row,) = decisions_between(CSC, *SEPTEMBER)
    assert (row.reference, row.title, row.code) == ("DP152", "Polyphase", "152")
    assert (row.question, row.outcome, row.meeting_title) == (
        Question.TO_REFINEMENT,
        Outcome.APPROVE,
        "Change Sub-Committee Meeting 31",
    )


def test_every_other_decision_names_the_modification_as_on_its_day(decide: Callable[..., Decision]) -> None:
    converted_today = raise_one("121", date(2020, 5, 10))
    rename(converted_today, DAY, "MP121")
    converted_later = raise_one("122", date(2020, 5, 10))
    rename(converted_later, date(2021, 9, 29), "MP122")
    for one in (converted_today, converted_later):
        decide(one, question=Question.TO_REPORT_PHASE)
    assert [row.reference for row in decisions_between(CSC, *SEPTEMBER)] == ["DP122", "MP121"]


def test_raised_and_progressed_on_one_day_is_still_named(decide: Callable[..., Decision]) -> None:
    decide(raise_one("190", DAY, title="Urgent"))
    (row,) = decisions_between(CSC, *SEPTEMBER)
    assert (row.reference, row.title) == ("DP190", "Urgent")


def test_decisions_keep_to_body_and_period(decide: Callable[..., Decision]) -> None:
    one = raise_one("121", date(2020, 5, 10))
    decide(one, body=BOARD, question=Question.FINAL_DECISION, route=Path.SELF_GOVERNANCE)
    decide(
        one, body=DecidingBody.AUTHORITY, meeting=None, question=Question.FINAL_DECISION, decided_on=date(2021, 10, 1)
    )
    assert [row.route for row in decisions_between(BOARD, *SEPTEMBER)] == [Path.SELF_GOVERNANCE]
    assert decisions_between(DecidingBody.AUTHORITY, *SEPTEMBER) == []
    (row,) = decisions_between(DecidingBody.AUTHORITY, date(2021, 10, 1), date(2021, 10, 31))
    assert row.meeting_title == ""


def test_decision_on_a_release_has_no_modification(decide: Callable[..., Decision]) -> None:
    release = plan_release("February 2022 SEC Release", (date(2021, 1, 4), date(2022, 2, 24)))
    decide(None, question=Question.RELEASE_SCOPE, release=release, remark="Scope updated")
    decide(None, question=Question.TIMETABLE, outcome=Outcome.NOTE)
    rows = decisions_between(CSC, *SEPTEMBER)
    assert [(row.code, row.reference, row.title, row.release, row.remark) for row in rows] == [
        ("", "", "", "February 2022 SEC Release", "Scope updated"),
        ("", "", "", "", ""),
    ]


def test_referral_to_the_panel_shows_once_it_has_happened(decide: Callable[..., Decision]) -> None:
    decide(
        raise_one("SECMP0015", date(2016, 5, 10)),
        question=Question.FINAL_DECISION,
        outcome=Outcome.REJECT,
        route=Path.SELF_GOVERNANCE,
        referred_to_panel_on=date(2021, 10, 4),
    )
    (in_september,) = decisions_between(CSC, *SEPTEMBER)
    (in_october,) = decisions_between(CSC, SEPTEMBER[0], date(2021, 10, 31))
    assert in_september.referred_to_panel_on is None
    assert in_october.referred_to_panel_on == date(2021, 10, 4)


@pytest.mark.parametrize("rows", [1, 3])
def test_decisions_take_one_query(
    rows: int, decide: Callable[..., Decision], django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(rows):
        decide(raise_one(f"{300 + number}", date(2021, 1, 4)))
    with django_assert_num_queries(1):
        assert len(decisions_between(CSC, *SEPTEMBER)) == rows


def test_every_body_is_asked_at_once_and_a_cancelled_meeting_is_said_to_be(decide: Callable[..., Decision]) -> None:
    decide(raise_one("121", date(2020, 5, 10)))
    decide(raise_one("122", date(2020, 5, 10)), body=DecidingBody.AUTHORITY, meeting=None)
    Meeting.objects.update(cancelled=True)
    assert [(row.reference, row.body, row.meeting_cancelled) for row in decisions_between(None, *SEPTEMBER)] == [
        ("DP121", CSC, True),
        ("DP122", DecidingBody.AUTHORITY, False),
    ]
