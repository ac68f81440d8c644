"""What a section's text was: read from the audit trail, which holds each save. Typing is gathered into sittings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from access.audit.people import by, people_of, said
from access.audit.standing import Standing
from access.models import User
from reports.engine.month import Month
from reports.models import SectionText

SITTING = timedelta(minutes=10)
"""Saves of one person that follow each other within this belong to one sitting."""

MOST = 1000
"""Writes that are looked back over: some months of typing at one section."""

SectionTextEvent: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # given to it by pghistory


@dataclass(frozen=True, slots=True)
class Change:
    """One write of the row: the text as it stood from then on, empty where the row was deleted. `carried` names the
    month whose text was brought along when this one was opened: whoever opened it wrote none of it."""

    id: int
    at: datetime
    by: int | None
    who: str
    why: str
    body: str
    carried: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person wrote without a longer pause; `last` is how they left the text."""

    began: datetime
    last: Change

    @property
    def words(self) -> int:
        return len(self.last.body.split())


def changes(report_id: int, section: str, reader: User, *, limit: int = MOST) -> list[Change]:
    """The latest writes of the section's text, oldest first. What was there before the trail began is not in it, nor
    what was written while the report was classified above what the reader may read."""
    return _read(_events(report_id, section).order_by("-pgh_id")[:limit], reader)[::-1]


def latest_change(report_id: int, section: str) -> Change | None:
    """The last write, for who and when; None where the trail holds nothing of this text."""
    return next(iter(_read(_events(report_id, section).order_by("-pgh_id")[:1])), None)


def version(report_id: int, section: str, id: int, reader: User) -> Change | None:
    """One version by its id, if it is one of this section's that the reader may read."""
    return next(iter(_read(_events(report_id, section).filter(pgh_id=id), reader)), None)


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


def _read(events: QuerySet[Any], reader: User | None = None) -> list[Change]:
    """Those that the reader may read; all of them for nobody in particular."""
    asked = ("pgh_id", "pgh_created_at", "pgh_context__metadata", "pgh_label", "body", "report_id")
    rows = list(events.values(*asked, "carried_from_id", "carried_from__month"))
    if reader is not None:
        standing = Standing(reader, SectionText, rows)
        rows = [row for row in rows if standing.may_read(row)]
    people = people_of(row["pgh_context__metadata"] for row in rows)
    return [_change(row, by(row["pgh_context__metadata"], people)) for row in rows]


def _change(row: dict[str, Any], who: User | None) -> Change:
    carried = is_carried(row["pgh_label"], row["carried_from_id"])
    writer = None if carried else who
    return Change(
        id=row["pgh_id"],
        at=row["pgh_created_at"],
        by=writer.pk if writer else None,
        who=name_of(writer) if writer else "",
        why=said(row["pgh_context__metadata"], "why"),
        body="" if row["pgh_label"] == "delete" else row["body"],
        carried=Month.containing(row["carried_from__month"]).label if carried else "",
    )


def is_carried(label: str, carried_from: int | None) -> bool:
    """Whether an event brought another month's text along. Who writes a first text makes an empty row and then writes
    it, so that a row which begins as another month's was written by nobody."""
    return label == "insert" and carried_from is not None


def name_of(person: User) -> str:
    return person.get_full_name() or person.get_username()
