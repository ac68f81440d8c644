"""The Word file read back, by python-docx and as XML, against the Document and against the page.

None of these tests may use the database (no `django_db` mark), so each also shows that writing asks it nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT

from reports.engine.blocks import Abbreviation, Block, Column, CrossRef, Figure, Narrative, Row, Section, Table, Tiles
from reports.engine.document import Document, Part, walk_blocks
from reports.engine.redact import edition_for_audience, strings_of
from reports.engine.serialise import loads
from reports.engine.values import text
from reports.renderers.blocks import values_table
from reports.renderers.docx import render_docx
from reports.renderers.html import render_page
from reports.renderers.inline import GAP
from tests.reports.renderers.markup import parse
from tests.reports.renderers.noted import GLUED, noted_figures
from tests.reports.renderers.sample import cells, document, note, paragraph
from tests.reports.renderers.wordfile import WP, A, R, W, text_of_all, trees, words

GOLDEN = Path(__file__).parents[1] / "golden" / "operations-2021-09.json"
_ACROSS = 5


def september() -> Document:
    """The Operations Report for September 2021, as another test holds it to what is built."""
    return loads(GOLDEN.read_text(encoding="utf-8"))


both = pytest.mark.parametrize("make", [september, document])


def opened(made: Document, **options: object) -> WordDocument:
    return docx.Document(io.BytesIO(render_docx(made, **options)))


def with_section(*blocks: Block, part: str = "white") -> Document:
    """The sample's frame around one section of these blocks."""
    section = Section("only", "Only section", tuple(blocks), number="1")
    return replace(document(), parts=(Part("body", "Body", part, (section,)),), notices=())


# --- headings --------------------------------------------------------------------------------------------------------


def headings(made: Document) -> Iterator[tuple[int, str]]:
    def inside(section: Section, level: int) -> Iterator[tuple[int, str]]:
        yield level, f"{section.number}\t{section.title}"
        for child in section.children:
            yield from inside(child, level + 1)

    for place, part in enumerate(made.parts):
        if place:
            yield 1, f"Appendix A: {part.title}"
        for section in part.sections:
            yield from inside(section, 2 if place else 1)


@both
def test_headings_are_those_of_the_document_in_order(make: Callable[[], Document]) -> None:
    made = make()
    found = [
        (int(one.style.name.removeprefix("Heading ")), one.text)
        for one in opened(made).paragraphs
        if one.style.name.startswith("Heading ")
    ]
    assert found == list(headings(made))
    assert len(found) > 10


@both
def test_every_heading_of_the_page_stands_in_the_outline_at_its_level(make: Callable[[], Document]) -> None:
    """Those without a number too: a reader who walks through the outline finds what the page's reader finds."""
    made = make()
    page = parse(render_page(made)).one("div", class_="report-text")
    on_page = [(int(one.tag[1]) - 1, one.text) for one in page.walk() if re.fullmatch(r"h[2-6]", one.tag)]
    found = [(level, one.text.replace("\t", " ")) for one in opened(made).paragraphs if (level := outline(one))]
    assert found == on_page


def outline(one: Any) -> int:
    """A paragraph's level in the outline, from 1; 0 for text."""
    styles = [one.style, one.style.base_style]
    return next((int(style.name[-1]) for style in styles if style and style.name.startswith("Heading ")), 0)


def test_contents_link_to_the_headings_that_they_name() -> None:
    tree = trees(render_docx(document()))["word/document.xml"]
    links = [(link.get(f"{W}anchor"), words(link)) for link in tree.find(f".//{W}sdtContent").iter(f"{W}hyperlink")]
    places = {
        start.get(f"{W}name"): words(one)
        for one in tree.iter(f"{W}p")
        for start in one.iter(f"{W}bookmarkStart")
        if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("Heading")
    }
    assert [places[anchor] for anchor, _ in links] == [said for _, said in links]
    assert [said for _, said in links][-2:] == ["Appendix A: Testing notifications", "A1Completions"]


# --- tables ----------------------------------------------------------------------------------------------------------


def printed(table: Table) -> list[list[str]]:
    return [
        [column.heading for column in table.columns],
        *(["\n".join(filter(None, (cell.value.display, cell.mark))) for cell in one.cells] for one in table.rows),
    ]


def printed_in(cell: Any) -> str:
    """The cell's words without the marks of its notes."""
    calls = [run.text for one in cell.paragraphs for run in one.runs if run.style.name == "footnote reference"]
    return str(cell.text.replace("".join(calls), "", 1).rstrip(GAP)) if calls else str(cell.text)


def tables(made: Document) -> Iterator[list[list[str]]]:
    for *_, block in walk_blocks(made):
        match block:
            case Table() if block.rows:
                yield printed(block)
            case Figure() if (values := values_table(block)) is not None:
                yield printed(values)
            case Tiles():
                for group in block.groups:
                    for start in range(0, len(group.tiles), _ACROSS):
                        some = group.tiles[start : start + _ACROSS]
                        yield [[tile.label for tile in some], [tile.value.display for tile in some]]


@both
def test_cells_of_every_table_say_what_the_document_displays(make: Callable[[], Document]) -> None:
    made = make()
    _, *found = [[[printed_in(cell) for cell in row.cells] for row in table.rows] for table in opened(made).tables]
    assert found == list(tables(made))
    assert len(found) > 10


@both
def test_heads_are_repeated_and_no_row_breaks(make: Callable[[], Document]) -> None:
    details, *found = opened(make()).tables
    assert details.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is None
    for table in found:
        heads = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


@both
def test_columns_fill_the_page_and_no_more(make: Callable[[], Document]) -> None:
    for table in opened(make()).tables:
        widths = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
        assert min(widths) > 250
        assert sum(widths) <= 14570
        for row in table.rows:
            assert [int(cell._tc.tcPr.find(f"{W}tcW").get(f"{W}w")) for cell in row.cells] == widths


@both
def test_captions_have_the_numbers_of_the_page(make: Callable[[], Document]) -> None:
    made = make()
    page = parse(render_page(made))
    on_page = [one.text for one in page.all("span", class_="number") if re.match("Table|Figure", one.text)]
    captions = [one.text for one in opened(made).paragraphs if one.style.name == "Caption"]
    assert [caption.split(":")[0] for caption in captions] == on_page
    blocks = [block for *_, block in walk_blocks(made) if isinstance(block, Table | Figure)]
    assert captions == [f"{block.number}: {block.caption}" for block in blocks]


def test_number_of_a_caption_is_a_field_that_counts_from_it() -> None:
    tree = trees(render_docx(september()))["word/document.xml"]
    codes = [(code.text or "").strip() for code in tree.iter(f"{W}instrText")]
    first = [("Figure", 1), ("Figure", 2), ("Table", 1)]
    counted = [code for code in codes if code.startswith("SEQ")]
    assert counted[:3] == [rf"SEQ {one} \* ARABIC \r {number}" for one, number in first]
    assert counted.count(r"SEQ Table \* ARABIC \r 6") == 3, "6a, 6b and 6c share their number"


def test_paper_header_is_a_table_of_its_details() -> None:
    details = opened(document()).tables[0]
    assert [[cell.text for cell in row.cells] for row in details.rows] == [
        ["Paper reference", "SECP_211_1104_09"],
        ["Meeting", "SECP 211, 11 April 2031"],
        ["Action", "For Information"],
        ["Recommendation", "NOTE"],
        ["Author", "A. N. Author, Reporting Team"],
        ["Issue date", "3 April 2031"],
        ["Classification", "White. It also holds a part classified Amber and is handled as Amber"],
    ]


def test_detail_that_there_is_none_of_has_no_row() -> None:
    header = replace(document().header, action="", recommendation="", team="")
    names = [row.cells[0].text for row in opened(replace(document(), header=header)).tables[0].rows]
    assert names == ["Paper reference", "Meeting", "Author", "Issue date", "Classification"]


def test_empty_table_says_so() -> None:
    said = [one.text for one in opened(document()).paragraphs]
    assert said[said.index("Table 2: Withdrawals") + 1] == "No Party withdrew in March 2031."


# --- pictures --------------------------------------------------------------------------------------------------------


@both
def test_every_chart_is_a_picture_with_its_alternative_text(make: Callable[[], Document]) -> None:
    made = make()
    figures = [block for *_, block in walk_blocks(made) if isinstance(block, Figure) and block.chart.has_data]
    word = opened(made)
    found = [(one._inline.docPr.get("descr"), one._inline.docPr.get("name")) for one in word.inline_shapes]
    assert found == [(figure.alt, figure.number) for figure in figures]
    assert all(alt for alt, _ in found)
    for one in word.inline_shapes:
        picture = word.part.related_parts[one._inline.find(f".//{A}blip").get(f"{R}embed")]
        assert picture.image.content_type == "image/png"
        assert abs(one.width.mm - 170) < 0.2
        assert abs(one.width / one.height - picture.image.px_width / picture.image.px_height) < 0.01


def test_chart_without_figures_says_so_and_gaps_are_named() -> None:
    said = [one.text for one in opened(document()).paragraphs]
    assert "There are no figures to draw this chart from." in said
    assert "Missing: Aug 30 (Withdrawals)." in said


def test_pictures_are_numbered_apart() -> None:
    tree = trees(render_docx(document()))["word/document.xml"]
    ids = [one.get("id") for one in tree.iter(f"{WP}docPr")]
    assert len(ids) == len(set(ids)) == 3


# --- text ------------------------------------------------------------------------------------------------------------


def test_bullets_are_lists_and_nest() -> None:
    word = opened(document())
    bullets = [(one.style.name, one.text) for one in word.paragraphs if one.style.name.startswith("List Bullet")]
    assert ("List Bullet", "review the figures with the teams;") in bullets
    assert bullets[bullets.index(("List Bullet", "review the figures with the teams;")) + 1] == (
        "List Bullet 2",
        "by April",
    )
    numbered = word.styles["List Bullet 2"].element.find(f"{W}pPr/{W}numPr")
    assert [(one.tag.removeprefix(W), one.get(f"{W}val")) for one in numbered] == [("ilvl", "1"), ("numId", "1")]


def test_highlight_begins_with_its_area() -> None:
    (found,) = [one for one in opened(document()).paragraphs if one.text.startswith("Party Engagement — ")]
    assert found.style.name == "List Bullet"
    assert (found.runs[0].text, found.runs[0].style.name) == ("Party Engagement", "Area")
    assert [run.text for run in found.runs if run.bold] == ["entry"]


def test_figure_in_the_text_is_not_parted_from_its_unit() -> None:
    said = " ".join(one.text for one in opened(september()).paragraphs)
    assert "30\N{NO-BREAK SPACE}September" in said


def test_missing_figure_is_the_word_set_apart() -> None:
    runs = [
        run
        for table in opened(document()).tables
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        if run.text == "missing"
    ]
    assert runs
    assert {run.style.name for run in runs} == {"Missing"}


def test_links_lead_outside_and_those_of_the_site_need_one() -> None:
    def addresses(**options: str) -> set[str]:
        files = trees(render_docx(document(), **options))
        rows = [*files["word/_rels/document.xml.rels"], *files["word/_rels/footnotes.xml.rels"]]
        return {row.get("Target", "") for row in rows if row.get("TargetMode") == "External"}

    assert addresses() == {"https://example.org/guidance"}
    with_site = addresses(site="https://sec.example.org")
    assert {"https://sec.example.org/modifications/MP901/", "https://sec.example.org/register/"} < with_site


def test_reference_leads_to_what_it_names_or_nowhere() -> None:
    made = with_section(Narrative("n", (paragraph(CrossRef("t", "Table 7"), CrossRef("gone", "Figure 9")),)), table())
    tree = trees(render_docx(made))["word/document.xml"]
    (link,) = [one for one in tree.iter(f"{W}hyperlink") if words(one) == "Table\N{NO-BREAK SPACE}7"]
    (place,) = [one for one in tree.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == link.get(f"{W}anchor")]
    assert place.get(f"{W}name", "").endswith("_t")
    assert "Figure\N{NO-BREAK SPACE}9" in words(tree)
    assert "Figure\N{NO-BREAK SPACE}9" not in [words(one) for one in tree.iter(f"{W}hyperlink")]


def table(**options: object) -> Table:
    rows = (Row(cells(text("one"), text("two"))),)
    return Table("t", "A table", (Column("a", "A"), Column("b", "B")), rows, number="Table 7", **options)


# --- notes -----------------------------------------------------------------------------------------------------------


def word_notes(content: bytes) -> list[tuple[str, str]]:
    """What is printed before each note, by Word's own count where it counts, and what it says."""
    files = trees(content)
    notes = {one.get(f"{W}id"): one for one in files["word/footnotes.xml"] if one.get(f"{W}type") is None}
    counted, found = 0, []
    for call in files["word/document.xml"].iter(f"{W}r"):
        reference = call.find(f"{W}footnoteReference")
        if reference is None:
            continue
        own = reference.get(f"{W}customMarkFollows") == "1"
        counted += not own
        number = words(call) if own else str(counted)
        said = words(notes.pop(reference.get(f"{W}id")))
        found.append((number, said.removeprefix(number if own else "").strip()))
    assert not notes, "a note that nothing calls"
    return found


def test_notes_are_footnotes_with_the_numbers_of_the_page() -> None:
    page = parse(render_page(document()))
    on_page = [
        (item.attributes["value"], item.text.removesuffix("↑").strip())
        for notes in page.all("ol", class_="notes")
        for item in notes.all("li")
    ]
    found = word_notes(render_docx(document()))
    assert [number for number, _ in found] == [*map(str, range(1, len(found))), "1"], "the appendix counts its own"
    assert [(number, said.replace("\N{NO-BREAK SPACE}", " ")) for number, said in found] == [
        (number, said.replace("\N{NO-BREAK SPACE}", " ")) for number, said in on_page
    ]


def test_note_is_never_glued_to_a_figure() -> None:
    made = opened(with_section(*noted_figures()))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    read = "\n".join((*(one.text for one in made.paragraphs), *cells))
    assert not re.search(GLUED, read)
    assert len(re.findall(rf"777{GAP}", read)) == 6


def test_note_that_is_called_twice_is_printed_once() -> None:
    twice = replace(note("Said once."), number=1)
    content = render_docx(with_section(Narrative("n", (paragraph("a", twice, "b", twice),))))
    assert word_notes(content) == [("1", "Said once.")]
    tree = trees(content)["word/document.xml"]
    assert [words(one) for one in tree.iter(f"{W}hyperlink")] == ["1"]


def test_note_within_a_note_is_said_in_brackets() -> None:
    inner = replace(note("inner words"), number=2)
    outer = replace(note("Outer", inner, "."), number=1)
    content = render_docx(with_section(Narrative("n", (paragraph("a", outer),))))
    assert word_notes(content) == [("1", "Outer (inner words).")]


# --- pages -----------------------------------------------------------------------------------------------------------


def test_every_page_says_how_it_is_classified() -> None:
    word = opened(document())
    classed = [(one.header.paragraphs[0].text, one.footer.paragraphs[0].text) for one in word.sections]
    white = ("SECP_211_1104_09\tWhite", "This paper may be shared with the public, subject to copyright.")
    assert classed == [white, white, white, ("SECP_211_1104_09\tAmber", "Amber\tPage 1 of 1")]
    assert word.sections[0].footer.paragraphs[1].text == "White\tPage 1 of 1"
    for section in word.sections:
        codes = [code.text.strip() for code in section.footer._element.iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]
        assert not section.different_first_page_header_footer
        assert not section.header.is_linked_to_previous


def test_wide_table_alone_lies_on_its_side_with_its_heading() -> None:
    word = opened(document())
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in word.sections]
    assert turned == [False, True, False, False]
    section = word.sections[1]
    assert section.page_width > section.page_height
    captions = [one.text for one in section.iter_inner_content() if getattr(one, "text", "")]
    assert captions == ["8\tHelpdesk", "By topic.", "Table 4: Helpdesk e-mails by topic, 13 months"]


def test_wide_table_without_rows_stays_upright() -> None:
    word = opened(with_section(replace(table(wide=True), rows=())))
    assert [section.orientation for section in word.sections] == [WD_ORIENT.PORTRAIT]


def test_file_says_its_title_language_and_day() -> None:
    word = opened(document())
    about = word.core_properties
    assert (about.title, about.language, about.category) == ("Operations Report — March 2031", "en-GB", "Amber")
    assert about.author == about.last_modified_by == "A. N. Author, Reporting Team"
    assert about.subject.endswith("For Information. Classification: White, Amber")
    assert about.created == about.modified
    assert f"{about.created:%Y-%m-%d %H:%M}" == "2031-04-03 00:00"
    assert "SECP_211_1104_09" in about.keywords
    defaults = word.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults.get(f"{W}val") == "en-GB"


# --- who may read it -------------------------------------------------------------------------------------------------


def test_lower_edition_holds_no_string_of_what_is_withheld() -> None:
    whole = document()
    white = edition_for_audience(whole, lambda word: word == "white")
    kept = set(strings_of(white))
    secrets = {one for one in strings_of(whole.parts[1]) if one not in kept and len(one) > 4}
    secrets |= {"Testing notifications", "A list that is kept elsewhere"}
    everything, told = text_of_all(render_docx(whole)), text_of_all(render_docx(white))
    assert "Ferncastle Metering Limited" in secrets
    assert all(one in everything for one in ("Ferncastle Metering Limited", "Witnessed remotely.", "Amber"))
    assert [one for one in secrets if one in told] == []
    assert "Amber" not in told
    assert "Appendix A" not in told


def test_one_part_is_printed_alone_with_its_own_classification() -> None:
    word = opened(document(), parts=("appendix-a",))
    assert [one.header.paragraphs[0].text for one in word.sections] == ["SECP_211_1104_09\tAmber"]
    assert "Appendix A: Testing notifications" in [one.text for one in word.paragraphs if one.style.name == "Subtitle"]
    with pytest.raises(KeyError):
        render_docx(document(), parts=("appendix-z",))


# --- every kind of block ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", get_args(Block))
def test_every_kind_of_block_is_written(kind: type) -> None:
    """A new kind fails here until the sample holds one and the writer knows it."""
    held = [block for *_, block in walk_blocks(document()) if isinstance(block, kind)]
    assert held
    for block in held:
        assert len(opened(with_section(block)).element.body) > len(opened(with_section()).element.body)


def test_unknown_kind_of_block_is_refused() -> None:
    with pytest.raises(AssertionError):
        render_docx(with_section(SimpleNamespace(id="unknown")))


def test_abbreviation_is_spelt_out_at_its_first_use_and_stays_emphasised() -> None:
    first = Abbreviation("SSC", "Security Sub-Committee", "Security Sub-Committee (SSC)", bold=True)
    text = Narrative("text", (paragraph("The ", first, "; the ", Abbreviation("SSC", "Security Sub-Committee"), "."),))
    (found,) = [one for one in opened(with_section(text)).paragraphs if one.text.startswith("The ")]
    assert found.text == "The Security Sub-Committee (SSC); the SSC."
    assert [run.text for run in found.runs if run.bold] == ["Security Sub-Committee (SSC)"]
