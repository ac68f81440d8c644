"""One meeting: by its name, and what is known of it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from meetings.models import Action, AgendaItem, Meeting
from meetings.naming import parse_meeting_name
from meetings.queries.decisions import DecisionRow, decisions_where
from meetings.queries.meetings import AgendaRow, agenda_row, is_named
from modifications.queries.state import reference_in_force, title_in_force
from modifications.working_days import CalendarError, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something of a meeting that was due by a day. `due` is None where no calendar reaches it, `on` where it is not
    known to be done. `state` says how it stood on the day asked for."""

    what: str
    due: date | None
    on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class ActionKnown:
    """An action as known on a day: `closed_on` is None while it was open."""

    reference: str
    description: str
    owner: str
    due_on: date | None
    closed_on: date | None


def meetings_called(meetings: QuerySet[Meeting], name: str) -> list[Meeting]:
    """Those of `meetings` that have the name, by title; with a dot and its row's number after it, that one. One query;
    none of text that is no name of a meeting."""
    text, _, row = name.partition(".")
    try:
        named = is_named(parse_meeting_name(text))
    except ValueError:
        return []
    one = Q(pk=int(row)) if row.isascii() and row.isdigit() and len(row) < 10 else Q()
    return list(meetings.filter(named, one).select_related("committee").order_by("title", "pk"))


def agenda_of(meeting: Meeting, items: QuerySet[AgendaItem], day: date) -> list[AgendaRow]:
    """Its agenda by position, modifications named as at the day and none that was raised after it; one query."""
    raised = Q(modification=None) | Q(modification__raised_on__lte=day)
    rows = (
        items.filter(raised, meeting=meeting)
        .order_by("position")
        .values(
            "meeting_id",
            "position",
            "topic",
            code=F("modification__code"),
            reference=reference_in_force(day, "modification_id"),
            title=title_in_force(day, "modification_id"),
        )
    )
    return [agenda_row(row) for row in rows]


def decisions_of(meeting: Meeting, day: date) -> list[DecisionRow]:
    """What was decided at it by the day, as `decisions_between` has it; one query."""
    return decisions_where(Q(meeting=meeting, decided_on__lte=day), day)


def actions_of(meeting: Meeting, actions: QuerySet[Action], day: date) -> list[ActionKnown]:
    """Those of `actions` that it placed by the day, by reference; one query."""
    rows = actions.filter(meeting=meeting, raised_on__lte=day).order_by("reference")
    return [ActionKnown(row.reference, row.description, row.owner, row.due_on, _by(row.closed_on, day)) for row in rows]


def deadlines_of(meeting: Meeting, calendar: WorkingCalendar | None, day: date) -> list[Deadline]:
    """Notice and papers five SEC Working Days before the meeting, minutes five after it, as they stood on the day."""
    asked = (
        ("Notice given", "notice_due", meeting.notice_on),
        ("Papers issued", "papers_due", meeting.papers_issued_on),
        ("Minutes issued", "minutes_due", meeting.minutes_issued_on),
    )
    return [_deadline(what, _due(calendar, rule, meeting.held_on), _by(on, day), day) for what, rule, on in asked]


def _deadline(what: str, due: date | None, on: date | None, day: date) -> Deadline:
    if due is None:
        return Deadline(what, None, on, "done" if on else "not recorded")
    if on is not None:
        return Deadline(what, due, on, "in time" if on <= due else "late")
    return Deadline(what, due, None, "not recorded, and overdue" if due < day else "not due yet")


def _due(calendar: WorkingCalendar | None, rule: str, held_on: date) -> date | None:
    if calendar is None:
        return None
    try:
        due: date = getattr(calendar, rule)(held_on)
    except CalendarError:
        return None
    return due


def _by(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None
