"""Whether notice, papers and minutes were in time, over the meetings that count as held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from meetings.queries.meetings import COUNTED, PUBLIC, held_between
from modifications.calendars import sec_calendar


@dataclass(frozen=True, slots=True)
class Punctuality:
    """`in_time` of the meetings whose deadline has come; a meeting of which nothing is entered by then is late."""

    in_time: int
    due: int


def notice_punctuality(first: date, last: date) -> Punctuality:
    """Notice given five SEC Working Days before the meeting (day of issue not counted, day of meeting counted)."""
    return _before_meeting("notice_on", first, last)


def papers_punctuality(first: date, last: date) -> Punctuality:
    """Papers issued five SEC Working Days before the meeting (day of issue not counted, day of meeting counted)."""
    return _before_meeting("papers_issued_on", first, last)


def minutes_punctuality(first: date, last: date, as_at: date) -> Punctuality:
    """Minutes issued within five SEC Working Days after the meeting, as known on `as_at`.

    Minutes that are not out on `as_at` are late if their deadline was before that day, else not due yet. Raises
    CalendarError where bank holidays are not known.
    """
    calendar = sec_calendar()
    judged = [
        _in_time(issued if issued and issued <= as_at else None, calendar.minutes_due(held_on), as_at)
        for held_on, issued in _dates("minutes_issued_on", first, last)
    ]
    return Punctuality(judged.count(True), len(judged) - judged.count(None))


def _before_meeting(field: Literal["notice_on", "papers_issued_on"], first: date, last: date) -> Punctuality:
    calendar = sec_calendar()
    judged = [
        # The deadline is before the meeting, so it has always come by the end of the period.
        issued is not None and issued <= calendar.papers_due(held_on)
        for held_on, issued in _dates(field, first, last)
    ]
    return Punctuality(sum(judged), len(judged))


def _in_time(issued: date | None, deadline: date, as_at: date) -> bool | None:
    if issued is not None:
        return issued <= deadline
    return False if deadline < as_at else None


def _dates(field: str, first: date, last: date) -> Iterable[tuple[date, date | None]]:
    return held_between(first, last).filter(PUBLIC & COUNTED).values_list("held_on", field)
