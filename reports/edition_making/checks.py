"""`manage.py check --database default` asks of each edition in force whether its sections are still there, and whether
an edition in code takes its short name or its months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from reports.definitions.registry import definitions
from reports.edition_making.force import faults_in
from reports.models import StoredEdition

HINT = "A later edition can drop what is gone; an edition that papers were issued in needs it back in the code."


@register(Tags.database)
def editions_in_force_resolve(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Asked only where the database is: before the first migration there is no edition."""
    if not databases or StoredEdition._meta.db_table not in connections["default"].introspection.table_names():
        return []
    stored = [one for one in StoredEdition.objects.order_by("in_force_from", "pk") if one.kind in definitions()]
    return [*_unresolved(stored), *_keys_taken(stored), *_changed_by_code(stored)]


def _unresolved(stored: Sequence[StoredEdition]) -> Iterator[CheckMessage]:
    for edition in stored:
        for fault in faults_in(edition) if edition.in_force_from else ():
            if not fault.wording:
                message = f"{edition}, in force from {edition.begins}: {fault.section}: {fault.message}"
                yield Error(message, hint=HINT, id="reports.E001")


def _keys_taken(stored: Sequence[StoredEdition]) -> Iterator[CheckMessage]:
    for edition in stored:
        if edition.key in {one.key for one in definitions()[edition.kind].editions}:
            message = f"{edition} and an edition in code of the same report have the short name “{edition.key}”."
            yield Error(message, hint="Give that in code another key.", id="reports.E002")


def _changed_by_code(stored: Sequence[StoredEdition]) -> Iterator[CheckMessage]:
    """An edition in code that came after one took force, and begins in its months, lays them out otherwise."""
    for kind, report in definitions().items():
        begun = [(begins, one) for one in stored if one.kind == kind and (begins := one.begins)]
        for coded in report.editions:
            before = [one for one in begun if one[0] < coded.in_force_from]
            if before and not any(begins == coded.in_force_from for begins, _ in begun):
                begins, edition = before[-1]
                message = f"{coded.name} begins in {coded.in_force_from.label}, in the months of {edition}."
                hint = f"Let it begin in {begins.label}, as that does, and let one started from it take force later."
                yield Error(message, hint=hint, id="reports.E003")
