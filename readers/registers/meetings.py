"""The register of meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.urls import reverse

from access.policy import visible_to
from meetings.models import Committee, Meeting, MeetingKind
from meetings.queries.register import MeetingState, meetings_as_at
from readers.registers.base import Register
from readers.registers.columns import Choice, Day, Record, RegisterTable, Text, YesNo
from readers.registers.days import day_filter, in_words
from readers.registers.filters import Asked, RegisterFilters

EVERY = "all"
SHORT_NAME = Coalesce(NullIf("committee__abbreviation", Value("")), "committee__name")
"""A committee as it is spoken of."""
_NOUNS: dict[str, tuple[str, str]] = {
    "": ("meeting held", "meetings held"),
    MeetingState.TO_COME: ("meeting to come", "meetings to come"),
    MeetingState.CANCELLED: ("cancelled meeting", "cancelled meetings"),
}


def meeting_name(record: Record) -> str:
    """In addresses: panel-97, or working-group-2021-09-01; with its row's number where two are so named."""
    if record["number"]:
        return f"{record['committee__code']}-{record['number']}{record['suffix']}"
    twin = f".{record['id']}" if record["twin"] else ""
    return f"{record['committee__code']}-{record['held_on'].isoformat()}{twin}"


def meeting_address(record: Record, day: date) -> str:
    return f"{reverse('registers:meeting', kwargs={'name': meeting_name(record)})}?as_at={day.isoformat()}"


def public_committees(request: HttpRequest | None) -> QuerySet[Committee]:
    """Those that a reader may choose from."""
    if request is None:
        return Committee.objects.none()
    return visible_to(request.user, Committee.objects.filter(confidential=False)).order_by("name")


class CancelledOn(Day):
    """Of a cancelled meeting alone; of others there is nothing that is not known."""

    empty_values = ()

    def words(self, value: Any, record: Record) -> str:
        if record["state"] != MeetingState.CANCELLED:
            return "–"
        return in_words(value) if value else "day not known"


class MeetingTable(RegisterTable):
    title = Text("Meeting", "Its title, as the papers list it.", link=meeting_address)
    committee_name = Text("Committee", "The body that meets, by its short name where it has one.")
    held_on = Day("Date", "The day it was held, or is planned for.")
    state = Choice(
        "State",
        "Held, to come or cancelled on the day, by the date as known now; cancelled on every day where the day of that "
        "is not known.",
        MeetingState,
    )
    off = CancelledOn("Cancelled on", "The day it was cancelled, where that was by the day asked for and is known.")
    kind = Choice("Kind", "Governance, attended by SECAS, or engagement.", MeetingKind)
    counted = YesNo(
        "Counts as held",
        "Whether the reports count it among the month's meetings held: regular meetings of the committees that count.",
    )
    notice = Day("Notice given", "The day notice was given, where that was by the day asked for.")
    papers = Day("Papers issued", "The day its papers were issued, where that was by the day asked for.")
    minutes = Day("Minutes issued", "The day its minutes were issued, where that was by the day asked for.")


class MeetingFilters(RegisterFilters):
    title = filters.CharFilter(label="Title contains", lookup_expr="icontains", max_length=100)
    committee = filters.ModelChoiceFilter(
        label="Committee", queryset=public_committees, to_field_name="code", empty_label="Any"
    )
    kind = filters.ChoiceFilter(label="Kind", choices=MeetingKind.choices, empty_label="Any")
    state = filters.ChoiceFilter(
        label="State",
        method="as_register",
        empty_label="Held by the day",
        choices=[
            (MeetingState.TO_COME.value, "To come"),
            (MeetingState.CANCELLED.value, "Cancelled"),
            (EVERY, "All of these"),
        ],
    )
    held_from = day_filter("On or after", field_name="held_on", lookup_expr="gte")
    held_until = day_filter("On or before", field_name="held_on", lookup_expr="lte")

    def as_register(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """`MeetingRegister.rows` has seen to it, since blank asks for something too."""
        return rows


class MeetingRegister(Register):
    slug, title, one, many = "meetings", "Meetings", "meeting", "meetings"
    summary = "The meetings of the Panel, its Sub-Committees and Working Groups, and when their papers were issued."
    holds = (
        "The register lists the meetings held by the day; choose a state for those to come and those cancelled. A "
        "meeting to come is listed once notice of it was given.",
        "Meetings of committees that meet in confidence are left out. The reports count fewer meetings than are "
        "listed: extraordinary ones, and those that SECAS only attended, do not count as held.",
        "A meeting's title and its date are as known now, whichever day is asked for: no history of them is kept. So "
        "is a cancellation whose day is not known.",
        "Days of notice, papers and minutes after the day asked for are not shown. The page of a meeting sets them "
        "against their deadlines in SEC Working Days.",
    )
    model = Meeting
    table = MeetingTable
    filters = MeetingFilters
    order = ("-held_on", "title", "id")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        rows = meetings_as_at(visible_to(asked.reader, Meeting.objects.all()), asked.day)
        state = asked.values["state"]
        if state != EVERY:
            rows = rows.filter(state=state or MeetingState.HELD)
        named = ("committee__code", "number", "suffix", "twin")
        shown = ("title", "held_on", "state", "off", "kind", "counted", "notice", "papers", "minutes")
        found: QuerySet[Any, dict[str, Any]] = rows.annotate(committee_name=SHORT_NAME).values(
            "id", *named, *shown, "committee_name", "illustrative"
        )
        return found

    def noun(self, number: int, asked: Asked) -> str:
        one, many = _NOUNS.get(asked.values["state"] or "", (self.one, self.many))
        return one if number == 1 else many
