"""The first use of an abbreviation in a part's text is spelt out, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.blocks import (
    Abbreviation,
    Block,
    BulletItem,
    Bullets,
    Cell,
    Column,
    FactRef,
    Highlight,
    Highlights,
    Inline,
    Link,
    Mention,
    Narrative,
    Note,
    Paragraph,
    ReferenceList,
    Row,
    Section,
    Subheading,
    Table,
    Text,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.document import Document, Part, walk_blocks
from reports.engine.glossary import EMPTY, Entry, Glossary
from reports.engine.inlines import inlines_of
from reports.engine.printed import words_of
from reports.engine.serialise import dumps, loads
from reports.engine.spelling_out import LISTED, spelt_out
from reports.engine.tables import table
from reports.engine.values import count, text
from tests.reports.engine.samples import a_document, a_figure

SSC = Entry("SSC", "Security Sub-Committee")
GLOSSARY = Glossary(
    (
        SSC,
        Entry("DCC", "Data Communications Company", well_known=True),
        Entry("SMKI", "Smart Metering Key Infrastructure"),
        Entry("SMKI PMA", "Smart Metering Key Infrastructure Policy Management Authority"),
    )
)
SPELT = "Security Sub-Committee (SSC)"
BOLD = Text("SSC", bold=True)


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content))


def narrative(*prose: Any, id: str = "text") -> Narrative:
    return Narrative(id, prose)


def paper(*blocks: Block) -> Document:
    return a_document(part("body", "White", *blocks))


def part(id: str, classification: str, *blocks: Block) -> Part:
    return Part(id, "A part", classification, (Section(f"{id}-section", "The SSC", blocks),))


def read(document: Document) -> list[str]:
    """Each block's running text as it is printed."""
    return ["".join(map(_printed, inlines_of(block))) for _, _, block in walk_blocks(document)]


def _printed(inline: Inline) -> str:
    return inline.printed if isinstance(inline, Abbreviation) else words_of(inline)


def made(*blocks: Block) -> list[str]:
    return read(spelt_out(paper(*blocks), GLOSSARY))


def test_first_use_is_spelt_out_and_later_ones_stay_short() -> None:
    built = spelt_out(paper(narrative(paragraph("The SSC met. The SSC agreed."), paragraph("SSC"))), GLOSSARY)
    assert read(built) == [f"The {SPELT} met. The SSC agreed.SSC"]
    uses = [one for _, _, block in walk_blocks(built) for one in inlines_of(block) if isinstance(one, Abbreviation)]
    assert [(one.text, one.spelt_out) for one in uses] == [("SSC", SPELT), ("SSC", ""), ("SSC", "")]
    assert {one.stands_for for one in uses} == {SSC.stands_for}


def test_what_was_written_stays_beside_what_is_printed() -> None:
    before = paper(narrative(paragraph("Ask an SSC member, or the SSC’s Chair.")))
    after = spelt_out(before, GLOSSARY)
    assert read(after) == ["Ask a Security Sub-Committee (SSC) member, or the SSC’s Chair."]
    ((_, _, block),) = walk_blocks(after)
    assert "".join(map(words_of, inlines_of(block))) == "Ask an SSC member, or the SSC’s Chair."


def test_order_is_that_of_reading_from_highlights_to_bullets_and_sections_within() -> None:
    inner = Section("inner", "Inner", (narrative(paragraph("The SSC."), id="inner-text"),))
    highlights = Highlights("first", (Highlight("SSC", (Text("The SMKI PMA and SSC."),)),))
    bullets = narrative(Bullets((BulletItem((Text("SMKI"),), (BulletItem((Text("SMKI PMA"),)),)),)))
    outer = Section("outer", "The SSC", (highlights, bullets), (inner,))
    built = spelt_out(replace(paper(), parts=(Part("body", "Body", "White", (outer,)),)), GLOSSARY)
    pma = "Smart Metering Key Infrastructure Policy Management Authority (SMKI PMA)"
    assert read(built) == [f"The {pma} and {SPELT}.", "SMKISMKI PMA", "The SSC."]


def test_each_part_is_spelt_out_by_itself() -> None:
    parts = (
        part("body", "White", narrative(paragraph("The SSC."))),
        part("appendix-a", "Red", narrative(paragraph("The SSC."), id="more")),
    )
    assert read(spelt_out(replace(paper(), parts=parts), GLOSSARY)) == [f"The {SPELT}."] * 2


@pytest.mark.parametrize(
    "prose",
    [
        ("The Security Sub-Committee (SSC) met. The SSC agreed.",),
        ("The SSC agreed, that is the Security Sub-Committee (SSC).",),
        ("The SSC (Security Sub-Committee) met.", "The SSC agreed."),
    ],
)
def test_what_the_text_spells_out_itself_is_not_spelt_out_again(prose: tuple[str, ...]) -> None:
    assert made(narrative(*map(paragraph, prose))) == ["".join(prose)]


def test_headings_tables_tiles_titles_and_links_are_left_and_count_for_nothing() -> None:
    blocks: tuple[Block, ...] = (
        Tiles("tiles", (TileGroup("SSC", (Tile("SSC papers", count(1)),)),)),
        table("table", "SSC", (Column("who", "SSC"),), [("SSC",)]),
        narrative(
            Subheading((Text("The SSC"),)),
            paragraph(
                Mention("MP121", "MP121", "Powers of the SSC"),
                Link("the SSC’s page", "https://example.org/SSC"),
                FactRef("ssc", text("SSC")),
                " is read by TAG, SSC_70 and ‘the SSC’.",
            ),
        ),
        ReferenceList("list", "SSC", (Text("Seen:"),), (BulletItem((Text("SSC paper"),)),), ""),
    )
    before = paper(*blocks)
    after = spelt_out(before, GLOSSARY)
    assert read(after) == read(before)
    _, _, last = list(walk_blocks(after))[-1]
    assert isinstance(last, ReferenceList)
    assert last.items[0].content[0] == Abbreviation("SSC", SSC.stands_for)
    assert made(*blocks, narrative(paragraph("The SSC."), id="after"))[-1] == f"The {SPELT}."


def test_note_is_spelt_out_and_does_not_stand_for_the_text() -> None:
    first = paragraph("Seen", Note((Text("By the SSC."),)), ".", Note((Text("The SSC again."),)))
    assert made(narrative(first, paragraph("The SSC."))) == [f"SeenBy the {SPELT}..The SSC again.The {SPELT}."]


def test_text_in_a_cell_is_read_with_the_rest_and_its_figures_are_left() -> None:
    def cell(words: str) -> Cell:
        return Cell(
            text("SSC"), notes=(Note((Text("Of SMKI."),)),), prose=(Subheading((Text("SSC"),)), paragraph(words))
        )

    own = Table("own", "SSC", (Column("one", "SSC"), Column("two", "Two")), (Row((cell("An SSC."), cell("SSC."))),))
    figure = replace(a_figure("drawn", count(1)), data=own)
    told = f"Of Smart Metering Key Infrastructure (SMKI).SSCA {SPELT}.Of SMKI.SSCSSC."
    assert made(own, narrative(paragraph("The SSC."))) == [told, "The SSC."]
    assert made(narrative(paragraph("The SSC.")), own)[1] == told.replace(f"A {SPELT}", "An SSC")
    assert made(figure) == [told]
    ((_, _, block),) = walk_blocks(spelt_out(paper(own), GLOSSARY))
    assert isinstance(block, Table)
    assert [one.value.display for one in block.rows[0].cells] == ["SSC", "SSC"]


def test_note_of_a_table_is_spelt_out_unless_the_text_was_before() -> None:
    cell = Cell(count(1), notes=(Note((Text("Of the SSC."),)),))
    own = Table("table", "Table", (Column("one", "One"),), (Row((cell,)),))
    assert made(own) == [f"Of the {SPELT}."]
    assert made(narrative(paragraph("The SSC.")), own) == [f"The {SPELT}.", "Of the SSC."]


def test_use_within_brackets_waits_for_the_next() -> None:
    assert made(narrative(paragraph("Two bodies (SSC among them) met. The SSC agreed."))) == [
        f"Two bodies (SSC among them) met. The {SPELT} agreed."
    ]


def test_brackets_and_quotation_marks_reach_over_what_the_program_fills_in() -> None:
    prose = paragraph("Bodies (", Text("all", bold=True), " of them, SSC too) agreed ‘", Text("SSC"), "’.")
    assert made(narrative(prose)) == ["Bodies (all of them, SSC too) agreed ‘SSC’."]


def test_word_that_bold_begins_or_ends_within_is_left() -> None:
    assert made(narrative(paragraph(Text("S", bold=True), "SC and ", Text("S"), "SCs"))) == ["SSC and SSCs"]


@pytest.mark.parametrize(
    ("content", "reads"),
    [
        (("An ", BOLD, " member."), "A Security Sub-Committee (SSC) member."),
        (("An", Text(" SSC", bold=True), " member."), "A Security Sub-Committee (SSC) member."),
        (("An", " ", BOLD, " member."), "A Security Sub-Committee (SSC) member."),
        (("So an ", BOLD, "’s view."), "So a Security Sub-Committee (SSC)’s view."),
        (("The ", BOLD, " and SSC."), "The Security Sub-Committee (SSC) and SSC."),
        ((Text("SMKI", bold=True), " PMA."), "Smart Metering Key Infrastructure (SMKI) PMA."),
        (("SMKI", Note((Text("Keys."),)), " PMA."), "Smart Metering Key Infrastructure (SMKI)Keys. PMA."),
        (("An", Note((Text("One."),)), " SSC. The SSC."), f"AnOne. SSC. The {SPELT}."),
        (("An ", Link("SSC", "https://example.org/"), ". The SSC."), f"An SSC. The {SPELT}."),
    ],
)
def test_first_use_is_spelt_out_where_emphasis_or_a_note_parts_the_words(
    content: tuple[Inline | str, ...], reads: str
) -> None:
    assert made(narrative(paragraph(*content))) == [reads]


def test_article_goes_over_to_the_bold_words_that_it_changes_with() -> None:
    before = paper(narrative(paragraph("Ask an ", BOLD, " member, or an ", BOLD, ".")))
    ((_, _, block),) = walk_blocks(spelt_out(before, GLOSSARY))
    found = [(words_of(one), getattr(one, "bold", None)) for one in inlines_of(block)]
    assert found == [("Ask ", False), ("an SSC", True), (" member, or an ", False), ("SSC", True), (".", False)]


def test_emphasis_stays() -> None:
    built = spelt_out(paper(narrative(paragraph(Text("The SSC met.", bold=True, italic=True)))), GLOSSARY)
    ((_, _, block),) = walk_blocks(built)
    inlines = [one for one in inlines_of(block) if isinstance(one, Text | Abbreviation)]
    assert [(one.bold, one.italic) for one in inlines] == [(True, True)] * 3


def test_well_known_abbreviation_is_never_spelt_out() -> None:
    before = paper(narrative(paragraph("The DCC said so.")))
    assert spelt_out(before, GLOSSARY) == before


def test_longer_abbreviation_spells_out_those_in_it() -> None:
    assert made(narrative(paragraph("The SMKI PMA keeps SMKI.")))[0].endswith("(SMKI PMA) keeps SMKI.")
    told = "The Policy Management Authority of the Smart Metering Key Infrastructure (SMKI PMA) keeps SMKI."
    assert made(narrative(paragraph(told))) == [told]
    assert made(narrative(paragraph("The SMKI Policy Management Authority (SMKI PMA) met."), paragraph("SMKI.")))[
        0
    ].endswith("Smart Metering Key Infrastructure (SMKI).")


def test_document_with_abbreviations_survives_json() -> None:
    built = spelt_out(paper(narrative(paragraph("The SSC met. SSC."))), GLOSSARY)
    assert loads(dumps(built)) == built


PIECES = (
    "The SSC",
    " met",
    " (",
    "SSC",
    ")",
    " an ",
    " a ",
    "‘",
    "’",
    "SMKI PMA",
    "s",
    "’s",
    " 70",
    " the DCC ",
    SPELT,
)
runs = st.lists(st.lists(st.sampled_from(PIECES)).map("".join), max_size=3)


@given(runs)
def test_any_text_reads_as_it_was_written_but_for_what_is_spelt_out(pieces: list[str]) -> None:
    before = paper(narrative(paragraph(*(Text(one, bold=bool(place % 2)) for place, one in enumerate(pieces)))))
    after = spelt_out(before, GLOSSARY)
    ((_, _, block),) = walk_blocks(after)
    assert "".join(map(words_of, inlines_of(block))) == "".join(pieces)
    firsts = [one.stands_for for one in inlines_of(block) if isinstance(one, Abbreviation) and one.spelt_out]
    assert len(firsts) == len(set(firsts))
    assert spelt_out(before, EMPTY) == before


# --- the glossary of a paper ------------------------------------------------------------------------------------------


def listed(document: Document, part: str = "body") -> list[tuple[str, ...]]:
    (found,) = [block for own, _, block in walk_blocks(document) if own.id == part and block.id.startswith(LISTED)]
    assert isinstance(found, Table)
    return [tuple(cell.value.display for cell in row.cells) for row in found.rows]


def glossary_table() -> Table:
    return table(LISTED, "Abbreviations", (Column("short", "Short"), Column("stands_for", "Stands for")), ())


def test_glossary_lists_what_text_headings_tables_and_tiles_use() -> None:
    tiles = Tiles("tiles", (TileGroup("SMKI", (Tile("DCC reports", count(1)),)),))
    built = spelt_out(paper(glossary_table(), tiles, narrative(paragraph("Text."))), GLOSSARY)
    assert listed(built) == [
        ("DCC", "Data Communications Company"),
        ("SMKI", "Smart Metering Key Infrastructure"),
        ("SSC", "Security Sub-Committee"),
    ]


def test_glossary_tells_nothing_of_a_part_classified_otherwise() -> None:
    parts = (
        part("body", "White", glossary_table()),
        part("appendix-a", "Red", narrative(paragraph("The SMKI PMA."))),
        part("appendix-b", "white", narrative(paragraph("The DCC."), id="b")),
    )
    assert [short for short, _ in listed(spelt_out(replace(paper(), parts=parts), GLOSSARY))] == ["DCC", "SSC"]
