"""A month whose records disagree is said to: by its book, in findings that name them, and by its build."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import Committee, DecidingBody, Decision, Meeting, Outcome, Question
from modifications.models import Path, Stage
from parties import models as parties
from parties.models import CategoryPeriod, PartyCategory
from reports.building import build_report
from reports.checks.book import Found, run_book
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


def found(check: str) -> list[Found]:
    """What the check finds in the month as it is now."""
    report = Report.objects.select_related("meeting__committee").get(month=SEPTEMBER)
    return [one for one in run_book(report).found if one.check.id == check]


def said_by(check: str) -> list[str]:
    return [one.finding.message for one in found(check)]


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


def test_decisions_and_stages_that_agree_are_no_finding() -> None:
    vote("121", BOARD, Outcome.APPROVE, 29, (day(29), Stage.APPROVED), route=SELF)
    vote("122", AUTHORITY, Outcome.REJECT, 20, (day(20), Stage.REJECTED))
    vote("123", BOARD, Outcome.RECOMMEND_APPROVAL, 29, (day(29), Stage.AUTHORITY))
    assert found("decisions.disagree") == found("decisions.cancelled_meeting") == []


def test_decision_without_its_stage_and_stage_without_its_decision_are_named() -> None:
    vote("121", BOARD, Outcome.APPROVE, route=SELF)
    vote("122", AUTHORITY, Outcome.REJECT, 20, (day(20), Stage.APPROVED))
    raise_one("123", RAISED, (day(9), Stage.REJECTED))
    assert {one.severity for one in found("decisions.disagree")} == {"error"}
    assert set(said_by("decisions.disagree")) == {
        "DP121 was approved by decision, but not by its stage.",
        "DP122 was rejected by decision, but not by its stage.",
        "DP122 entered the stage “Pending implementation” without such a decision.",
        "DP123 entered the stage “Rejected” without such a decision.",
    }


def test_approval_that_was_sent_back_is_no_decision_to_disagree_with() -> None:
    one = vote("121", BOARD, Outcome.APPROVE, 2, (day(2), Stage.APPROVED), (day(20), Stage.REPORT), route=SELF)
    assert found("decisions.disagree")
    Decision.objects.create(
        body=AUTHORITY,
        decided_on=day(20),
        modification=one.modification,
        question=Question.FINAL_DECISION,
        outcome=Outcome.RETURN,
    )
    assert found("decisions.disagree") == []


def test_decision_at_a_cancelled_meeting_is_an_error() -> None:
    vote("121", BOARD, Outcome.APPROVE, 29, (day(29), Stage.APPROVED), route=SELF)
    Meeting.objects.filter(committee__code="change-board").update(cancelled=True)
    (one,) = found("decisions.cancelled_meeting")
    assert (one.severity, "The change-board meeting 58" in one.finding.message) == ("error", True)


# --- Parties ----------------------------------------------------------------------------------------------------------


def test_voting_group_in_two_categories_counts_in_both_and_asks_for_a_reason() -> None:
    group = voting_group()
    party(category=PartyCategory.OTHER, group=group)
    assert found("totals.voting_groups_twice") == []
    party(category=PartyCategory.GAS_NETWORK, group=group)
    (one,) = found("totals.voting_groups_twice")
    assert (one.severity, one.finding.block) == ("warning", "voting-groups")
    assert "1 Voting Groups, but 2 by Party Category" in one.finding.message
    assert block(rebuilt(), "voting-groups").basis.endswith("counts in both.")


def test_current_party_without_category_or_voting_group_is_named_with_its_form() -> None:
    placed = party("Placed", group=voting_group())
    ungrouped = party("Ungrouped")
    (one,) = found("gaps.unplaced_parties")
    assert (one.severity, one.finding.section) == ("error", "parties")
    assert "Ungrouped has no Voting Group" in one.finding.message
    assert one.finding.mend == f"/admin/parties/party/{ungrouped.pk}/change/"
    CategoryPeriod.objects.filter(party=placed).delete()
    assert any("Placed has no category" in message for message in said_by("gaps.unplaced_parties"))


# --- Between two papers -----------------------------------------------------------------------------------------------


def test_completion_between_the_last_paper_and_its_meeting_is_named(report: Report) -> None:
    uep(party("Between"), day(15))
    parties.TestingCompletion.objects.create(party=party("Tested"), test="uept", completed_on=day(17))
    uep(party("In the last paper"), day(10))
    uep(party("In this paper"), day(18))
    assert found("gaps.between_papers") == []
    Report.objects.create(
        kind="operations",
        month=date(2021, 8, 1),
        meeting=Meeting.objects.get(committee__code="panel", number=96),
        paper_number=17,
        author="Reporting Lead",
        issue_date=day(10),
    )
    (one,) = found("gaps.between_papers")
    assert one.severity == "warning"
    assert one.finding.message.endswith(": Between; Tested.")


# --- Dates of notice, papers and minutes ------------------------------------------------------------------------------


def test_meetings_without_their_dates_are_named_and_no_date_at_all_is_missing() -> None:
    def tile(label: str) -> str:
        groups = block(rebuilt(), "snapshot-tiles").groups
        return {one.label: one.value.display for group in groups for one in group.tiles}[label]

    asked = said_by("gaps.meeting_dates")
    assert any(message.startswith("SEC Panel meeting 96: the day of the papers is not entered") for message in asked)
    assert tile("Papers issued 5 WD in advance") == tile("Minutes issued 5 WD after meeting") == "missing"
    Meeting.objects.filter(number=96).update(papers_issued_on=day(10))
    assert not any("day of the papers" in message for message in said_by("gaps.meeting_dates"))
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
