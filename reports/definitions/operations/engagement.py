"""Party Engagement and Technical Operations: helpdesk, website, CodeWorks and the product lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from measures.queries import CategoryAt, MeasureSeries
from reports.definitions.context import MonthContext
from reports.definitions.words import OF_PAST_12_MONTHS
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Column, Figure, Series, Table, Tile, TileGroup, Tiles
from reports.engine.tables import joined, table
from reports.engine.values import MISSING, NOT_MEASURED, Value
from reports.facts.measures import printed

HELPDESK = "helpdesk-emails"
PRODUCT_LISTS = "product-list-versions"
CODEWORKS = "codeworks-users"


def helpdesk_months(ctx: MonthContext) -> Figure:
    window = ctx.reads.window
    series = Series(
        "E-mails", tuple(_total(ctx, HELPDESK, place) for place in range(len(window))), f"measure.{HELPDESK}"
    )
    chart = Chart("columns", tuple(month.short for month in window), (series,), "E-mails", "Month", months=window)
    return figure(
        "helpdesk-months",
        f"SECAS Helpdesk e-mails in {OF_PAST_12_MONTHS}",
        chart,
        basis="E-mails received, all topics.",
        provenance=ctx.provenance("measures.series_many"),
    )


def helpdesk_topics(ctx: MonthContext) -> Figure:
    series = ctx.reads.measures.get(HELPDESK)
    topics = series.expected(ctx.month.first) if series else ()
    ranked = sorted(((topic, _category(ctx, series, topic.code)) for topic in topics), key=_most_first)
    whose = tuple(ctx.named(f"measure.{HELPDESK}.{topic.code}") for topic, _ in ranked)
    chart = Chart(
        "bars",
        tuple(topic.name for topic, _ in ranked),
        (Series("E-mails", tuple(value for _, value in ranked), of=whose),),
        "E-mails",
        "Topic",
    )
    return figure(
        "helpdesk-topics",
        f"SECAS Helpdesk e-mails by topic in {ctx.month.label}",
        chart,
        basis="E-mails received in the month, most first.",
        provenance=ctx.provenance("measures.series_many"),
    )


def _most_first(entry: tuple[CategoryAt, Value]) -> int | Decimal:
    raw = entry[1].raw
    return -raw if isinstance(raw, int | Decimal) else Decimal(1)


def top_pages(ctx: MonthContext) -> Table:
    """At the ranks that were entered: a rank that was not is a Problem, and the others keep their own."""
    pages = ctx.reads.top_pages
    last = pages[-1].rank if pages else 0
    if absent := sorted(set(range(1, last + 1)) - {page.rank for page in pages}):
        places = joined([str(rank) for rank in absent])
        message = f"The most viewed pages of {ctx.month.label} have no page at rank {places}."
        ctx.problems.warning("ranked.gap", message, section="website", block="top-pages")
    return table(
        "top-pages",
        f"Most viewed pages of the SECAS website in {ctx.month.label}",
        (Column("rank", "Rank", width=10), Column("page", "Page", width=90)),
        [(page.rank, page.label) for page in pages],
        empty=f"The most viewed pages of {ctx.month.label} have not been entered.",
        provenance=ctx.provenance("measures.ranked"),
    )


def codeworks_users(ctx: MonthContext) -> Tiles:
    series = ctx.reads.measures.get(CODEWORKS)
    tiles = [
        Tile(category.name, _category(ctx, series, category.code), f"measure.{CODEWORKS}.{category.code}")
        for category in (series.expected(ctx.month.first) if series else ())
    ]
    tiles.append(Tile("All CodeWorks users", ctx.fact(f"measure.{CODEWORKS}"), f"measure.{CODEWORKS}"))
    return Tiles(
        "codeworks-users",
        (TileGroup("CodeWorks users", tuple(tiles)),),
        ctx.provenance("measures.series_many"),
    )


def product_lists(ctx: MonthContext) -> Figure:
    series = ctx.reads.measures.get(PRODUCT_LISTS)
    drawn = _by_category(ctx, series) if series else (Series("Versions", tuple(MISSING for _ in ctx.reads.window)),)
    window = ctx.reads.window
    chart = Chart("stacked", tuple(month.short for month in window), drawn, "Versions produced", "Month", months=window)
    return figure(
        "product-lists",
        f"Versions of each product list produced in {OF_PAST_12_MONTHS}",
        chart,
        totals=tuple(_total(ctx, PRODUCT_LISTS, place) for place in range(len(window))),
        totals_of=f"measure.{PRODUCT_LISTS}",
        provenance=ctx.provenance("measures.series_many"),
    )


def _by_category(ctx: MonthContext, series: MeasureSeries) -> tuple[Series, ...]:
    return tuple(
        Series(
            category.name,
            tuple(_of_month(series, category, day) for day in ctx.reads.window_days),
            f"measure.{PRODUCT_LISTS}.{category.code}",
        )
        for category in series.categories
    )


def _of_month(series: MeasureSeries, category: CategoryAt, month: date) -> Value:
    """A category that is not measured in the month has nothing missing there."""
    return printed(series, series.value(category.code, month)) if category.expected(month) else NOT_MEASURED


def _category(ctx: MonthContext, series: MeasureSeries | None, category: str) -> Value:
    return printed(series, series.value(category, ctx.month.first)) if series else MISSING


def _total(ctx: MonthContext, code: str, place: int) -> Value:
    series = ctx.reads.measures.get(code)
    return printed(series, series.total(ctx.reads.window_days[place])) if series else MISSING
