"""Tables as CSV and as a workbook: numbers as numbers, nothing that runs, and nothing where nothing is known."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from importing.cells import inert
from reports.engine.blocks import Cell, Column, Note, Section, Text
from reports.engine.document import Document
from reports.engine.tables import table
from reports.engine.values import (
    MISSING,
    NOT_MEASURED,
    Value,
    count,
    long_date,
    percentage,
    text,
    working_days,
)
from reports.renderers.tables import grids_of, plain, table_csv, workbook
from tests.reports.engine.samples import a_document, body

COLUMNS = (Column("name", "Name"), Column("number", "Number", "number"), Column("days", "Taken", "number"))


def document(*rows: Any, caption: str = "Counts", copies: int = 1) -> Document:
    tables = tuple(table(f"t{n}", caption, COLUMNS, rows, basis="How it counts.") for n in range(copies))
    return a_document(body(Section("counts", "Counts", tables)))


def lines(*rows: Any) -> list[list[str]]:
    content = table_csv(grids_of(document(*rows))[0], inert)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(*rows: Any) -> Any:
    return load_workbook(io.BytesIO(workbook(document(*rows)))).worksheets[0]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (count(1204), (Decimal(1204), "")),
        (count(0), (Decimal(0), "")),
        (working_days(Decimal("19.4")), (Decimal(19), " WD")),
        (percentage(199, 200), (Decimal(99), "%")),
        (Value(-3, "-3"), (Decimal(-3), "")),
        (Value(Decimal("-2.5"), "\N{MINUS SIGN}2.5"), (Decimal("-2.5"), "")),
        (long_date(date(2021, 9, 30)), (date(2021, 9, 30), "")),
        (MISSING, (None, "")),
        (NOT_MEASURED, ("–", "")),
        (text("12 apples"), ("12 apples", "")),
    ],
)
def test_value_is_as_it_is_printed(value: Value, found: tuple[Any, str]) -> None:
    assert plain(value) == found


def test_csv_has_numbers_without_their_unit_which_stands_in_the_heading() -> None:
    assert lines(("a", 1204, working_days(19)), ("b", 3, MISSING)) == [
        ["Name", "Number", "Taken (WD)"],
        ["a", "1204", "19"],
        ["b", "3", ""],
    ]


def test_csv_keeps_units_beside_numbers_that_have_different_ones() -> None:
    assert [line[2] for line in lines(("a", 1, working_days(19)), ("b", 3, percentage(1, 2)))] == [
        "Taken",
        "19 WD",
        "50%",
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-x", "@x", "\t=1", " =1"])
def test_no_cell_is_run(words: str) -> None:
    assert lines((words, 1, 1))[1][0] == f"'{words}"
    cell = sheet((words, 1, 1))["A3"]
    assert (cell.data_type, cell.value) == ("s", words)


def test_workbook_has_typed_cells_and_leaves_out_what_is_missing() -> None:
    page = sheet(("a", 1204, working_days(19)), ("b", 0, MISSING))
    assert [cell.value for cell in page[1]][:1] == ["Counts"]
    assert [cell.value for cell in page[2]] == ["Name", "Number", "Taken"]
    assert [cell.value for cell in page[3]] == ["a", 1204, 19]
    assert page["C3"].number_format == '#,##0" WD"'
    assert [cell.value for cell in page[4]] == ["b", 0, None]
    assert page["A6"].value == "How it counts."


def test_mark_and_note_do_not_turn_a_number_into_text() -> None:
    marked = Cell(working_days(41), mark="over target", notes=(Note((Text("Counted twice."),), 1),))
    page = sheet(("a", 1, marked), ("b", 2, working_days(3)))
    assert [cell.value for cell in page[2]] == ["Name", "Number", "Taken", "Taken (mark)"]
    assert [cell.value for cell in page[3]] == ["a", 1, 41, "over target"]
    assert "Note 1: Counted twice." in [cell.value for cell in page["A"]]


def test_same_document_gives_the_same_bytes_dated_as_its_paper() -> None:
    one = document(("a", 1, 2))
    content = workbook(one)
    assert content == workbook(one)
    assert load_workbook(io.BytesIO(content)).properties.modified.date() == one.header.issue_date


def test_sheets_of_tables_named_alike_have_names_of_their_own() -> None:
    names = load_workbook(io.BytesIO(workbook(document(("a", 1, 2), caption="A/B: " + "x" * 40, copies=3)))).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


def test_paper_without_tables_has_a_workbook_that_says_so() -> None:
    book = load_workbook(io.BytesIO(workbook(document(copies=0))))
    assert book.worksheets[0]["A1"].value == "This paper has no tables."


def test_empty_table_says_so() -> None:
    assert "There is nothing to show." in [cell.value for cell in sheet()["A"]]
