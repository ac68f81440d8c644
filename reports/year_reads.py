"""What is asked of the records about a regulatory year by its months, beside what the last month's reads answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from parties.queries_listed import PartyRow, parties_listed
from reports.engine.month import Month
from reports.models import Objective, ObjectiveStatus
from reports.models.objectives import Evaluation
from reports.period_reads import PeriodReads
from reports.reads import MonthReads

if TYPE_CHECKING:
    from reports.facts.by_month import MadeOf

YEAR_REPORT = "regulatory-year"


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective in force at the year's end. `status` is None where none has been entered for the report."""

    code: str
    group: str
    name: str
    wording: str
    status: Evaluation | None


class YearReads:
    """The twelve months that end with the report's, and the twelve before them. Each question at most once."""

    def __init__(self, reads: MonthReads) -> None:
        self.reads = reads
        self.months = reads.year_months
        self.months_before = tuple(month.back(12) for month in reads.year_months)
        self.known: dict[str, MadeOf | None] = {}
        """What was found of each annual figure, kept for the blocks that ask for it again."""

    @property
    def this(self) -> PeriodReads:
        return self.reads.year

    @property
    def before(self) -> PeriodReads:
        return self.reads.year_before

    @property
    def called(self) -> str:
        """Such as "2019-20"."""
        return year_of(self.months[0])

    @property
    def called_before(self) -> str:
        return year_of(self.months_before[0])

    @cached_property
    def parties_at_ends(self) -> list[list[PartyRow]]:
        """Every Party, the DCC among them, on the last day of each month; a query for each month."""
        return [parties_listed(month.last) for month in self.months[:-1]] + [self.reads.parties]

    @cached_property
    def objectives(self) -> list[ObjectiveRow]:
        """The objectives in force at the year's end, in their order; two queries."""
        month = self.reads.month
        statuses = ObjectiveStatus.objects.filter(report__kind=YEAR_REPORT, report__month=month.first)
        entered = dict(statuses.values_list("objective_id", "status"))
        return [
            ObjectiveRow(one.code, one.group, one.name, one.wording, _evaluation(entered.get(one.pk)))
            for one in Objective.objects.filter(since__lte=month.last).order_by("rank")
        ]


def year_of(april: Month) -> str:
    return f"{april.year}-{(april.year + 1) % 100:02d}"


def _evaluation(status: str | None) -> Evaluation | None:
    return Evaluation(status) if status else None
