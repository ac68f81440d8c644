"""A report's Document with the names on its figures, as it is before they are taken off."""

from __future__ import annotations

from collections.abc import Iterator

from reports.audiences import with_audiences
from reports.building import context_for, parts_of
from reports.definitions.context import MonthContext
from reports.editions import edition_of, read_once
from reports.engine.blocks import Figure, Table
from reports.engine.build import build
from reports.engine.document import Document, walk_blocks
from reports.models import Report

Place = tuple[str, str, int, int]
"""A cell: its part, its table, and its row and column from 0."""


@read_once()
def as_named(report: Report) -> tuple[Document, MonthContext]:
    edition = edition_of(report.kind, report.covers)
    parts = parts_of(edition, report)
    context = context_for(report, parts)
    built = build(edition, context, classification="white", sentence="", title="", parts=parts)
    return with_audiences(built.document, report, context.problems), context


def tables_of(document: Document) -> Iterator[tuple[str, Table]]:
    """Every table with its part's id, those that are the data of figures too."""
    for part, _, block in walk_blocks(document):
        if isinstance(block, Table | Figure):
            yield part.id, block if isinstance(block, Table) else block.data


def named_cells(document: Document) -> Iterator[tuple[Place, str]]:
    """Where a figure of the report's own month stands, and its name."""
    for part, table in tables_of(document):
        for place, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                if cell.of and cell.of.month == document.month:
                    yield (part, table.id, place, column), cell.of.fact
