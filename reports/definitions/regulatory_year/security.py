"""The year's security statistics, and the assessments by month."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.tiles import ASSESSMENTS, OUTCOMES
from reports.definitions.regulatory_year.words import in_the_year, months_said
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Figure, Series, Tile, TileGroup, Tiles

_BY_MONTH = (
    ("Fieldwork completed", codes.FIELDWORK),
    ("FUSA and VUSA presented", codes.PRESENTED),
    ("Self-Assessments presented", codes.SELF_ASSESSMENTS),
    ("Prepared for review", codes.PREPARED),
)


def highlights(ctx: YearContext) -> Tiles:
    """The twelve statistics."""
    groups = tuple(
        TileGroup(title, tuple(Tile(label, ctx.fact(key), key) for label, key in tiles))
        for title, tiles in (
            (f"Assessments, {in_the_year(ctx)}", ASSESSMENTS),
            ("Statuses, meetings and guidance", OUTCOMES),
        )
    )
    return Tiles("security-statistics", groups, ctx.provenance("facts"))


def overview(ctx: YearContext) -> Figure:
    chart = Chart(
        "lines",
        tuple(month.short for month in ctx.year.months),
        tuple(
            Series(name, ctx.by_month(f"measure.{measure}.year"), f"measure.{measure}") for name, measure in _BY_MONTH
        ),
        "Assessments",
        "Month",
        months=ctx.year.months,
    )
    return figure(
        "assessment-overview",
        f"Security assessments by month, {months_said(ctx)}",
        chart,
        provenance=ctx.provenance("measures.series_many"),
    )
