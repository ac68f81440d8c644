"""The data of a paper and of each of its tables as files, made from what was frozen. Pure: the same gives the same
bytes. Nothing in them is run by a spreadsheet, and what is missing is never 0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from importing.cells import inert
from readers.reading.dictionary import Described, as_grid, described, names_of
from readers.reading.frozen import Exhibit
from reports.engine.document import Document
from reports.engine.values import MISSING_TEXT
from reports.renderers.html import full_title
from reports.renderers.tables import Plain, grid_of, table_csv, workbook


def block_csv(exhibit: Exhibit) -> bytes:
    return table_csv(grid_of(exhibit.block), inert)


def block_xlsx(document: Document, exhibit: Exhibit, rules: str) -> bytes:
    """The table, and a sheet that describes its columns."""
    return workbook(document, [grid_of(exhibit.block), as_grid(described([exhibit], rules))])


def paper_xlsx(document: Document, exhibits: Sequence[Exhibit], rules: str) -> bytes:
    """Every table, the data of every figure, and a sheet that describes all their columns."""
    return workbook(document, [as_grid(described(exhibits, rules)), *(grid_of(one.block) for one in exhibits)])


def block_json(document: Document, version: int, exhibit: Exhibit, rules: str) -> bytes:
    return _json({**_paper(document, version), **_block(exhibit, rules)})


def paper_json(document: Document, version: int, exhibits: Sequence[Exhibit], rules: str) -> bytes:
    return _json({**_paper(document, version), "tables": [_block(one, rules) for one in exhibits]})


def dictionary_csv(entries: Sequence[Described]) -> bytes:
    return table_csv(as_grid(entries), inert)


def dictionary_json(document: Document, version: int, entries: Sequence[Described]) -> bytes:
    return _json({**_paper(document, version), "columns": [asdict(one) for one in entries]})


def _paper(document: Document, version: int) -> dict[str, Any]:
    return {
        "paper": document.header.reference,
        "title": full_title(document),
        "report": document.report,
        "month": document.month.iso,
        "version": version,
        "issued": document.header.issue_date.isoformat(),
        "missing": {"value": None, "display": MISSING_TEXT},
    }


def _block(exhibit: Exhibit, rules: str) -> dict[str, Any]:
    """Each cell is the figure as printed: a number with its unit, a day, words, or null where it is missing."""
    block, grid, names = exhibit.block, grid_of(exhibit.block), names_of(exhibit)
    rows = [
        {name: {"value": _exact(cell), "unit": unit.strip()} for name, (cell, unit) in zip(names, row, strict=True)}
        for row in grid.rows
    ]
    return {
        "id": block.id,
        "number": block.number,
        "caption": block.caption,
        "section": f"{exhibit.section.number} {exhibit.section.title}".strip(),
        "classification": exhibit.part.classification.capitalize(),
        "columns": [asdict(one) for one in described([exhibit], rules)],
        "rows": rows,
        "notes": list(grid.notes),
    }


def _exact(cell: Plain) -> int | float | str | None:
    """A figure with the places that it is printed with, which a float of this length keeps."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _json(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
