"""The meetings to come, and the days that their papers are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from access.policy import PANEL, Reader, visible_to
from meetings.models import Committee, Meeting
from meetings.queries.meetings import PUBLIC
from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError, WorkingCalendar

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned meeting. `papers_due` is 5 SEC Working Days before it (docs/rules.md), None where the bank holidays
    that the count needs are not entered yet."""

    meeting: Meeting
    papers_due: date | None

    @property
    def day(self) -> date:
        return self.meeting.held_on


def coming(reader: Reader, first: date, *, committee: str = PANEL) -> list[Coming]:
    """The meetings from `first` on, that day included, those called off among them, earliest first: of a committee by
    its code, or of `EVERY`. Committees whose meetings no White paper lists are left out. Two queries."""
    planned = visible_to(reader, Meeting.objects.filter(PUBLIC, held_on__gte=first)).select_related("committee")
    if committee != EVERY:
        planned = planned.filter(committee__code=committee)
    return list(_with_paper_days(planned.order_by("held_on", "committee__code", "pk")))


def committees_meeting(reader: Reader, first: date) -> list[Committee]:
    """Those with a meeting from `first` on. One query."""
    planned = Meeting.objects.filter(PUBLIC, held_on__gte=first)
    found = visible_to(reader, Committee.objects.all()).filter(pk__in=planned.values("committee"))
    return list(found.order_by("name"))


def _with_paper_days(meetings: Iterable[Meeting]) -> Iterable[Coming]:
    try:
        calendar = sec_calendar()
    except CalendarError:
        return [Coming(meeting, None) for meeting in meetings]
    return [Coming(meeting, _papers_due(calendar, meeting)) for meeting in meetings]


def _papers_due(calendar: WorkingCalendar, meeting: Meeting) -> date | None:
    if not meeting.committee.paper_prefix:
        return None
    try:
        return calendar.papers_due(meeting.held_on)
    except CalendarError:
        return None
