import pytest
from hypothesis import given

from reports.engine import values
from reports.engine.blocks import (
    BulletItem,
    Bullets,
    CrossRef,
    Highlight,
    Highlights,
    Narrative,
    Note,
    Paragraph,
    ReferenceList,
    Row,
    Section,
    Table,
    Text,
)
from reports.engine.document import walk_blocks, walk_sections
from reports.engine.inlines import inlines_of
from reports.engine.numbering import number, table_numbers
from reports.engine.problems import ProblemLog
from tests.reports.engine.samples import a_document, a_figure, a_table, appendix, body, documents, prose

ONE = values.count(1)


@pytest.fixture
def problems():
    return ProblemLog()


def section_numbers(document):
    return {one.id: one.number for part in document.parts for one in walk_sections(part.sections)}


def block_numbers(document):
    return {block.id: block.number for *_, block in walk_blocks(document) if hasattr(block, "number")}


def references(document):
    return [
        inline.text
        for *_, block in walk_blocks(document)
        for inline in inlines_of(block)
        if isinstance(inline, CrossRef)
    ]


def test_sections_number_within_their_parents(problems):
    nested = Section("b", "B", children=(Section("b1", "B1", children=(Section("b1x", "X"),)), Section("b2", "B2")))
    document = number(a_document(body(Section("a", "A"), nested, Section("c", "C"))), problems)
    assert section_numbers(document) == {"a": "1", "b": "2", "b1": "2.1", "b1x": "2.1.1", "b2": "2.2", "c": "3"}
    assert problems.found == []


def test_what_a_paper_opens_with_is_not_counted_and_cannot_be_referred_to(problems):
    opening = Section("a", "A", (prose("p", CrossRef("b")), a_table("t", ONE)), children=(Section("a1", "A1"),))
    after = Section("b", "B", children=(Section("b1", "B1"),))
    document = number(a_document(body(opening, after)), problems, unnumbered={"a"})
    assert section_numbers(document) == {"a": "", "a1": "", "b": "1", "b1": "1.1"}
    assert (block_numbers(document)["t"], references(document), problems.found) == ("Table 1", ["Section 1"], [])
    number(a_document(body(Section("c", "C", (prose("p", CrossRef("c")),)))), problems, unnumbered={"c"})
    assert [one.code for one in problems.found] == ["reference.unresolved"]


def test_appendix_numbers_carry_its_letter(problems):
    document = a_document(
        body(Section("a", "A", (a_table("t", ONE), a_figure("f", ONE)))),
        appendix(
            "a", Section("x", "X", (a_table("xt", ONE),), children=(Section("x1", "X1", (a_figure("xf", ONE),)),))
        ),
        appendix("b", Section("y", "Y")),
    )
    numbered = number(document, problems)
    assert section_numbers(numbered) == {"a": "1", "x": "A1", "x1": "A1.1", "y": "B1"}
    assert block_numbers(numbered) == {"t": "Table 1", "f": "Figure 1", "xt": "Table A1", "xf": "Figure A1"}


def test_tables_and_figures_number_apart_and_through_sections(problems):
    first = Section("a", "A", (a_table("t1", ONE), a_figure("f1", ONE)), (Section("a1", "A1", (a_table("t2", ONE),)),))
    document = number(a_document(body(first, Section("b", "B", (a_figure("f2", ONE), a_table("t3", ONE))))), problems)
    assert block_numbers(document) == {
        "t1": "Table 1", "f1": "Figure 1", "t2": "Table 2", "f2": "Figure 2", "t3": "Table 3",
    }  # fmt: skip


def test_table_of_a_figures_data_stays_unnumbered(problems):
    document = number(a_document(body(Section("a", "A", (a_figure("f", ONE), a_table("t", ONE))))), problems)
    figure = document.parts[0].sections[0].blocks[0]
    assert figure.data.number == ""
    assert block_numbers(document)["t"] == "Table 1"


@pytest.mark.parametrize(
    ("groups", "numbers"),
    [
        (["", "", ""], ["1", "2", "3"]),
        (["", "dcc", "dcc", "dcc", ""], ["1", "2a", "2b", "2c", "3"]),
        (["dcc"], ["1"]),
        (["a", "a", "b", "b"], ["1a", "1b", "2a", "2b"]),
        (["a", "", "a"], ["1", "2", "3"]),
    ],
)
def test_consecutive_tables_of_a_group_share_a_number(groups, numbers):
    assert list(table_numbers(groups)) == numbers


def test_table_letters_go_on_after_z():
    assert list(table_numbers(["dcc"] * 28))[-3:] == ["1z", "1aa", "1ab"]


def test_reference_is_resolved_wherever_text_may_stand(problems):
    def to(target):
        return (CrossRef(target),)

    blocks = (
        Narrative("n", (Paragraph(to("t")), Bullets((BulletItem(to("f"), (BulletItem(to("b")),)),)))),
        Highlights("h", (Highlight("Change Management", to("t")),)),
        ReferenceList("r", "Votes", to("f"), (BulletItem(to("appendix-a")),), "None."),
        prose("p", Note(to("x"))),
        a_table("t", ONE),
        a_figure("f", ONE),
    )
    document = a_document(body(Section("a", "A", blocks), Section("b", "B")), appendix("a", Section("x", "X")))
    assert references(number(document, problems)) == [
        "Table 1", "Figure 1", "Section 2", "Table 1", "Figure 1", "Appendix A", "Section A1",
    ]  # fmt: skip
    assert problems.found == []


def test_reference_to_nothing_is_an_error_where_it_stands(problems):
    document = number(a_document(body(Section("a", "A", (prose("a-text", CrossRef("gone")),)))), problems)
    assert references(document) == ["[unresolved reference: gone]"]
    [problem] = problems.found
    assert (problem.code, problem.severity) == ("reference.unresolved", "error")
    assert (problem.section, problem.block) == ("a", "a-text")
    assert "gone" in problem.message


def test_reference_to_a_block_without_a_number_is_unresolved(problems):
    blocks = (prose("a-text", CrossRef("a-text"), CrossRef("f-data")), a_figure("f", ONE))
    document = number(a_document(body(Section("a", "A", blocks))), problems)
    assert references(document) == ["[unresolved reference: a-text]", "[unresolved reference: f-data]"]
    assert [problem.code for problem in problems.found] == ["reference.unresolved"] * 2


@pytest.mark.parametrize(
    "twice",
    [
        (Section("same", "A"), Section("same", "B")),
        (Section("same", "A", (a_table("same", ONE),)),),
        (Section("a", "A", (a_table("same", ONE),)), Section("b", "B", (a_figure("same", ONE),))),
        (Section("a", "A", (a_table("f-data", ONE), a_figure("f", ONE))),),
        (Section("a", "A", (prose("same"),)), Section("b", "B", (), (Section("same", "C"),))),
        (Section("body", "A"),),
    ],
)
def test_id_used_twice_is_an_error_at_each_use(twice, problems):
    number(a_document(body(*twice)), problems)
    assert problems.found
    assert {(problem.code, problem.severity) for problem in problems.found} == {("id.duplicate", "error")}


def test_reference_to_an_id_used_twice_is_not_guessed(problems):
    sections = (
        Section("a", "A", (prose("p", CrossRef("t")), a_table("t", ONE))),
        Section("b", "B", (a_table("t", ONE),)),
    )
    document = number(a_document(body(*sections)), problems)
    assert references(document) == ["[unresolved reference: t]"]
    assert [problem.code for problem in problems.found] == ["id.duplicate", "id.duplicate", "reference.unresolved"]
    assert [problem.section for problem in problems.found[:2]] == ["a", "b"]


def test_notes_number_in_reading_order_and_afresh_in_each_part(problems):
    def note(text):
        return Note((Text(text),))

    table = a_table("t", ONE)
    cell = Row((table.rows[0].cells[0], type(table.rows[0].cells[1])(ONE, notes=(note("third"),))))
    document = a_document(
        body(
            Section(
                "a",
                "A",
                (prose("p", note("first"), note("second")), Table("t", "T", table.columns, (cell,))),
                (Section("a1", "A1", (Highlights("h", (Highlight("Area", (note("fourth"),)),)),)),),
            ),
            Section("b", "B", (prose("q", note("fifth")),)),
        ),
        appendix("a", Section("x", "X", (prose("xp", note("first again")),))),
    )
    found = [
        (inline.number, inline.content[0].text)
        for *_, block in walk_blocks(number(document, problems))
        for inline in inlines_of(block)
        if isinstance(inline, Note)
    ]
    assert found == [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (1, "first again")]


@given(documents)
def test_no_section_number_occurs_twice_and_numbering_twice_changes_nothing(document):
    once = number(document, ProblemLog())
    numbers = [one.number for part in once.parts for one in walk_sections(part.sections)]
    assert len(set(numbers)) == len(numbers)
    assert number(once, ProblemLog()) == once


@given(documents)
def test_no_reference_is_left_without_text(document):
    assert all(references(number(document, ProblemLog())))
