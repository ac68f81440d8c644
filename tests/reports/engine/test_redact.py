from dataclasses import replace

import pytest

from reports.engine import values
from reports.engine.blocks import Attachment, BulletItem, Bullets, CrossRef, Narrative, Note, Section, Text
from reports.engine.document import walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.redact import NothingPermitted, edition_for_audience, strings_of
from tests.reports.engine.samples import HEADER, a_document, a_figure, a_table, appendix, body, prose

SECRET = "Confidential Example Supplier"


def paper():
    """A White body that refers into a Red and an Amber appendix, which refer to each other."""
    text = Narrative(
        "a-text",
        (
            Bullets((BulletItem((CrossRef("red-table"),), (BulletItem((CrossRef("amber-table"),)),)),)),
            *prose("x", CrossRef("appendix-a"), Note((CrossRef("red-section"), CrossRef("own-table")))).content,
        ),
    )
    white = body(Section("a", "A", (text, a_table("own-table", values.count(1)))))
    secret = (prose("red-text", Text(SECRET), CrossRef("amber-table")), a_table("red-table", values.text(SECRET)))
    red = appendix("a", Section("red-section", SECRET, secret))
    amber_blocks = (prose("amber-text", CrossRef("red-figure")), a_table("amber-table", values.count(2)))
    amber = appendix("b", Section("amber-section", "B", amber_blocks), classification="Amber")
    red = replace(
        red, sections=(*red.sections, Section("red-more", "More", (a_figure("red-figure", values.count(3)),)))
    )
    attachments = (
        Attachment("Appendix A", f"Tests of {SECRET}", "Red"),
        Attachment("Appendix B", "Amber things", "Amber"),
        Attachment("Appendix C", "Public list", "White"),
    )
    document = replace(a_document(white, red, amber), header=replace(HEADER, attachments=attachments))
    problems = ProblemLog()
    numbered = number(document, problems)
    assert problems.found == []
    return numbered


def only(*classifications):
    return lambda classification: classification in classifications


def references(document):
    return [
        (inline.target, inline.text)
        for *_, block in walk_blocks(document)
        for inline in inlines_of(block)
        if isinstance(inline, CrossRef)
    ]


def test_no_string_of_a_withheld_part_remains():
    everything = " ".join(strings_of(paper()))
    white = list(strings_of(edition_for_audience(paper(), only("White"))))
    for secret in (SECRET, "red-table", "red-section", "red-figure", "appendix-a", "amber-table", "Amber"):
        assert secret in everything
        assert not any(secret in one for one in white)


def test_references_into_a_withheld_part_say_so_and_others_stay():
    document = edition_for_audience(paper(), only("White"))
    assert references(document) == [("", "(withheld)")] * 4 + [("own-table", "Table 1")]


def test_middle_edition_keeps_its_part_and_its_numbers():
    document = edition_for_audience(paper(), only("White", "Amber"))
    assert [part.id for part in document.parts] == ["body", "appendix-b"]
    assert document.parts[1].sections[0].number == "B1"
    assert ("amber-table", "Table B1") in references(document)
    assert ("", "(withheld)") in references(document)


def test_audience_that_may_read_everything_gets_everything():
    assert edition_for_audience(paper(), only("White", "Amber", "Red")) == paper()


def test_original_is_left_as_it_was():
    document = paper()
    edition_for_audience(document, only("White"))
    assert document == paper()


def test_withheld_attachment_goes_unless_it_is_announced():
    def labels(**options):
        document = edition_for_audience(paper(), only("White"), **options)
        return [(one.label, one.classification) for one in document.header.attachments]

    assert labels() == [("Appendix C", "White")]
    assert labels(announce=only("Amber")) == [("Appendix B", "Amber"), ("Appendix C", "White")]


def test_attachment_of_a_withheld_part_goes_even_when_it_is_marked_lower():
    document = paper()
    mislabelled = (Attachment("Appendix A", f"Tests of {SECRET}", "White"),)
    document = replace(document, header=replace(document.header, attachments=mislabelled))
    assert edition_for_audience(document, only("White")).header.attachments == ()


def test_withheld_body_takes_its_action_and_recommendation_with_it():
    document = edition_for_audience(paper(), only("Amber"))
    assert (document.header.action, document.header.recommendation) == ("", "")
    assert document.header.reference == HEADER.reference


def test_audience_that_may_read_nothing_gets_no_edition():
    with pytest.raises(NothingPermitted):
        edition_for_audience(paper(), only())


def test_strings_of_finds_text_wherever_it_stands():
    found = set(strings_of(paper()))
    assert {SECRET, "Appendix A", "Table A1", "NOTE", "Alternative text", "own-table", "Who may read this."} <= found
