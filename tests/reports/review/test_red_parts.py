"""What is said of a Red part, and what changed in it, is told to those alone who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.utils import timezone

from access.classification import Classification
from reports.engine.blocks import Attachment
from reports.engine.document import Document, walk_sections
from reports.models import Override, Report, ReviewComment, SignOff
from reports.review.commenting import comment, resolve
from reports.review.page import WITHHELD
from reports.review.queries import comments_for, standing
from reports.review.services import content_of
from tests.access.cast import browser, person
from tests.reports.month import quiet_month
from tests.reports.review.rounds import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_red_part(db: None) -> Report:
    """A White report to a Sub-Committee with a Red appendix beside it."""
    return quiet_month(kind="sub-committee")


def red_section(report: Report) -> str:
    (part,) = [part for part in standing(report).document.parts if part.classification.lower() == "red"]
    return next(walk_sections(part.sections)).id


def test_comment_is_classified_as_the_part_it_speaks_of(with_red_part: Report) -> None:
    section = red_section(with_red_part)
    made = comment(with_red_part, by=person("approver"), section=section, body="Name the Party.")
    assert made.classification == Classification.RED
    document = standing(with_red_part).document
    for name, sees in (("contributor", False), ("editor", True), ("approver", True), ("administrator", True)):
        assert bool(comments_for(person(name), with_red_part, document)) is sees, name


def test_red_section_is_not_there_for_whoever_may_not_read_it(with_red_part: Report) -> None:
    with refusal("no_section"):
        comment(with_red_part, by=person("contributor"), section=red_section(with_red_part), body="Hello?")


def test_comment_goes_with_a_part_that_is_classified_higher_since(with_red_part: Report) -> None:
    section = red_section(with_red_part)
    made = comment(with_red_part, by=person("approver"), section=section, body="Name the Party.")
    ReviewComment.objects.filter(pk=made.pk).update(classification=Classification.WHITE)
    document = standing(with_red_part).document
    assert comments_for(person("contributor"), with_red_part, document) == []
    with refusal("role"):
        resolve(ReviewComment.objects.get(pk=made.pk), by=person("contributor"))


def test_pages_hold_no_word_of_a_red_part_for_whoever_may_not_read_it(with_red_part: Report) -> None:
    section = red_section(with_red_part)
    made = comment(with_red_part, by=person("approver"), section=section, body="Name the Party, Zanzibar.")
    address = f"/reports/sub-committee/{with_red_part.covers.iso}/review/"
    for name, sees in (("contributor", False), ("editor", True)):
        said = browser(name).get(address).content.decode()
        assert ("Zanzibar" in said) is sees, name
        assert (f'id="on-{section}"' in said) is sees, name
        assert ("on a part that you may not read" in said) is not sees, name
    answer = browser("contributor").post(address, {"act": "resolve", "comment": made.pk})
    assert answer.status_code == 404
    assert "Zanzibar" not in answer.content.decode()


def as_it_was(report: Report) -> Document:
    """The Red part with a title of its own, Zanzibar."""
    document = standing(report).document
    (red,) = [part for part in document.parts if part.classification.lower() == "red"]
    secret = replace(red.sections[0], title="Of Zanzibar")
    parts = (replace(part, sections=(secret, *part.sections[1:])) if part is red else part for part in document.parts)
    return replace(document, parts=tuple(parts))


def when_it_was_white(report: Report) -> Document:
    document = as_it_was(report)
    return replace(document, parts=tuple(replace(part, classification="White") for part in document.parts))


def when_it_stood_in_the_body(report: Report) -> Document:
    document = as_it_was(report)
    body, *_, red = document.parts
    first = replace(body.sections[0], children=(*body.sections[0].children, red.sections[0]))
    return replace(document, parts=(replace(body, sections=(first, *body.sections[1:])),))


def when_its_title_stood_on_the_first_page(report: Report) -> Document:
    document = when_it_was_white(report)
    named = Attachment("Appendix A", "Of Zanzibar", "White")
    return replace(document, header=replace(document.header, attachments=(named,)))


@pytest.mark.parametrize(
    "then", [as_it_was, when_it_was_white, when_it_stood_in_the_body, when_its_title_stood_on_the_first_page]
)
def test_changes_of_a_red_part_are_not_told_to_whoever_may_not_read_it(
    with_red_part: Report, then: Callable[[Report], Document]
) -> None:
    """Whatever it was classified as then: since it is Red, so is what it said."""
    kept = content_of(with_red_part, then(with_red_part))
    with_red_part.review_rounds.create(number=1, version=1, sent=kept, sent_by=person("editor"))
    address = f"/reports/sub-committee/{with_red_part.covers.iso}/review/changes/"
    assert "Zanzibar" in browser("editor").get(address).content.decode().replace("</del>", "")
    said = browser("contributor").get(address).content.decode()
    assert "Zanzibar" not in said
    assert "What changed stands in a part that is for others." in said or then is not as_it_was


def test_what_is_said_of_the_whole_report_is_told_to_those_alone_who_may_read_all_of_it(with_red_part: Report) -> None:
    """Who did what and when is told to everybody; the words are withheld."""
    report = with_red_part
    about = {"report": report, "version": 1, "rule": "errors", "by": person("administrator")}
    kept = content_of(report, standing(report).document)
    ended = {"ending": "returned", "ended_by": person("approver"), "ended_at": timezone.now()}
    first = report.review_rounds.create(
        number=1, version=1, sent=kept, sent_by=person("editor"), note="Note: Zanzibar.", ending_reason="Z.", **ended
    )
    now = report.review_rounds.create(number=2, version=1, sent=kept, sent_by=person("editor"), note="Again: Zanzibar.")
    Override.objects.create(**about, round=first, reason="Because of Zanzibar.")
    Override.objects.create(**about, round=now, reason="Again because of Zanzibar.")
    SignOff.objects.create(round=now, content=kept, by=person("approver"), comment="Zanzibar is right.")
    address = f"/reports/sub-committee/{report.covers.iso}/review/"
    told = ("Note: Zanzibar.", "Again: Zanzibar.", "Because of Zanzibar.", "Zanzibar is right.", "<q>Z.</q>")
    for name, sees in (("contributor", False), ("editor", True)):
        said = browser(name).get(address).content.decode()
        assert [words in said for words in told] == [sees] * len(told), name
        assert ("Zanzibar" in said) is sees, name
        assert (WITHHELD in unescape(said)) is not sees, name
        assert "No error of the reconciliation book stands" in said


def test_open_item_of_a_red_section_is_told_on_the_desk_and_in_the_book_to_nobody_below(with_red_part: Report) -> None:
    report, section = with_red_part, red_section(with_red_part)
    for place, text in ((section, "Ask Zanzibar."), ("purpose", "Ask the DCC."), ("", "Ask them all.")):
        report.open_items.create(section=place, text=text, raised_by=person("editor"), raised_at=timezone.now())
    for name, sees in (("contributor", False), ("editor", True)):
        desk = browser(name).get(f"/desk/sub-committee/{report.covers.iso}/").content.decode()
        book = browser(name).get(f"/desk/sub-committee/{report.covers.iso}/checks/").content.decode()
        assert ("Ask Zanzibar." in desk) is sees, name
        assert "Ask Zanzibar." not in book
        for page in (desk, book):
            assert "Ask the DCC." in page
            assert "Ask them all." in page
        assert "An item of an appendix is still open." in book
