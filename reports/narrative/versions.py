"""What a section's text was: read from the audit trail, which holds each save. Typing is gathered into sittings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from access.audit.people import by, people_of, said
from access.models import User
from reports.models import SectionText

SITTING = timedelta(minutes=10)
"""Saves of one person that follow each other within this belong to one sitting."""

MOST = 1000
"""Writes that are looked back over: some months of typing at one section."""

SectionTextEvent: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # given to it by pghistory


@dataclass(frozen=True, slots=True)
class Change:
    """One write of the row: the text as it stood from then on, empty where the row was deleted."""

    id: int
    at: datetime
    by: int | None
    who: str
    why: str
    body: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person wrote without a longer pause; `last` is how they left the text."""

    began: datetime
    last: Change

    @property
    def words(self) -> int:
        return len(self.last.body.split())


def changes(report_id: int, section: str, *, limit: int = MOST) -> list[Change]:
    """The latest writes of the section's text, oldest first. What was there before the trail began is not in it."""
    return _read(_events(report_id, section).order_by("-pgh_id")[:limit])[::-1]


def latest_change(report_id: int, section: str) -> Change | None:
    """Who wrote last, and when; None where the trail holds nothing of this text."""
    return next(iter(changes(report_id, section, limit=1)), None)


def version(report_id: int, section: str, id: int) -> Change | None:
    """One version by its id, if it is one of this section's."""
    return next(iter(_read(_events(report_id, section).filter(pgh_id=id))), None)


def sittings(found: Iterable[Change]) -> list[Sitting]:
    """The changes gathered, newest first. A change with a reason of its own stands alone."""
    return list(_gathered(found))[::-1]


def _gathered(found: Iterable[Change]) -> Iterator[Sitting]:
    sitting: Sitting | None = None
    before = ""
    for change in found:
        if change.body == before and not change.why:
            continue  # the row was made, or something else about it changed
        before = change.body
        if sitting and _goes_on(sitting.last, change):
            sitting = Sitting(sitting.began, change)
            continue
        if sitting:
            yield sitting
        sitting = Sitting(change.at, change)
    if sitting:
        yield sitting


def _goes_on(last: Change, change: Change) -> bool:
    plain = not (last.why or change.why)
    return plain and last.by == change.by and change.at - last.at <= SITTING


def _events(report_id: int, section: str) -> QuerySet[Any]:
    """By report and section, not by row: a text that was deleted and written anew is still this section's."""
    events: QuerySet[Any] = SectionTextEvent.objects.filter(report_id=report_id, section=section)
    return events


def _read(events: QuerySet[Any]) -> list[Change]:
    rows = list(events.values_list("pgh_id", "pgh_created_at", "pgh_context__metadata", "pgh_label", "body"))
    people = people_of(context for _, _, context, *_ in rows)
    return [_change(by(row[2], people), said(row[2], "why"), *row) for row in rows]


def _change(who: User | None, why: str, id: int, at: datetime, context: Any, label: str, body: str) -> Change:
    name = name_of(who) if who else ""
    return Change(id, at, who.pk if who else None, name, why, "" if label == "delete" else body)


def name_of(person: User) -> str:
    return person.get_full_name() or person.get_username()
