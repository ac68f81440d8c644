"""From a spreadsheet's bytes to sheets of cells, and from cells to the text that a CSV file would hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, load_workbook

from importing.columns import Column
from importing.dates import Date, Month
from importing.markings import ERROR, NO_RESULT, PERCENT, Markings
from importing.markings_ods import ods_markings
from importing.markings_xlsx import xlsx_markings
from importing.package import Format, Refused, unpack
from importing.problems import CellError

Value = int | float | str | bool | date | datetime | time | timedelta

DIGITS = 15
"""A spreadsheet reckons with so many digits; what stands behind them is noise of its arithmetic."""
_ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")


@dataclass(frozen=True, slots=True)
class Cell:
    value: Value = ""
    mark: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.mark and isinstance(self.value, str) and not self.value.strip()

    @property
    def shown(self) -> str:
        """As a message quotes it, and as a header or a row of no known column reads."""
        if self.mark == PERCENT and isinstance(self.value, (int, float)):
            return f"{_digits(self.value, 100)}%"
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, (int, float)):
            return _digits(self.value)
        if isinstance(self.value, datetime):
            return self.value.isoformat(sep=" ") if self.value.time() != time.min else self.value.date().isoformat()
        return self.value if isinstance(self.value, str) else str(self.value)


@dataclass(slots=True)
class Grid:
    """A sheet's cells; each row with its number, counted from 1 as the spreadsheet shows it."""

    name: str
    hidden: bool = False
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)


def read_workbook(content: bytes, named: Format, most_bytes: int, most_rows: int) -> list[Grid]:
    """The sheets that hold anything, in order. `most_rows` are those of a sheet, its header lines among them.

    Raises Refused.
    """
    package = unpack(content, named, most_bytes)
    read = xlsx_markings if package.format is Format.XLSX else ods_markings
    sheets = read(package.parts, most_rows)
    try:
        with load_workbook(io.BytesIO(package.content)) as workbook:
            grids = [
                Grid(markings.name, markings.hidden, list(_rows(workbook.get_sheet_by_name(markings.name), markings)))
                for markings in sheets
                if markings.rows
            ]
    except CalamineError as error:
        raise Refused("Is damaged: part of it can't be read. Save it again from the spreadsheet.") from error
    return [grid for grid in grids if grid.rows]


def _rows(sheet: object, markings: Markings) -> Iterator[tuple[int, list[Cell]]]:
    values = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]  # typed in its stub by a final class
    for row in range(max(markings.rows, len(values))):
        held = values[row] if row < len(values) else []
        cells = [
            Cell(
                markings.texts.get((row, column), held[column] if column < len(held) else ""),
                markings.marks.get((row, column), ""),
            )
            for column in range(max(markings.columns, len(held)))
        ]
        if not all(cell.is_blank for cell in cells):
            yield row + 1, cells


def as_text(cell: Cell, column: Column) -> str:
    """The cell as a CSV file would hold it for this column. Raises CellError for what has no such form."""
    value = cell.value
    if cell.mark == ERROR or (isinstance(value, str) and _ERRORS.fullmatch(value.strip())):
        raise CellError("Is an error of the spreadsheet. Mend its formula, or type the value.")
    if cell.mark == NO_RESULT:
        raise CellError("Is a formula whose result is not in the file. Save it once from the spreadsheet program.")
    if isinstance(value, date):
        if not isinstance(column, (Date, Month)):
            raise CellError(
                "Is a date to the spreadsheet, and this column is none. Format the cell as text and type it again."
            )
        return cell.shown
    if isinstance(value, (time, timedelta)):
        raise CellError("Is a time of day to the spreadsheet. Format the cell as text and type it again.")
    if cell.mark == PERCENT and column.number and isinstance(value, (int, float)):
        # What is shown is what was meant: 97.5%, kept by the spreadsheet as 0.975.
        return _digits(value, 100)
    return cell.shown


def _digits(number: float, times: int = 1) -> str:
    """The number without the noise of binary fractions: 0.3 for 0.30000000000000004, 12 for 12.0."""
    exact = Decimal(f"{number:.{DIGITS}g}") * times
    if not exact.is_finite():
        return str(number)
    plain = f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
