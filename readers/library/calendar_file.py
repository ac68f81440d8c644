"""The meetings to come as iCalendar (RFC 5545), for people who subscribe to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from readers.library.days import Coming

_ONE_DAY = timedelta(days=1)


def as_calendar(meetings: Iterable[Coming], *, host: str, today: date, page: str) -> bytes:
    """A whole-day event for each meeting and for the day its papers are due. An event keeps its UID for good, so that
    a meeting that moves, or is called off, does so in the calendars of those who subscribed. `page` is the address of
    the calendar's page."""
    made = Calendar()
    made.add("prodid", "-//SEC Reports//Meetings//EN")
    made.add("version", "2.0")
    made.add("name", "Smart Energy Code: meetings and paper days")
    made.add("x-wr-calname", "Smart Energy Code: meetings and paper days")
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    stamp = datetime.combine(today, time.min, tzinfo=UTC)
    for one in meetings:
        for event in _events(one, host):
            event.add("dtstamp", stamp)
            event.add("url", page)
            made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _events(one: Coming, host: str) -> Iterator[Event]:
    meeting = one.meeting
    yield _event(f"meeting-{meeting.pk}@{host}", meeting.title, one.day, meeting.cancelled)
    if one.papers_due:
        papers = f"Papers due: {meeting.title}"
        yield _event(f"papers-{meeting.pk}@{host}", papers, one.papers_due, meeting.cancelled)


def _event(uid: str, summary: str, day: date, cancelled: bool) -> Event:
    """The end of a whole-day event is the day after it."""
    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
