"""The order of dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.models import Decision
from modifications.models import TitleFrom
from reports.engine.blocks import Table
from reports.engine.values import long_date
from tests.reports.checks.planting import Ground, plant


@plant("order.rows", "stands under")
def out_of_order(ground: Ground) -> None:
    def turned(table: Table) -> Table:
        first, second, *others = table.rows
        return replace(table, rows=(second, first, *others))

    ground.block("meetings-held", turned)


@plant("order.after_issue", "is after the issue date, 8 October 2021")
def after_issue(ground: Ground) -> None:
    ground.cell("parties-entered", 0, "on", long_date(date(2021, 10, 9)))


@plant("order.before_raised", "DP182 has a title from 2 August 2021, before it was raised")
def titled_too_early(ground: Ground) -> None:
    TitleFrom.objects.filter(modification__code="182").update(since=date(2021, 8, 2))


@plant("order.decision_day", "Change Board Meeting 58, held on 29 September 2021, is dated 1 October 2021")
def dated_otherwise(ground: Ground) -> None:
    Decision.objects.filter(modification__code="121").update(decided_on=date(2021, 10, 1))
