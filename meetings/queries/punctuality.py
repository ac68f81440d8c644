"""Whether notice, papers and minutes were in time, over the meetings that count as held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.queries.meetings import COUNTED, PUBLIC, held_between
from modifications.calendars import sec_calendar
from modifications.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Dated:
    """A meeting, and the days of its notice, papers and minutes; None where not entered."""

    id: int
    title: str
    held_on: date
    notice_on: date | None
    papers_on: date | None
    minutes_on: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting whose deadline has come: the last day in time, and when it was done, None where not entered."""

    id: int
    title: str
    held_on: date
    deadline: date
    on: date | None

    @property
    def in_time(self) -> bool:
        return self.on is not None and self.on <= self.deadline


@dataclass(frozen=True, slots=True)
class Punctuality:
    """`in_time` of the meetings whose deadline has come; a meeting of which nothing is entered by then is late.

    `undated` are the titles of those late for want of a date, by day and title.
    """

    in_time: int
    due: int
    undated: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether a date was entered for any of the meetings that were due; if for none, nothing is known."""
        return len(self.undated) < self.due


def notice_punctuality(first: date, last: date) -> Punctuality:
    """Notice given five SEC Working Days before the meeting (day of issue not counted, day of meeting counted)."""
    return judged(notice_kept(first, last))


def papers_punctuality(first: date, last: date) -> Punctuality:
    """Papers issued five SEC Working Days before the meeting (day of issue not counted, day of meeting counted)."""
    return judged(papers_kept(first, last))


def minutes_punctuality(first: date, last: date, as_at: date) -> Punctuality:
    """Minutes issued within five SEC Working Days after the meeting, as known on `as_at`.

    Minutes that are not out on `as_at` are late if their deadline was before that day, else not due yet. Raises
    CalendarError where bank holidays are not known.
    """
    return judged(minutes_kept(first, last, as_at))


def judged(due: list[Kept]) -> Punctuality:
    in_time = sum(one.in_time for one in due)
    return Punctuality(in_time, len(due), tuple(one.title for one in due if one.on is None))


# --- The meetings one by one --------------------------------------------------------------------------


# Each takes two queries, less one for a calendar and one for the meetings that the caller has at hand.


def notice_kept(
    first: date, last: date, calendar: WorkingCalendar | None = None, dated: Sequence[Dated] | None = None
) -> list[Kept]:
    """The meetings behind `notice_punctuality`, by day and title."""
    due = (calendar or sec_calendar()).notice_due
    return [Kept(one.id, one.title, one.held_on, due(one.held_on), one.notice_on) for one in _dated(first, last, dated)]


def papers_kept(
    first: date, last: date, calendar: WorkingCalendar | None = None, dated: Sequence[Dated] | None = None
) -> list[Kept]:
    """The meetings behind `papers_punctuality`, by day and title."""
    due = (calendar or sec_calendar()).papers_due
    return [Kept(one.id, one.title, one.held_on, due(one.held_on), one.papers_on) for one in _dated(first, last, dated)]


def minutes_kept(
    first: date,
    last: date,
    as_at: date,
    calendar: WorkingCalendar | None = None,
    dated: Sequence[Dated] | None = None,
) -> list[Kept]:
    """The meetings behind `minutes_punctuality`, by day and title."""
    due = (calendar or sec_calendar()).minutes_due
    kept = [
        Kept(one.id, one.title, one.held_on, due(one.held_on), one.minutes_on) for one in _dated(first, last, dated)
    ]
    return [one for one in kept if one.deadline < as_at or (one.on is not None and one.on <= as_at)]


def dated_meetings(first: date, last: date) -> list[Dated]:
    """The meetings of the period that count as held, with their dates, by day and title; one query."""
    held = held_between(first, last).filter(PUBLIC & COUNTED)
    rows = held.values_list("pk", "title", "held_on", "notice_on", "papers_issued_on", "minutes_issued_on")
    # Sorted here, not by the database, whose collation differs from server to server.
    return sorted((Dated(*row) for row in rows), key=lambda one: (one.held_on, one.title, one.id))


def _dated(first: date, last: date, dated: Sequence[Dated] | None) -> Sequence[Dated]:
    return dated_meetings(first, last) if dated is None else dated
