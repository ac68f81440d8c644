"""The dictionary of a paper's data: what each column of each table is, in words that go with the files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from readers.reading.frozen import Exhibit
from reports.engine.blocks import Column
from reports.renderers.tables import Grid, Plain, grid_of, units_of

MISSING_IN_FILES = "empty"
"""What stands in a cell of CSV and Excel where a figure is missing."""
MISSING_IN_JSON = "null"
MISSING_SAYS = (
    "A figure that was not known when the paper was made is missing: in CSV and Excel its cell is empty, in JSON it is "
    "null, and the paper prints the word “missing”. It is never 0: a 0 was counted. “–” stands where no figure is "
    "expected, such as before something was first measured, and “none” for an average over nothing."
)
MARK = "_mark"
_GENERIC = re.compile(r"series-\d+|category")


@dataclass(frozen=True, slots=True)
class Described:
    """One column of a file. `name` is the key in JSON, `label` the heading in CSV and Excel; `unit` is "" for none or
    for one that differs from cell to cell, where each says its own."""

    table: str
    number: str
    caption: str
    name: str
    label: str
    type: str
    unit: str
    missing: str
    convention: str
    query: str
    as_at: str
    rule: str
    rule_version: str


HEADINGS = {
    "table": "Table (id)",
    "number": "Number in the paper",
    "caption": "Caption",
    "name": "Name in JSON",
    "label": "Label in CSV and Excel",
    "type": "Type",
    "unit": "Unit",
    "missing": "Missing is",
    "convention": "Convention",
    "query": "Counted by",
    "as_at": "As at",
    "rule": "Rule",
    "rule_version": "Version of the rules",
}


def described(exhibits: Iterable[Exhibit], rules: str) -> list[Described]:
    """Every column of these tables, in order. `rules` is the version of the rules that the paper was made with."""
    return [one for exhibit in exhibits for one in _of(exhibit, rules)]


def _of(exhibit: Exhibit, rules: str) -> Iterator[Described]:
    block = exhibit.block
    grid, origin = grid_of(exhibit.block), block.provenance
    conventions = list(dict.fromkeys(filter(None, (exhibit.table.basis, block.basis))))
    for name, heading, unit, type_ in zip(
        names_of(exhibit), grid.headings, units_of(grid), types_of(grid), strict=True
    ):
        yield Described(
            table=block.id,
            number=block.number,
            caption=block.caption,
            name=name,
            label=f"{heading} ({unit.strip()})" if unit.strip() else heading,
            type=type_,
            unit=unit.strip(),
            missing=f"{MISSING_IN_FILES}; {MISSING_IN_JSON} in JSON",
            convention=" ".join(conventions),
            query=origin.query if origin else "",
            as_at=origin.as_at.isoformat() if origin else "",
            rule=origin.rule if origin else "",
            rule_version=rules,
        )


def names_of(exhibit: Exhibit) -> list[str]:
    """A name of its own for each column of the grid: its key, and for a column of marks that of what it marks."""
    table = exhibit.table
    found: list[str] = []
    for place, column in enumerate(table.columns):
        name = _free(column, found)
        found.append(name)
        if any(row.cells[place].mark for row in table.rows):
            found.append(f"{name}{MARK}")
    return found


def _free(column: Column, taken: list[str]) -> str:
    """Its key; of a series, whose key is a number, the words of its heading."""
    generic = not column.key or _GENERIC.fullmatch(column.key)
    wanted = slugify(column.heading).replace("-", "_") if generic else column.key
    wanted = wanted or "column"
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    return name


def types_of(grid: Grid) -> list[str]:
    """Of each column: number, date or text, by what its cells hold; "text or number" where they hold both."""
    return [_type([row[place][0] for row in grid.rows]) for place in range(len(grid.headings))]


def _type(cells: list[Plain]) -> str:
    kinds = {_kind(cell) for cell in cells if cell is not None}
    return " or ".join(sorted(kinds, reverse=True)) or "text"


def _kind(cell: Plain) -> str:
    if isinstance(cell, int | Decimal):
        return "number"
    return "date" if isinstance(cell, date) else "text"


def as_grid(entries: Iterable[Described]) -> Grid:
    """The dictionary as a table among the others."""
    names = [field.name for field in fields(Described)]
    rows = tuple(tuple((asdict(one)[name] or None, "") for name in names) for one in entries)
    return Grid(
        "data-dictionary",
        "Data dictionary",
        "what each column is",
        tuple(HEADINGS[name] for name in names),
        rows,
        (MISSING_SAYS,),
    )
