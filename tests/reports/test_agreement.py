"""A month whose records disagree is said to, in a Problem that names them."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import Committee, DecidingBody, Decision, Meeting, Outcome, Question
from modifications.models import Path, Stage
from parties import models as parties
from parties.models import CategoryPeriod, PartyCategory
from reports.building import build_report
from reports.models import Report
from tests.meetings.rooms import meet
from tests.modifications.histories import raise_one
from tests.parties.cast import party, uep, voting_group
from tests.reports.month import SEPTEMBER, block, day, problems, quiet_month, rebuilt

pytestmark = pytest.mark.django_db
BOARD, AUTHORITY = DecidingBody.CHANGE_BOARD, DecidingBody.AUTHORITY
SELF = Path.SELF_GOVERNANCE
RAISED = date(2021, 1, 4)


@pytest.fixture(autouse=True)
def report() -> Report:
    return quiet_month()


def vote(
    code: str, body: DecidingBody, outcome: Outcome, on: int = 29, *steps: tuple[date, Stage], **fields: str
) -> Decision:
    board = Committee.objects.get(code="change-board")
    meeting = board.meetings.first() or meet(board, day(29), 58)
    return Decision.objects.create(
        body=body,
        meeting=meeting if body == BOARD else None,
        decided_on=day(on),
        modification=raise_one(code, RAISED, *steps),
        question=Question.FINAL_DECISION,
        outcome=outcome,
        **fields,
    )


# --- Decisions and stages ---------------------------------------------------------------------------------------------


def test_decisions_and_stages_that_agree_are_no_problem() -> None:
    vote("121", BOARD, Outcome.APPROVE, 29, (day(29), Stage.APPROVED), route=SELF)
    vote("122", AUTHORITY, Outcome.REJECT, 20, (day(20), Stage.REJECTED))
    vote("123", BOARD, Outcome.RECOMMEND_APPROVAL, 29, (day(29), Stage.AUTHORITY))
    built = rebuilt()
    assert problems(built, "decisions.disagree") == problems(built, "decisions.cancelled_meeting") == []


def test_decision_without_its_stage_and_stage_without_its_decision_are_named() -> None:
    vote("121", BOARD, Outcome.APPROVE, route=SELF)
    vote("122", AUTHORITY, Outcome.REJECT, 20, (day(20), Stage.APPROVED))
    raise_one("123", RAISED, (day(9), Stage.REJECTED))
    (problem,) = problems(rebuilt(), "decisions.disagree")
    assert problem.severity == "error"
    for words in (
        "DP121 was approved by decision, but not by its stage",
        "DP122 was rejected by decision, but not by its stage",
        "DP122 entered the stage “Pending implementation” without such a decision",
        "DP123 entered the stage “Rejected” without such a decision",
    ):
        assert words in problem.message


def test_approval_that_was_sent_back_is_no_decision_to_disagree_with() -> None:
    one = vote("121", BOARD, Outcome.APPROVE, 2, (day(2), Stage.APPROVED), (day(20), Stage.REPORT), route=SELF)
    assert problems(rebuilt(), "decisions.disagree")
    Decision.objects.create(
        body=AUTHORITY,
        decided_on=day(20),
        modification=one.modification,
        question=Question.FINAL_DECISION,
        outcome=Outcome.RETURN,
    )
    assert problems(rebuilt(), "decisions.disagree") == []


def test_decision_at_a_cancelled_meeting_is_an_error() -> None:
    vote("121", BOARD, Outcome.APPROVE, 29, (day(29), Stage.APPROVED), route=SELF)
    Meeting.objects.filter(committee__code="change-board").update(cancelled=True)
    (problem,) = problems(rebuilt(), "decisions.cancelled_meeting")
    assert (problem.severity, "The change-board meeting 58" in problem.message) == ("error", True)


# --- Parties ----------------------------------------------------------------------------------------------------------


def test_voting_group_in_two_categories_counts_in_both_and_is_an_error() -> None:
    group = voting_group()
    party(category=PartyCategory.OTHER, group=group)
    assert problems(rebuilt(), "voting_groups.sum") == []
    party(category=PartyCategory.GAS_NETWORK, group=group)
    built = rebuilt()
    (problem,) = problems(built, "voting_groups.sum")
    assert (problem.severity, problem.block) == ("error", "voting-groups")
    assert "1 Voting Groups, but 2 by Party Category" in problem.message
    assert block(built, "voting-groups").basis.endswith("counts in both.")


def test_current_party_without_category_or_voting_group_is_named_in_an_error() -> None:
    placed = party("Placed", group=voting_group())
    party("Ungrouped")
    (problem,) = problems(rebuilt(), "parties.unplaced")
    assert (problem.severity, problem.section) == ("error", "parties")
    assert "Ungrouped (no Voting Group)" in problem.message
    assert "Placed" not in problem.message
    CategoryPeriod.objects.filter(party=placed).delete()
    (problem,) = problems(rebuilt(), "parties.unplaced")
    assert "Placed (no category)" in problem.message


# --- Between two papers -----------------------------------------------------------------------------------------------


def test_completion_between_the_last_paper_and_its_meeting_is_named(report: Report) -> None:
    uep(party("Between"), day(15))
    parties.TestingCompletion.objects.create(party=party("Tested"), test="uept", completed_on=day(17))
    uep(party("In the last paper"), day(10))
    uep(party("In this paper"), day(18))
    assert problems(rebuilt(), "uep.between_papers") == []
    Report.objects.create(
        kind="operations",
        month=date(2021, 8, 1),
        meeting=Meeting.objects.get(committee__code="panel", number=96),
        paper_number=17,
        author="Reporting Lead",
        issue_date=day(10),
    )
    (problem,) = problems(rebuilt(), "uep.between_papers")
    assert problem.severity == "warning"
    assert problem.message.endswith(": Between; Tested.")


# --- Dates of notice, papers and minutes ------------------------------------------------------------------------------


def test_meetings_without_their_dates_are_named_and_no_date_at_all_is_missing() -> None:
    def tile(label: str) -> str:
        groups = block(rebuilt(), "snapshot-tiles").groups
        return {one.label: one.value.display for group in groups for one in group.tiles}[label]

    (problem,) = problems(rebuilt(), "meeting.papers_undated")
    assert (problem.severity, "SEC Panel meeting 96" in problem.message) == ("warning", True)
    assert tile("Papers issued 5 WD in advance") == tile("Minutes issued 5 WD after meeting") == "missing"
    Meeting.objects.filter(number=96).update(papers_issued_on=day(10))
    assert problems(rebuilt(), "meeting.papers_undated") == []
    assert tile("Papers issued 5 WD in advance") == "100%"


# --- What the paper is counted by -------------------------------------------------------------------------------------


def test_paper_of_sound_dates_is_no_problem() -> None:
    built = rebuilt()
    for code in ("meeting.previous", "meeting.cancelled", "report.issue_date", "report.period"):
        assert problems(built, code) == []
    assert block(built, "uep-completions").caption.endswith("since the Panel meeting of 17 September 2021")


@pytest.mark.parametrize("issued", [day(30), date(2021, 10, 16)])
def test_issue_date_within_the_month_or_after_the_meeting_is_an_error(report: Report, issued: date) -> None:
    report.issue_date = issued
    (problem,) = problems(build_report(report), "report.issue_date")
    assert problem.severity == "error"


def test_issue_date_by_the_meeting_before_is_an_error(report: Report) -> None:
    report.issue_date = day(17)
    (problem,) = problems(build_report(report), "report.period")
    assert problem.severity == "error"


def test_paper_to_a_cancelled_meeting_is_an_error() -> None:
    Meeting.objects.filter(number=97).update(cancelled=True)
    (problem,) = problems(rebuilt(), "meeting.cancelled")
    assert problem.severity == "error"


def test_meeting_before_whose_number_does_not_follow_is_an_error_unless_the_others_were_cancelled() -> None:
    panel = Committee.objects.get(code="panel")
    meet(panel, date(2021, 8, 20), 95)
    Meeting.objects.filter(number=96).update(cancelled=True)
    assert problems(rebuilt(), "meeting.previous") == []
    Meeting.objects.filter(number=96).delete()
    (problem,) = problems(rebuilt(), "meeting.previous")
    assert (problem.severity, "meeting 95" in problem.message) == ("error", True)


def test_no_meeting_before_is_not_called_one() -> None:
    Meeting.objects.filter(number=96).delete()
    built = rebuilt()
    assert problems(built, "meeting.previous")
    assert block(built, "uep-completions").caption == "User Entry Process completed after 31 August 2021"


def test_average_over_no_rows_is_none_and_not_missing() -> None:
    raise_one("121", SEPTEMBER)
    rows = {row.cells[0].value.display: row.cells[2].value for row in block(rebuilt(), "timescales").rows}
    assert rows["Proposals open (pre-decision)"].display == "22 WD"
    none = rows["Proposals concluded in the past 12 months"]
    assert (none.display, none.is_missing) == ("none", False)
