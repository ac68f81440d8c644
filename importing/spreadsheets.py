"""Rows as a spreadsheet that loads again unchanged: text as text that nothing runs, numbers and days as themselves."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from odf import teletype
from odf.number import DateStyle, Day, Month, Text, Year
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from importing.cells import UNPRINTABLE
from importing.columns import Column
from importing.dates import Date
from importing.dates import Month as MonthColumn
from importing.template import Template
from importing.workbook import DIGITS

LONGEST_XLSX_CELL = 32_767
EARLIEST = date(1900, 3, 1)
"""Before it, spreadsheets count days from a leap day that never was."""
_BARE_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Plain = str | int | float | Decimal | date
Line = list[Any]
"""A record's values in the order of its template's columns."""


class TooLong(ValueError):
    """A text is longer than a cell of this kind of file can hold; the message says which and what to do."""


def plain(column: Column, value: Any) -> Plain:
    """A cell as a spreadsheet keeps it: a number or a day where nothing is lost by it, and else the text of a CSV."""
    if isinstance(column, (Date, MonthColumn)) and isinstance(value, date) and value >= EARLIEST:
        return value
    if column.number and isinstance(value, (int, Decimal)):
        exact = Decimal(value)
        if len(exact.normalize().as_tuple().digits) <= DIGITS:
            return value
        return f"{exact:f}"
    return _BARE_CONTROL.sub(UNPRINTABLE, column.write(value))


# --- Excel ------------------------------------------------------------------------------------------------------------


def write_xlsx(template: Template, lines: Iterable[Line]) -> bytes:
    """One sheet, named like the template. Raises TooLong, before anything is written."""
    rows = [
        [_fitting(column, number, plain(column, value)) for column, value in zip(template.columns, line, strict=True)]
        for number, line in enumerate(lines, start=3)
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(template.name)
    sheet.freeze_panes = "A3"
    for place, column in enumerate(template.columns):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _width(column)
    sheet.append([f"# {template.name} v{template.version}"])
    header = [WriteOnlyCell(sheet, column.name) for column in template.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([_xlsx_cell(sheet, column, value) for column, value in zip(template.columns, row, strict=True)])
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _fitting(column: Column, number: int, value: Plain) -> Plain:
    if isinstance(value, str) and len(value) > LONGEST_XLSX_CELL:
        raise TooLong(
            f"Row {number}, column {column.name} holds {len(value):,} characters, and a cell of an Excel workbook at "
            f"most {LONGEST_XLSX_CELL:,}. Export CSV or ODS."
        )
    return value


def _xlsx_cell(sheet: Any, column: Column, value: Plain) -> Any:
    if value == "":
        return None
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm" if isinstance(column, MonthColumn) else "yyyy-mm-dd"
        return cell
    if isinstance(value, str):
        # An underscore that begins what reads as an escaped character is escaped itself.
        cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", value))
        cell.data_type, cell.number_format = "s", "@"
        return cell
    return value


def _width(column: Column) -> int:
    return 12 if column.number or isinstance(column, (Date, MonthColumn)) else 28


# --- OpenDocument -----------------------------------------------------------------------------------------------------


def write_ods(template: Template, lines: Iterable[Line]) -> bytes:
    """One sheet, named like the template."""
    document = OpenDocumentSpreadsheet()
    for name, parts in (("day", (Year, Month, Day)), ("month", (Year, Month))):
        document.automaticstyles.addElement(_date_style(f"{name}-shown", parts))
        document.automaticstyles.addElement(Style(name=name, family="table-cell", datastylename=f"{name}-shown"))
    table = Table(name=template.name)
    table.addElement(TableColumn(numbercolumnsrepeated=len(template.columns)))
    _ods_row(table, [_ods_text(f"# {template.name} v{template.version}")])
    _ods_row(table, [_ods_text(column.name) for column in template.columns])
    for line in lines:
        _ods_row(table, [_ods_cell(*pair) for pair in zip(template.columns, line, strict=True)])
    document.spreadsheet.addElement(table)
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def _date_style(name: str, parts: Iterable[Any]) -> Any:
    """2021-09-30, or 2021-09."""
    style = DateStyle(name=name)
    for place, part in enumerate(parts):
        if place:
            style.addElement(Text(text="-"))
        style.addElement(part(style="long"))
    return style


def _ods_row(table: Any, cells: Iterable[Any]) -> None:
    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    table.addElement(row)


def _ods_cell(column: Column, value: Any) -> Any:
    found = plain(column, value)
    if isinstance(found, str):
        return _ods_text(found)
    if isinstance(found, date):
        style = "month" if isinstance(column, MonthColumn) else "day"
        cell = TableCell(valuetype="date", datevalue=found.isoformat(), stylename=style)
    else:
        cell = TableCell(valuetype="float", value=f"{found:f}" if isinstance(found, Decimal) else str(found))
    cell.addElement(P(text=column.write(value)))
    return cell


def _ods_text(words: str) -> Any:
    """A line of the text is a paragraph: readers lose a line break inside one."""
    if not words:
        return TableCell()
    cell = TableCell(valuetype="string")
    for line in words.split("\n"):
        paragraph = P()
        teletype.addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell
