"""Cells of spreadsheets, as the text that a CSV file would hold."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableRow
from openpyxl import Workbook

from importing.cleaning import clean
from importing.registry import templates
from tests.importing.books import PARTIES, edited, ods, ods_cell, read, rows_of, saved, xlsx

DELIVERED = ("report", "period", "label", "actual", "forecast")
MEMBERS = ("party", "applied_on", "acceded_on", "exited_on", "exit_kind", "exit_reason")


def faults(name: str, content: bytes, template: str) -> list[str]:
    """What is told of the cells, once each."""
    sheet = read(name, content, template).sheets[template]
    _, problems = clean(templates()[template], sheet)
    return [str(problem) for problem in problems]


def test_text_of_both_kinds_is_read_with_the_rows_that_the_spreadsheet_shows() -> None:
    rows = (PARTIES, ("alpha", "Alpha’s “Energy”", ""), ("", "", ""), ("beta", "Beta\nNetworks", "B"))
    expected = [(2, ["alpha", "Alpha’s “Energy”", ""]), (4, ["beta", "Beta\nNetworks", "B"])]
    assert rows_of("parties.xlsx", xlsx(*rows)) == expected
    cell = ods_cell("Beta", valuetype="string")
    cell.addElement(ods_cell("Networks").firstChild)
    own = (PARTIES, ("alpha", "Alpha’s “Energy”", ods_cell()), (ods_cell(),), ("beta", cell, "B"))
    assert rows_of("parties.ods", ods(*own)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, "0.3"),
        (0.30000000000000004, "0.3"),
        (12.0, "12"),
        (12, "12"),
        (-5, "-5"),
        (1234567.25, "1234567.25"),
        (1e20, "100000000000000000000"),
        (0.00001, "0.00001"),
        (0, "0"),
        (True, "TRUE"),
    ],
)
def test_numbers_are_exact_and_without_the_noise_of_fractions(value: Any, expected: str) -> None:
    ((_, cells),) = rows_of("f.xlsx", xlsx(DELIVERED, ("r", "2021-09", "Calls", value, "")), "dcc_report_figures")
    assert cells[3] == expected


def test_noise_that_is_in_the_file_itself_is_left_out() -> None:
    noisy = edited(
        xlsx(DELIVERED, ("r", "2021-09", "Calls", 77, "")),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v>77</v>", b"<v>0.30000000000000004</v>"),
    )
    ((_, cells),) = rows_of("f.xlsx", noisy, "dcc_report_figures")
    assert cells[3] == "0.3"
    own = ods(DELIVERED, ("r", "2021-09", "Calls", ods_cell("0.3", valuetype="float", value="0.30000000000000004")))
    ((_, cells),) = rows_of("f.ods", own, "dcc_report_figures")
    assert cells[3] == "0.3"


def test_days_take_the_form_of_the_templates() -> None:
    row = ("alpha", date(2021, 9, 30), datetime.fromisoformat("2021-09-30"), "2021-10-01", "", "")
    ((_, cells),) = rows_of("m.xlsx", xlsx(MEMBERS, row), "memberships")
    assert cells[1:4] == ["2021-09-30", "2021-09-30", "2021-10-01"]
    own = ods(MEMBERS, ("alpha", ods_cell("30/09/21", valuetype="date", datevalue="2021-09-30")))
    ((_, cells),) = rows_of("m.ods", own, "memberships")
    assert cells[1] == "2021-09-30"


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days() -> None:
    def from_1904(book: Workbook) -> None:
        book.epoch = datetime.fromisoformat("1904-01-01")

    row = ("alpha", date(2021, 9, 30), date(2021, 9, 30), "", "", "")
    ((_, cells),) = rows_of("m.xlsx", xlsx(MEMBERS, row, change=from_1904), "memberships")
    assert cells[1] == "2021-09-30"


@pytest.mark.parametrize("form", ["0%", "0.0%", '0.00" of "%'])
def test_percentage_is_the_number_that_is_shown(form: str) -> None:
    def shown(book: Workbook) -> None:
        book.active["D2"].number_format = form

    content = xlsx(DELIVERED, ("r", "2021-09", "Share", 0.975, 0.975), change=shown)
    ((_, cells),) = rows_of("f.xlsx", content, "dcc_report_figures")
    assert cells[3:] == ["97.5", "0.975"]
    own = ods(DELIVERED, ("r", "2021-09", "Share", ods_cell("97.5%", valuetype="percentage", value="0.975")))
    ((_, cells),) = rows_of("f.ods", own, "dcc_report_figures")
    assert cells[3] == "97.5"


def test_sign_in_quotation_marks_makes_no_percentage() -> None:
    def shown(book: Workbook) -> None:
        book.active["D2"].number_format = '0.00" % of all"'

    content = xlsx(DELIVERED, ("r", "2021-09", "Share", 0.975, ""), change=shown)
    ((_, cells),) = rows_of("f.xlsx", content, "dcc_report_figures")
    assert cells[3] == "0.975"


def test_error_of_the_spreadsheet_is_refused_at_its_cell() -> None:
    def broken(book: Workbook) -> None:
        book.active["C3"].value, book.active["C3"].data_type = "#REF!", "e"

    content = xlsx(PARTIES, ("alpha", "Alpha", "A"), ("beta", "Beta", "B"), change=broken)
    expected = "Is an error of the spreadsheet. Mend its formula, or type the value."
    assert [problem[-len(expected) :] for problem in faults("p.xlsx", content, "parties")] == [expected]
    assert faults("p.xlsx", content, "parties")[0].startswith("p.xlsx, sheet parties, line 3, column trading_name")
    failed = ods_cell("#DIV/0!", valuetype="string", stringvalue="", formula="of:=1/0")
    for cell in (failed, "#N/A", ods_cell("Err:502", formula="of:=FOO()")):
        own = ods(PARTIES, ("alpha", "Alpha", cell))
        assert [problem[-len(expected) :] for problem in faults("p.ods", own, "parties")] == [expected]


def reckoned(content: bytes, result: bytes) -> bytes:
    """With the result that a spreadsheet program would have kept beside the formula."""

    def keep(part: bytes) -> bytes:
        found, times = re.subn(rb"</f><v ?/>|</f><v></v>", b"</f>" + result, part)
        assert times == 1
        return found

    return edited(content, "xl/worksheets/sheet1.xml", keep)


def test_formula_counts_by_its_result_alone() -> None:
    content = reckoned(xlsx(DELIVERED, ("r", "2021-09", "Share", "=7*6", "")), b"<v>42</v>")
    assert rows_of("f.xlsx", content, "dcc_report_figures")[0][1][3] == "42"
    own = ods(PARTIES, ("alpha", "Alpha", ods_cell("A", valuetype="string", formula='of:=UPPER("a")')))
    assert rows_of("p.ods", own)[0][1][2] == "A"


@pytest.mark.parametrize("result", [b"", b"<v></v>"])
def test_formula_without_a_result_is_not_taken_for_a_blank(result: bytes) -> None:
    """As a program writes it that doesn't reckon: loaded, it would take a stored value away."""
    content = reckoned(xlsx(PARTIES, ("alpha", "Alpha", "=A2")), result)
    (problem,) = faults("p.xlsx", content, "parties")
    assert "Is a formula whose result is not in the file." in problem


def test_day_where_text_is_wanted_is_refused() -> None:
    """A spreadsheet makes a day of what looks like one: 3-4 becomes 3 April."""
    (problem,) = faults("p.xlsx", xlsx(PARTIES, ("alpha", date(2021, 4, 3), "")), "parties")
    assert problem == (
        "p.xlsx, sheet parties, line 2, column name: “2021-04-03”: Is a date to the spreadsheet, and this column is "
        "none. Format the cell as text and type it again."
    )
    (problem,) = faults("p.xlsx", xlsx(PARTIES, ("alpha", time(10, 30), "")), "parties")
    assert "Is a time of day to the spreadsheet." in problem


def test_time_of_day_in_a_column_of_days_is_told_what_to_write() -> None:
    row = ("alpha", "", datetime.fromisoformat("2021-09-30T14:30"), "", "", "")
    (problem,) = faults("m.xlsx", xlsx(MEMBERS, row), "memberships")
    assert problem.endswith("“2021-09-30 14:30:00”: Write the day as 2021-09-30.")


def test_cells_beside_the_header_and_short_rows_are_told_of_as_in_a_file_of_commas() -> None:
    (problem,) = faults("p.xlsx", xlsx(PARTIES, ("alpha", "Alpha", "", "stray")), "parties")
    assert "Has 4 cells where the header has 3." in problem
    assert faults("p.xlsx", xlsx(PARTIES, ("alpha", "Alpha")), "parties") == []


def test_rows_repeated_in_an_opendocument_count_each() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="parties")
    for cells, times in ((PARTIES, 1), ((), 3), (("alpha", "Alpha", ""), 2), ((), 1_000_000)):
        line = TableRow(numberrowsrepeated=times)
        for cell in cells or ("",):
            line.addElement(ods_cell(cell, **({"valuetype": "string"} if cell else {})))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    assert [line for line, _ in rows_of("p.ods", saved(document))] == [5, 6]
