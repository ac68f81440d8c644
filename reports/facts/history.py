"""A fact in the months before: by the calendar where that will do, else by each month's own paper."""

from __future__ import annotations

from dataclasses import dataclass

from access.policy import Reader
from reports.building import context_for
from reports.engine.month import Month
from reports.engine.values import MISSING, Value
from reports.facts.registry import Fact, Facts
from reports.models import Report
from reports.queries import reports_for
from reports.reads import WINDOW, MonthReads


@dataclass(frozen=True, slots=True)
class MonthValue:
    """`value` is None where the month has no paper to count by."""

    month: Month
    value: Value | None


def history(fact: Fact, report: Report, reader: Reader) -> list[MonthValue]:
    """The fact in the eleven months before the report's, oldest first. As many times the fact's own few queries."""
    months = report.covers.window(WINDOW)[:-1]
    if fact.monthly:
        return [MonthValue(month, _value(fact.key, reads_by_the_calendar(month))) for month in months]
    papers = {
        one.covers: one for one in reports_for(reader).filter(kind=report.kind, month__in=[m.first for m in months])
    }
    return [
        MonthValue(month, _value(fact.key, context_for(papers[month]).reads) if month in papers else None)
        for month in months
    ]


def reads_by_the_calendar(month: Month) -> MonthReads:
    """The month as no paper bounds it: what is counted since a meeting, or as known on an issue date, needs its own."""
    return MonthReads(month, since=month.back(1).last, until=month.last)


def _value(key: str, reads: MonthReads) -> Value:
    """Missing where the month had no such fact: no such release yet, say."""
    try:
        return Facts(reads).value(key)
    except KeyError:
        return MISSING
