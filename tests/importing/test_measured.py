"""Spreadsheets that say one thing to who measures them and another to who lays them out."""

from __future__ import annotations

import re

import pytest

from access.models import Role
from importing.models import RunState
from importing.services import begin
from importing.sources import Upload
from tests.importing.books import PARTIES, edited, ods, part_of, refusal, rows_of, with_part, xlsx
from tests.importing.runs import done, person

ROW = ("alpha", "Alpha Energy Limited", "")
SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = "Is damaged: part of it can't be read."


def book(*replaced: tuple[str, str], part: str = SHEET) -> bytes:
    """A workbook in which the XML of one part reads otherwise."""
    content = xlsx(PARTIES, ROW)
    for old, new in replaced:
        content = edited(content, part, lambda found, old=old, new=new: _once(found, old, new))
    return content


def document(*replaced: tuple[str, str], rows: tuple[object, ...] = (PARTIES, ROW)) -> bytes:
    content = ods(*rows)
    for old, new in replaced:
        content = edited(content, "content.xml", lambda found, old=old, new=new: _once(found, old, new))
    return content


def _once(found: bytes, old: str, new: str) -> bytes:
    assert old.encode() in found
    return found.replace(old.encode(), new.encode(), 1)


FOREIGN = ("<worksheet ", '<worksheet xmlns:x="urn:x" ')


# --- Excel ------------------------------------------------------------------------------------------------------------


def test_place_in_a_foreign_namespace_is_no_place() -> None:
    """The reader would lay out a sheet that reaches to the cell that is named without a prefix."""
    content = book(FOREIGN, ('<c r="B2"', '<c r="XFD1048576" x:r="B2"'))
    assert "Reaches below row 1,200" in refusal("p.xlsx", content)


def test_row_in_a_foreign_namespace_is_no_row() -> None:
    content = book(FOREIGN, ('<row r="2"', '<row r="4000000000" x:r="2"'), ('r="A2"', ""), ('r="B2"', ""))
    assert "Reaches below row 1,200" in refusal("p.xlsx", content)


def test_place_spelt_with_references_reaches_as_far_as_it_may_be_read_to() -> None:
    content = book(('<row r="2"', '<row r="1048576"'), ('r="A2"', 'r="&#65;2"'), ('r="B2"', 'r="&#66;2"'))
    assert "Reaches below row 1,200" in refusal("p.xlsx", content)
    content = book(('<c r="A2"', '<c r="XFC2"/><c r="&#65;2"'))
    assert "Holds more than 200 columns" in refusal("p.xlsx", content)


def test_cell_without_a_value_far_away_reaches_nowhere() -> None:
    content = book(("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'))
    assert rows_of("p.xlsx", content) == [(2, list(ROW))]


def test_elements_with_a_prefix_are_read_by_both() -> None:
    content = book(
        ("<worksheet ", '<worksheet xmlns:m="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '),
        ("<sheetData>", "<m:sheetData>"),
        ("</sheetData>", "</m:sheetData>"),
        ('<row r="2"', '<m:row r="2"'),
        ("</row></m:sheetData>", "</m:row></m:sheetData>"),
    )
    assert rows_of("p.xlsx", content) == [(2, list(ROW))]


def test_part_that_only_the_reader_takes_for_the_sheet_is_measured_too() -> None:
    """A target without a slash is looked for beside the workbook, but the reader takes it from the top."""
    content = edited(
        book(('r="B2"', 'r="XFD1048576"')),
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"/xl/worksheets/", b"xl/worksheets/"),
    )
    content = with_part(content, f"xl/{SHEET}", part_of(xlsx(PARTIES, ROW), SHEET))
    assert "Reaches below row 1,200" in refusal("p.xlsx", content)


def test_sheet_with_two_parts_is_refused() -> None:
    content = book(('r:id="rId1"', 'r:id="rId1" relationships:id="rId2"'), part="xl/workbook.xml")
    assert DAMAGED in refusal("p.xlsx", content)


def test_number_of_any_length_is_refused() -> None:
    assert DAMAGED in refusal("p.xlsx", book(('<row r="2"', f'<row r="{"9" * 5_000}"')))


def test_text_that_cells_share_counts_for_each_of_them() -> None:
    cells = "".join(f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(3, 600))
    shared = f"<sst><si><t>{'x' * 200_000}</t></si></sst>".encode()
    content = with_part(book(("</sheetData>", f"{cells}</sheetData>")), "xl/sharedStrings.xml", shared)
    assert "Holds more than 100,000,000 characters." in refusal("p.xlsx", content)


def test_text_that_cells_share_is_read() -> None:
    shared = f"<sst><si><t>Beta</t></si><si><t>{ROW[1]}</t></si></sst>".encode()
    content = book(('<c r="B2" t="inlineStr"><is><t>Alpha Energy Limited</t></is></c>', '<c r="B2" t="s"><v>1</v></c>'))
    assert rows_of("p.xlsx", with_part(content, "xl/sharedStrings.xml", shared)) == [(2, list(ROW))]


def test_text_that_nobody_wrote_is_refused() -> None:
    content = book(("</sheetData>", '<row r="3"><c r="A3" t="s"><v>99</v></c></row></sheetData>'))
    assert DAMAGED in refusal("p.xlsx", content)


def test_names_of_parts_that_differ_in_case_alone_are_refused() -> None:
    """The reader looks for parts without regard to case."""
    content = with_part(xlsx(PARTIES, ROW), SHEET.upper(), part_of(xlsx(PARTIES, ROW), SHEET))
    assert "Holds a part twice." in refusal("p.xlsx", content)


# --- OpenDocument -----------------------------------------------------------------------------------------------------

FIRST_ROW, FIRST_CELL = "<table:table-row>", "<table:table-cell"
FOREIGN_CONTENT = ("<office:document-content ", '<office:document-content xmlns:x="urn:x" ')


def test_repetition_in_a_foreign_namespace_is_none() -> None:
    for place, often in ((FIRST_CELL, "number-columns-repeated"), (FIRST_ROW[:-1], "number-rows-repeated")):
        content = document(FOREIGN_CONTENT, (place, f'{place} table:{often}="90000000" x:{often}="1"'))
        assert re.search("Reaches below row 1,200|Holds more than 200 columns", refusal("p.ods", content))


@pytest.mark.parametrize("often", ["100000000", "999999999", "9999999999"])
def test_row_or_cell_repeated_without_end_is_refused(often: str) -> None:
    below = document((FIRST_ROW, f'<table:table-row table:number-rows-repeated="{often}">'))
    assert "Reaches below row 1,200" in refusal("p.ods", below)
    beside = document((FIRST_CELL, f'{FIRST_CELL} table:number-columns-repeated="{often}"'))
    assert "Holds more than 200 columns" in refusal("p.ods", beside)


@pytest.mark.parametrize("often", ["9" * 11, "9" * 5_000, "+100000000", "-1", "1e9", ""])
def test_repetition_that_is_no_number_of_places_is_refused(often: str) -> None:
    content = document((FIRST_ROW, f'<table:table-row table:number-rows-repeated="{often}">'))
    assert DAMAGED in refusal("p.ods", content)


def test_empty_rows_and_cells_may_be_repeated_to_the_edge_of_the_sheet() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    edge = f'<table:table-row table:number-rows-repeated="1048574">{cell}'
    content = document(("</table:table>", f"{edge}</table:table-row></table:table>"))
    assert rows_of("p.ods", content) == [(2, list(ROW))]


def test_value_without_a_kind_counts_as_held() -> None:
    cell = '<table:table-cell office:value="1" table:number-columns-repeated="90000000"/>'
    content = document(("</table:table-row>", f"{cell}</table:table-row>"))
    assert "Holds more than 200 columns" in refusal("p.ods", content)


def test_row_within_a_row_is_refused() -> None:
    row = '<table:table-row table:number-rows-repeated="90000000">'
    content = document((FIRST_ROW, row), ("<text:p>party", "<table:table-row/><text:p>party"))
    assert DAMAGED in refusal("p.ods", content)


def test_texts_that_grow_without_end_are_refused() -> None:
    spaces = document(("<text:p>alpha", '<text:p><text:s text:c="9000000000"/>alpha'))
    assert "Holds more than 100,000,000 characters." in refusal("p.ods", spaces)
    long = document((FIRST_ROW, '<table:table-row table:number-rows-repeated="1000">'), rows=(("x" * 200_000,), ROW))
    assert "Holds more than 100,000,000 characters." in refusal("p.ods", long)


# --- Names of sheets --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_sheet_with_a_name_longer_than_any_program_gives_is_refused() -> None:
    content = book((' name="parties"', f' name="{"p" * 600}"'), part="xl/workbook.xml")
    run = done(begin(person(Role.EDITOR), [Upload("parties.xlsx", content, "parties")]))
    assert run.state == RunState.REFUSED
    assert "Has a sheet whose name is longer than 31 characters" in run.problems[0]["message"]


@pytest.mark.django_db
def test_long_name_of_an_opendocument_sheet_is_cut_where_it_is_told() -> None:
    content = document((' table:name="parties"', f' table:name="{"p" * 600}"'), rows=(PARTIES, ("alpha", "", "")))
    run = done(begin(person(Role.EDITOR), [Upload("parties.ods", content, "parties")]))
    assert run.state == RunState.REFUSED
    assert run.rows.get().file == f"parties.ods, sheet {'p' * 120}"
