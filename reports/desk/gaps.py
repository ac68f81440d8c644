"""What a month's report still lacks, by the section that needs it, each with the form that mends it.

Texts and owners are told of where the sections are listed. Each question is one query, or a fixed few, whatever it
finds. What is due only later than `today` is no gap yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from modifications.models import BankHoliday
from modifications.working_days import WorkingCalendar
from reports.definitions.needs import Needs
from reports.definitions.registry import definition_of
from reports.desk import mends
from reports.desk.mends import Mend
from reports.engine.month import Month
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Gap:
    """`section` is whose gap it is, "" where it is the whole report's. `number` is of the things that are missing."""

    kind: str
    section: str
    message: str
    mends: tuple[Mend, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One report on one day. `calendar` is None where no year's bank holidays are entered; `sections` are the ids of
    those that the edition in force in its month has."""

    report: Report
    today: date
    calendar: WorkingCalendar | None
    sections: frozenset[str]

    @property
    def month(self) -> Month:
        return self.report.covers

    @property
    def needs(self) -> Needs:
        return definition_of(self.report.kind).needs.within(self.sections)

    @property
    def as_at(self) -> date:
        """The last day that the report can know of, as far as it has come."""
        return min(self.today, self.report.issue_date)


def unknown_calendar(year: int) -> Gap:
    message = f"No Working Day of {year} can be counted: its bank holidays are not entered."
    return Gap("calendar", "", message, (mends.add(BankHoliday, "Enter a bank holiday"),))
