"""The first half of the first pass: every cell of every row is read, without asking the database anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from importing.cells import tidy
from importing.links import Key
from importing.problems import CellError, Problem
from importing.sheet import Sheet
from importing.template import Template


@dataclass(slots=True)
class Row:
    """`bad` are the columns with a problem: no rule looks at them again, so one slip is told of once."""

    file: str
    line: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    key: Key | None = None

    @property
    def place(self) -> tuple[str, int]:
        return self.file, self.line

    def problem(self, message: str, column: str = "") -> Problem:
        if column:
            self.bad.add(column)
        return Problem(self.file, self.line, column, self.cells.get(column, ""), message)


@dataclass(slots=True)
class Batch:
    """One file's rows. `absent` are columns the file leaves out, whose stored values stay.

    `doomed` are keys of rows that have a problem in the key itself: they name no record, but a reference to one is no
    problem of its own. Where the file isn't `trusted`, no reference into it is.
    """

    template: Template
    file: str
    rows: list[Row] = field(default_factory=list)
    absent: tuple[str, ...] = ()
    doomed: set[Key] = field(default_factory=set)
    trusted: bool = True


def known_row(template: Template, values: Mapping[str, Any], file: str, line: int) -> Row:
    """A row of values that need no reading, as if a file had held them."""
    cells = {column.name: column.write(values[column.name]) for column in template.columns}
    return Row(file, line, cells, dict(values), key=template.identify(values))


def clean(template: Template, sheet: Sheet) -> tuple[Batch, list[Problem]]:
    """Rows with what could be read of them, and every problem of the file so far."""
    absent = tuple(column.name for column in template.columns if column.name not in sheet.columns)
    batch = Batch(template, sheet.file, absent=absent, trusted=sheet.trusted)
    problems = list(sheet.problems)
    for line, cells in sheet.rows:
        row = Row(sheet.file, line, dict(zip(sheet.columns, cells, strict=False)))
        if uneven := _uneven(sheet, cells):
            problems.append(row.problem(uneven))
            # Its cells may stand under the wrong names, so other files' references to it can't be judged.
            batch.trusted = False
            continue
        problems += _clean_row(template, row, sheet.faults)
        batch.rows.append(row)
        if row.key is None and (doomed := _doomed_key(template, row)):
            batch.doomed.add(doomed)
    return batch, problems


def _uneven(sheet: Sheet, cells: list[str]) -> str:
    wanted = len(sheet.columns)
    if len(cells) < wanted:
        return f"Has {len(cells)} cells where the header has {wanted}. Add the missing commas."
    if any(cell.strip() for cell in cells[wanted:]):
        return f"Has {len(cells)} cells where the header has {wanted}. Put text that holds a comma in quotation marks."
    return ""


def _clean_row(template: Template, row: Row, faults: Mapping[tuple[int, str], str]) -> list[Problem]:
    problems = []
    for column in template.columns:
        if column.name not in row.cells:
            row.values[column.name] = column.blank
            continue
        try:
            if fault := faults.get((row.line, column.name)):
                raise CellError(fault)
            row.values[column.name] = column.clean(row.cells[column.name])
        except CellError as error:
            row.values[column.name] = column.blank
            problems.append(row.problem(str(error), column.name))
    if row.bad.isdisjoint(template.key):
        row.key = template.identify(row.values)
    return problems


def _doomed_key(template: Template, row: Row) -> Key | None:
    """The key as other files may write it, in spite of what is wrong with it."""
    try:
        loose = {name: template.column(name).parse(tidy(row.cells[name])) for name in row.bad & set(template.key)}
    except CellError:
        return None
    return template.identify(row.values | loose)
