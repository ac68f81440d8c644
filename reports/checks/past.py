"""What the months before a report's were: for bridges, and for what is unlike them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from measures.queries import MeasureSeries, series_many
from meetings.queries import meetings_between
from modifications import queries as modifications
from modifications.queries import AssessmentRow, MonthProcess
from parties import queries as parties
from parties.queries import MonthMovements
from reports.engine.month import Month
from reports.reads import WINDOW, MonthReads


class Past:
    """The month before, and the twelve before the report's own; each question at most once."""

    def __init__(self, month: Month, reads: MonthReads) -> None:
        self.before = month.back(1)
        self.months = month.window(WINDOW + 1)
        """The twelve before, oldest first, and the report's own last."""
        self._days = [one.first for one in self.months]
        self._reads = reads

    # --- As at the end of the month before ----------------------------------------------------------------------------

    @cached_property
    def party_total(self) -> int:
        return parties.party_count(self.before.last)

    @cached_property
    def voting_group_total(self) -> int:
        return parties.voting_group_count(self.before.last)

    @cached_property
    def defaults_standing(self) -> int:
        return parties.events_of_default_standing(self.before.last)

    @cached_property
    def assessments_open(self) -> list[AssessmentRow]:
        return modifications.assessments_open(self.before.last)

    # --- Month by month -----------------------------------------------------------------------------------------------

    @cached_property
    def measures(self) -> dict[str, MeasureSeries]:
        return series_many(list(self._reads.measures), self._days)

    @cached_property
    def movements(self) -> list[MonthMovements]:
        return parties.movements(self._days)

    @cached_property
    def process(self) -> list[MonthProcess]:
        return modifications.process_by_month(self._days)

    @cached_property
    def meetings_held(self) -> dict[date, int]:
        """Meetings counted as held, by the month's first day."""
        held = meetings_between(self.months[0].first, self.months[-1].last)
        return Counter(row.held_on.replace(day=1) for row in held if row.counted)
