"""Meetings and actions as they stood on a day, one row each: annotated, so that whoever asks filters and pages them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)

from meetings.models import Action, Meeting
from meetings.queries.meetings import COUNTED, PUBLIC, cancelled_by


class MeetingState(TextChoices):
    HELD = "held", "Held"
    TO_COME = "to_come", "To come"
    CANCELLED = "cancelled", "Cancelled"


class ActionState(TextChoices):
    OPEN = "open", "Open"
    OVERDUE = "overdue", "Open, overdue"
    CLOSED = "closed", "Closed"


def meetings_as_at(meetings: QuerySet[Meeting], day: date) -> QuerySet[Any]:
    """Of `meetings` those of public committees that were planned for the day or earlier, and those to come of which
    notice was given by it. Each with `state`, whether it is `counted` among the meetings held, `off` (the day it was
    cancelled), `notice`, `papers` and `minutes` (days up to `day` alone), and `twin`: whether another meeting has its
    name, which has no number."""
    twins = Meeting.objects.filter(number__isnull=True, committee=OuterRef("committee"), held_on=OuterRef("held_on"))
    known: QuerySet[Any] = meetings.filter(PUBLIC).filter(Q(held_on__lte=day) | Q(notice_on__lte=day))
    found: QuerySet[Any] = known.annotate(
        state=Case(
            When(cancelled_by(day), then=Value(MeetingState.CANCELLED)),
            When(held_on__gt=day, then=Value(MeetingState.TO_COME)),
            default=Value(MeetingState.HELD),
            output_field=CharField(),
        ),
        counted=ExpressionWrapper(COUNTED & Q(cancelled=False, held_on__lte=day), output_field=BooleanField()),
        off=_by("cancelled_on", day),
        notice=_by("notice_on", day),
        papers=_by("papers_issued_on", day),
        minutes=_by("minutes_issued_on", day),
        twin=Q(number__isnull=True) & Exists(twins.exclude(pk=OuterRef("pk"))),
    )
    return found


def cancelled_in_words(day: date | None) -> str:
    """Of a cancelled meeting."""
    return f"Cancelled on {day.day} {day:%B %Y}" if day else "Cancelled, day not known"


def actions_as_at(actions: QuerySet[Action], day: date) -> QuerySet[Any]:
    """Of `actions` those of public committees that were raised by the day, each with `state` and `closed` (a day up to
    `day` alone). One is overdue from the day after it was due."""
    raised: QuerySet[Any] = actions.filter(PUBLIC, raised_on__lte=day)
    found: QuerySet[Any] = raised.annotate(
        closed=_by("closed_on", day),
        state=Case(
            When(closed_on__lte=day, then=Value(ActionState.CLOSED)),
            When(due_on__lt=day, then=Value(ActionState.OVERDUE)),
            default=Value(ActionState.OPEN),
            output_field=CharField(),
        ),
    )
    return found


def _by(name: str, day: date) -> Case:
    return Case(When(**{f"{name}__lte": day}, then=F(name)), default=None, output_field=DateField())
