"""What the database holds of the records a load is about, in the same plain values as the files'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from importing.links import Key
from importing.template import Template


@dataclass(frozen=True, slots=True)
class StoredRow:
    pk: int
    values: dict[str, Any]


@dataclass(slots=True)
class Stored:
    """Records by key, among them the neighbours that `Template.scope` brings along.

    `twice` are keys that several stored records share, where the database has no rule against it.
    """

    rows: dict[Key, StoredRow] = field(default_factory=dict)
    twice: set[Key] = field(default_factory=set)


def stored_for(template: Template, keys: set[Key]) -> Stored:
    """One query, whatever the number of keys."""
    found = Stored()
    if keys:
        for row in fetch(template, template.within(keys)):
            key = template.identify(row.values)
            if key in found.rows:
                found.twice.add(key)
            found.rows[key] = row
    return found


def fetch(template: Template, condition: Q) -> Iterable[StoredRow]:
    """Stored records in primary key order. One query."""
    return read_rows(template, template.model._default_manager.filter(condition).order_by("pk"))


def read_rows(template: Template, queryset: Any) -> Iterable[StoredRow]:
    """The records of a queryset of the template's model, as its columns read them."""
    annotations = {name: value for column in template.columns for name, value in column.annotations.items()}
    paths = [path for column in template.columns for path in column.paths]
    for pk, *stored in queryset.annotate(**annotations).values_list("pk", *paths):
        values, place = {}, 0
        for column in template.columns:
            width = len(column.paths)
            values[column.name] = column.read(*stored[place : place + width])
            place += width
        yield StoredRow(pk, values)
