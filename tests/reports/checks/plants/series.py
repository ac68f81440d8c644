"""Series that were copied, and numbers unlike those before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from measures.models import Observation
from meetings.models import Committee
from reports.engine.blocks import Figure
from tests.meetings.rooms import meet
from tests.reports.checks.planting import SEPTEMBER, Ground, plant

AUGUST = date(2021, 8, 1)


def _numbers(code: str, category: str | None = None, month: date = SEPTEMBER):  # type: ignore[no-untyped-def]
    return Observation.objects.filter(measure__code=code, category__code=category, month=month)


@plant("series.beyond_range", "Helpdesk e-mails: Applications: 370. The 11 months before were between 24 and 41")
def slip_of_the_keyboard(ground: Ground) -> None:
    _numbers("helpdesk-emails", "applications").update(value=370)


@plant("series.counts_beyond_range", "Meetings held: ")
def too_many_meetings(ground: Ground) -> None:
    # The sample has the meetings of two months alone: the others are given a few.
    panel, tabasc = (Committee.objects.get(code=code) for code in ("panel", "tabasc"))
    for back in range(2, 9):
        first = ground.report.covers.back(back).first
        for committee in (panel, tabasc):
            meet(committee, first.replace(day=9), 200 + back)


@plant("series.never_zero", "Applications is 0")
def nothing_for_once(ground: Ground) -> None:
    _numbers("helpdesk-emails", "applications").update(value=0)


@plant("series.unchanged", "is 20,130, exactly as in the month before")
def exactly_the_same(ground: Ground) -> None:
    _numbers("website-page-views").update(value=_numbers("website-page-views", month=AUGUST).get().value)


@plant("series.copied", "every category is as in the month before")
def pasted_twice(ground: Ground) -> None:
    for row in Observation.objects.filter(measure__code="product-list-versions", month=AUGUST):
        _numbers("product-list-versions", row.category.code).update(value=row.value)


@plant("series.twins", "have the same numbers in all of 12 months")
def pasted_over(ground: Ground) -> None:
    for row in Observation.objects.filter(measure__code="helpdesk-emails", category__code="applications"):
        _numbers("helpdesk-emails", "contact-info", row.month).update(value=row.value)


@plant("series.windows", "shows 13 months, Sep 20 to Sep 21, not the 12 to September 2021")
def thirteen_months(ground: Ground) -> None:
    def longer(block: Figure) -> Figure:
        series = tuple(replace(one, values=(one.values[0], *one.values)) for one in block.chart.series)
        return replace(block, chart=replace(block.chart, categories=("Sep 20", *block.chart.categories), series=series))

    ground.block("helpdesk-months", longer)
