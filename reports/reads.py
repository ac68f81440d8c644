"""Every question a month's report asks of the records, each asked at most once a build.

Tiles, tables, figures and text all take their figures from here, so two places in one report cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property

from measures.models import Measure
from measures.queries import MeasureSeries, RankedRow, ranked, series_many
from meetings import queries as meetings
from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow, MeetingRow, Punctuality
from modifications import queries as modifications
from modifications.models import AssessmentKind, Stage
from modifications.queries import AssessmentRow, ModificationEvent, MonthProcess, SecVersionRow, Timescale
from modifications.working_days import CalendarError
from parties import queries as parties
from parties.models import PartyCategory, TestKind
from parties.queries import MonthMovements, PartyMovement, TestingRow, UepRow, UnplacedParty
from reports.engine.month import Month

WINDOW = 12
"""Months in "the past 12 months": the reporting month is the last of them."""
TOP_PAGES = "website-top-pages"


class MonthReads:
    """Reads for one month. `since` and `until` bound what happened "since the last Panel meeting": after the one, up
    to and including the other."""

    def __init__(self, month: Month, *, since: date, until: date) -> None:
        self.month = month
        self.since = since
        self.until = until
        self.window = month.window(WINDOW)
        self.window_days = [one.first for one in self.window]

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
    def entered(self) -> list[PartyMovement]:
        return parties.entered(self.month.first, self.month.last)

    @cached_property
    def left(self) -> list[PartyMovement]:
        return parties.left(self.month.first, self.month.last)

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

    @cached_property
    def concluded_timescale(self) -> Timescale:
        return modifications.concluded_timescale(self.window[0].first, self.month.last)

    @cached_property
    def process(self) -> list[MonthProcess]:
        return modifications.process_by_month(self.window_days)

    @cached_property
    def raised(self) -> list[ModificationEvent]:
        return modifications.raised_between(self.month.first, self.month.last)

    @cached_property
    def split(self) -> list[ModificationEvent]:
        return modifications.split_between(self.month.first, self.month.last)

    @cached_property
    def decided(self) -> list[ModificationEvent]:
        return modifications.decided_between(self.month.first, self.month.last)

    @cached_property
    def implemented(self) -> list[ModificationEvent]:
        return modifications.implemented_between(self.month.first, self.month.last)

    @cached_property
    def sec_versions(self) -> list[SecVersionRow]:
        return modifications.sec_versions(self.month.first, self.month.last)

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

    @cached_property
    def meetings(self) -> list[MeetingRow]:
        """Meetings held in the month that may be listed in a White paper."""
        return meetings.meetings_between(self.month.first, self.month.last)

    @property
    def meetings_counted(self) -> list[MeetingRow]:
        return [meeting for meeting in self.meetings if meeting.counted]

    @property
    def meetings_not_counted(self) -> list[MeetingRow]:
        return [meeting for meeting in self.meetings if not meeting.counted]

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

    @cached_property
    def notice(self) -> Punctuality | None:
        return _known(meetings.notice_punctuality, self.month.first, self.month.last)

    @cached_property
    def papers(self) -> Punctuality | None:
        return _known(meetings.papers_punctuality, self.month.first, self.month.last)

    @cached_property
    def minutes(self) -> Punctuality | None:
        return _known(meetings.minutes_punctuality, self.month.first, self.month.last, self.until)

    @cached_property
    def decisions(self) -> list[DecisionRow]:
        """What every body decided in the month."""
        return meetings.decisions_between(None, self.month.first, self.month.last)

    def decisions_of(self, *bodies: DecidingBody) -> list[DecisionRow]:
        return [row for row in self.decisions if row.body in bodies]

    @cached_property
    def committee_codes(self) -> set[str]:
        """The codes of every committee that has been entered."""
        return meetings.committee_codes()

    def next_meeting(self, committee: str) -> MeetingRow | None:
        """The committee's first meeting after the report's issue date, as far as it is known."""
        return meetings.next_meeting(committee, self.until)

    # --- Monthly measures -------------------------------------------------------------------------------------------

    @cached_property
    def measures(self) -> dict[str, MeasureSeries]:
        """Every measure over the window. One that has not been set up is absent, and reads as missing."""
        codes = list(Measure.objects.filter(ranked=False).values_list("code", flat=True))
        return series_many(codes, self.window_days)

    def measure(self, code: str, category: str | None = None) -> Decimal | None:
        """The month's number: a category's, or the measure's own (the sum of its categories); None is missing."""
        series = self.measures.get(code)
        if series is None:
            return None
        return series.value(category, self.month.first) if category else series.total(self.month.first)

    @cached_property
    def top_pages(self) -> tuple[RankedRow, ...]:
        try:
            return ranked(TOP_PAGES, self.month.first)
        except KeyError:  # the list has not been set up: as missing as one that was not entered
            return ()


def _known(punctuality: Callable[..., Punctuality], *period: date) -> Punctuality | None:
    try:
        return punctuality(*period)
    except CalendarError:
        return None
