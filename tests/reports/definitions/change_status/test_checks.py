"""What the reconciliation book finds in the Change Status Report for August 2020, and what it leaves to others."""

from __future__ import annotations

import pytest

from meetings.models import Decision
from modifications.models import AssessmentTarget, Consultation, DccAssessment, Modification, ProposerFrom, Release
from reports.checks.book import Found, run_book
from reports.checks.registry import registered
from reports.checks.scope import checks_of
from reports.definitions.registry import definitions
from reports.models import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july_2020")]

LONG_UNDERWAY = ["SECMP0056", "SECMP0007", "MP078", "MP107", "MP109"]


def found() -> list[Found]:
    return run_book(Report.objects.get(kind="change-status")).found


def messages(check: str) -> list[str]:
    return [one.finding.message for one in found() if one.check.id == check]


def test_book_finds_in_the_month_what_the_published_paper_left_open() -> None:
    """SECMP0067 was put to the Panel for the Report Phase, and no consultation on it was announced."""
    assert sorted((one.check.id, one.finding.message.partition(" ")[0].rstrip(":")) for one in found()) == sorted(
        [
            ("proposals.consulted_on", "SECMP0067"),
            ("paper.illustrative", "Illustrative"),
            *(("assessments.long_open", reference) for reference in LONG_UNDERWAY),
        ]
    )


def test_row_of_secmp0063_printed_twice_is_found() -> None:
    one = DccAssessment.objects.get(modification__code="SECMP0063", kind="PA")
    one.pk, one.sequence = None, 2
    one.save()
    (rows,) = messages("duplicates.rows")
    assert "prints 2 times: SECMP0063 · PA · 1 Aug 19" in rows
    assert messages("duplicates.assessments") == ["SECMP0063 has two PAs accepted on 9 July 2019."]


def test_target_of_mp077_as_printed_is_found() -> None:
    targets = AssessmentTarget.objects.filter(assessment__modification__code="077", assessment__kind="PA")
    targets.filter(assessment__sequence=1).update(target=40)
    assert messages("assessments.type_and_target") == [
        "MP077: the PA has a target of 40 WD, which is the other type's."
    ]


def test_consultation_planned_for_what_is_put_to_the_panel_is_silent() -> None:
    one = Modification.objects.get(code="SECMP0067")
    Consultation.objects.create(modification=one, kind="modification_report", planned_week="2020-08-17")
    assert messages("proposals.consulted_on") == []


def test_new_proposal_without_an_issue_or_a_proposer_is_an_error() -> None:
    Modification.objects.filter(code="136").update(issue="")
    ProposerFrom.objects.filter(modification__code="137").delete()
    assert messages("proposals.described") == [
        "DP136 has no description of its issue: enter it on its page.",
        "DP137 has no proposer: enter it on its page.",
    ]
    (mend,) = {one.finding.mend for one in found() if "DP136 has no description" in one.finding.message}
    assert mend == f"/admin/modifications/modification/{Modification.objects.get(code='136').pk}/change/"


def test_decision_of_every_body_and_question_is_listed() -> None:
    one = Decision.objects.get(modification__code="118")
    for body, question in (
        ("authority", "final_decision"),
        ("department", "final_decision"),
        ("change_board", "timetable"),
    ):
        meeting = one.meeting if body == "change_board" else None
        Decision.objects.create(
            body=body,
            meeting=meeting,
            decided_on=one.decided_on,
            modification=Modification.objects.get(code="088"),
            question=question,
            outcome="approve",
            remark="By direction.",
        )
    assert messages("proposals.decisions_listed") == []


def test_month_without_a_scheduled_release_to_come_is_an_error() -> None:
    Release.objects.filter(dates__go_live_on__gt="2020-07-31").update(kind="standalone")
    assert len(messages("proposals.next_release")) == 1


def test_checks_that_are_left_out_exist() -> None:
    known = {check.id for check in registered()}
    for report in definitions().values():
        assert report.left_out | report.own_checks <= known


def test_operations_report_is_held_to_every_check_that_is_not_anothers_own() -> None:
    of_others = {id for one in definitions().values() for id in one.own_checks} - definitions()["operations"].own_checks
    assert {check.id for check in checks_of("operations")} == {check.id for check in registered()} - of_others


def test_report_is_not_held_to_what_it_leaves_out() -> None:
    report = definitions()["change-status"]
    assert report.left_out
    assert {check.id for check in checks_of(report.kind)} & (report.left_out | {"reviews.names"}) == set()
