"""Which edition of a report is in force in a month."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of
from reports.engine.edition import Edition, edition_for
from reports.engine.month import Month


def editions_of(kind: str) -> tuple[Edition[MonthContext], ...]:
    """Every edition of the report. Raises LookupError for a kind that no report has."""
    return definition_of(kind).editions


def edition_of(kind: str, month: Month) -> Edition[MonthContext]:
    """The edition in force in the month. Raises LookupError before the first, or for a kind that no report has."""
    return edition_for(editions_of(kind), month)
