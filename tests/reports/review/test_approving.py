"""Approval: of exactly what was seen, under four eyes; and what sets a rule of it aside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from access.audit import because
from access.events import event_models
from access.models import User
from reports.models import Ending, Override, Report, ReviewRound, Rule, SignOff
from reports.review.commenting import comment, resolve
from reports.review.four_eyes import ABOUT_THE_WORK, written_by
from reports.review.queries import standing
from reports.review.services import approve, end_round, override, recall, send_for_review
from tests.access.cast import CAST, person
from tests.reports.review.rounds import (
    SECTION,
    approved,
    change_data,
    correct,
    in_review,
    now,
    published,
    reasons_given,
    refusal,
    second_approver,
    superuser,
    write,
)

pytestmark = pytest.mark.django_db


def test_approval_of_what_is_shown_makes_a_report_approved(report: Report) -> None:
    made = approved(report, comment="Well done.")
    stands = standing(report)
    assert (stands.state, stands.sign_offs, stands.voided) == ("approved", (made,), ())
    assert made.comment == "Well done."


def test_approving_twice_is_approving_once(report: Report) -> None:
    first = approved(report)
    assert approve(report, by=person("approver"), seen_hash=now(report)) == first


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("stranger", "approver", "administrator")])
def test_approving_is_for_approvers(report: Report, role: str) -> None:
    in_review(report)
    with refusal("role"):
        approve(report, by=person(role), seen_hash=now(report))


def test_reviewer_who_was_not_asked_is_refused(report: Report) -> None:
    in_review(report)
    with refusal("not_asked"):
        approve(report, by=second_approver(), seen_hash=now(report))


def test_draft_is_not_approved(report: Report) -> None:
    with refusal("not_open"):
        approve(report, by=person("approver"), seen_hash=now(report))


def test_content_that_changed_while_it_was_looked_at_is_not_approved(report: Report) -> None:
    in_review(report)
    seen = now(report)
    write(report)
    with refusal("changed"):
        approve(report, by=person("approver"), seen_hash=seen)
    assert not SignOff.objects.exists()


def test_change_voids_the_approval_and_its_undoing_restores_it(report: Report) -> None:
    before = report.texts.get(section=SECTION).body
    made = approved(report)
    write(report)
    stands = standing(report)
    assert (stands.state, stands.sign_offs, stands.voided) == ("in_review", (), (made,))
    write(report, before)
    assert standing(report).state == "approved"


def test_change_of_a_number_voids_the_approval(report: Report) -> None:
    approved(report)
    before = now(report)
    row = report.meeting
    row.title = "SEC Panel Meeting 97A"
    row.save()
    assert now(Report.objects.select_related("meeting__committee").get(pk=report.pk)) != before
    assert standing(Report.objects.select_related("meeting__committee").get(pk=report.pk)).state == "in_review"


def test_open_comment_keeps_a_report_from_approval(report: Report) -> None:
    in_review(report)
    made = comment(report, by=person("contributor"), section=SECTION, body="Is this right?")
    with refusal("comments"):
        approve(report, by=person("approver"), seen_hash=now(report))
    resolve(made, by=person("editor"))
    approve(report, by=person("approver"), seen_hash=now(report))


def test_open_comments_set_aside_by_another_hinder_no_longer(report: Report) -> None:
    in_review(report)
    comment(report, by=person("contributor"), section=SECTION, body="Is this right?")
    override(report, by=person("approver"), rule=Rule.OPEN_COMMENTS, reason="It is for next month.")
    with refusal("comments"):
        approve(report, by=person("approver"), seen_hash=now(report))
    override(report, by=person("administrator"), rule=Rule.OPEN_COMMENTS, reason="It is for next month.")
    approve(report, by=person("approver"), seen_hash=now(report))
    assert not standing(report).comments_hinder(person("approver"))


def test_errors_that_came_after_it_was_sent_keep_a_report_from_approval(report: Report) -> None:
    in_review(report)
    write(report, "<p>{{no.such.fact}}</p>")
    reasons_given(report)
    with refusal("errors"):
        approve(report, by=person("approver"), seen_hash=now(report))
    override(report, by=person("administrator"), rule=Rule.ERRORS, reason="The figure comes on Monday.")
    approve(report, by=person("approver"), seen_hash=now(report))


def test_warning_that_lost_its_reason_keeps_a_report_from_approval(report: Report) -> None:
    in_review(report)
    report.warning_reasons.all().delete()
    with refusal("warnings"):
        approve(report, by=person("approver"), seen_hash=now(report))


# --- Four eyes ----------------------------------------------------------------------------------------------


def test_person_who_sent_it_is_refused(report: Report) -> None:
    reasons_given(report)
    send_for_review(report, by=person("administrator"), reviewers=[person("approver")])
    override(report, by=person("approver"), rule=Rule.ERRORS, reason="Of another rule.")
    round = standing(report).round
    assert round is not None
    round.reviewers.create(person=person("administrator"), named_by=person("editor"))
    with refusal("four_eyes"):
        approve(report, by=person("administrator"), seen_hash=now(report))


def test_person_who_wrote_a_text_is_refused(report: Report) -> None:
    write(report, by="approver")
    in_review(report)
    assert [one.kind for one in written_by(person("approver"), report)] == ["section texts"]
    with refusal("four_eyes"):
        approve(report, by=person("approver"), seen_hash=now(report))


def test_person_who_changed_it_after_it_was_sent_is_refused(report: Report) -> None:
    in_review(report, reviewers=("administrator",))
    write(report, by="administrator")
    with refusal("four_eyes"):
        approve(report, by=person("administrator"), seen_hash=now(report))


def test_person_who_changed_a_record_is_refused(report: Report) -> None:
    change_data(by="approver")
    in_review(report)
    with refusal("four_eyes"):
        approve(report, by=person("approver"), seen_hash=now(report))


def test_person_who_gave_a_reason_is_refused(report: Report) -> None:
    in_review(report)
    with because("a reason for a test", user=person("approver").pk):
        report.warning_reasons.update(reason="A better reason.")
    with refusal("four_eyes"):
        approve(report, by=person("approver"), seen_hash=now(report))


def test_superuser_is_a_person_too(report: Report) -> None:
    root = superuser()
    in_review(report)
    round = standing(report).round
    assert round is not None
    round.reviewers.create(person=root, named_by=person("editor"))
    with because("a change for a test", user=root.pk):
        report.texts.filter(section=SECTION).update(body="<p>Nothing was reported.</p>")
    with refusal("four_eyes"):
        approve(report, by=root, seen_hash=now(report))


def test_text_of_another_report_binds_nobody(report: Report) -> None:
    other = Report.objects.create(
        kind="operations",
        month="2021-08-01",
        meeting=report.meeting,
        paper_number=99,
        author="Lead",
        issue_date="2021-09-08",
    )
    write(other, by="approver")
    assert written_by(person("approver"), report) == []


def test_what_reviewers_do_is_no_change(report: Report) -> None:
    in_review(report)
    with because("what a reviewer does", user=person("approver").pk):
        made = comment(report, by=person("approver"), section=SECTION, body="Is this right?")
        resolve(made, by=person("approver"))
    assert written_by(person("approver"), report) == []
    approve(report, by=person("approver"), seen_hash=now(report))


def test_what_was_written_before_the_last_publication_binds_nobody(report: Report) -> None:
    write(report, by="approver")
    published(report, at=timezone.now() - timedelta(days=1))
    assert written_by(person("approver"), report) != []
    published(report, 2, at=timezone.now() + timedelta(days=1))
    assert written_by(person("approver"), report) == []


def test_what_was_entered_before_the_report_was_opened_binds(report: Report) -> None:
    """Of the month that it tells of: whoever enters a figure does not approve it, whoever opens the report."""
    change_data(by="approver")
    Report.objects.filter(pk=report.pk).delete()
    report.pk = None
    with because("a report opened for a test", user=person("editor").pk):
        report.save(force_insert=True)
    assert [one.kind for one in written_by(person("approver"), report)] == ["Parties"]


def test_what_was_written_while_the_last_version_was_published_binds(report: Report) -> None:
    """It is in no version yet, and nobody has reviewed it."""
    approved(report)
    write(report, by="administrator")
    published(report)
    end_round(ReviewRound.objects.get(report=report), Ending.PUBLISHED, person("approver"))
    correct(report)
    in_review(report, reviewers=("approver", "administrator"))
    with refusal("four_eyes"):
        approve(report, by=person("administrator"), seen_hash=now(report))


def test_sign_off_of_somebody_who_may_no_longer_approve_does_not_count(report: Report) -> None:
    approved(report)
    assert standing(report).state == "approved"
    User.objects.filter(pk=person("approver").pk).update(is_active=False)
    assert standing(report).state == "in_review"


def test_every_trail_counts_or_is_named_as_not_counting() -> None:
    """A new audited model of the reports has to say whether it changes what a report says."""
    of_reports = {model for model in event_models() if model._meta.app_label == "reports"}
    assert {model.__name__ for model in of_reports - set(ABOUT_THE_WORK)} == {
        "Report",
        "ReportAttachment",
        "SectionText",
        "WarningReason",
        "Correction",
        "ObjectiveStatus",
        "Objective",
        "Abbreviation",
        "ClassificationWording",
        "Restatement",
        "StoredEdition",
        "StoredSection",
    }


# --- Setting a rule aside -----------------------------------------------------------------------------------


def test_four_eyes_set_aside_for_one_person_bind_the_others(report: Report) -> None:
    second = second_approver()
    write(report, by="approver")
    with because("a change for a test", user=second.pk):
        report.texts.filter(section=SECTION).update(body="<p>Nothing at all.</p>")
    reasons_given(report)
    send_for_review(report, by=person("editor"), reviewers=[person("approver"), second])
    override(
        report,
        by=person("administrator"),
        rule=Rule.FOUR_EYES,
        reason="Everybody else is away.",
        benefits=person("approver"),
    )
    with refusal("four_eyes"):
        approve(report, by=second, seen_hash=now(report))
    approve(report, by=person("approver"), seen_hash=now(report))


def test_four_eyes_set_aside_ask_the_person_to_review(report: Report) -> None:
    in_review(report)
    second = second_approver()
    override(report, by=person("administrator"), rule=Rule.FOUR_EYES, reason="They know it best.", benefits=second)
    approve(report, by=second, seen_hash=now(report))


def test_nobody_sets_four_eyes_aside_for_themselves(report: Report) -> None:
    with refusal("for_oneself"):
        override(
            report,
            by=person("administrator"),
            rule=Rule.FOUR_EYES,
            reason="I am alone.",
            benefits=person("administrator"),
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Override.objects.create(
            report=report, version=1, rule=Rule.FOUR_EYES, reason="x", by=person("editor"), benefits=person("editor")
        )


def test_four_eyes_are_set_aside_for_somebody_who_may_approve(report: Report) -> None:
    arguments = {"by": person("administrator"), "rule": Rule.FOUR_EYES, "reason": "They know it best."}
    with refusal("no_benefit"):
        override(report, **arguments)
    with refusal("reviewer_role"):
        override(report, **arguments, benefits=person("editor"))


@pytest.mark.parametrize("role", ["contributor", "editor", "panel", "party"])
def test_rules_are_set_aside_by_approvers_and_administrators(report: Report, role: str) -> None:
    with refusal("role"):
        override(report, by=person(role), rule=Rule.ERRORS, reason="Why not.")


def test_override_says_why(report: Report) -> None:
    with refusal("no_reason"):
        override(report, by=person("approver"), rule=Rule.ERRORS, reason=" ")
    with refusal("no_rule"):
        override(report, by=person("approver"), rule="all", reason="Why not.")


def test_override_of_a_published_report_waits_for_a_correction(report: Report) -> None:
    published(report)
    with refusal("closed"):
        override(report, by=person("approver"), rule=Rule.ERRORS, reason="Why not.")
    correct(report)
    assert override(report, by=person("approver"), rule=Rule.ERRORS, reason="Why not.").version == 2


def test_override_and_sign_off_never_change(report: Report) -> None:
    made = approved(report)
    granted = override(report, by=person("approver"), rule=Rule.ERRORS, reason="Why not.")
    for row, field in ((made, "comment"), (granted, "reason")):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{field: "something else"})
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_sign_off_of_a_round_that_ended_approves_nothing(report: Report) -> None:
    approved(report)
    recall(report, by=person("editor"))
    assert standing(report).state == "draft"
    in_review(report)
    assert standing(report).sign_offs == ()


def test_person_who_left_approves_nothing(report: Report) -> None:
    in_review(report)
    User.objects.filter(username="approver").update(is_active=False)
    with refusal("role"):
        approve(report, by=User.objects.get(username="approver"), seen_hash=now(report))
