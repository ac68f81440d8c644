"""Reads of September 2021, and the facts that are not what their rows give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.engine.month import Month
from reports.facts.registry import Facts
from reports.facts.rows import Tally
from reports.reads import MonthReads

SEPTEMBER = Month(2021, 9)


def reads_of(month: Month = SEPTEMBER) -> MonthReads:
    return MonthReads(month, since=date(2021, 9, 17), until=date(2021, 10, 8))


def disagreements(reads: MonthReads) -> list[str]:
    """The facts whose value is not what their rows give."""
    facts = Facts(reads)
    found = []
    for fact in facts.all():
        value, listing = facts.value(fact.key), fact.rows(reads)
        given = listing.figure()
        if value.is_missing or listing.tally is Tally.SHOWN or given is None:
            continue
        if not isinstance(value.raw, int | Decimal) or abs(Decimal(value.raw) - given) > Decimal("1e-9"):
            found.append(f"{fact.key}: {value.display}, by its rows {given}")
    return found
