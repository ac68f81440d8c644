"""What a month's report still lacks, by the section that needs it, each with the form that mends it.

Texts and owners are told of where the sections are listed. Each question is one query, or a fixed few, whatever it
finds. What is due only later than `today` is no gap yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from modifications.models import BankHoliday
from modifications.working_days import WorkingCalendar
from reports.definitions.needs import Needs, prints_measure
from reports.definitions.registry import definition_of
from reports.desk import mends
from reports.desk.mends import Mend
from reports.edition_making.naming import figures_of
from reports.editions import edition_of
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


@dataclass(frozen=True)
class Question:
    """One report on one day. `calendar` is None where no year's bank holidays are entered; `sections` are the ids of
    those that the edition in force in its month has. `printed` are the figures that it prints, by name with the section
    that does, where they are known; else they are read off its sections and texts, where a need is without its section.
    """

    report: Report
    today: date
    calendar: WorkingCalendar | None
    sections: frozenset[str]
    printed: Mapping[str, str] | None = None

    @property
    def month(self) -> Month:
        return self.report.covers

    @cached_property
    def needs(self) -> Needs:
        whole = definition_of(self.report.kind).needs
        within = whole.within(self.sections)
        return within if within == whole else whole.within(self.sections, self.figures)

    @cached_property
    def figures(self) -> Mapping[str, str]:
        if self.printed is not None:
            return self.printed
        texts = dict(self.report.texts.values_list("section", "body"))
        return figures_of(edition_of(self.report.kind, self.month).every_section, texts)

    def section_of_measure(self, group: str, code: str) -> str | None:
        """Whose the numbers of a measure are, "" for the whole report's; None where nothing prints them."""
        section = (definition_of(self.report.kind).needs.measures or {}).get(group, "")
        return section if not section or section in self.sections else prints_measure(self.figures, code)

    @property
    def as_at(self) -> date:
        """The last day that the report can know of, as far as it has come."""
        return min(self.today, self.report.issue_date)


def unknown_calendar(year: int) -> Gap:
    message = f"No Working Day of {year} can be counted: its bank holidays are not entered."
    return Gap("calendar", "", message, (mends.add(BankHoliday, "Enter a bank holiday"),))
