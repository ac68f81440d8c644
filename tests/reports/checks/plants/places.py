"""Tile = table = text."""

from __future__ import annotations

from dataclasses import replace

from reports.engine.blocks import Figure
from reports.engine.values import count, text
from tests.reports.checks.planting import Ground, plant, with_tile


@plant("places.same", "“modifications.raised” is 5 in the tile “New modifications raised”, and four in the text")
def tile_and_text(ground: Ground) -> None:
    ground.block("snapshot-tiles", lambda block: with_tile(block, "New modifications raised", count(5)))


@plant("places.fact", "“parties.acceded” is 1 by the records, and 2 in the tile “Accessions”")
def tile_and_records(ground: Ground) -> None:
    ground.block("snapshot-tiles", lambda block: with_tile(block, "Accessions", count(2)))


@plant("places.tables", "says 60; the figure “modifications.open” is 59")
def table_and_figure(ground: Ground) -> None:
    ground.cell("timescales", 0, "total", count(60))


@plant("places.figures", "ends with 3 for “Accessions”; it is 1")
def last_point(ground: Ground) -> None:
    def three(block: Figure) -> Figure:
        first, *others = block.chart.series
        first = replace(first, values=(*first.values[:-1], count(3)))
        return replace(block, chart=replace(block.chart, series=(first, *others)))

    ground.block("movements", three)


@plant("places.chart_data", "the series “Accessions” is not what its table lists")
def chart_and_table(ground: Ground) -> None:
    ground.cell("movements", 3, "series-1", count(8))


@plant("places.against_target", "is not “Within target”")
def over_target(ground: Ground) -> None:
    ground.cell("assessments-open", 0, "against", text("Within target"))
