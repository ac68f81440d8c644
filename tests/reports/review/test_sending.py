"""Sending a report for review, taking it back, and giving it back."""

from __future__ import annotations

import pytest

from access.models import User
from measures.models import Observation
from reports.engine.serialise import content_hash, loads
from reports.models import Ending, Report, Reviewer, ReviewRound, Rule
from reports.review.queries import standing
from reports.review.services import (
    LONGEST,
    add_reviewer,
    end_round,
    override,
    recall,
    return_for_changes,
    send_for_review,
)
from tests.access.cast import CAST, person
from tests.reports.review.rounds import correct, in_review, published, reasons_given, refusal, second_approver, write

pytestmark = pytest.mark.django_db


def test_report_that_nobody_sent_is_a_draft_of_its_first_version(report: Report) -> None:
    stands = standing(report)
    assert (stands.state, stands.round, stands.version, stands.closed) == ("draft", None, 1, False)


def test_sent_report_is_in_review_with_its_content_kept(report: Report) -> None:
    sent = in_review(report)
    stands = standing(report)
    assert (stands.state, stands.round, stands.version) == ("in_review", sent, 1)
    assert [one.person for one in sent.reviewers.all()] == [person("approver")]
    kept = loads(sent.sent.payload)
    assert content_hash(kept) == sent.sent.content_hash == stands.content_hash
    assert kept == stands.document


@pytest.mark.parametrize("role", [role for role in CAST if role not in ("stranger", "editor", "administrator")])
def test_sending_is_for_editors(report: Report, role: str) -> None:
    with refusal("role"):
        send_for_review(report, by=person(role), reviewers=[person("approver")])


def test_sending_names_at_least_one_reviewer(report: Report) -> None:
    with refusal("no_reviewers"):
        send_for_review(report, by=person("editor"), reviewers=[])


@pytest.mark.parametrize("reviewer", ["contributor", "editor", "panel", "party"])
def test_reviewers_are_those_whose_role_may_approve(report: Report, reviewer: str) -> None:
    with refusal("reviewer_role"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver"), person(reviewer)])
    assert not ReviewRound.objects.exists()


def test_person_who_left_is_no_reviewer(report: Report) -> None:
    User.objects.filter(pk=person("approver").pk).update(is_active=False)
    with refusal("reviewer_role"):
        send_for_review(report, by=person("editor"), reviewers=[User.objects.get(username="approver")])


def test_nobody_sends_a_report_to_themselves(report: Report) -> None:
    with refusal("own_review"):
        send_for_review(report, by=person("administrator"), reviewers=[person("administrator")])


def test_reviewer_named_twice_is_asked_once(report: Report) -> None:
    assert in_review(report, reviewers=("approver", "approver")).reviewers.count() == 1


def test_warnings_need_their_reasons_first(report: Report) -> None:
    with refusal("warnings"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")])


def with_an_error(report: Report) -> None:
    reasons_given(report)
    write(report, "<p>{{no.such.fact}}</p>")


def test_errors_of_the_book_keep_a_report_from_review(report: Report) -> None:
    with_an_error(report)
    with refusal("errors"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")])


def test_errors_set_aside_by_another_let_a_report_be_sent(report: Report) -> None:
    with_an_error(report)
    override(report, by=person("approver"), rule=Rule.ERRORS, reason="The figure comes on Monday.")
    reasons_given(report)
    send_for_review(report, by=person("editor"), reviewers=[person("approver")])
    assert [one.reason for one in standing(report).overrides] == ["The figure comes on Monday."]


def test_errors_set_aside_by_the_sender_do_not(report: Report) -> None:
    with_an_error(report)
    override(report, by=person("administrator"), rule=Rule.ERRORS, reason="I know better.")
    reasons_given(report)
    with refusal("errors"):
        send_for_review(report, by=person("administrator"), reviewers=[person("approver")])


def test_override_of_a_round_ends_with_the_round(report: Report) -> None:
    with_an_error(report)
    override(report, by=person("approver"), rule=Rule.ERRORS, reason="The figure comes on Monday.")
    reasons_given(report)
    send_for_review(report, by=person("editor"), reviewers=[person("approver")])
    override(report, by=person("approver"), rule=Rule.ERRORS, reason="And another.")
    recall(report, by=person("editor"))
    assert standing(report).overrides == ()
    with refusal("errors"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")])


def test_report_in_review_is_not_sent_again(report: Report) -> None:
    in_review(report)
    with refusal("open"):
        send_for_review(report, by=person("administrator"), reviewers=[person("approver")])


def test_published_report_is_sent_again_only_as_a_correction(report: Report) -> None:
    reasons_given(report)
    published(report)
    assert standing(report).closed
    with refusal("closed"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")])
    correct(report)
    assert in_review(report).version == standing(report).version == 2


def test_note_that_is_too_long_is_refused(report: Report) -> None:
    reasons_given(report)
    with refusal("too_long"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")], note="x" * (LONGEST + 1))


def test_reviewer_is_added_while_the_round_is_open(report: Report) -> None:
    with refusal("not_open"):
        add_reviewer(report, by=person("editor"), person=second_approver())
    in_review(report)
    second = User.objects.get(username="second") if User.objects.filter(username="second") else second_approver()
    for _ in range(2):
        add_reviewer(report, by=person("editor"), person=second)
    assert Reviewer.objects.filter(person=second).count() == 1
    with refusal("role"):
        add_reviewer(report, by=person("approver"), person=second)
    with refusal("reviewer_role"):
        add_reviewer(report, by=person("editor"), person=person("contributor"))


def test_recalled_report_is_a_draft_and_can_be_sent_anew(report: Report) -> None:
    in_review(report)
    with refusal("role"):
        recall(report, by=person("approver"))
    ended = recall(report, by=person("editor"), reason="The DCC sent late figures.")
    assert (ended.ending, ended.ended_by, ended.ending_reason) == (
        Ending.RECALLED,
        person("editor"),
        "The DCC sent late figures.",
    )
    assert standing(report).state == "draft"
    with refusal("not_open"):
        recall(report, by=person("editor"))
    assert in_review(report).number == 2


def test_report_is_given_back_by_a_reviewer_with_a_reason(report: Report) -> None:
    in_review(report)
    for role in ("editor", "contributor"):
        with refusal("role"):
            return_for_changes(report, by=person(role), reason="The total is wrong.")
    with refusal("not_asked"):
        return_for_changes(report, by=person("administrator"), reason="The total is wrong.")
    with refusal("no_reason"):
        return_for_changes(report, by=person("approver"), reason="  ")
    ended = return_for_changes(report, by=person("approver"), reason="The total is wrong.")
    assert (ended.ending, ended.ending_reason) == (Ending.RETURNED, "The total is wrong.")


def test_round_ends_once(report: Report) -> None:
    sent = in_review(report)
    end_round(sent, Ending.PUBLISHED, person("approver"))
    with refusal("ended"):
        end_round(sent, Ending.RECALLED, person("editor"))
    sent.refresh_from_db()
    assert sent.ending == Ending.PUBLISHED


def test_refusal_leaves_nothing_behind(report: Report) -> None:
    number = Observation.objects.count()
    with refusal("warnings"):
        send_for_review(report, by=person("editor"), reviewers=[person("approver")])
    assert (ReviewRound.objects.count(), Reviewer.objects.count()) == (0, 0)
    assert Observation.objects.count() == number
