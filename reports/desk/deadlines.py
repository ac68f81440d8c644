"""When each step of a month is due, worked back from the meeting in SEC Working Days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from modifications.working_days import CalendarError, WorkingCalendar

PAPERS, MEETING, DATA_CUT, SIGN_OFF = "papers", "meeting", "data-cut", "sign-off"


@dataclass(frozen=True, slots=True)
class Step:
    """`away` is the number of SEC Working Days from today to the day, below 0 when it is past; None where the bank
    holidays between are not known."""

    code: str
    name: str
    day: date
    today: date
    away: int | None

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def when(self) -> str:
        """How far off, in words: "in 4 Working Days", "today", "2 Working Days ago"."""
        if self.is_today:
            return "today"
        if self.away is None:
            return "past" if self.is_past else "to come"
        number = abs(self.away)
        if not number:
            return "past, by no Working Day" if self.is_past else "before the next Working Day"
        days = f"{number} Working Day{'' if number == 1 else 's'}"
        return f"{days} ago" if self.is_past else f"in {days}"


def steps_to(
    meeting_day: date, before_papers: Iterable[tuple[str, str, int]], calendar: WorkingCalendar, today: date
) -> tuple[Step, ...]:
    """The steps of a month, earliest first: each of `before_papers` (code, name, SEC Working Days before the papers
    are due), the day the papers are due, and the meeting.

    Working Days are counted as `WorkingCalendar.papers_due` and `add` do: the day counted from is left out. Raises
    CalendarError where bank holidays that the count needs are not entered.
    """
    papers = calendar.papers_due(meeting_day)
    found = [(code, name, calendar.add(papers, -days)) for code, name, days in before_papers]
    found.sort(key=lambda one: one[2])
    found += [(PAPERS, "Papers due", papers), (MEETING, "Meeting", meeting_day)]
    return tuple(Step(code, name, day, today, working_days_to(day, calendar, today)) for code, name, day in found)


def working_days_to(day: date, calendar: WorkingCalendar, today: date) -> int | None:
    """SEC Working Days after today up to and including the day; negative when it is past; None where not known."""
    try:
        return calendar.between(today, day) if today <= day else -calendar.between(day, today)
    except CalendarError:
        return None
