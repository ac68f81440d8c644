"""The register of the actions that committees placed. It is Green: strangers are asked to sign in."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import F, Q, QuerySet

from access.policy import visible_to
from meetings.models import Action
from meetings.queries.register import ActionState, actions_as_at
from readers.registers.base import Register
from readers.registers.columns import Choice, Day, RegisterTable, Text
from readers.registers.days import day_filter
from readers.registers.filters import Asked, RegisterFilters
from readers.registers.meetings import SHORT_NAME, public_committees

EVERY = "all"
_NOUNS: dict[str, tuple[str, str]] = {
    "": ("open action", "open actions"),
    ActionState.OVERDUE: ("overdue action", "overdue actions"),
    ActionState.CLOSED: ("closed action", "closed actions"),
}


class ActionTable(RegisterTable):
    reference = Text("Action", "Its reference, which its committee gives once.")
    committee_name = Text("Committee", "The committee that placed it, by its short name where it has one.")
    meeting_title = Text("Meeting", "The meeting that placed it.")
    description = Text("What is to be done", "In the words that it was recorded in.", orderable=False)
    owner = Text("Owner", "Whose it is to do.")
    state = Choice("State", "Whether it was open, overdue or closed on the day.", ActionState)
    raised_on = Day("Raised", "The day it was placed.")
    due_on = Day("Due", "The day it is due; from the day after it is overdue.", absent="no day set")
    closed = Day("Closed", "The day it was closed, where that was by the day asked for.", absent="not closed")


class ActionFilters(RegisterFilters):
    words = filters.CharFilter(label="Words", method="with_words", max_length=100)
    committee = filters.ModelChoiceFilter(
        label="Committee", queryset=public_committees, to_field_name="code", empty_label="Any"
    )
    state = filters.ChoiceFilter(
        label="State",
        method="as_register",
        empty_label="Open on the day",
        choices=[
            (ActionState.OVERDUE.value, "Open and overdue"),
            (ActionState.CLOSED.value, "Closed by the day"),
            (EVERY, "All raised by the day"),
        ],
    )
    owner = filters.CharFilter(label="Owner contains", lookup_expr="icontains", max_length=100)
    raised_from = day_filter("Raised on or after", field_name="raised_on", lookup_expr="gte")
    raised_until = day_filter("Raised on or before", field_name="raised_on", lookup_expr="lte")

    def with_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(reference__icontains=value) | Q(description__icontains=value))

    def as_register(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """`ActionRegister.rows` has seen to it, since blank asks for something too."""
        return rows


class ActionRegister(Register):
    slug, title, one, many = "actions", "Actions", "action", "actions"
    summary = "The actions that the Panel and its Sub-Committees placed, open and closed."
    holds = (
        "The register lists the actions open on the day; choose a state for those overdue or closed. One that was "
        "closed after the day asked for stands open.",
        "Actions of committees that meet in confidence are left out.",
    )
    model = Action
    table = ActionTable
    filters = ActionFilters
    order = ("-raised_on", "committee_name", "reference", "id")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        rows = actions_as_at(visible_to(asked.reader, Action.objects.all()), asked.day)
        state = asked.values["state"]
        if state != EVERY:
            wanted = (state,) if state else (ActionState.OPEN, ActionState.OVERDUE)
            rows = rows.filter(state__in=wanted)
        rows = rows.annotate(committee_name=SHORT_NAME, meeting_title=F("meeting__title"))
        shown = ("reference", "committee_name", "meeting_title", "description", "owner", "state", "raised_on", "due_on")
        found: QuerySet[Any, dict[str, Any]] = rows.values("id", *shown, "closed", "illustrative")
        return found

    def noun(self, number: int, asked: Asked) -> str:
        one, many = _NOUNS.get(asked.values["state"] or "", (self.one, self.many))
        return one if number == 1 else many
