"""Says where a figure is missing, so that no gap is published unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.engine.blocks import Block, Chart, FactRef, Figure, Table, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.problems import ProblemLog


def report_missing(document: Document, problems: ProblemLog) -> None:
    """A Problem for every missing Value that is printed, and for every chart and table without data.

    A gap in a table, chart or tile prints as one and is a warning. A gap in a sentence makes nonsense of the sentence,
    so it is an error.
    """
    for _, section, block in walk_blocks(document):
        for where in _gaps(block):
            problems.warning("value.missing", f"{where} is missing.", section=section.id, block=block.id)
        for inline in inlines_of(block):
            if isinstance(inline, FactRef) and inline.value.is_missing:
                missing_fact(inline.key, problems, section=section.id, block=block.id)
        if isinstance(block, Table) and not block.rows:
            problems.warning("table.empty", f"{block.number} has no rows.", section=section.id, block=block.id)
        if isinstance(block, Figure) and not block.chart.has_data:
            problems.warning("chart.empty", f"{block.number} has no data.", section=section.id, block=block.id)


def missing_fact(key: str, problems: ProblemLog, *, section: str, block: str) -> None:
    problems.error("fact.missing", f"The figure “{key}” in the text is missing.", section=section, block=block)


def _gaps(block: Block) -> Iterator[str]:
    """Each missing value, named by where it stands. A figure's data table holds the values of its chart."""
    match block:
        case Table():
            return _table_gaps(block)
        case Figure():
            return (f"{block.number}: {place}" for place in _chart_gaps(block.chart))
        case Tiles():
            return _tile_gaps(block)
        case _:
            return iter(())


def _table_gaps(table: Table) -> Iterator[str]:
    for place, row in enumerate(table.rows, 1):
        header = row.cells[0].value
        name = f"row {place}" if header.is_missing else header.display
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.value.is_missing:
                yield f"{table.number}: {name}, {column.heading}"


def _chart_gaps(chart: Chart) -> Iterator[str]:
    for series in chart.series:
        for category, value in zip(chart.categories, series.values, strict=True):
            if value.is_missing:
                yield f"{category}, {series.name}"


def _tile_gaps(tiles: Tiles) -> Iterator[str]:
    for group in tiles.groups:
        for tile in group.tiles:
            if tile.value.is_missing:
                yield f"{group.title}: {tile.label}"
