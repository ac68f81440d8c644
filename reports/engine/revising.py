"""Past months' figures that are others now than was published for them: marked where they stand, and told beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from reports.engine.blocks import (
    REVISED,
    Block,
    Cell,
    Chart,
    Figure,
    Monthly,
    Revision,
    Row,
    Section,
    Series,
    Table,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.document import Document, Part, walk_sections
from reports.engine.tables import joined
from reports.engine.values import Value

Judge = Callable[[str, Monthly, Value], Revision | None]
"""Takes the id of the part that prints the figure, whose it is, and what it is now; gives how it was revised, if so."""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that says whose figure it is, and where it stands."""

    part: str
    section: str
    block: str
    of: Monthly
    value: Value


def named_in(document: Document) -> Iterator[Named]:
    """Every value that names its fact and month, in reading order; a figure's stand in its data."""
    for part in document.parts:
        for section in walk_sections(part.sections):
            for block in section.blocks:
                for of, value in _named(block):
                    yield Named(part.id, section.id, block.id, of, value)


def with_revisions(
    document: Document, judge: Judge, told: Callable[[str], frozenset[Monthly]] = lambda block: frozenset()
) -> Document:
    """The Document with each revised value marked, and what it was told under its block, without the names. `told` are
    those that the paper tells of elsewhere, for a block by its id."""
    parts = (_Marking(part.id, judge, told).part(part) for part in document.parts)
    return replace(document, parts=tuple(parts))


def _named(block: Block) -> Iterator[tuple[Monthly, Value]]:
    match block:
        case Table():
            yield from ((cell.of, cell.value) for row in block.rows for cell in row.cells if cell.of)
        case Figure():
            yield from _named(block.data)
        case Tiles():
            yield from ((tile.of, tile.value) for group in block.groups for tile in group.tiles if tile.of)


@dataclass(frozen=True, slots=True)
class _Marking:
    """Marks one part, for the people who read it."""

    in_part: str
    judge: Judge
    told: Callable[[str], frozenset[Monthly]]

    def part(self, part: Part) -> Part:
        return replace(part, sections=tuple(map(self._section, part.sections)))

    def _section(self, section: Section) -> Section:
        children = tuple(map(self._section, section.children))
        return replace(section, blocks=tuple(map(self._block, section.blocks)), children=children)

    def _block(self, block: Block) -> Block:
        if not (any(True for _ in _named(block)) or (isinstance(block, Figure) and block.chart.months)):
            return block
        match block:
            case Table():
                return self._table(block, block.id)
            case Figure():
                return self._figure(block)
            case Tiles():
                groups = tuple(map(self._group, block.groups))
                return replace(block, groups=groups, revisions=self._notes(_named(block), block.id))
            case _:
                return block

    def _notes(self, named: Iterable[tuple[Monthly, Value]], block: str) -> tuple[Revision, ...]:
        told = self.told(block)
        found = ((of, self.judge(self.in_part, of, value)) for of, value in named)
        return tuple(dict.fromkeys(replace(one, elsewhere=of in told) for of, one in found if one is not None))

    def _mark(self, of: Monthly | None, value: Value, mark: str = "") -> str:
        if of is None or self.judge(self.in_part, of, value) is None:
            return mark
        return f"{mark} {REVISED}".strip()

    def _table(self, table: Table, block: str) -> Table:
        rows = tuple(map(self._row, table.rows))
        return replace(table, rows=rows, revisions=self._notes(_named(table), block))

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(map(self._cell, row.cells))) if any(cell.of for cell in row.cells) else row

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, mark=self._mark(cell.of, cell.value, cell.mark), of=None) if cell.of else cell

    def _group(self, group: TileGroup) -> TileGroup:
        return replace(group, tiles=tuple(map(self._tile, group.tiles)))

    def _tile(self, tile: Tile) -> Tile:
        return replace(tile, mark=self._mark(tile.of, tile.value), of=None) if tile.of else tile

    def _figure(self, figure: Figure) -> Figure:
        chart = figure.chart
        series = tuple(self._series(one, chart) for one in chart.series)
        drawn = replace(chart, series=series, months=())
        return replace(
            figure, chart=drawn, data=self._table(figure.data, figure.id), alt=" ".join([figure.alt, *_said(drawn)])
        )

    def _series(self, series: Series, chart: Chart) -> Series:
        marks = [self._mark(of, value) for of, value in zip(series.whose(chart.months), series.values, strict=True)]
        revised = tuple(place for place, mark in enumerate(marks) if mark)
        return replace(series, fact="", revised=revised, of=())


def _said(chart: Chart) -> Iterator[str]:
    """For the alternative text: which points are marked."""
    several = len(chart.series) > 1
    points = [
        f"{chart.categories[place]} ({one.name})" if several else chart.categories[place]
        for one in chart.series
        for place in one.revised
    ]
    if points:
        yield f"Marked {REVISED}, as revised since it was published: {joined(points)}."
