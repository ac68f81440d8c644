"""Spreadsheets for tests, as people's programs write them and as nobody's does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from importing.loading import Outcome
from importing.problems import Problem
from importing.registry import templates
from importing.sources import Limits, Sources, Upload, read_uploads

LIMITS = Limits(rows=1_000, bytes=1_000_000)
PARTIES = ("party", "name", "trading_name")


def xlsx(*rows: Sequence[Any], sheet: str = "parties", change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def ods(*rows: Sequence[Any], sheet: str = "parties") -> bytes:
    """Cells are text, or ready made by `ods_cell`."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(ods_cell(cell, valuetype="string") if isinstance(cell, str) else cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    return saved(document)


def ods_cell(shown: str = "", **attributes: Any) -> Any:
    cell = TableCell(**attributes)
    if shown:
        cell.addElement(P(text=shown))
    return cell


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(found, "w") as after:
        for entry in before.infolist():
            own = before.read(entry)
            after.writestr(entry.filename, change(own) if entry.filename == part else own)
    return found.getvalue()


def part_of(content: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part)


def with_part(content: bytes, part: str, own: bytes) -> bytes:
    """The package with one part more."""
    found = io.BytesIO(content)
    with zipfile.ZipFile(found, "a") as archive:
        archive.writestr(part, own)
    return found.getvalue()


def read(name: str, content: bytes, template: str = "", limits: Limits = LIMITS) -> Sources:
    return read_uploads([Upload(name, content, template)], templates(), limits)


def rows_of(name: str, content: bytes, template: str = "parties") -> list[tuple[int, list[str]]]:
    """The rows read, of a file in which nothing is wrong."""
    found = read(name, content, template)
    assert [str(problem) for problem in found.problems] == []
    sheet = found.sheets[template]
    assert [str(problem) for problem in sheet.problems] == []
    assert sheet.faults == {}
    return sheet.rows


def refusal(name: str, content: bytes, template: str = "parties", limits: Limits = LIMITS) -> str:
    """The one thing that is wrong with the file as a whole."""
    found = read(name, content, template, limits)
    assert found.sheets == {}
    (problem,) = found.problems
    return str(problem)


def said(outcome: Outcome | Sequence[Problem]) -> list[str]:
    problems = outcome.problems if isinstance(outcome, Outcome) else outcome
    return [str(problem) for problem in problems]
