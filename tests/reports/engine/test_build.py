from functools import partial

import pytest

from reports.engine import values
from reports.engine.blocks import FactRef, Highlight, Highlights, Narrative, Text, Tile, TileGroup, Tiles
from reports.engine.build import BuildError, build
from reports.engine.edition import Edition, PartSpec, SectionSpec
from reports.engine.month import Month
from reports.engine.narrative import NOT_WRITTEN
from reports.engine.serialise import dumps
from reports.engine.values import MISSING
from tests.reports.engine.samples import HEADER, SEPTEMBER, Facts, a_figure, a_table, context

ONE = values.count(1)


def stage_figure(report):
    return a_figure("stages", ONE)


def timescales(report):
    return a_table("timescales", ONE)


def nothing(report):
    return None


def failing(report):
    raise ZeroDivisionError("no Voting Groups")


def made(*blocks):
    return tuple(partial(lambda block, report: block, block) for block in blocks)


def built(*specs, narrative=None, **options):
    edition = Edition("operations", "2021", "Operations Report 2021", Month(2021, 1), specs)
    return build(
        edition,
        context(narrative),
        classification="White",
        sentence="May be shared.",
        title="Operations Report",
        **options,
    )


def problems_of(result):
    return [(one.code, one.severity, one.section, one.block) for one in result.problems]


def test_section_that_sums_up_is_built_last_and_stands_where_it_is_put():
    ran = []

    def told(name, block):
        def builder(report):
            ran.append(name)
            return block

        return builder

    one, two = told("one", a_table("one", ONE)), told("two", a_table("two", ONE))
    document = built(
        SectionSpec("sum", "Sum", (told("sum", a_table("sum", ONE)),), sums_up=True),
        SectionSpec("a", "A", (one,), children=(SectionSpec("b", "B", (two,)),)),
    ).document
    assert ran == ["one", "two", "sum"]
    assert [section.id for section in document.parts[0].sections] == ["sum", "a"]
    assert [block.number for section in document.parts[0].sections for block in section.blocks] == [
        "Table 1",
        "Table 2",
    ]


def test_document_carries_what_the_context_and_the_edition_say():
    document = built(SectionSpec("a", "A", (timescales,)), notices=("Illustrative.",)).document
    assert (document.report, document.edition, document.month) == ("operations", "2021", SEPTEMBER)
    assert (document.header, document.title) == (HEADER, "Operations Report")
    assert (document.classification_sentence, document.notices) == ("May be shared.", ("Illustrative.",))
    [part] = document.parts
    assert (part.id, part.classification) == ("body", "White")


def test_section_opens_with_its_narrative_then_its_blocks_then_its_children():
    child = SectionSpec("child", "Child", (timescales,), page_break=True)
    spec = SectionSpec("a", "Highlights from {month}", (stage_figure, nothing), (child,), narrative=True)
    [section] = built(spec, narrative={"a": "<p>See {{#timescales}}.</p>"}).document.parts[0].sections
    assert section.title == "Highlights from September 2021"
    assert [block.id for block in section.blocks] == ["a-text", "stages"]
    assert section.blocks[0].content[0].content[1].text == "Table 1"
    [within] = section.children
    assert (within.number, within.page_break, within.blocks[0].number) == ("1.1", True, "Table 1")


def test_text_not_yet_written_says_so_and_warns():
    result = built(SectionSpec("a", "A", narrative=True))
    assert result.document.parts[0].sections[0].blocks == (Narrative("a-text", (NOT_WRITTEN,)),)
    assert problems_of(result) == [("narrative.empty", "warning", "a", "a-text")]


def test_failing_builder_is_named_with_its_section_and_cause():
    with pytest.raises(BuildError, match=r"failing failed in section “uep”.*no Voting Groups") as caught:
        built(SectionSpec("a", "A", (timescales,), (SectionSpec("uep", "UEP", (failing,)),)))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_fact_that_fails_to_compute_is_named_with_its_section(monkeypatch):
    def fail(self, key):
        raise ZeroDivisionError(key)

    monkeypatch.setattr(Facts, "value", fail)
    with pytest.raises(BuildError, match="narrative failed in section “a”") as caught:
        built(SectionSpec("a", "A", narrative=True), narrative={"a": "{{modifications.open}}"})
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_every_builder_runs_once_and_is_timed():
    calls = []

    def counting(name, report):
        calls.append(name)
        return a_table(name, ONE)

    specs = (
        SectionSpec("a", "A", (partial(counting, "t1"), nothing), (SectionSpec("a1", "A1", (timescales,)),), True),
        SectionSpec("b", "B", (partial(counting, "t2"),)),
    )
    result = built(*specs, narrative={"a": "text"})
    assert calls == ["t1", "t2"]
    assert [one.section for one in result.timings] == ["a", "a", "a", "a1", "b"]
    assert [one.builder for one in result.timings][0::3] == ["narrative", "timescales"]
    assert all(one.milliseconds >= 0 for one in result.timings)


def test_appendix_is_built_as_a_part_of_its_own_and_can_be_referred_to():
    testing = PartSpec("appendix-a", "Testing", "Red", (SectionSpec("uept", "UEPT", (timescales,)),))
    text = {"a": "{{#appendix-a}}, {{#timescales}}"}
    document = built(SectionSpec("a", "A", narrative=True), parts=(testing,), narrative=text).document
    assert [(part.id, part.title, part.classification) for part in document.parts[1:]] == [
        ("appendix-a", "Testing", "Red")
    ]
    content = document.parts[0].sections[0].blocks[0].content[0].content
    assert (content[0].text, content[2].text) == ("Appendix A", "Table A1")


def test_block_id_used_twice_is_a_problem():
    result = built(SectionSpec("a", "A", (timescales,)), SectionSpec("b", "B", (timescales,)))
    assert problems_of(result) == [
        ("id.duplicate", "error", "a", "timescales"),
        ("id.duplicate", "error", "b", "timescales"),
    ]


def test_section_with_nothing_in_it_keeps_its_number_and_warns():
    result = built(SectionSpec("a", "A", (nothing,)), SectionSpec("b", "B", (timescales,)))
    assert [section.number for section in result.document.parts[0].sections] == ["1", "2"]
    assert problems_of(result) == [("section.empty", "warning", "a", "")]


def test_complete_document_has_no_problems():
    result = built(SectionSpec("a", "A", (timescales, stage_figure), narrative=True), narrative={"a": "Text."})
    assert result.problems == ()


def test_missing_value_is_located_in_tables_figures_and_tiles():
    tiles = Tiles("tiles", (TileGroup("Party Engagement", (Tile("Newsletters sent", MISSING), Tile("Other", ONE))),))
    blocks = (a_table("t", ONE, MISSING), a_figure("f", ONE, MISSING), tiles)
    result = built(SectionSpec("a", "A", made(*blocks)))
    assert [(one.block, one.message) for one in result.problems] == [
        ("t", "Table 1: Proposals open, Column 2 is missing."),
        ("f", "Figure 1: Stage 1, Open is missing."),
        ("tiles", "Party Engagement: Newsletters sent is missing."),
    ]
    assert {(one.code, one.severity, one.section) for one in result.problems} == {("value.missing", "warning", "a")}


def test_zero_is_not_missing():
    zero = values.count(0)
    tiles = Tiles("tiles", (TileGroup("Party Engagement", (Tile("Newsletters sent", zero),)),))
    blocks = (a_table("t", zero, values.text("")), a_figure("f", zero), tiles)
    assert built(SectionSpec("a", "A", made(*blocks))).problems == ()


def test_missing_fact_is_one_error_whoever_wrote_the_sentence():
    missing = FactRef("website.visits", MISSING)
    highlights = Highlights("h", (Highlight("Technical Operations", (Text("Visits: "), missing)),))
    spec = SectionSpec("a", "A", made(highlights), narrative=True)
    result = built(spec, narrative={"a": "{{helpdesk.telephone}}"})
    assert problems_of(result) == [("fact.missing", "error", "a", "a-text"), ("fact.missing", "error", "a", "h")]


def test_table_without_rows_and_chart_without_data_are_problems():
    result = built(SectionSpec("a", "A", made(a_table("t", ONE, rows=0), a_figure("f"))))
    assert problems_of(result) == [("table.empty", "warning", "a", "t"), ("chart.empty", "warning", "a", "f")]


def test_reason_of_a_quotation_is_in_no_document():
    source = "<p>Within {{quoted: five | SECRET}} days.{{note: Or {{quoted: 6 | SECRET}}.}}</p>"
    result = built(SectionSpec("a", "A", narrative=True), narrative={"a": source})
    assert "Within five days" in dumps(result.document)
    assert "SECRET" not in dumps(result.document)
