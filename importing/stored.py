"""What the database holds of the records a load is about, in the same plain values as the files'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import ManyToManyField, Q

from importing.links import Key
from importing.references import References
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


def hold(template: Template, keys: set[Key]) -> None:
    """Lock the stored records that `stored_for` finds, in primary key order, until the transaction ends: whoever is
    changing one has finished by the time it returns, and what is read of them next is what they leave. A record that
    somebody adds meanwhile isn't held; the database's own rules keep it from being there twice. Others may still come
    to name one that is held: whoever deletes it looks for them afterwards.
    """
    if not keys:
        return
    records = template.model._default_manager.filter(template.within(keys)).order_by("pk")
    pks = list(records.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    for column in template.lists:
        _hold_pairs(template, column, pks)


def _hold_pairs(template: Template, column: References, pks: list[int]) -> None:
    """A pair that is being taken away is gone, or stays, by the time it returns."""
    relation = cast("ManyToManyField[Any, Any]", template.model._meta.get_field(column.field))
    through: Any = relation.remote_field.through
    pairs = through._base_manager.filter(**{f"{relation.m2m_column_name()}__in": pks}).order_by("pk")
    list(pairs.select_for_update(of=("self",)).values_list("pk", flat=True))


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
