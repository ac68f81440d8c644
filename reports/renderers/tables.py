"""The tables of a Document as files for other programs: numbers as numbers, and what is missing left empty."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from reports.engine.blocks import REVISED, BulletItem, Bullets, Cell, Figure, Inline, Prose, Table
from reports.engine.document import Document, walk_blocks
from reports.engine.printed import words_of
from reports.engine.values import Value

Plain = str | int | Decimal | date | None
"""What a cell of a file holds; None is empty, as what is missing is."""

_NUMBER = re.compile(r"([-\N{MINUS SIGN}+]?)(\d[\d,]*)(\.\d+)?(.*)", re.DOTALL)
_SHEET_REFUSES = re.compile(r"[\[\]:*?/\\]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets count days from a leap day that never was."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of plain cells. `name` is the table's in the paper ("Table 3"), `id` its block's."""

    id: str
    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[Plain, str], ...], ...]
    """Each cell with its unit: 19 and " WD"."""
    notes: tuple[str, ...]


def grids_of(document: Document) -> list[Grid]:
    """Every table of the Document, and the data of every figure, in reading order."""
    return [grid_of(block) for _, _, block in walk_blocks(document) if isinstance(block, Table | Figure)]


def grid_of(block: Table | Figure) -> Grid:
    """The table, or the data of the figure."""
    return _grid(block.id, block.number, block.data if isinstance(block, Figure) else block)


def table_csv(grid: Grid, inert: Callable[[str], str]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect. `inert` gives text a form that none of them runs."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([inert(heading) for heading in _with_units(grid)])
    units = units_of(grid)
    for row in grid.rows:
        writer.writerow([_csv_cell(cell, own, inert) for cell, own in zip(row, units, strict=True)])
    return file.getvalue().encode("utf-8-sig")


def workbook(document: Document, grids: Sequence[Grid] | None = None) -> bytes:
    """A workbook with a sheet for each table of the Document, or for each of `grids`; the same gives the same bytes."""
    book = Workbook(write_only=True)
    issued = datetime.combine(document.header.issue_date, time())
    book.properties.creator = document.header.team or document.header.author
    book.properties.title = f"{document.header.reference}: tables"
    book.properties.created = book.properties.modified = issued
    names: set[str] = set()
    for grid in grids_of(document) if grids is None else grids:
        _write_sheet(book, grid, _sheet_name(grid, names))
    if not names:
        book.create_sheet("No tables").append(["This paper has no tables."])
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue(), issued)


# --- From a table to plain cells ----------------------------------------------------------------------------------


def _grid(id: str, number: str, table: Table) -> Grid:
    """A mark beside values ("over target") gets a column of its own behind theirs, so that the values stay numbers."""
    marked = [any(row.cells[place].mark for row in table.rows) for place in range(len(table.columns))]
    headings: list[str] = []
    for column, has_marks in zip(table.columns, marked, strict=True):
        headings += [column.heading, f"{column.heading} (mark)"] if has_marks else [column.heading]
    rows = []
    for row in table.rows:
        cells: list[tuple[Plain, str]] = []
        for cell, has_marks in zip(row.cells, marked, strict=True):
            cells.append(plain(cell.value) if not cell.prose else (_with_prose(cell), ""))
            if has_marks:
                cells.append((cell.mark or None, ""))
        rows.append(tuple(cells))
    notes = [table.basis] if table.basis else []
    notes += [f"{REVISED} {one.words}" for one in table.told_beneath]
    notes += list(dict.fromkeys(_notes(cell for row in table.rows for cell in row.cells)))
    return Grid(
        id, number, table.caption, tuple(headings), tuple(rows), tuple(notes) if rows else (table.empty, *notes)
    )


def plain(value: Value) -> tuple[Plain, str]:
    """The figure as it is printed, as a number with its unit; a date as a date; what is missing as None."""
    if value.is_missing:
        return None, ""
    if isinstance(value.raw, date):
        return value.raw, ""
    if isinstance(value.raw, int | Decimal) and (found := _NUMBER.fullmatch(value.display)):
        sign, whole, places, unit = found.groups()
        number = Decimal(whole.replace(",", "") + (places or ""))
        return (-number if sign in ("-", "\N{MINUS SIGN}") else number), unit
    return value.display, ""


def _with_prose(cell: Cell) -> str:
    lines = [cell.value.display, *(line for one in cell.prose for line in _lines(one))]
    return "\n".join(line for line in lines if line)


def _lines(prose: Prose) -> Iterator[str]:
    if isinstance(prose, Bullets):
        yield from _bullets(prose.items)
    else:
        yield _words(prose.content)


def _bullets(items: Iterable[BulletItem]) -> Iterator[str]:
    for item in items:
        yield f"• {_words(item.content)}"
        yield from _bullets(item.children)


def _words(content: Iterable[Inline]) -> str:
    return "".join(words_of(inline) for inline in content)


def _notes(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for note in cell.notes:
            yield f"Note {note.number}: {_words(note.content)}"


# --- CSV ----------------------------------------------------------------------------------------------------------


def units_of(grid: Grid) -> list[str]:
    """The unit of each column whose numbers all have the same."""
    found = []
    for place in range(len(grid.headings)):
        units = {row[place][1] for row in grid.rows if isinstance(row[place][0], int | Decimal)}
        found.append(units.pop() if len(units) == 1 else "")
    return found


def _with_units(grid: Grid) -> list[str]:
    pairs = zip(grid.headings, units_of(grid), strict=True)
    return [f"{heading} ({unit.strip()})" if unit.strip() else heading for heading, unit in pairs]


def _csv_cell(cell: tuple[Plain, str], unit: str, inert: Callable[[str], str]) -> str:
    """A negative number begins as a formula may, and is none."""
    value, own = cell
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return f"{value}{own}" if own != unit else str(value)
    return inert(value)


# --- Excel --------------------------------------------------------------------------------------------------------


def _sheet_name(grid: Grid, taken: set[str]) -> str:
    """The table's name in the paper, which a spreadsheet cuts at 31 letters; never twice, whatever the case."""
    wanted = _SHEET_REFUSES.sub(" ", grid.name or grid.caption or grid.id).strip("' ")[:_LONGEST_SHEET_NAME] or "Table"
    name, count = wanted, 1
    while name.casefold() in taken:
        count += 1
        ending = f" ({count})"
        name = wanted[: _LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write_sheet(book: Workbook, grid: Grid, name: str) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A3"
    for place, heading in enumerate(grid.headings):
        lengths = [len(heading), *(min(len(str(row[place][0] or "")), 60) for row in grid.rows)]
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(lengths) + 3, 48)
    sheet.append([_text(sheet, f"{grid.name}: {grid.caption}" if grid.name else grid.caption, bold=True)])
    sheet.append([_text(sheet, heading, bold=True) for heading in grid.headings])
    for row in grid.rows:
        sheet.append([_cell(sheet, value, unit) for value, unit in row])
    if grid.notes:
        sheet.append([])
    for note in grid.notes:
        sheet.append([_text(sheet, note)])


def _cell(sheet: object, value: Plain, unit: str) -> WriteOnlyCell | None:
    if value is None:
        return None
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return _text(sheet, value.isoformat())
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "d mmm yyyy"
        return cell
    if isinstance(value, int | Decimal):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _format(value, unit)
        return cell
    return _text(sheet, value)


def _format(number: int | Decimal, unit: str) -> str:
    exponent = Decimal(number).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    shape = "#,##0" + (f".{'0' * places}" if places else "")
    return f'{shape}"{unit}"' if unit and '"' not in unit else shape


def _text(sheet: object, words: str, *, bold: bool = False) -> WriteOnlyCell:
    """Text that stays text: what begins like a formula is none."""
    cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words)[:_LONGEST_CELL])
    cell.data_type, cell.number_format = "s", "@"
    if bold:
        cell.font = Font(bold=True)
    if "\n" in words:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _undated(content: bytes, issued: datetime) -> bytes:
    """The same workbook without the moment of its writing: dated as its paper is, in one order."""
    stamp = f"{issued:%Y-%m-%dT%H:%M:%S}Z".encode()
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            held = source.read(name)
            if name == "docProps/core.xml":
                held = _MODIFIED.sub(rb"\g<1>" + stamp, held)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, held)
    return file.getvalue()
