"""The register of Parties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse

from access.classification import Classification
from access.policy import Reader, default_classification, readable_classifications, visible_to
from parties.models import EventOfDefault, Extent, Party, PartyCategory, UepCompletion, UserRole
from parties.queries_register import (
    Standing,
    but_the_dcc,
    completed_for,
    parties_as_at,
    with_events,
    with_uep,
)
from readers.registers.base import Register
from readers.registers.columns import Choice, Day, Listed, Number, Record, RegisterTable, Text
from readers.registers.days import in_words
from readers.registers.filters import Asked, RegisterFilters

IN_DEFAULT = "in_default"
EVER = "all"
_NOUNS = {
    Standing.WITHDRAWN: ("Party that had withdrawn", "Parties that had withdrawn"),
    Standing.EXPELLED: ("Party that had been expelled", "Parties that had been expelled"),
    IN_DEFAULT: ("Party in Default", "Parties in Default"),
    EVER: ("Party that had ever acceded", "Parties that had ever acceded"),
}


def uep_in_words(done: Mapping[str, str]) -> str:
    role, extent = UserRole(done["role"]).label, Extent(done["extent"])
    in_part = " in part" if extent == Extent.PARTIAL else ""
    return f"{role}{in_part}, {in_words(date.fromisoformat(done['on']))}"


def party_address(record: Record, day: date) -> str:
    return f"{reverse('registers:party', kwargs={'code': record['code']})}?as_at={day.isoformat()}"


def reads_defaults(reader: Reader) -> bool:
    return default_classification(EventOfDefault) in readable_classifications(reader)


class PartyTable(RegisterTable):
    name = Text("Party", "The registered name, as in the SEC Parties List.", link=party_address)
    trading_name = Text("Trading name", "The name it trades under, where that is another.", absent="none")
    category = Choice(
        "Party Category", "The category on the day; of a Party that had left, on its last day as one.", PartyCategory
    )
    standing = Choice("Status", "Whether it was a Party on the day, had withdrawn or had been expelled.", Standing)
    group = Text("Voting Group", "Its Voting Group on the day; of a Party that had left, on its last day as one.")
    uep = Listed(
        "User Entry Process completed",
        "Each User Role that it had completed the User Entry Process for by the day, fully or in part, with the day.",
        uep_in_words,
    )
    acceded_on = Day("Acceded", "The first day of its latest membership.")
    exited_on = Day("Left", "The first day it was no longer a Party.", absent="not left")
    defaults = Number("Events of Default", "How many Events of Default of it stood on the day (SEC M8.1). Amber.")


class PartyFilters(RegisterFilters):
    name = filters.CharFilter(label="Name contains", method="named", max_length=100)
    category = filters.ChoiceFilter(label="Party Category", choices=PartyCategory.choices, empty_label="Any")
    status = filters.ChoiceFilter(
        label="Status",
        method="standing_as",
        empty_label="Parties on the day",
        choices=[
            (IN_DEFAULT, "Parties in Default (Amber)"),
            (Standing.WITHDRAWN.value, "Withdrawn"),
            (Standing.EXPELLED.value, "Expelled"),
            (EVER, "All that ever acceded"),
        ],
    )
    group = filters.CharFilter(label="Voting Group contains", lookup_expr="icontains", max_length=100)
    uep = filters.ChoiceFilter(
        label="User Entry Process completed for",
        choices=UserRole.choices,
        method="completed",
        empty_label="Any or none",
    )
    dcc = filters.BooleanFilter(label="Count the DCC in", method="with_the_dcc", widget=forms.CheckboxInput)

    def settle(self) -> None:
        if not reads_defaults(self.reader):
            offered = self.filters["status"].extra
            offered["choices"] = [choice for choice in offered["choices"] if choice[0] != IN_DEFAULT]

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=value) | Q(trading_name__icontains=value) | Q(code=value.lower()))

    def standing_as(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Parties in Default are found among the rows by what `PartyRegister.rows` annotates for them."""
        return rows

    def completed(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        done = visible_to(self.reader, UepCompletion.objects.all())
        return rows.filter(completed_for(value, done, self.day))

    def with_the_dcc(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows


class PartyRegister(Register):
    slug, title, one, many = "parties", "Parties", "Party", "Parties"
    summary = "Every Party to the SEC with its category, Voting Group and User Entry Process, as at any day."
    holds = (
        "A Party is one from the day of its accession up to the day before it left. The register lists the Parties on "
        "the day; choose a status for those that had left by then.",
        "The DCC is a Party too, and is left out of the count unless it is counted in, as in the reports. Parties and "
        "Voting Groups are different counts.",
        "The category and the Voting Group are those of the day asked for. What was completed of the User Entry "
        "Process after that day, and an exit after it, are not shown.",
    )
    model = Party
    table = PartyTable
    filters = PartyFilters
    order = ("name", "id")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        rows = parties_as_at(visible_to(asked.reader, Party.objects.all()), asked.day)
        status = asked.values["status"]
        if status in (Standing.WITHDRAWN, Standing.EXPELLED):
            rows = rows.filter(standing=status)
        elif status != EVER:
            rows = rows.filter(standing=Standing.PARTY)
        if not asked.values["dcc"]:
            rows = but_the_dcc(rows)
        shown = ["id", "code", "name", "trading_name", "category", "standing", "group", "acceded_on", "exited_on"]
        if status == IN_DEFAULT:
            events = visible_to(asked.reader, EventOfDefault.objects.all())
            rows = with_events(rows, events, asked.day).filter(defaults__gt=0)
            shown.append("defaults")
        completions = visible_to(asked.reader, UepCompletion.objects.all())
        return with_uep(rows, completions, asked.day).values(*shown, "uep", "illustrative")

    def kept_from(self, reader: Reader) -> tuple[str, ...]:
        return () if reads_defaults(reader) else ("defaults",)

    def hidden(self, asked: Asked) -> tuple[str, ...]:
        return () if asked.values["status"] == IN_DEFAULT else ("defaults",)

    def classification(self, asked: Asked) -> Classification:
        return Classification.AMBER if asked.values["status"] == IN_DEFAULT else Classification.WHITE

    def noun(self, number: int, asked: Asked) -> str:
        one, many = _NOUNS.get(asked.values["status"], (self.one, self.many))
        return one if number == 1 else many

    def qualified(self, asked: Asked) -> str:
        return "including the DCC" if asked.values["dcc"] else "excluding the DCC"
