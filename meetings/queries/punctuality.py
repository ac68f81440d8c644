"""Whether notice, papers and minutes were in time, over the meetings that count as held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from meetings.queries.meetings import COUNTED, PUBLIC, held_between
from modifications.calendars import sec_calendar


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


def notice_kept(first: date, last: date) -> list[Kept]:
    """The meetings behind `notice_punctuality`, by day and title; two queries."""
    return _before_meeting("notice_on", first, last)


def papers_kept(first: date, last: date) -> list[Kept]:
    """The meetings behind `papers_punctuality`, by day and title; two queries."""
    return _before_meeting("papers_issued_on", first, last)


def minutes_kept(first: date, last: date, as_at: date) -> list[Kept]:
    """The meetings behind `minutes_punctuality`, by day and title; two queries."""
    calendar = sec_calendar()
    kept = [
        Kept(id, title, day, calendar.minutes_due(day), on)
        for id, title, day, on in _dates("minutes_issued_on", first, last)
    ]
    return [one for one in kept if one.deadline < as_at or (one.on is not None and one.on <= as_at)]


def _before_meeting(field: Literal["notice_on", "papers_issued_on"], first: date, last: date) -> list[Kept]:
    """The deadline is before the meeting, so it has always come by the end of the period."""
    calendar = sec_calendar()
    return [Kept(id, title, day, calendar.papers_due(day), on) for id, title, day, on in _dates(field, first, last)]


def _dates(field: str, first: date, last: date) -> Iterable[tuple[int, str, date, date | None]]:
    held = held_between(first, last).filter(PUBLIC & COUNTED)
    # Sorted here, not by the database, whose collation differs from server to server.
    return sorted(held.values_list("pk", "title", "held_on", field), key=lambda row: (row[2], row[1], row[0]))
