"""The year in figures: a group of tiles for each service, each tile an annual fact."""

from __future__ import annotations

from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.tiles import GROUPS
from reports.engine.blocks import Tile, TileGroup, Tiles


def year_in_figures(ctx: YearContext) -> Tiles:
    groups = tuple(
        TileGroup(title, tuple(Tile(label, ctx.fact(key), key, of=ctx.of_the_year_before(key)) for label, key in tiles))
        for title, tiles in GROUPS
    )
    return Tiles("year-in-figures", groups, ctx.provenance("facts"), basis="Parties are counted excluding the DCC.")
