"""As many rows as the figure that counts them."""

from __future__ import annotations

from dataclasses import replace

from modifications.models import StageFrom
from reports.engine.blocks import BulletItem, ReferenceList, Table, Text
from tests.reports.checks.planting import Ground, plant


def _one_less(table: Table) -> Table:
    return replace(table, rows=table.rows[:-1])


def _one_more(table: Table) -> Table:
    return replace(table, rows=(*table.rows, table.rows[-1]))


@plant("lists.parties_entered", "The list has 2 rows; accessions of the month: 1")
def one_more_entered(ground: Ground) -> None:
    ground.block("parties-entered", _one_more)


@plant("lists.parties_left", "The list has 1 row; withdrawals and expulsions: 0")
def one_more_left(ground: Ground) -> None:
    seen: list[Table] = []

    def noted(table: Table) -> Table:
        seen.append(table)
        return table

    ground.block("parties-entered", noted)
    ground.block("parties-left", lambda table: replace(table, rows=seen[0].rows))


@plant("lists.meetings_held", "The list has 14 rows; meetings held: 15")
def meeting_not_listed(ground: Ground) -> None:
    ground.block("meetings-held", _one_less)


@plant("lists.meetings_other", "extraordinary meetings: 3")
def extraordinary_not_listed(ground: Ground) -> None:
    ground.block("meetings-other", _one_less)


@plant("lists.assessments_open", "The list has 7 rows; assessments underway: 6")
def assessment_twice(ground: Ground) -> None:
    ground.block("assessments-open", _one_more)


@plant("lists.assessments_completed", "The list has 19 rows; assessments completed: 20")
def assessment_not_listed(ground: Ground) -> None:
    ground.block("assessments-completed", _one_less)


@plant("lists.decisions", "Change Sub-Committee: 14 decisions are listed, and 13 are recorded")
def decision_made_up(ground: Ground) -> None:
    def more(block: ReferenceList) -> ReferenceList:
        return replace(block, items=(*block.items, BulletItem((Text("Another"),))))

    ground.block("csc-new-proposals", more)


@plant("lists.approved", "2 modifications are listed as approved, and 3 are counted as approved")
def approved_without_decision(ground: Ground) -> None:
    one = StageFrom.objects.filter(modification__code="125").latest("since").modification
    StageFrom.objects.create(modification=one, since="2021-09-29", stage="approved")


@plant("lists.mentions", "DP182 stands twice in “New Draft Proposals”")
def listed_twice(ground: Ground) -> None:
    ground.block("csc-new-proposals", lambda block: replace(block, items=(*block.items, block.items[0])))
