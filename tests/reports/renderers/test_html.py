"""None of these tests may use the database (no `django_db` mark), so each also shows that rendering asks it nothing."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from reports.engine.blocks import Abbreviation, Cell, Column, CrossRef, Figure, Narrative, Row, Section, Table, Text
from reports.engine.document import Document, Part
from reports.engine.values import MISSING, count, text
from reports.renderers.html import full_title, render_file, render_page
from reports.renderers.inline import InlineWriter
from reports.renderers.medium import Medium
from tests.reports.renderers.markup import Node, parse
from tests.reports.renderers.noted import APART, GLUED, noted_figures
from tests.reports.renderers.sample import document, note, paragraph, words


def chart_address(figure: Figure) -> str:
    return f"/charts/{figure.id}.svg"


@pytest.fixture(scope="module")
def page() -> Node:
    return parse(render_page(document(), figure_src=chart_address))


def with_section(*blocks: object) -> Document:
    """The sample's frame around one section of these blocks."""
    section = Section("only", "Only section", tuple(blocks), number="1")
    return replace(document(), parts=(Part("body", "Body", "white", (section,)),), notices=())


def rendered(*blocks: object, **options: object) -> Node:
    return parse(render_page(with_section(*blocks), figure_src=chart_address, **options))


# --- structure -------------------------------------------------------------------------------------------------------


def test_page_has_one_h1_with_title_and_month(page: Node) -> None:
    assert page.one("h1").text == "Operations Report — March 2031"


def test_full_title_that_ends_in_another_month_is_left_alone() -> None:
    assert full_title(replace(document(), title="Report — April 2031")) == "Report — April 2031"


def test_full_title_when_month_is_in_it_already_is_left_alone() -> None:
    assert full_title(replace(document(), title="Report for March 2031")) == "Report for March 2031"


def test_headings_never_skip_a_level(page: Node) -> None:
    levels = [int(node.tag[1]) for node in page.walk() if re.fullmatch(r"h[1-6]", node.tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_sections_carry_their_numbers_and_anchors(page: Node) -> None:
    heading = page.one("section", id="changes-section").all("h3")[0]
    assert heading.text == "4.2 Market entry and exit"
    assert heading.one("a").attributes["href"] == "#changes-section"


def test_ids_are_unique(page: Node) -> None:
    ids = [node.id for node in page.walk() if node.id]
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_has_a_target(page: Node) -> None:
    ids = {node.id for node in page.walk()}
    inside = [node.attributes["href"][1:] for node in page.all("a") if node.attributes["href"].startswith("#")]
    assert len(inside) > 30
    assert set(inside) <= ids


def test_contents_list_every_numbered_section_two_deep(page: Node) -> None:
    entries = [link.text for link in page.one("nav").all("a")]
    assert entries[3:6] == ["4 Market entry, exit and updates", "4.1 SEC Parties", "4.2 Market entry and exit"]
    assert entries[-2:] == ["Appendix A: Testing notifications", "A1 Completions"]


def test_no_inline_style_or_script_that_the_site_would_block() -> None:
    html = render_page(document())
    assert not re.search(r"<(style|script)|\sstyle=|\son[a-z]+=|javascript:", html)


# --- the paper's opening ---------------------------------------------------------------------------------------------


def test_classification_word_and_sentence_stand_at_top_and_bottom(page: Node) -> None:
    body = [one.text for one in page.all("p", class_="classification")]
    sentence = "White This paper may be shared with the public, subject to copyright."
    assert (body[0], body[-1]) == (sentence, sentence)


def test_part_classified_otherwise_prints_its_word_without_the_bodys_sentence(page: Node) -> None:
    appendix = page.one("section", id="appendix-a")
    assert appendix.one("p", class_="classification").text == "Amber"


def test_details_give_reference_action_dates_and_attachments_with_classification(page: Node) -> None:
    header = page.one("header")
    details = [node.text for node in header.one("dl").walk() if node.tag in ("dt", "dd")]
    assert dict(zip(details[::2], details[1::2], strict=True)) == {
        "Paper reference": "SECP_211_1104_09",
        "Meeting": "SECP 211, 11 April 2031",
        "Action": "For Information",
        "Recommendation": "NOTE",
        "Author": "A. N. Author, Reporting Team",
        "Issue date": "3 April 2031",
        "Classification": "White. It also holds a part classified Amber and is handled as Amber",
    }
    assert [item.text for item in header.all("li")] == [
        "Appendix A: Testing notifications (Amber)",
        "Appendix B: A list that is kept elsewhere (Red)",
    ]


def test_notice_stands_before_the_contents(page: Node) -> None:
    order = [node for node in page.walk() if node.tag == "nav" or "notice" in node.classes]
    assert [node.tag for node in order] == ["p", "nav"]
    assert "samples" in order[0].text


# --- tables ----------------------------------------------------------------------------------------------------------


def test_table_has_caption_and_headers_with_scope(page: Node) -> None:
    table = page.one("div", id="assessments").one("table")
    assert table.one("caption").text == "Table 3 DCC Assessments completed in the last 12 months"
    assert {th.attributes["scope"] for th in table.one("thead").all("th")} == {"col"}
    for row in table.one("tbody").all("tr"):
        header, *cells = [node for node in row.children if isinstance(node, Node)]
        assert (header.tag, header.attributes["scope"]) == ("th", "row")
        assert [cell.tag for cell in cells] == ["td"] * 3


def test_table_scrolls_in_a_region_that_keyboards_reach_and_captions_name(page: Node) -> None:
    region = page.one("div", class_="table-scroll", **{"aria-labelledby": "helpdesk-caption"})
    assert region.attributes["tabindex"] == "0"
    assert region.one("caption").id == "helpdesk-caption"


def test_total_row_is_set_apart(page: Node) -> None:
    totals = page.one("div", id="helpdesk").all("tr", class_="total")
    assert [row.all("th")[0].text for row in totals] == ["Total"]


def test_missing_value_is_the_word_and_never_zero_or_blank(page: Node) -> None:
    row = page.one("div", id="helpdesk").one("tbody").all("tr")[2]
    assert row.all("td")[6].one("em", class_="missing").text == "missing"


def test_mark_is_in_words_beside_its_value(page: Node) -> None:
    row = page.one("div", id="assessments").one("tbody").all("tr")[5]
    assert row.all("td")[-1].text == "17 WD over target"


def test_empty_table_says_so_and_keeps_its_caption(page: Node) -> None:
    block = page.one("div", id="withdrawals")
    assert [node.text for node in block.all("p")] == ["Table 2 Withdrawals", "No Party withdrew in March 2031."]
    assert not block.all("table")


def test_basis_and_origin_stand_with_the_table(page: Node) -> None:
    block = page.one("div", id="assessments")
    assert block.one("p", class_="basis").text.startswith("Durations count weekdays")
    assert block.attributes["data-query"] == "modifications.queries.assessments"
    assert block.attributes["data-as-at"] == "2031-03-31"
    assert block.attributes["data-rule"] == "published-weekdays"


def test_what_people_typed_is_escaped_everywhere() -> None:
    attack = '<script>alert("x")</script>&'
    table = Table("t", attack, (Column("a", attack),), (Row((Cell(text(attack), attack, attack),)),), basis=attack)
    html = render_page(with_section(table, Narrative("n", (paragraph(attack, note(attack)),))))
    assert "<script" not in html
    assert attack in parse(html).one("section", id="only").text


def test_link_to_a_script_is_not_made_from_a_quotation_mark() -> None:
    cell = Cell(text("MP1"), href='/x" onmouseover="alert(1)')
    block = rendered(Table("t", "Caption", (Column("a", "A"),), (Row((cell,)),))).one("div", id="t")
    assert block.one("tbody").one("a").attributes == {"href": '/x" onmouseover="alert(1)'}


def test_row_with_too_few_cells_is_refused() -> None:
    table = Table("t", "Caption", (Column("a", "A"), Column("b", "B")), (Row((Cell(text("1")),)),))
    with pytest.raises(ValueError, match="zip"):
        render_page(with_section(table))


# --- figures ---------------------------------------------------------------------------------------------------------


def test_figure_has_alternative_text_and_its_data_beside_it(page: Node) -> None:
    figure = page.one("figure", id="movements")
    assert figure.one("figcaption").text == "Figure 2 Accessions and withdrawals"
    assert figure.one("img").attributes["alt"].startswith("Accessions and withdrawals: twelve months")
    assert figure.one("img").attributes["src"] == "/charts/movements.svg"
    assert figure.one("summary").text == "Data for Figure 2"
    assert len(figure.one("details").one("tbody").all("tr")) == 12


def test_figure_names_the_points_it_has_no_figure_for(page: Node) -> None:
    assert page.one("figure", id="movements").all("p", class_="basis")[0].text == "Missing: Aug 30 (Withdrawals)."


def test_chart_without_data_says_so_and_is_not_asked_for() -> None:
    asked: list[str] = []
    page = parse(render_page(document(), figure_src=lambda figure: asked.append(figure.id) or "x"))
    figure = page.one("figure", id="no-data")
    assert figure.one("p", class_="empty").text == "There are no figures to draw this chart from."
    assert figure.one("details").all("em", class_="missing")
    assert not figure.all("img")
    assert "no-data" not in asked


def test_figure_offers_a_phone_its_own_drawing_when_there_is_one() -> None:
    html = render_page(document(), figure_src=chart_address, phone_src=lambda figure: f"/phone/{figure.id}.svg")
    picture = parse(html).one("figure", id="movements").one("picture")
    assert picture.one("source").attributes["srcset"] == "/phone/movements.svg"


# --- text, tiles, lists ----------------------------------------------------------------------------------------------


def test_tiles_are_a_definition_list_of_labels_and_values(page: Node) -> None:
    panel = page.one("div", id="snapshot-tiles")
    pairs = [(tile.one("dt").text, tile.one("dd").text) for tile in panel.all("div", class_="tile")]
    assert ("Modifications open", "57") in pairs
    assert ("Modifications implemented", "missing") in pairs
    assert len(panel.all("dl")) == 5


def test_reference_list_without_items_says_what_is_said_then(page: Node) -> None:
    assert page.one("div", id="deferred").text == "Deferred No proposal was deferred."


def test_nested_bullets_are_lists_inside_items(page: Node) -> None:
    outer = page.one("div", id="decided").all("ul")[0]
    assert outer.all("li")[0].one("ul").text == "to be implemented in the June 2031 SEC Release"


def test_fact_mention_and_cross_reference_print_as_they_were_resolved(page: Node) -> None:
    prose = page.one("div", id="parties-text").one("p").text
    assert "1,204 Parties in 191 Voting Groups" in prose
    assert "Figure 1 shows them by category; Table 5 lists" in prose
    assert "MP901 ‘Meter reading & storage’" in page.one("div", id="highlights-list").text


def test_missing_fact_in_a_sentence_is_marked_like_any_other() -> None:
    from reports.engine.blocks import FactRef

    page = rendered(Narrative("n", (paragraph("There are ", FactRef("a.b", MISSING), "."),)))
    assert page.one("em", class_="missing").text == "missing"


# --- notes -----------------------------------------------------------------------------------------------------------


def test_notes_link_both_ways(page: Node) -> None:
    calls = page.all("a", role="doc-noteref")
    notes = page.all("ol", class_="notes")
    assert [call.text for call in calls] == [str(n) for n in range(1, 13)] + ["1"]
    assert len(calls) == sum(len(one.all("li")) for one in notes)
    for call in calls:
        back = page.one("li", id=call.attributes["href"][1:]).one("a", role="doc-backlink")
        assert back.attributes["href"] == f"#{call.id}"


def test_note_is_never_glued_to_a_figure_and_leads_there_and_back() -> None:
    page = rendered(*noted_figures())
    table = page.one("div", id="noted")
    read = " ".join(one.text for one in (page.one("div", id="prose"), *table.all("th"), *table.all("td")))
    assert not re.search(GLUED, read)
    assert len(re.findall(APART, read)) == 6
    assert len(page.all("a", role="doc-noteref")) == len(page.all("a", role="doc-backlink")) == 8


def test_note_stands_at_the_end_of_its_section_of_the_first_level(page: Node) -> None:
    notes = page.one("section", id="entry").one("ol", class_="notes")
    assert [item.attributes["value"] for item in notes.all("li")] == ["2", "3"]
    (endnotes,) = page.one("section", id="entry").all("section", role="doc-endnotes")
    assert endnotes.attributes["aria-label"] == "Notes to section 4"
    assert endnotes.all("ol", class_="notes") == [notes]


def test_list_of_notes_stays_a_list_inside_its_landmark(page: Node) -> None:
    """A list may have no role of a landmark: its items would belong to no list."""
    assert {node.tag for node in page.all(role="doc-endnotes")} == {"section"}
    assert not [node for node in page.all("ol") if "role" in node.attributes]


def test_note_called_twice_is_listed_once() -> None:
    twice = replace(note("Said once."), number=1)
    page = rendered(Narrative("n", (paragraph("One", twice, " and two", twice),)))
    assert len(page.all("a", role="doc-noteref")) == 2
    assert [item.text for item in page.one("ol", class_="notes").all("li")] == ["Said once. ↑"]


# --- parts, sites, files ---------------------------------------------------------------------------------------------


def test_part_alone_holds_nothing_of_the_others() -> None:
    html = render_page(document(), figure_src=chart_address, parts=["appendix-a"])
    page = parse(html)
    assert page.one("h1").text == "Operations Report — March 2031: Appendix A: Testing notifications"
    assert page.all("p", class_="classification")[0].text == "Amber"
    assert "Highlights of March 2031" not in html
    assert "Ferncastle" in html


def test_part_left_out_leaves_no_trace() -> None:
    html = render_page(document(), figure_src=chart_address, parts=["body"])
    assert "Ferncastle" not in html
    assert "is handled as" not in html


def test_cross_reference_to_a_part_left_out_is_plain_text() -> None:
    page = parse(render_page(document(), figure_src=chart_address, parts=["appendix-a"]))
    assert page.one("div", id="testing-text").text == "See also Table 5 of the report."
    assert not page.one("div", id="testing-text").all("a")


def test_part_that_is_not_in_the_document_is_refused() -> None:
    with pytest.raises(KeyError, match="appendix-z"):
        render_page(document(), parts=["appendix-z"])


@pytest.mark.parametrize(
    ("site", "expected"),
    [("", "/modifications/MP901/"), ("https://sec.example", "https://sec.example/modifications/MP901/"), (None, "")],
)
def test_link_into_the_site_follows_where_the_site_is(site: str | None, expected: str) -> None:
    medium = Medium(chart_address, frozenset(), site=site)
    assert medium.resolve("/modifications/MP901/") == expected
    assert medium.resolve("https://example.org/guidance") == "https://example.org/guidance"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "x.html", ""])
def test_link_that_is_no_address_is_plain_text(href: str) -> None:
    table = Table("t", "Caption", (Column("a", "A"),), (Row((Cell(text("MP1"), href=href),)),))
    assert not rendered(table).one("div", id="t").one("tbody").all("a")


def test_file_without_a_site_prints_site_links_as_plain_text() -> None:
    page = parse(re.sub(r"<style>.*?</style>", "", render_file(document()), flags=re.DOTALL))
    outside = [one.attributes["href"] for one in page.all("a") if not one.attributes["href"].startswith("#")]
    assert outside == ["https://example.org/guidance"]
    assert "MP901" in page.one("div", id="highlights-list").text


def test_file_needs_nothing_but_itself() -> None:
    html = render_file(document())
    addresses = re.findall(r'(?:src|srcset)="([^"]*)"|url\("?([^")]*)', html)
    wanted = ["".join(pair) for pair in addresses]
    assert len(wanted) > 8
    assert all(address.startswith("data:") for address in wanted)
    assert "<link" not in html
    assert "<script" not in html
    assert html.count("data:font/woff2") == 4


def test_column_of_a_stated_width_takes_its_class() -> None:
    table = Table(
        "t",
        "Caption",
        (Column("a", "A", width=40), Column("b", "B", "number")),
        (Row((Cell(text("x")), Cell(count(1)))),),
    )
    columns = rendered(table).one("div", id="t").all("col")
    assert [column.classes for column in columns] == [["w40"], []]


def test_cross_reference_in_a_note_is_linked() -> None:
    block = Narrative("n", (paragraph("See", note("as in ", CrossRef("only", "Section 1"))),))
    assert rendered(block).one("ol", class_="notes").all("a")[0].attributes["href"] == "#only"


def test_bold_and_italic_text_keep_their_meaning() -> None:
    block = Narrative("n", (paragraph(*words(Text("a", bold=True), Text("b", italic=True), Text("c", True, True))),))
    section = rendered(block).one("div", id="n")
    assert [node.text for node in section.all("strong")] == ["a", "c"]
    assert [node.text for node in section.all("em")] == ["b", "c"]


def test_head_says_how_long_the_text_of_its_column_is() -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C"), Column("d", "D", "date"))
    row = Row((Cell(text("PA")), Cell(text("Over by 13 WD")), Cell(text("word " * 9)), Cell(text("23 Oct 20"))))
    heads = rendered(Table("t", "Caption", columns, (row,))).one("div", id="t").one("thead").all("th")
    assert [head.classes for head in heads] == [[], ["middling"], ["long"], ["date"]]


# --- abbreviations ----------------------------------------------------------------------------------------------------


def abbreviated() -> Narrative:
    first = Abbreviation("an SSC", "Security Sub-Committee", "a Security Sub-Committee (SSC)", bold=True)
    return Narrative(
        "text", (paragraph("Ask ", first, ", the ", Abbreviation("SSC", "Security & Sub-Committee"), "’s."),)
    )


def test_later_use_of_an_abbreviation_has_its_words_at_hand_and_reads_as_written() -> None:
    page = rendered(abbreviated())
    told = page.one(id="text").one("p")
    assert told.text == "Ask a Security Sub-Committee (SSC), the SSC’s."
    assert [(one.text, one.attributes["title"]) for one in told.all("abbr")] == [("SSC", "Security & Sub-Committee")]
    assert [one.text for one in told.all("strong")] == ["a Security Sub-Committee (SSC)"]


def test_paper_has_no_abbreviation_to_point_at() -> None:
    medium = Medium(chart_address, frozenset(), paper=True)
    (told,) = abbreviated().content
    markup = InlineWriter(medium, "body").markup(told.content)
    assert markup == "Ask <strong>a Security Sub-Committee (SSC)</strong>, the SSC’s."
