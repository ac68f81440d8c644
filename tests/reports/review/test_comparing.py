"""What changed between two states of a report: all of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from reports.engine.blocks import (
    Attachment,
    Block,
    BulletItem,
    Bullets,
    Cell,
    Chart,
    Column,
    FactRef,
    Figure,
    Link,
    Narrative,
    PaperHeader,
    Paragraph,
    Provenance,
    ReferenceList,
    Row,
    Section,
    Series,
    Table,
    Text,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.document import Document, Part
from reports.engine.month import Month
from reports.engine.values import MISSING, count, text
from reports.narrative.compare import Comparison
from reports.review.comparing import Changed, changes_between

HEADER = PaperHeader(
    reference="SECP_97_1510_17",
    committee="The SEC Panel",
    meeting="Panel 97",
    meeting_date=date(2021, 10, 15),
    action="For Information",
    recommendation="NOTE",
    author="Reporting Lead",
    team="SECAS Team",
    issue_date=date(2021, 10, 8),
)


def prose(*words: str, id: str = "text") -> Narrative:
    return Narrative(id, tuple(Paragraph((Text(one),)) for one in words))


def table(*rows: tuple[str, int | None], number: str = "Table 1") -> Table:
    made = tuple(Row((Cell(text(name)), Cell(count(value)))) for name, value in rows)
    return Table("open", "Open modifications", (Column("of", "Of"), Column("n", "Number")), made, number=number)


def section(id: str, *blocks: Block, number: str = "1", **fields: Any) -> Section:
    return Section(id, id.capitalize(), blocks, number=number, **fields)


def paper(*sections: Section, **fields: Any) -> Document:
    body = Part("body", "Report", "white", sections)
    plain: dict[str, Any] = {"header": HEADER, "parts": (body,), "classification_sentence": "For everybody."}
    return Document("operations", "2021", Month(2021, 9), "Report", **{**plain, **fields})


def changed_words(comparison: Comparison, side: str) -> str:
    pieces = [piece for line in getattr(comparison, side) for piece in line.pieces]
    return " ".join(piece.text for piece in pieces if piece.kind != "same")


def test_same_content_has_no_changes() -> None:
    one = paper(section("security", prose("All is well."), table(("Open", 4))))
    assert changes_between(one, replace(one)).none


def test_words_stand_side_by_side_and_paragraphs_that_stay_do_not() -> None:
    before = paper(section("security", prose("Nothing here changes.", "The DCC reported late.", "Nor here.")))
    after = paper(section("security", prose("Nothing here changes.", "The DCC reported early.", "Nor here.")))
    (found,) = changes_between(before, after).sections
    (words,) = found.words
    assert (changed_words(words, "old"), changed_words(words, "new")) == ("late.", "early.")
    assert "Nothing here changes" not in str(words)
    assert (found.id, found.heading, found.kind, found.figures) == ("security", "1 Security", "changed", ())


def test_section_that_did_not_change_is_not_told_of() -> None:
    before = paper(section("one", prose("Old.")), section("two", prose("Stays.")))
    after = paper(section("one", prose("New.")), section("two", prose("Stays.")))
    assert [one.id for one in changes_between(before, after).sections] == ["one"]


def test_figure_in_the_text_changes_as_a_word() -> None:
    def of(number: int) -> Document:
        fact = FactRef("modifications.open", count(number))
        return paper(section("one", Narrative("text", (Paragraph((Text("There are "), fact, Text(" open."))),))))

    (words,) = changes_between(of(59), of(60)).sections[0].words
    assert (changed_words(words, "old"), changed_words(words, "new")) == ("59", "60")


def test_cell_has_its_old_number_beside_the_new_one() -> None:
    before = paper(section("one", table(("Open", 4), ("Closed", 7))))
    after = paper(section("one", table(("Open", 5), ("Closed", 7))))
    (group,) = changes_between(before, after).sections[0].figures
    assert (group.title, group.changed) == (
        "Table 1: Open modifications",
        (Changed("Open: Number", "4", "5"),),
    )


def test_row_that_came_or_went_has_no_other_number_and_missing_is_no_zero() -> None:
    before = paper(section("one", table(("Open", 4), ("Gone", 1))))
    after = paper(section("one", table(("Open", None), ("New", 0))))
    (group,) = changes_between(before, after).sections[0].figures
    assert group.changed == (
        Changed("Open: Number", "4", MISSING.display),
        Changed("New: Number", None, "0"),
        Changed("Gone: Number", "1", None),
    )


def test_rows_of_one_name_hide_no_change() -> None:
    before = paper(section("one", table(("Meeting", 1), ("Meeting", 2))))
    after = paper(section("one", table(("Meeting", 1), ("Meeting", 3))))
    (group,) = changes_between(before, after).sections[0].figures
    assert group.changed == (Changed("Meeting (2): Number", "2", "3"),)


def test_tile_and_chart_have_their_old_numbers() -> None:
    def of(number: int) -> Document:
        chart = Chart("bars", ("Open",), (Series("n", (count(number),)),), "Number")
        figure = Figure("chart", "How many", chart, f"{number} open", table(("Open", number), number=""))
        tiles = Tiles("tiles", (TileGroup("Modifications", (Tile("Open", count(number)),)),))
        return paper(section("one", tiles, figure))

    groups = changes_between(of(1), of(2)).sections[0].figures
    assert [(group.title, group.changed) for group in groups] == [
        ("Modifications", (Changed("Open", "1", "2"),)),
        ("How many", (Changed("Open: Number", "1", "2"),)),
    ]


def test_section_that_came_is_shown_whole_and_one_that_went_too() -> None:
    before = paper(section("old", prose("What was.")))
    after = paper(section("new", prose("What is."), table(("Open", 4))))
    came, went = changes_between(before, after).sections
    assert (came.kind, went.kind) == ("added", "removed")
    assert changed_words(came.words[0], "new").split() == ["New", "What", "is.", "Open", "modifications"]
    assert came.words[0].old == []
    assert changed_words(went.words[0], "old").split() == ["Old", "What", "was."]
    assert came.figures[0].changed == (Changed("Open: Number", None, "4"),)


def test_head_of_the_paper_is_compared_line_by_line() -> None:
    before = paper()
    header = replace(HEADER, recommendation="APPROVE", attachments=(Attachment("Appendix A", "Testing", "green"),))
    after = paper(header=header, notices=("Illustrative.",))
    assert changes_between(before, after).head == (
        Changed("Recommendation", "NOTE", "APPROVE"),
        Changed("Attached: Appendix A", None, "Testing (Green)"),
        Changed("Notice", None, "Illustrative."),
    )


def test_a_notice_put_before_another_is_all_that_changed() -> None:
    head = changes_between(paper(notices=("Illustrative.",)), paper(notices=("Corrected.", "Illustrative."))).head
    assert head == (Changed("Notice", None, "Corrected."),)


def test_part_that_is_classified_otherwise_is_said_to_be() -> None:
    appendix = Part("appendix-a", "Reviews", "amber", (section("reviews", prose("Words.")),))
    body = paper(section("one")).parts[0]
    before, after = paper(parts=(body, appendix)), paper(parts=(body, replace(appendix, classification="red")))
    assert changes_between(before, after).head == (Changed("Appendix a, classification", "Amber", "Red"),)


def test_new_number_of_a_place_is_no_change_of_what_stands_there() -> None:
    before = paper(section("one", table(("Open", 4))))
    after = paper(section("zero"), section("one", table(("Open", 4), number="Table 2"), number="2"))
    found = changes_between(before, after)
    assert [(one.id, one.kind) for one in found.sections] == [("zero", "added")]
    assert found.renumbered == (Changed("One", "1", "2"), Changed("Open modifications", "Table 1", "Table 2"))


def test_sections_that_changed_places_are_named() -> None:
    one, two, three = (section(id) for id in ("one", "two", "three"))
    assert changes_between(paper(one, two, three), paper(two, three, one)).moved == ("One",)
    nested = section("one", children=(two,))
    assert changes_between(paper(one, two, three), paper(nested, three)).moved == ("Two",)


def test_bullets_and_lists_are_compared_one_by_one() -> None:
    def of(*items: str) -> Document:
        bullets = Bullets(tuple(BulletItem((Text(one),)) for one in items))
        return paper(
            section(
                "one",
                Narrative("text", (bullets,)),
                ReferenceList("list", "Versions", (Text("These:"),), bullets.items, "None."),
            )
        )

    found = changes_between(of("First", "Second"), of("First", "Third")).sections[0]
    assert [changed_words(words, "new") for words in found.words] == ["Third", "Third"]


def test_change_behind_the_same_print_is_said_to_be_one() -> None:
    def of(href: str) -> Document:
        return paper(section("one", Narrative("text", (Paragraph((Link("here", href),)),))))

    (found,) = changes_between(of("https://example.org/a"), of("https://example.org/b")).sections
    assert found.behind
    assert (found.words, found.figures) == ((), ())


def test_documents_that_differ_never_compare_as_the_same() -> None:
    before = paper(section("one", table(("Open", 4))))
    for after in (
        replace(before, edition="2022"),
        replace(before, title="Another"),
        replace(before, month=Month(2021, 10)),
        paper(section("one", replace(table(("Open", 4)), provenance=Provenance("other", date(2021, 9, 30))))),
        paper(section("one", table(("Open", 4)), page_break=True)),
    ):
        assert not changes_between(before, after).none, after
