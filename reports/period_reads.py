"""What is asked of the records about a period: a month, or a regulatory year so far. Each question at most once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from meetings import queries as meetings
from meetings.models import DecidingBody
from meetings.queries import ActionOfPeriod, AgendaRow, DecisionRow, ElectionRow, MeetingRow
from modifications import queries as modifications
from modifications.queries import (
    Bridge,
    ConsultationRow,
    InformationRow,
    Lives,
    ModificationAt,
    ModificationEvent,
    RequestedRow,
    SecVersionRow,
    VersionRow,
)
from parties import queries as parties
from parties.queries import PartyMovement, UepRow
from parties.queries_listed import (
    DefaultRow,
    defaults_between,
    defaults_considered,
    turned_from_and_into_the_dcc,
)
from parties.queries_security import SecurityOutcomeRow, SecurityReviewRow, security_outcomes, security_reviews

T = TypeVar("T")

_ONE_DAY = timedelta(days=1)


class PeriodReads:
    """Reads from `first` to `last`, both included; state is as at `last`."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.last = last

    # --- Parties ----------------------------------------------------------------------------------------------------

    @cached_property
    def parties_before(self) -> int:
        """Parties, the DCC left out, on the day before the period."""
        return parties.party_count(self.first - _ONE_DAY)

    @cached_property
    def entered(self) -> list[PartyMovement]:
        return parties.entered(self.first, self.last)

    @cached_property
    def left(self) -> list[PartyMovement]:
        return parties.left(self.first, self.last)

    @cached_property
    def turned_from_and_into_the_dcc(self) -> tuple[int, int]:
        """Parties that stopped being the DCC, and that became it."""
        return turned_from_and_into_the_dcc(self.first, self.last)

    @cached_property
    def defaults(self) -> list[DefaultRow]:
        """Events of Default that stood at some time in the period."""
        return defaults_between(self.first, self.last)

    @property
    def defaults_raised(self) -> list[DefaultRow]:
        return [row for row in self.defaults_but_the_dccs if row.raised_on >= self.first]

    @property
    def defaults_but_the_dccs(self) -> list[DefaultRow]:
        return [row for row in self.defaults if not row.of_the_dcc]

    @cached_property
    def defaults_considered(self) -> list[DefaultRow]:
        """Those that the Panel considered in the period, closed before it or not; the DCC's left out."""
        return [row for row in defaults_considered(self.first, self.last) if not row.of_the_dcc]

    @cached_property
    def uep_in_period(self) -> list[UepRow]:
        return parties.uep_completions(self.first - _ONE_DAY, self.last)

    @cached_property
    def security_reviews(self) -> list[SecurityReviewRow]:
        """What the Security Sub-Committee reviewed. They name Parties: for a Red part, and for counting."""
        return security_reviews(self.first, self.last)

    @cached_property
    def security_outcomes(self) -> list[SecurityOutcomeRow]:
        return security_outcomes()

    # --- Modifications ----------------------------------------------------------------------------------------------

    @cached_property
    def raised(self) -> list[ModificationEvent]:
        return modifications.raised_between(self.first, self.last)

    @cached_property
    def issues_raised(self) -> dict[int, str]:
        """The issue that each of those addresses, by its id."""
        return modifications.issues_of(row.id for row in self.raised)

    @cached_property
    def parts(self) -> list[ModificationEvent]:
        """Those that a split made."""
        return modifications.raised_between(self.first, self.last, by_split=True)

    @cached_property
    def split(self) -> list[ModificationEvent]:
        return modifications.split_between(self.first, self.last)

    @cached_property
    def decided(self) -> list[ModificationEvent]:
        return modifications.decided_between(self.first, self.last)

    @cached_property
    def concluded_in_period(self) -> list[ModificationEvent]:
        return modifications.concluded_between(self.first, self.last)

    @cached_property
    def implemented(self) -> list[ModificationEvent]:
        return modifications.implemented_between(self.first, self.last)

    @cached_property
    def lives(self) -> Lives:
        """Enough of the modifications to follow the period, or a longer one around it."""
        return modifications.lives_between(self.first, self.last)

    @cached_property
    def bridge(self) -> Bridge:
        return modifications.bridge_of(self.lives, self.first, self.last)

    @cached_property
    def on_the_bridge(self) -> dict[int, ModificationAt]:
        """Every modification that the bridge names, as at the period's end, by its id."""
        bridge = self.bridge
        ids = {*bridge.opening, *bridge.raised, *bridge.parts, *bridge.split, *bridge.reopened, *bridge.concluded}
        return {row.id: row for row in modifications.modifications_at(self.last, ids=ids)}

    @cached_property
    def implemented_releases(self) -> list[tuple[str, str]]:
        """The release and its kind of each modification that was implemented."""
        return modifications.implemented_releases(self.first, self.last)

    @property
    def release_kinds(self) -> dict[str, str]:
        """The kinds of the releases that were implemented, by name."""
        return dict(self.implemented_releases)

    @cached_property
    def sec_versions(self) -> list[SecVersionRow]:
        return modifications.sec_versions(self.first, self.last)

    @cached_property
    def versions_issued(self) -> list[VersionRow]:
        return modifications.versions_issued(self.first, self.last)

    @cached_property
    def consultations(self) -> list[ConsultationRow]:
        return modifications.consultations_between(self.first, self.last)

    @cached_property
    def assessments_requested(self) -> list[RequestedRow]:
        """Asked for by the period's end, and not accepted by the DCC."""
        return modifications.assessments_requested(self.last)

    @cached_property
    def information_requested(self) -> list[InformationRow]:
        """What the DCC asked for its assessments, and had no answer to before the period."""
        return modifications.information_requested(self.first, self.last)

    # --- Committees -------------------------------------------------------------------------------------------------

    @cached_property
    def every_meeting(self) -> list[MeetingRow]:
        """Meetings held in the period, those of confidential committees too."""
        return meetings.meetings_between(self.first, self.last, public_only=False)

    @property
    def meetings(self) -> list[MeetingRow]:
        """Meetings held in the period that may be listed in a White paper."""
        return [meeting for meeting in self.every_meeting if not meeting.confidential]

    @property
    def meetings_counted(self) -> list[MeetingRow]:
        return [meeting for meeting in self.meetings if meeting.counted]

    @property
    def meetings_not_counted(self) -> list[MeetingRow]:
        return [meeting for meeting in self.meetings if not meeting.counted]

    @cached_property
    def cancelled(self) -> list[MeetingRow]:
        return meetings.cancelled_meetings(self.first, self.last)

    @cached_property
    def agenda(self) -> list[AgendaRow]:
        return meetings.agenda_between(self.first, self.last)

    @cached_property
    def decisions(self) -> list[DecisionRow]:
        """What every body decided in the period."""
        return meetings.decisions_between(None, self.first, self.last)

    def decisions_of(self, *bodies: DecidingBody) -> list[DecisionRow]:
        return [row for row in self.decisions if row.body in bodies]

    @cached_property
    def actions(self) -> list[ActionOfPeriod]:
        """Actions that were open at some time in the period."""
        return meetings.actions_between(self.first, self.last)

    @cached_property
    def elections(self) -> list[ElectionRow]:
        return meetings.elections(self.first, self.last)


class ReadsWithin(PeriodReads):
    """A period inside a longer one, from whose rows it takes its own wherever a row says when it was."""

    def __init__(self, first: date, last: date, wider: Callable[[], PeriodReads]) -> None:
        super().__init__(first, last)
        self._wider = wider

    def _of(self, rows: Iterable[T], day: Callable[[T], date]) -> list[T]:
        return [row for row in rows if self.first <= day(row) <= self.last]

    @cached_property
    def lives(self) -> Lives:
        return self._wider().lives

    @cached_property
    def entered(self) -> list[PartyMovement]:
        return self._of(self._wider().entered, lambda row: row.on)

    @cached_property
    def left(self) -> list[PartyMovement]:
        return self._of(self._wider().left, lambda row: row.on)

    @cached_property
    def uep_in_period(self) -> list[UepRow]:
        return self._of(self._wider().uep_in_period, lambda row: row.completed_on)

    @cached_property
    def versions_issued(self) -> list[VersionRow]:
        return self._of(self._wider().versions_issued, lambda row: row.issued_on)

    @cached_property
    def every_meeting(self) -> list[MeetingRow]:
        return self._of(self._wider().every_meeting, lambda row: row.held_on)

    @cached_property
    def defaults(self) -> list[DefaultRow]:
        stood = [row for row in self._wider().defaults if self._there(row.raised_on, row.closed_on)]
        return [row.known(self.last) for row in stood]

    @cached_property
    def actions(self) -> list[ActionOfPeriod]:
        placed = [row for row in self._wider().actions if self._there(row.raised_on, row.closed_on)]
        return [row.known(self.last) for row in placed]

    def _there(self, raised: date, closed: date | None) -> bool:
        return raised <= self.last and (closed is None or closed >= self.first)
