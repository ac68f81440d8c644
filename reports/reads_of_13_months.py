"""Month by month over thirteen months, so that the reporting month stands beside the same month a year before.

A month before the records of a kind began is None, which is never zero: nobody entered that nothing happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from measures.queries import MeasureSeries, series_many
from parties.models import ExitKind
from parties.queries import PartyMovement, records_began
from parties.queries_listed import DefaultRow
from reports.engine.month import Month
from reports.period_reads import PeriodReads

T = TypeVar("T")

LONG_WINDOW = 13
"""The twelve months before the reporting month, and the month itself, which is the last."""


@dataclass(frozen=True, slots=True)
class MembershipMonth:
    """One month, the DCC left out of all. `in_default` are the Parties in Default on its last day. What is None is not
    known: the month lies before its records began."""

    month: Month
    acceded: int | None
    in_default: int | None
    withdrawn: int | None
    expelled: tuple[PartyMovement, ...] | None


class ReadsOf13Months:
    """`wider` reads a time that holds the thirteen months, and is shared with the report's other reads."""

    def __init__(self, month: Month, wider: Callable[[], PeriodReads]) -> None:
        self.month = month
        self.months = month.window(LONG_WINDOW)
        self.days = [one.first for one in self.months]
        self._wider = wider
        self._series: dict[str, MeasureSeries] = {}

    def series(self, code: str) -> MeasureSeries | None:
        """The measure over the thirteen months; None where it has not been set up."""
        if code not in self._series:
            try:
                self._series |= series_many([code], self.days)
            except KeyError:
                return None
        return self._series[code]

    @cached_property
    def membership(self) -> list[MembershipMonth]:
        """Accessions, Parties in Default, withdrawals and expulsions of each month."""
        return [self._membership(month) for month in self.months]

    @cached_property
    def _began(self) -> tuple[date | None, date | None]:
        return records_began()

    def _membership(self, month: Month) -> MembershipMonth:
        wider = self._wider()
        members, defaults = (self._known(month, began) for began in self._began)
        left = _of(month, wider.left, lambda row: row.on)
        return MembershipMonth(
            month,
            acceded=len(_of(month, wider.entered, lambda row: row.on)) if members else None,
            in_default=_in_default(wider.defaults_but_the_dccs, month.last) if defaults else None,
            withdrawn=sum(row.kind == ExitKind.WITHDRAWN for row in left) if members else None,
            expelled=tuple(row for row in left if row.kind == ExitKind.EXPELLED) if members else None,
        )

    def _known(self, month: Month, began: date | None) -> bool:
        """The reporting month is known, as it is to every other figure of the report."""
        return month == self.month or (began is not None and began <= month.last)


def _of(month: Month, rows: Iterable[T], day: Callable[[T], date]) -> list[T]:
    return [row for row in rows if month.first <= day(row) <= month.last]


def _in_default(rows: Iterable[DefaultRow], day: date) -> int:
    """Parties with an Event of Default standing on the day; one with several counts once."""
    standing = (row for row in rows if row.raised_on <= day and (row.closed_on is None or row.closed_on > day))
    return len({row.party_id for row in standing})
