"""Comments: on sections and passages, classified as their part, settled by those who may."""

from __future__ import annotations

import pytest

from access.classification import Classification
from reports.models import Report, ReviewComment
from reports.review.commenting import LONGEST_PASSAGE, comment, reopen, resolve
from reports.review.passages import normalised
from reports.review.queries import comments_for, standing
from reports.review.services import LONGEST
from tests.access.cast import person
from tests.reports.review.rounds import SECTION, correct, published, refusal, second_approver, write

pytestmark = pytest.mark.django_db


def test_comment_keeps_who_when_and_what_it_is_about(report: Report) -> None:
    write(report, "<p>Three <strong>incidents</strong> were reported.</p>")
    made = comment(report, by=person("contributor"), section=SECTION, body="Which?", passage="Three\n incidents were")
    assert (made.by, made.section, made.passage, made.body) == (
        person("contributor"),
        SECTION,
        "Three incidents were",
        "Which?",
    )
    assert (made.version, made.classification, made.resolved_at) == (1, Classification.WHITE, None)
    assert standing(report).open_comments == 1


@pytest.mark.parametrize("passage", ["five incidents", "Three or more"])
def test_passage_stands_in_the_section_as_it_is_now(report: Report, passage: str) -> None:
    write(report, "<p>Three incidents were reported.</p>")
    with refusal("no_passage"):
        comment(report, by=person("contributor"), section=SECTION, body="Which?", passage=passage)


def test_passage_of_a_section_is_not_one_of_another(report: Report) -> None:
    write(report, "<p>Three incidents were reported.</p>")
    with refusal("no_passage"):
        comment(report, by=person("contributor"), section="smda", body="Which?", passage="Three incidents")


def test_passage_is_compared_by_its_words() -> None:
    assert normalised("Three  inci\N{NO-BREAK SPACE}dents – “now”") == normalised("three incidents now")
    assert normalised("4") != normalised("5")


@pytest.mark.parametrize("name", ["party", "panel", "sub-committee"])
def test_commenting_is_for_staff(report: Report, name: str) -> None:
    with refusal("role"):
        comment(report, by=person(name), section=SECTION, body="Which?")


def test_comment_says_something_of_a_section_there_is(report: Report) -> None:
    editor = person("editor")
    with refusal("no_words"):
        comment(report, by=editor, section=SECTION, body="  ")
    with refusal("no_section"):
        comment(report, by=editor, section="nowhere", body="Which?")
    with refusal("too_long"):
        comment(report, by=editor, section=SECTION, body="x" * (LONGEST + 1))
    with refusal("too_long"):
        comment(report, by=editor, section=SECTION, body="x", passage="x" * (LONGEST_PASSAGE + 1))
    assert not ReviewComment.objects.exists()


def test_form_sent_twice_leaves_one_comment(report: Report) -> None:
    first, second = (comment(report, by=person("editor"), section=SECTION, body="Which?") for _ in range(2))
    assert first == second


def test_published_report_is_commented_on_as_a_correction(report: Report) -> None:
    published(report)
    with refusal("closed"):
        comment(report, by=person("editor"), section=SECTION, body="Which?")
    correct(report)
    assert comment(report, by=person("editor"), section=SECTION, body="Which?").version == 2


def test_comment_is_resolved_by_who_made_it_owns_the_section_or_edits(report: Report) -> None:
    made = comment(report, by=person("approver"), section=SECTION, body="Which?")
    report.duties.filter(section=SECTION).delete()
    with refusal("role"):
        resolve(made, by=person("contributor"))
    with refusal("role"):
        resolve(made, by=second_approver())
    for name in ("editor", "approver", "administrator"):
        assert resolve(made, by=person(name)).resolved_at is not None
        reopen(made, by=person("editor"))
    report.duties.create(section=SECTION, owner=person("contributor"))
    assert resolve(made, by=person("contributor"), resolution="Named.").resolution == "Named."


def test_resolved_comment_stays_as_it_was_resolved(report: Report) -> None:
    made = comment(report, by=person("approver"), section=SECTION, body="Which?")
    resolve(made, by=person("approver"), resolution="Named.")
    again = resolve(made, by=person("editor"), resolution="Otherwise.")
    assert (again.resolved_by, again.resolution) == (person("approver"), "Named.")
    assert standing(report).open_comments == 0


def test_comment_is_opened_again_by_staff_alone(report: Report) -> None:
    made = resolve(comment(report, by=person("approver"), section=SECTION, body="Which?"), by=person("approver"))
    with refusal("role"):
        reopen(made, by=person("panel"))
    assert reopen(made, by=person("contributor")).resolved_at is None
    assert standing(report).open_comments == 1


def test_comment_on_a_report_that_is_published_is_opened_again_in_its_correction_alone(report: Report) -> None:
    made = resolve(comment(report, by=person("approver"), section=SECTION, body="Which?"), by=person("approver"))
    published(report)
    with refusal("closed"):
        reopen(made, by=person("approver"))
    made.refresh_from_db()
    assert made.resolved_at is not None
    correct(report)
    assert reopen(made, by=person("approver")).resolved_at is None


def test_comment_on_a_section_that_is_gone_is_still_listed(report: Report) -> None:
    made = comment(report, by=person("approver"), section=SECTION, body="Which?")
    ReviewComment.objects.filter(pk=made.pk).update(section="gone")
    document = standing(report).document
    assert [one.pk for one in comments_for(person("contributor"), report, document)] == [made.pk]
