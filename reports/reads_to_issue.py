"""What a paper tells of up to the day it is issued, and of what was planned by then.

A monthly paper has two periods, and this is the one place that says which is which:

- **The month.** What is counted, and every state (what is open, at which stage, for how long), is as at the month's
  last day; what was raised, decided, returned or implemented is the month's. No two papers tell of it.
- **The month and the days after it up to the issue date.** What a reader asks about "now" is as known on the issue
  date: which meetings of a Working Group have been held and are to come, which consultations are out or expected, and
  what is put to the meeting that the paper goes to. The days after the month are told of again by the next paper.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from meetings import queries as meetings
from meetings.queries import AgendaRow, MeetingRow
from modifications import queries as modifications
from modifications.queries import ModificationAt
from reports.period_reads import PeriodReads

AHEAD = timedelta(days=92)
"""How long after the issue date meetings are told of as to come."""
_ONE_DAY = timedelta(days=1)


class ReadsToIssue(PeriodReads):
    """From the month's first day to the issue date, both included; modifications are named as at the issue date."""

    @property
    def _to_come(self) -> tuple[date, date]:
        return self.last + _ONE_DAY, self.last + AHEAD

    @cached_property
    def meetings_to_come(self) -> list[MeetingRow]:
        """Those planned after the issue date that may be listed in a White paper, by day."""
        return meetings.meetings_between(*self._to_come, known_on=self.last)

    @cached_property
    def agenda_to_come(self) -> list[AgendaRow]:
        return meetings.agenda_between(*self._to_come, named_on=self.last)

    def agenda_of(self, meeting_id: int) -> list[AgendaRow]:
        """What a meeting of this time discussed, or is to discuss; no modification raised after the issue date."""
        rows = (row for row in (*self.agenda, *self.agenda_to_come) if row.meeting_id == meeting_id)
        return [row for row in rows if not row.code or row.code in self.on_agendas]

    @cached_property
    def on_agendas(self) -> dict[str, ModificationAt]:
        """Every modification on those agendas as at the issue date, by its code."""
        codes = {row.code for row in (*self.agenda, *self.agenda_to_come)} - {""}
        return {row.code: row for row in modifications.modifications_at(self.last, codes=codes)}
