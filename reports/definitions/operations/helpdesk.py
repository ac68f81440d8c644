"""The Helpdesk: the month's totals in a sentence, and thirteen months topic by topic."""

from __future__ import annotations

from datetime import date

from measures.queries import CategoryAt, MeasureSeries
from reports.definitions.context import MonthContext
from reports.definitions.operations.engagement import HELPDESK
from reports.definitions.words import plain
from reports.engine.blocks import Column, FactRef, Inline, Narrative, Paragraph, Table
from reports.engine.tables import by_month, table
from reports.engine.values import NOT_MEASURED, Value
from reports.facts.measures import printed

TELEPHONE = "telephone-queries"
_KEY = f"measure.{HELPDESK}"


def helpdesk_totals(ctx: MonthContext) -> Narrative:
    told = (
        *plain(f"In {ctx.month.label} the SECAS Helpdesk received "),
        *_counted(ctx, f"measure.{TELEPHONE}", "query by telephone", "queries by telephone"),
        *plain(" and "),
        *_counted(ctx, f"measure.{HELPDESK}", "e-mail", "e-mails"),
        *plain("."),
    )
    return Narrative("helpdesk-totals", (Paragraph(told),))


def _counted(ctx: MonthContext, key: str, one: str, many: str) -> tuple[Inline, ...]:
    value = ctx.fact(key)
    return FactRef(key, value), *plain(f" {one if value.raw == 1 else many}")


def helpdesk_by_topic(ctx: MonthContext) -> Table:
    """Thirteen months, so that the month stands beside the same one a year before. A topic shows a number only in the
    months it is measured in."""
    long = ctx.reads.of_13_months
    series = long.series(HELPDESK)
    return table(
        "helpdesk-by-topic",
        f"SECAS Helpdesk e-mails by topic in the 13 months to {ctx.month.label}",
        (
            Column("topic", "Topic"),
            *(Column(f"month-{place}", month.short, "number") for place, month in enumerate(long.months, 1)),
        ),
        [
            (topic.name, *by_month(f"{_KEY}.{topic.code}", long.months, _numbers(series, topic, long.days)))
            for topic in series.categories
        ]
        if series
        else [],
        total=("Total", *by_month(_KEY, long.months, _totals(series, long.days))) if series else None,
        basis=f"A dash ({NOT_MEASURED.display}) stands where the topic was not in use in the month.",
        empty=f"The e-mails of {ctx.month.label} have not been entered.",
        wide=True,
        provenance=ctx.provenance("measures.series_many"),
    )


def _totals(series: MeasureSeries, days: list[date]) -> list[Value]:
    return [printed(series, series.total(day)) for day in days]


def _numbers(series: MeasureSeries, topic: CategoryAt, days: list[date]) -> list[Value]:
    return [printed(series, series.value(topic.code, day)) if topic.expected(day) else NOT_MEASURED for day in days]
