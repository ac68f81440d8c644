"""Each kind of block as markup: one template per kind, used by page, file and paper alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports.engine.blocks import (
    REVISED,
    Block,
    BulletItem,
    Bullets,
    Cell,
    Chart,
    Column,
    Figure,
    Highlights,
    Narrative,
    Paragraph,
    Prose,
    Provenance,
    ReferenceList,
    Row,
    Series,
    Subheading,
    Table,
    Tile,
    Tiles,
)
from reports.engine.values import text
from reports.renderers.inline import InlineWriter, value_markup
from reports.renderers.medium import Medium
from reports.renderers.rows import column_attributes, mark_markup, rows_markup
from reports.renderers.templates import fill
from reports.renderers.widths import paper_widths, stated_widths

Context = dict[str, Any]

_DEEPEST_HEADING = 6
_MOST_BENEATH = 13
_SHORT_TABLE = 10
_SERIES_WIDTH = 22


class BlockWriter:
    """Writes the blocks of one part. `level` is the level of a heading inside the block, one below its section's."""

    def __init__(self, medium: Medium, inline: InlineWriter) -> None:
        self.medium = medium
        self.inline = inline
        self._prepare: Mapping[type, tuple[str, Callable[[Any], Context]]] = {
            Narrative: ("narrative", self._narrative),
            Highlights: ("highlights", self._highlights),
            ReferenceList: ("reference_list", self._reference_list),
            Tiles: ("tiles", self._tiles),
            Table: ("table", self._table),
            Figure: ("figure", self._figure),
        }

    def markup(self, block: Block, level: int) -> SafeString:
        """Raises KeyError for a kind of block that has no template."""
        name, prepare = self._prepare[type(block)]
        context = {"block": block, "level": min(level, _DEEPEST_HEADING), "paper": self.medium.paper}
        return fill(f"blocks/{name}.html", context | prepare(block))

    def _narrative(self, block: Narrative) -> Context:
        return {"prose": [self._prose(item) for item in block.content]}

    def _prose(self, item: Prose) -> Context:
        match item:
            case Paragraph(content):
                return {"kind": "paragraph", "words": self.inline.markup(content)}
            case Subheading(content):
                return {"kind": "subheading", "words": self.inline.markup(content)}
            case Bullets(items):
                return {"kind": "bullets", "items": [self._bullet(one) for one in items]}

    def _bullet(self, item: BulletItem) -> Context:
        words = self.inline.markup(item.content)
        return {"words": words, "children": [self._bullet(child) for child in item.children]}

    def _highlights(self, block: Highlights) -> Context:
        return {"items": [{"area": one.area, "words": self.inline.markup(one.content)} for one in block.items]}

    def _reference_list(self, block: ReferenceList) -> Context:
        lead = self.inline.markup(block.lead)
        return {"lead": lead, "items": [self._bullet(item) for item in block.items]} | origin(block.provenance)

    def _tiles(self, block: Tiles) -> Context:
        groups = [
            {
                "title": group.title,
                "tiles": [
                    {"label": tile.label, "fact": tile.fact, "value": self._figure_of(tile)} for tile in group.tiles
                ],
            }
            for group in block.groups
        ]
        return {"groups": groups} | origin(block.provenance)

    def _figure_of(self, tile: Tile) -> SafeString:
        mark = mark_markup(tile.mark, paper=self.medium.paper) if tile.mark else ""
        return SafeString(value_markup(tile.value) + mark)

    def _table(self, block: Table) -> Context:
        rows = rows_markup(block.columns, block.rows, self.inline)
        widths = paper_widths(block) if self.medium.paper else stated_widths(block)
        return {
            "columns": column_attributes(block, widths),
            "rows": rows,
            "short": len(block.rows) <= _SHORT_TABLE and not any(one.prose for row in block.rows for one in row.cells),
        } | origin(block.provenance)

    def _figure(self, block: Figure) -> Context:
        drawn = block.chart.has_data
        return {
            "src": self.medium.figure_src(block) if drawn else "",
            "phone_src": self.medium.phone_src(block) if drawn and self.medium.phone_src else "",
            "gaps": missing_points(block) if drawn else "",
            "data": "" if self.medium.paper else self._data_table(block.data),
            "notes": self._data_notes(block.data) if self.medium.paper else "",
            "values": self._values(block) if self.medium.paper else "",
        } | origin(block.provenance)

    def _values(self, block: Figure) -> SafeString:
        values = values_table(block)
        return fill("blocks/values.html", {"block": block} | self._table(values)) if values else SafeString("")

    def _data_notes(self, table: Table) -> SafeString:
        """Paper shows the chart without its table; what the table's notes say must not be lost with it."""
        cells = (cell for row in table.rows for cell in row.cells)
        return mark_safe("".join(self.inline.note_calls(cell.notes) for cell in cells))  # noqa: S308

    def _data_table(self, table: Table) -> SafeString:
        context = {"block": table, "paper": False, "within_figure": True}
        return fill("blocks/table.html", context | self._table(table))


def values_table(figure: Figure) -> Table | None:
    """The figures under a chart that cannot print each of them: a row for each series, as the chart runs."""
    chart = figure.chart
    if not _hides_values(chart):
        return None
    columns = (
        Column("series", chart.value_label, width=_SERIES_WIDTH),
        *(Column(name, name, "number") for name in chart.categories),
    )
    rows = tuple(Row((Cell(text(one.name)), *_cells(one))) for one in chart.series)
    return Table(figure.id, "", columns, rows)


def _cells(series: Series) -> Iterator[Cell]:
    for place, value in enumerate(series.values):
        yield Cell(value, mark=REVISED if place in series.revised else "")


def _hides_values(chart: Chart) -> bool:
    """Of stacks and sums the totals alone are printed, and of lines nothing; beyond a year and a month the figures
    would not fit beneath."""
    hidden = chart.kind in ("stacked", "lines", "cumulative")
    return hidden and chart.has_data and len(chart.categories) <= _MOST_BENEATH


def missing_points(figure: Figure) -> str:
    """Says in words which points of a chart have no figure: "Mar 21 (Website visits), Apr 21"."""
    chart = figure.chart
    several = len(chart.series) > 1
    points = [
        f"{category} ({series.name})" if several else category
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
        if value.is_missing
    ]
    return ", ".join(points)


def origin(provenance: Provenance | None) -> Context:
    """Where the figures come from, for the attributes of the block's element."""
    if provenance is None:
        return {"origin": None}
    return {"origin": {"query": provenance.query, "as_at": provenance.as_at.isoformat(), "rule": provenance.rule}}
