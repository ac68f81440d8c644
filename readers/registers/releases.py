"""The registers of SEC Releases and of versions of the SEC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from access.policy import visible_to
from modifications.models import Modification, Release, ReleaseKind, SecVersion, VersionCause
from modifications.queries.register import ReleaseState, caused_by, releases_as_at, versions_as_at
from modifications.references import normalise_reference
from readers.registers.base import Register
from readers.registers.columns import Choice, Day, Listed, Number, Record, RegisterTable, Text
from readers.registers.days import day_filter
from readers.registers.filters import Asked, RegisterFilters, is_reference


def release_address(record: Record, day: date) -> str:
    return f"{reverse('registers:release', kwargs={'slug': slugify(record['name'])})}?as_at={day.isoformat()}"


class ReleaseTable(RegisterTable):
    name = Text("Release", "Its name.", link=release_address)
    kind = Choice("Kind", "Scheduled (February, June or November) or standalone.", ReleaseKind)
    go_live = Day("Go-live date", "The date it went live, or was planned to, as known on the day.", absent="none known")
    state = Choice("State", "Whether it was live on the day, planned, or without a date.", ReleaseState)
    first = Day("First planned for", "The date that was set for it first.", absent="none known")
    moves = Number("Times moved", "How often its date had been set anew by the day.")
    scope = Number("Modifications", "How many modifications were aimed at it on the day.")


class ReleaseFilters(RegisterFilters):
    name = filters.CharFilter(label="Name contains", lookup_expr="icontains", max_length=100)
    kind = filters.ChoiceFilter(label="Kind", choices=ReleaseKind.choices, empty_label="Any")
    state = filters.ChoiceFilter(label="State", choices=ReleaseState.choices, empty_label="Any")
    live_from = day_filter("Go-live on or after", field_name="go_live", lookup_expr="gte")
    live_until = day_filter("Go-live on or before", field_name="go_live", lookup_expr="lte")


class ReleaseRegister(Register):
    slug, title, one, many = "releases", "SEC Releases", "SEC Release", "SEC Releases"
    summary = "The releases that modifications go live in, with their dates as they were planned on any day."
    holds = (
        "A release is listed once a date was set for it, or a modification was aimed at it. Its date is the one known "
        "on the day asked for; its page has every date that was set before.",
        "A release counts as live from its go-live date on.",
    )
    model = Release
    table = ReleaseTable
    filters = ReleaseFilters
    order = ("-go_live", "name", "id")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        rows = releases_as_at(visible_to(asked.reader, Release.objects.all()), asked.day)
        return rows.values("id", "name", "kind", "go_live", "state", "first", "moves", "scope", "illustrative")


# --- Versions of the SEC ------------------------------------------------------------------------------


def cause_in_words(one: Mapping[str, str]) -> str:
    return f"{one['reference']} {one['title']}".strip()


class VersionTable(RegisterTable):
    number = Text("Version", "Its number, such as 38.0.", absent="not numbered")
    issued_on = Day("Issued", "The day it was issued.")
    cause = Choice("Cause", "Modification, designation by the department, or direction.", VersionCause)
    description = Text("What changed", "In the words that it was recorded in.", orderable=False)
    caused_by = Listed(
        "Modifications", "Those that caused it, with the reference and title they had on the day.", cause_in_words
    )


class VersionFilters(RegisterFilters):
    words = filters.CharFilter(label="Words", method="with_words", max_length=100)
    cause = filters.ChoiceFilter(label="Cause", choices=VersionCause.choices, empty_label="Any")
    modification = filters.CharFilter(
        label="Modification",
        method="of_modification",
        max_length=30,
        validators=[is_reference],
        help_text="Like MP121 or SECMP0007.",
    )
    issued_from = day_filter("Issued on or after", field_name="issued_on", lookup_expr="gte")
    issued_until = day_filter("Issued on or before", field_name="issued_on", lookup_expr="lte")

    def with_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(number=value) | Q(description__icontains=value))

    def of_modification(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By any reference that it ever had, where it was raised by the day."""
        modifications = visible_to(self.reader, Modification.objects.filter(code=normalise_reference(value)))
        return rows.filter(caused_by(modifications, self.day))


class VersionRegister(Register):
    slug, title, one, many = "sec-versions", "Versions of the SEC", "version of the SEC", "versions of the SEC"
    summary = "Every version of the Smart Energy Code, with what changed and what caused it."
    holds = (
        "The register lists the versions issued by the day, the latest first. A version may come from modifications, "
        "from a designation by the department, or from a direction.",
        "Modifications are named as they were on the day asked for.",
    )
    model = SecVersion
    table = VersionTable
    filters = VersionFilters
    order = ("-issued_on", "-number", "id")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        versions = visible_to(asked.reader, SecVersion.objects.all())
        rows = versions_as_at(versions, visible_to(asked.reader, Modification.objects.all()), asked.day)
        return rows.values("id", "number", "issued_on", "cause", "description", "caused_by", "illustrative")
