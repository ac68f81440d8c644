"""Meetings: held in a period, next, previous, by name, and what was on their agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from meetings.models import AgendaItem, CommitteeKind, Meeting, MeetingKind
from meetings.naming import MeetingName, parse_meeting_name
from modifications.queries.state import reference_in_force, title_in_force

COUNTED = Q(committee__counts_as_held=True, suffix="") & ~Q(kind=MeetingKind.ATTENDED)
"""What "meetings held" counts: regular meetings of the committees flagged so, none that SECAS only attends."""
PUBLIC = Q(committee__confidential=False)


def cancelled_by(day: date) -> Q:
    """Meetings that were cancelled by the day; where the day of it is not known, on every day."""
    return Q(cancelled=True) & (Q(cancelled_on__isnull=True) | Q(cancelled_on__lte=day))


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """`committee` is the committee's name. `counted` says whether it is one of the period's meetings held."""

    id: int
    code: str
    committee_code: str
    committee: str
    committee_kind: CommitteeKind
    kind: MeetingKind
    title: str
    held_on: date
    link: str
    headline: str
    purpose: str
    extraordinary: bool
    counted: bool
    confidential: bool
    notice_on: date | None = None
    """The day that notice of it is given, or is planned to be."""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An agenda item: a modification or another topic; the fields of the other are ""."""

    meeting_id: int
    position: int
    code: str
    reference: str
    title: str
    topic: str


def _row(meeting: Meeting) -> MeetingRow:
    committee = meeting.committee
    return MeetingRow(
        id=meeting.pk,
        code=meeting.code,
        committee_code=committee.code,
        committee=committee.name,
        committee_kind=CommitteeKind(committee.kind),
        kind=MeetingKind(meeting.kind),
        title=meeting.title,
        held_on=meeting.held_on,
        link=meeting.link,
        headline=meeting.headline,
        purpose=meeting.purpose,
        extraordinary=meeting.extraordinary,
        counted=committee.counts_as_held and not meeting.extraordinary and meeting.kind != MeetingKind.ATTENDED,
        confidential=committee.confidential,
        notice_on=meeting.notice_on,
    )


def _rows(meetings: QuerySet[Meeting]) -> list[MeetingRow]:
    # Sorted here, not by the database, whose collation differs from server to server.
    return sorted(map(_row, meetings.select_related("committee")), key=lambda row: (row.held_on, row.title))


def held_between(first: date, last: date, known_on: date | None = None) -> QuerySet[Meeting]:
    """Those of the period that were not cancelled; of meetings to come, as known on the day given."""
    return Meeting.objects.filter(~cancelled_by(known_on or last), held_on__range=(first, last))


def meetings_between(
    first: date, last: date, *, public_only: bool = True, known_on: date | None = None
) -> list[MeetingRow]:
    """Meetings of the period that were not cancelled, by day and title, or as known on the day given, of meetings that
    are still to come; one query.

    `public_only` leaves out the committees whose meetings a White paper does not list.
    """
    held = held_between(first, last, known_on)
    return _rows(held.filter(PUBLIC) if public_only else held)


def meetings_held_count(first: date, last: date) -> int:
    """The period's "meetings held": as many rows of `meetings_between` as are counted; one query."""
    return held_between(first, last).filter(PUBLIC & COUNTED).count()


def meetings_of(committee_code: str, first: date, last: date) -> list[MeetingRow]:
    """One committee's meetings in the period that were not cancelled; one query."""
    return _rows(held_between(first, last).filter(committee__code=committee_code))


def next_meetings(after_day: date) -> dict[str, MeetingRow]:
    """Of each public committee the first meeting planned after that day, by the committee's code, as known on it; one
    query."""
    planned = Meeting.objects.filter(PUBLIC, ~cancelled_by(after_day), held_on__gt=after_day)
    planned = planned.select_related("committee")
    first = planned.order_by("committee_id", "held_on", "pk").distinct("committee_id")
    return {meeting.committee.code: _row(meeting) for meeting in first}


def cancelled_meetings(first: date, last: date) -> list[MeetingRow]:
    """Meetings of public committees planned for the period and cancelled, by day and title; one query."""
    return _rows(Meeting.objects.filter(PUBLIC, held_on__range=(first, last), cancelled=True))


def next_meeting(committee_code: str, after_day: date) -> MeetingRow | None:
    """The committee's first meeting planned after that day, as known on it, None of a confidential committee; one
    query."""
    planned = Meeting.objects.filter(PUBLIC, ~cancelled_by(after_day), committee__code=committee_code)
    planned = planned.filter(held_on__gt=after_day)
    first = planned.select_related("committee").order_by("held_on", "pk").first()
    return _row(first) if first else None


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The same committee's last regular meeting before this one's day, not cancelled; one query."""
    earlier = Meeting.objects.filter(
        committee=meeting.committee_id, held_on__lt=meeting.held_on, suffix="", cancelled=False
    )
    return earlier.select_related("committee").order_by("-held_on", "-number").first()


def cancelled_between(earlier: Meeting, later: Meeting) -> int:
    """How many of the committee's regular meetings numbered between the two were cancelled; one query."""
    numbered = Meeting.objects.filter(committee=later.committee_id, number__gt=earlier.number, number__lt=later.number)
    return numbered.filter(suffix="", cancelled=True).count()


def is_named(name: MeetingName) -> Q:
    """Meetings of that name, by their committee's code or its paper prefix."""
    body = Q(committee__code__iexact=name.body) | Q(committee__paper_prefix__iexact=name.body)
    if name.number is None:
        return body & Q(held_on=name.held_on, number__isnull=True)
    return body & Q(number=name.number, suffix=name.suffix)


def meetings_named(names: Iterable[str], *, public_only: bool = False) -> dict[str, MeetingRow]:
    """Meetings by the text they were asked for by: "panel-96", "SECP-96", "working-group-2021-09-01"; one query.

    Text that names no meeting is left out, and with `public_only` the meetings of confidential committees are too. A
    meeting is known by name before it is held.
    """
    asked: dict[str, MeetingName] = {}
    for text in names:
        try:
            asked[text] = parse_meeting_name(text)
        except ValueError:
            continue
    condition = Q(pk__in=[])
    for name in asked.values():
        condition |= is_named(name)
    if public_only:
        condition &= Q(committee__confidential=False)
    found: dict[tuple[Any, ...], MeetingRow] = {}
    for meeting in Meeting.objects.filter(condition).select_related("committee").order_by("-title"):
        at = (meeting.number, meeting.suffix, None if meeting.number else meeting.held_on)
        for body in (meeting.committee.code, meeting.committee.paper_prefix):
            found[body.lower(), *at] = _row(meeting)
    keys = {text: (name.body.lower(), name.number, name.suffix, name.held_on) for text, name in asked.items()}
    return {text: found[key] for text, key in keys.items() if key in found}


def agenda_between(first: date, last: date, *, named_on: date | None = None) -> list[AgendaRow]:
    """What the public meetings of the period discussed, by meeting and position; one query.

    Modifications are named as at `last`, as everywhere in that period's report; or as at the day given, of meetings
    that are still to come.
    """
    day = named_on or last
    listed = AgendaItem.objects.filter(meeting__in=held_between(first, last, named_on).filter(PUBLIC))
    rows = listed.order_by("meeting__held_on", "meeting", "position").values(
        "meeting_id",
        "position",
        "topic",
        code=F("modification__code"),
        reference=reference_in_force(day, "modification_id"),
        title=title_in_force(day, "modification_id"),
    )
    return [agenda_row(row) for row in rows]


def agenda_row(found: Mapping[str, Any]) -> AgendaRow:
    """From a row of values by the names of AgendaRow's fields."""
    # An item that is a topic alone has no modification to take code and reference from.
    return AgendaRow(**{**found, "code": found["code"] or "", "reference": found["reference"] or ""})
