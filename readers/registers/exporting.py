"""A register's rows as files: exactly what was asked for, every page of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from importing.cells import UNPRINTABLE, inert
from readers.registers.columns import Plain

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_LONGEST_CELL = 32_767
_CONTROL = {code: UNPRINTABLE for code in range(32) if chr(code) not in "\t\n\r"}
_PIECE = 65_536
_FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets count days from a leap day that never was."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column as a file has it: its name in JSON, its heading elsewhere, what it holds and as what kind."""

    name: str
    heading: str
    holds: str
    kind: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken away: the rows, and what a reader of the file has to know of them."""

    slug: str
    title: str
    counted: str
    day: date
    filters: tuple[tuple[str, str], ...]
    classification: str
    address: str
    holds: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Iterable[list[Plain]]

    def name(self, ending: str) -> str:
        filtered = "-filtered" if self.filters else ""
        return f"{self.slug}-as-at-{self.day.isoformat()}{filtered}.{ending}"


def written(taken: Taken, ending: str) -> Iterator[bytes]:
    """The file, in pieces: no more than one stands in memory. Raises KeyError for an ending that is not in `TYPES`."""
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[ending](taken)


# --- CSV: each row says its day and classification, since it may be all that is passed on ---------------------------


def _csv(taken: Taken) -> Iterator[bytes]:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([inert(field.heading) for field in taken.fields] + ["As at", "Classification"])
    ends = [taken.day.isoformat(), taken.classification]
    yield "\ufeff".encode()
    for number, row in enumerate(taken.rows, 1):
        writer.writerow([_csv_cell(cell) for cell in row] + ends)
        if not number % 500:
            yield _emptied(file)
    yield _emptied(file)


def _emptied(file: io.StringIO) -> bytes:
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode()


def _csv_cell(cell: Plain) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int) else inert(cell)


# --- JSON -----------------------------------------------------------------------------------------------


def _json(taken: Taken) -> Iterator[bytes]:
    """Rows come after what is said of them, each on a line, and their count after them."""
    names = [field.name for field in taken.fields]
    said: dict[str, Any] = {
        "register": taken.slug,
        "title": taken.title,
        "as_at": taken.day,
        "said": taken.counted,
        "filters": dict(taken.filters),
        "classification": taken.classification,
        "address": taken.address,
        "columns": [
            {"name": field.name, "heading": field.heading, "kind": field.kind, "holds": field.holds}
            for field in taken.fields
        ],
    }
    head = _as_json(said, indent=1).removesuffix("\n}")
    yield f'{head},\n "rows": ['.encode()
    count = 0
    for row in taken.rows:
        line = _as_json(dict(zip(names, row, strict=True)))
        yield f"{',' if count else ''}\n  {line}".encode()
        count += 1
    yield f'\n ],\n "count": {count}\n}}\n'.encode()


def _as_json(value: dict[str, Any], indent: int | None = None) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent)


# --- Excel: what it is, the rows, the columns described --------------------------------------------------------


def _xlsx(taken: Taken) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "SEC Reports", taken.title
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 22, 100
    said: list[tuple[str | None, Plain]] = [
        ("Register", taken.title),
        ("Holds", taken.counted),
        ("As at", taken.day),
        ("Classification", taken.classification),
        *((f"Filter: {label}", words) for label, words in taken.filters),
        ("Address", taken.address),
        *(("How it is made" if not place else None, words) for place, words in enumerate(taken.holds)),
    ]
    for label, words in said:
        about.append([_bold(about, label) if label else None, _xlsx_cell(about, words)])
    _rows_sheet(book, taken)
    _columns_sheet(book, taken)
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _rows_sheet(book: Workbook, taken: Taken) -> None:
    sheet = book.create_sheet(taken.title[:31])
    sheet.freeze_panes = "B2"
    for place, field in enumerate(taken.fields, 1):
        sheet.column_dimensions[get_column_letter(place)].width = 14 if field.kind != "text" else 32
    sheet.append([_bold(sheet, field.heading) for field in taken.fields])
    for row in taken.rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])


def _columns_sheet(book: Workbook, taken: Taken) -> None:
    sheet = book.create_sheet("Columns")
    for letter, width in zip("ABC", (32, 12, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, words) for words in ("Column", "Kind", "Holds")])
    for field in taken.fields:
        sheet.append([_xlsx_cell(sheet, words) for words in (field.heading, field.kind, field.holds)])


def _bold(sheet: Any, words: str) -> WriteOnlyCell:
    cell = _text(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(sheet: Any, value: Plain) -> WriteOnlyCell | None:
    if value is None:
        return None
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, date) and value < _FIRST_DAY:
        value = value.isoformat()
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "d mmm yyyy" if isinstance(value, date) else "#,##0"
    return cell


def _text(sheet: Any, words: str) -> WriteOnlyCell:
    """Text that stays text: what begins like a formula is none."""
    cell = WriteOnlyCell(sheet, words.translate(_CONTROL)[:_LONGEST_CELL])
    cell.data_type, cell.number_format = "s", "@"
    return cell
