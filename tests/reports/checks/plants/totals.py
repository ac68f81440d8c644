"""Parts and totals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from measures.models import Observation
from parties.models import VotingGroup
from reports.engine.blocks import Column, Figure, Table
from reports.engine.tables import table
from reports.engine.values import count, decimal, percentage
from tests.parties.cast import party
from tests.reports.checks.planting import SEPTEMBER, Ground, plant, with_tile

_DAYS = (Column("driver", "Driver"), Column("days", "Days", "number"))


def instead(ground: Ground, made: Table) -> None:
    """Stands where the table of the most viewed pages stood."""
    ground.block("top-pages", lambda block: replace(made, id=block.id, number=block.number))


@plant("totals.rows", "the rows of “Days” come to 7, the total says 8")
def total_row(ground: Ground) -> None:
    rows = [("Service desk", count(3)), ("Project", count(4))]
    instead(ground, table("days", "Days worked", _DAYS, rows, total=("Total", count(8))))


@plant("totals.columns", "the row “Oct 20” comes to 21, its total says 22")
def total_column(ground: Ground) -> None:
    ground.cell("product-lists", 0, "series-5", count(22))


@plant("totals.rounding", "as printed, “Service desk” comes to 2, beside a total of 3")
def rounded(ground: Ground) -> None:
    columns = (
        _DAYS[0],
        Column("a", "Week 1", "number"),
        Column("b", "Week 2", "number"),
        Column("t", "Total", "number"),
    )
    half = decimal(Decimal("1.4"), 0)
    rows = [("Service desk", half, half, decimal(Decimal("2.8"), 0))]
    instead(ground, table("days", "Days worked", columns, rows))


@plant("totals.shares", "the 3 printed shares come to 99%")
def shares(ground: Ground) -> None:
    rows = [(name, percentage(1, 3)) for name in ("Applications", "Modifications", "Other")]
    instead(ground, table("shares", "Shares of the e-mails", (_DAYS[0], Column("s", "Share", "number")), rows))


@plant("totals.percentages", "“Assessment compliance” is printed as 103%")
def above_a_hundred(ground: Ground) -> None:
    Observation.objects.filter(measure__code="security-compliance", month=SEPTEMBER).update(value=103)


@plant("totals.stages", "The stages in the figure come to 60, and 59 proposals are open")
def one_more_in_a_stage(ground: Ground) -> None:
    def more(block: Figure) -> Figure:
        (series,) = block.chart.series
        series = replace(series, values=(count(13), *series.values[1:]))
        return replace(block, chart=replace(block.chart, series=(series,)))

    ground.block("stages", more)


@plant("totals.voting_groups", "There are 262 Voting Groups, but 261 by Party Category: some have no category")
def in_no_bar(ground: Ground) -> None:
    ground.reads["voting_group_total"] = 262


@plant("totals.voting_groups_twice", "There are 261 Voting Groups, but 262 by Party Category")
def in_two_categories(ground: Ground) -> None:
    group = VotingGroup.objects.get(code="utility-smart-metering-group")
    party("A Small Supplier beside it", category="small_supplier", group=group)


@plant("totals.parties", "there are 333 Parties, but 332 by Party Category")
def in_no_category(ground: Ground) -> None:
    party("Without a category", category=None)


@plant("totals.uep", "of 10 Parties")
def more_than_all(ground: Ground) -> None:
    ground.reads["party_total"] = 10


@plant("totals.helpdesk", "the month's column says 413")
def one_more_e_mail(ground: Ground) -> None:
    def more(block: Figure) -> Figure:
        (series,) = block.chart.series
        series = replace(series, values=(*series.values[:-1], count(413)))
        return replace(block, chart=replace(block.chart, series=(series,)))

    ground.block("helpdesk-months", more)


@plant("totals.tiles", "says 528")
def tile_of_all(ground: Ground) -> None:
    ground.block("codeworks-users", lambda block: with_tile(block, "All CodeWorks users", count(528)))
