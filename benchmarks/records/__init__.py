"""Records in bulk, such as years of work leave them: the same in every run, and quickly made.

`fill(until, years)` needs an empty database with its tables. Everything in it is made up; nothing is marked
illustrative, so the search for such marks costs what it costs where there are none.
"""

from __future__ import annotations

from django.db import transaction

from benchmarks.records.measures import make_measures
from benchmarks.records.meetings import make_meetings
from benchmarks.records.modifications import make_modifications
from benchmarks.records.parties import make_parties
from benchmarks.records.report import make_report
from benchmarks.records.span import Rows, Span, Volume
from reports.engine.month import Month
from reports.models import Report

__all__ = ["Span", "Volume", "fill"]

A_YEAR = Volume()


@transaction.atomic
def fill(until: Month, years: int, volume: Volume = A_YEAR) -> Report:
    """Store so many years of records, the last month being `until`, and that month's Operations Report."""
    rows, span = Rows(), Span.ending(until, years)
    make_parties(rows, span, volume)
    made = make_modifications(rows, span, volume)
    held = make_meetings(rows, span, made)
    make_measures(rows, span)
    return make_report(rows, span, made, held)
