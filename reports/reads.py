"""Every question a month's report asks of the records, each asked at most once a build.

Tiles, tables, figures and text all take their figures from here, so two places in one report cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from measures.models import Measure, MeasureGroup
from measures.queries import MeasureSeries, RankedRow, ranked_many, series_many, series_of
from meetings import queries as meetings
from meetings.models import Outcome, Question
from meetings.queries import (
    ActionOfPeriod,
    CommitteeRow,
    Dated,
    DecisionRow,
    DeliveryRow,
    FigureRow,
    Kept,
    MeetingRow,
    NotEntered,
    Punctuality,
    ReportRow,
)
from modifications import queries as modifications
from modifications.calendars import sec_calendar
from modifications.models import AssessmentKind, Stage
from modifications.queries import (
    AssessmentRow,
    Lives,
    ModificationAt,
    ModificationEvent,
    MonthProcess,
    ReleaseAt,
    Timescale,
    VersionRow,
)
from modifications.working_days import CalendarError, WorkingCalendar
from parties import queries as parties
from parties.models import PartyCategory, TestKind
from parties.queries import MonthMovements, TestingRow, UepRow, UnplacedParty
from parties.queries_listed import DefaultRow, PartyRow, VotingGroupRow, parties_listed, voting_groups_listed
from reports.engine.month import Month
from reports.period_reads import PeriodReads, ReadsWithin
from reports.reads_of_13_months import ReadsOf13Months
from reports.reads_to_issue import ReadsToIssue

T = TypeVar("T")

WINDOW = 12
"""Months in "the past 12 months": the reporting month is the last of them."""
TOP_PAGES = "website-top-pages"
YEAR_BEGINS = 4
"""The regulatory year runs from April to March."""
RELEASES_AHEAD = 18
"""Months ahead of the reporting month whose releases are told of."""


class MonthReads(PeriodReads):
    """Reads for one month. `since` and `until` bound what happened "since the last Panel meeting": after the one, up
    to and including the other."""

    def __init__(self, month: Month, *, since: date, until: date) -> None:
        super().__init__(month.first, month.last)
        self.month = month
        self.since = since
        self.until = until
        self.window = month.window(WINDOW)
        self.window_days = [one.first for one in self.window]
        self.to_issue = ReadsToIssue(month.first, until)
        self.of_13_months = ReadsOf13Months(month, lambda: self.two_years)

    @cached_property
    def two_years(self) -> PeriodReads:
        """From the April that the regulatory year before began in, to the end of the month."""
        return PeriodReads(self.year_months[0].back(12).first, self.month.last)

    @cached_property
    def _within(self) -> PeriodReads:
        """The month as part of those: what the report itself does not read is read once for all three."""
        return ReadsWithin(self.first, self.last, lambda: self.two_years)

    @property
    def lives(self) -> Lives:
        return self.two_years.lives

    @cached_property
    def defaults(self) -> list[DefaultRow]:
        return self._within.defaults

    @cached_property
    def actions(self) -> list[ActionOfPeriod]:
        return self._within.actions

    @cached_property
    def uep_in_period(self) -> list[UepRow]:
        return self._within.uep_in_period

    @cached_property
    def versions_issued(self) -> list[VersionRow]:
        return self._within.versions_issued

    @cached_property
    def of_window(self) -> PeriodReads:
        """The twelve months ending with this one."""
        return PeriodReads(self.window[0].first, self.month.last)

    @cached_property
    def year(self) -> PeriodReads:
        """The regulatory year so far: from April to the end of the month."""
        return ReadsWithin(self.year_months[0].first, self.month.last, lambda: self.two_years)

    @cached_property
    def year_before(self) -> PeriodReads:
        """The same months of the regulatory year before."""
        first, last = self.year_months[0].back(12).first, self.month.back(12).last
        return ReadsWithin(first, last, lambda: self.two_years)

    @property
    def year_months(self) -> tuple[Month, ...]:
        """The months of the regulatory year so far, oldest first."""
        return self.month.window((self.month.month - YEAR_BEGINS) % 12 + 1)

    # --- Parties ----------------------------------------------------------------------------------------------------

    @cached_property
    def party_total(self) -> int:
        return parties.party_count(self.month.last)

    @cached_property
    def voting_groups(self) -> dict[PartyCategory, int]:
        return parties.voting_groups_by_category(self.month.last)

    @cached_property
    def voting_group_total(self) -> int:
        return parties.voting_group_count(self.month.last)

    @cached_property
    def unplaced_parties(self) -> list[UnplacedParty]:
        return parties.unplaced_parties(self.month.last)

    @cached_property
    def movements(self) -> list[MonthMovements]:
        return parties.movements(self.window_days)

    @property
    def movements_of_month(self) -> MonthMovements:
        return self.movements[-1]

    @cached_property
    def parties(self) -> list[PartyRow]:
        """Every Party on the last day of the month, the DCC among them."""
        return parties_listed(self.month.last)

    @property
    def parties_but_the_dcc(self) -> list[PartyRow]:
        return [row for row in self.parties if row.category != PartyCategory.DCC]

    @cached_property
    def groups(self) -> list[VotingGroupRow]:
        """Every Voting Group with a Party in it on the last day of the month, the DCC's among them."""
        return voting_groups_listed(self.parties)

    @cached_property
    def groups_but_the_dcc(self) -> list[VotingGroupRow]:
        return voting_groups_listed(self.parties_but_the_dcc)

    @cached_property
    def uep_complete(self) -> int:
        return parties.uep_completed_count(self.month.last)

    @cached_property
    def uep_outstanding(self) -> int:
        return parties.uep_outstanding_count(self.month.last)

    @cached_property
    def uep_since_panel(self) -> list[UepRow]:
        return parties.uep_completions(self.since, self.until)

    @cached_property
    def testing_since_panel(self) -> dict[TestKind, list[TestingRow]]:
        return parties.testing_completions(self.since, self.until)

    # --- Modifications ----------------------------------------------------------------------------------------------

    @property
    def open_by_stage(self) -> dict[Stage, int]:
        """The last month of the process: Figures of the one and the other cannot differ."""
        return self.process[-1].open_by_stage

    @cached_property
    def open_timescale(self) -> Timescale:
        return modifications.open_timescale(self.month.last)

    @property
    def concluded_timescale(self) -> Timescale:
        return modifications.timescale(duration for _, duration in self.concluded_durations)

    @cached_property
    def concluded_durations(self) -> list[tuple[Stage, int]]:
        """How those concluded in the twelve months ending with this one were concluded, and after how long."""
        return modifications.concluded_durations(self.window[0].first, self.month.last)

    @cached_property
    def process(self) -> list[MonthProcess]:
        return modifications.process_by_month(self.window_days)

    @cached_property
    def open(self) -> list[ModificationAt]:
        return modifications.open_at(self.month.last)

    @cached_property
    def on_hold(self) -> list[ModificationAt]:
        return modifications.on_hold_at(self.month.last)

    @property
    def concluded(self) -> list[ModificationEvent]:
        """Concluded in the twelve months ending with this one."""
        return self.of_window.concluded_in_period

    @cached_property
    def releases(self) -> list[ReleaseAt]:
        """Releases whose go-live date, as known at the month's end, is in the window or the time ahead."""
        return modifications.releases_at(
            self.month.last, going_live=(self.window[0].first, self.month.back(-RELEASES_AHEAD).last)
        )

    @cached_property
    def urgent(self) -> list[ModificationAt]:
        return modifications.urgent_at(self.month.last)

    @cached_property
    def aims(self) -> Counter[tuple[str, Stage]]:
        """How many modifications are aimed at each of those releases, by its name and their stage."""
        return Counter(modifications.aims_at([release.name for release in self.releases], self.month.last))

    @cached_property
    def aimed_at_releases(self) -> dict[str, list[ModificationAt]]:
        """The modifications aimed at each of those releases, by its name."""
        found: dict[str, list[ModificationAt]] = {release.name: [] for release in self.releases}
        for row in modifications.aimed_at(found, self.month.last):
            found[row.target_release].append(row)
        return found

    @cached_property
    def assessments_open(self) -> list[AssessmentRow]:
        return modifications.assessments_open(self.month.last)

    @cached_property
    def assessments_completed(self) -> list[AssessmentRow]:
        return modifications.assessments_completed(self.window[0].first, self.month.last)

    def assessment_timescale(self, kind: AssessmentKind, *, completed: bool) -> Timescale:
        rows = self.assessments_completed if completed else self.assessments_open
        return modifications.assessment_timescale(rows, kind)

    # --- Committees -------------------------------------------------------------------------------------------------

    @property
    def progressed(self) -> list[DecisionRow]:
        """The month's decisions that moved a modification on to a later stage before its final decision."""
        onward = (Question.TO_REFINEMENT, Question.TO_REPORT_PHASE)
        return [row for row in self.decisions if row.question in onward and row.outcome == Outcome.APPROVE and row.code]

    @cached_property
    def stages_of_progressed(self) -> dict[str, Stage]:
        """Their stages at the month's end, by the modification's code."""
        codes = {row.code for row in self.progressed}
        return {row.code: row.stage for row in modifications.modifications_at(self.month.last, codes=codes)}

    # None where the bank holidays of the time are not entered, so that no Working Day can be counted.

    @property
    def notice(self) -> Punctuality | None:
        return None if self.notice_kept is None else meetings.judged(self.notice_kept)

    @property
    def papers(self) -> Punctuality | None:
        return None if self.papers_kept is None else meetings.judged(self.papers_kept)

    @property
    def minutes(self) -> Punctuality | None:
        return None if self.minutes_kept is None else meetings.judged(self.minutes_kept)

    @cached_property
    def calendar(self) -> WorkingCalendar | None:
        """The calendar of SEC Working Days."""
        return _known(sec_calendar)

    @cached_property
    def dated_meetings(self) -> list[Dated]:
        """The meetings counted as held, with the days of their notice, papers and minutes."""
        return meetings.dated_meetings(self.first, self.last)

    @cached_property
    def notice_kept(self) -> list[Kept] | None:
        return self._by(meetings.notice_kept, self.first, self.last, dated=self.dated_meetings)

    @cached_property
    def papers_kept(self) -> list[Kept] | None:
        return self._by(meetings.papers_kept, self.first, self.last, dated=self.dated_meetings)

    @cached_property
    def minutes_kept(self) -> list[Kept] | None:
        return self._by(meetings.minutes_kept, self.first, self.last, self.until, dated=self.dated_meetings)

    @cached_property
    def deliveries_due(self) -> list[DeliveryRow] | None:
        """The DCC's reports that fell due in the month, as known on the issue date."""
        return self._by(meetings.deliveries_due, self.first, self.last, self.until)

    @cached_property
    def deliveries_not_entered(self) -> list[NotEntered] | None:
        """The DCC's reports that fell due in the month, and nobody has entered whether they came."""
        return self._by(meetings.deliveries_not_entered, self.first, self.last)

    def _by(self, read: Callable[..., T], *period: date, **at_hand: Any) -> T | None:
        """What is read by the calendar; None where it does not reach."""
        calendar = self.calendar
        return None if calendar is None else _known(read, *period, calendar=calendar, **at_hand)

    @cached_property
    def reports_owed(self) -> list[ReportRow]:
        return meetings.reports_owed()

    @cached_property
    def figures_delivered(self) -> list[FigureRow]:
        """The figures in the deliveries that fell due in the month."""
        return meetings.figures_of(row.id for row in self.deliveries_due or ())

    @cached_property
    def committees(self) -> list[CommitteeRow]:
        return meetings.committees_known()

    @cached_property
    def next_meetings(self) -> dict[str, MeetingRow]:
        """Each committee's first meeting after the issue date, as far as it is known."""
        return meetings.next_meetings(self.until)

    @property
    def committee_codes(self) -> set[str]:
        """The codes of every committee that has been entered."""
        return {row.code for row in self.committees}

    def next_meeting(self, committee: str) -> MeetingRow | None:
        """The committee's first meeting after the report's issue date, as far as it is known."""
        return self.next_meetings.get(committee)

    # --- Monthly measures -------------------------------------------------------------------------------------------

    @cached_property
    def _measured(self) -> list[tuple[Measure, MeasureSeries]]:
        return series_of(Measure.objects.filter(ranked=False), self.window_days)

    @cached_property
    def measures(self) -> dict[str, MeasureSeries]:
        """Every measure over the window. One that has not been set up is absent, and reads as missing."""
        return {measure.code: series for measure, series in self._measured}

    @cached_property
    def measure_groups(self) -> dict[str, str]:
        """The heading that each measure stands under, by its code."""
        return {measure.code: MeasureGroup(measure.group).label for measure, _ in self._measured}

    def measure(self, code: str, category: str | None = None) -> Decimal | None:
        """The month's number: a category's, or the measure's own (the sum of its categories); None is missing."""
        series = self.measures.get(code)
        if series is None:
            return None
        return series.value(category, self.month.first) if category else series.total(self.month.first)

    @cached_property
    def measures_year_before(self) -> dict[str, MeasureSeries]:
        """Every measure over the same months of the regulatory year before."""
        return series_many(list(self.measures), [month.back(12).first for month in self.year_months])

    @cached_property
    def ranked_lists(self) -> dict[str, tuple[str, tuple[RankedRow, ...]]]:
        """Every ranked list that was entered for the month, by the measure's code: its name and its lines."""
        return ranked_many(self.month.first)

    @property
    def top_pages(self) -> tuple[RankedRow, ...]:
        """None where the list has not been set up: as missing as one that was not entered."""
        return self.ranked_lists.get(TOP_PAGES, ("", ()))[1]


def _known(read: Callable[..., T], *period: date, **at_hand: Any) -> T | None:
    try:
        return read(*period, **at_hand)
    except CalendarError:
        return None
