"""`manage.py check --database default` asks of each edition in force whether its sections are still there."""

from __future__ import annotations

from collections.abc import Sequence
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
    return [
        Error(
            f"{edition}, in force from {edition.begins}: {fault.section}: {fault.message}", hint=HINT, id="reports.E001"
        )
        for edition in StoredEdition.objects.filter(in_force_from__isnull=False)
        for fault in (faults_in(edition) if edition.kind in definitions() else [])
    ]
