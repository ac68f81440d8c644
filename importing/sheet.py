"""From a file's bytes, or a spreadsheet's cells, to rows of text, each with the physical line on which it begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from importing.problems import CellError, Problem
from importing.template import Template
from importing.workbook import Cell, Grid, as_text

_VERSION_LINE = re.compile(r"#\s*([a-z_]+)\s+v(\d+)\s*")


@dataclass(slots=True)
class Sheet:
    """`columns` are the header's names in the file's order.

    `trusted` is False when a problem of the file as a whole leaves it open which records it holds. `faults` say, by
    line and column, what is wrong with cells of a spreadsheet that are no text at all.
    """

    file: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[tuple[int, str], str] = field(default_factory=dict)
    trusted: bool = True

    def refuse(self, message: str, *, line: int = 0, column: str = "", value: str = "") -> None:
        """A problem that leaves the rest of the file unread, or untrusted."""
        self.problems.append(Problem(self.file, line, column, value, message))
        self.trusted = False


def read_sheet(template: Template, file: str, content: bytes, max_rows: int) -> Sheet:
    """The rows of a CSV file that hold anything. Stops at the first past `max_rows`, with nothing cleaned by then."""
    sheet = Sheet(file)
    text = _decoded(sheet, content)
    if text is not None:
        rows = _rows(sheet, text)
        if _begin(sheet, template, rows):
            _fill(sheet, rows, max_rows)
    return sheet


def read_grid(template: Template, file: str, grid: Grid, max_rows: int) -> Sheet:
    """The rows of a sheet of a spreadsheet, in the same text as a CSV file would hold."""
    sheet = Sheet(file)
    cells = iter(grid.rows)
    if _begin(sheet, template, ((line, _shown(row)) for line, row in cells)):
        _fill(sheet, ((line, _typed(sheet, template, line, row)) for line, row in cells), max_rows)
    return sheet


def _begin(sheet: Sheet, template: Template, rows: Iterator[tuple[int, list[str]]]) -> bool:
    """Whether the header was read, and rows may follow."""
    header = _header(sheet, template, rows)
    if header is not None:
        _read_header(sheet, template, *header)
    return header is not None and sheet.trusted


def _fill(sheet: Sheet, rows: Iterator[tuple[int, list[str]]], max_rows: int) -> None:
    for row in rows:
        if len(sheet.rows) == max_rows:
            sheet.rows.clear()
            sheet.faults.clear()
            sheet.refuse(f"Has more than {max_rows:,} rows. Split it into several loads.")
            break
        sheet.rows.append(row)


def _shown(row: list[Cell]) -> list[str]:
    words = [cell.shown for cell in row]
    while len(words) > 1 and not words[-1].strip():
        words.pop()
    return words


def _typed(sheet: Sheet, template: Template, line: int, row: list[Cell]) -> list[str]:
    """The row as text by its columns; a cell that has none is noted among the faults."""
    found = []
    for place, cell in enumerate(row):
        name = sheet.columns[place] if place < len(sheet.columns) else ""
        try:
            found.append(as_text(cell, template.column(name)) if name else cell.shown)
        except CellError as error:
            sheet.faults[line, name] = str(error)
            found.append(cell.shown)
    return found + [""] * (len(sheet.columns) - len(found))


# --- bytes to text ------------------------------------------------------------------------------------------------


def _decoded(sheet: Sheet, content: bytes) -> str | None:
    save_as = "Save it as CSV UTF-8."
    if not content.strip(b"\xef\xbb\xbf \t\r\n,"):
        sheet.refuse("Is empty. Its first line names the columns; leave the file out if it has no rows.")
    elif content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:200].count(b"\x00") > len(content[:200]) // 4:
        sheet.refuse(f"Is in UTF-16. {save_as}")
    elif content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        sheet.refuse(f"Is a spreadsheet, not CSV. {save_as}")
    else:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            _refuse_bytes(sheet, content, error.start, save_as)
    return None


def _refuse_bytes(sheet: Sheet, content: bytes, at: int, save_as: str) -> None:
    line = len(re.findall(rb"\r\n|\r|\n", content[:at])) + 1
    try:
        meant = content[at : at + 1].decode("windows-1252")
        hint = f" It looks like Windows-1252, where it is “{meant}”."
    except UnicodeDecodeError:
        hint = ""
    sheet.refuse(f"Is not in UTF-8: byte {at + 1} is 0x{content[at]:02X}.{hint} {save_as}", line=line)


# --- text to rows -------------------------------------------------------------------------------------------------


def _rows(sheet: Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, with the line each begins on. A quotation mark out of place ends the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sheet.refuse(_csv_message(str(error)), line=line)
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _csv_message(error: str) -> str:
    if "unexpected end" in error:
        return 'A quotation mark opens a cell on this row and is never closed. Close it, or write it twice ("").'
    if "field larger" in error:
        return "A cell of this row is longer than 131,072 characters: is a quotation mark missing?"
    return 'A quotation mark stands inside a quoted cell of this row. Write it twice ("").'


# --- the header ---------------------------------------------------------------------------------------------------


def _header(sheet: Sheet, template: Template, rows: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]] | None:
    """The header row, after the line that names the template's version where there is one."""
    header = next(rows, None)
    if header and header[1][0].lstrip().startswith("#"):
        line, cells = header
        said = _VERSION_LINE.fullmatch(cells[0].strip())
        if not said or said[1] != template.name or int(said[2]) != template.version:
            sheet.refuse(
                f"Is not this template's version. Write # {template.name} v{template.version} or leave the line out, "
                "and check the columns against the template's page.",
                line=line,
                value=cells[0],
            )
            return None
        header = next(rows, None)
    if header is None and sheet.trusted:
        sheet.refuse("Has no line that names the columns.")
    return header


def _read_header(sheet: Sheet, template: Template, line: int, names: list[str]) -> None:
    cleaned = [name.strip().strip("\ufeff*").strip().lower() for name in names]
    known = {column.name: column for column in template.columns}
    if len(cleaned) == 1 and len(known) > 1 and (split := _other_separator(cleaned[0], set(known))):
        sheet.refuse(f"Separates its columns by {split}. Save it with commas.", line=line)
        return
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    missing = [name for name, column in known.items() if name not in cleaned and not column.may_be_absent]
    for place, name in enumerate(cleaned):
        if not name:
            sheet.refuse(f"Column {place + 1} has no name. Name it, or delete it.", line=line)
        elif name not in known:
            near = get_close_matches(name, missing, n=1, cutoff=0.6)
            missing = [other for other in missing if other not in near]
            meant = f" Rename it to {near[0]}." if near else " Delete it."
            sheet.refuse(f"Is no column of {template.name}.{meant}", line=line, column=name)
        elif name in cleaned[:place]:
            sheet.refuse("Stands twice in the header. Keep one.", line=line, column=name)
    for name in missing:
        message = "Is missing from the header. Add it; its cells may be blank where it isn't required."
        sheet.refuse(message, line=line, column=name)
    sheet.columns = cleaned


def _other_separator(header: str, known: set[str]) -> str:
    for separator, words in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if known & {name.strip() for name in header.split(separator)}:
            return words
    return ""
