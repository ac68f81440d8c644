"""What bodies decided about a modification, and the meetings that discussed it, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from access.policy import Reader, visible_to
from meetings.models import AgendaItem, Decision, Meeting
from modifications.models import Modification


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words; what is not recorded of it is "". `meeting_name` is the meeting's in addresses."""

    decided_on: date
    body: str
    question: str
    outcome: str
    route: str
    release: str
    remark: str
    referred_to_panel_on: date | None
    meeting: str
    meeting_name: str


@dataclass(frozen=True, slots=True)
class Discussed:
    """A meeting that had it on its agenda."""

    held_on: date
    meeting: str
    meeting_name: str
    position: int


def decisions_on(reader: Reader, of: Modification, day: date) -> Iterator[Decided]:
    """Oldest first; one query. What a committee that meets in confidence decided is left out, as its meetings are."""
    rows = visible_to(reader, Decision.objects.filter(modification=of, decided_on__lte=day))
    told = rows.filter(Q(meeting__isnull=True) | Q(meeting__committee__confidential=False))
    for row in told.select_related("meeting__committee", "release").order_by("decided_on", "pk"):
        referred = row.referred_to_panel_on
        yield Decided(
            decided_on=row.decided_on,
            body=row.get_body_display(),
            question=row.get_question_display(),
            outcome=row.get_outcome_display(),
            route=row.get_route_display() if row.route else "",
            release=row.release.name if row.release else "",
            remark=row.remark,
            referred_to_panel_on=referred if referred and referred <= day else None,
            meeting=row.meeting.title if row.meeting else "",
            meeting_name=_named(row.meeting) if row.meeting else "",
        )


def discussions_of(reader: Reader, of: Modification, day: date) -> Iterator[Discussed]:
    """Meetings held by the day, oldest first, none of a committee that meets in confidence; one query."""
    held = AgendaItem.objects.filter(modification=of, meeting__held_on__lte=day, meeting__cancelled=False)
    rows = visible_to(reader, held).filter(meeting__committee__confidential=False)
    for row in rows.select_related("meeting__committee").order_by("meeting__held_on", "meeting__title", "position"):
        yield Discussed(row.meeting.held_on, row.meeting.title, _named(row.meeting), row.position)


def _named(meeting: Meeting) -> str:
    """In addresses: with its row's number where it has none of its own, as two may be of one day."""
    return meeting.code if meeting.number else f"{meeting.code}.{meeting.pk}"
