"""All that a month's report lacks, gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.desk.gaps import Gap, Question
from reports.desk.gaps_committees import meetings_of_the_month, next_meetings
from reports.desk.gaps_deliveries import deliveries
from reports.desk.gaps_measures import lists, numbers
from reports.desk.gaps_paper import of_the_paper
from reports.desk.gaps_register import assessments_without_target, unplaced_parties

Finder = Callable[[Question], Iterator[Gap]]

FINDERS: tuple[Finder, ...] = (
    of_the_paper,
    numbers,
    lists,
    meetings_of_the_month,
    next_meetings,
    deliveries,
    unplaced_parties,
    assessments_without_target,
)


def gaps_of(question: Question) -> list[Gap]:
    """Every gap, those of the paper itself first, each told once."""
    return list(dict.fromkeys(gap for find in FINDERS for gap in find(question)))
