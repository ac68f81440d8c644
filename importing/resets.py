"""Fields that no column fills: an import that changes a column sets them back, and undoing it puts them as they
were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models

from access.events import event_model_of
from importing.models import ImportRun
from importing.template import Template


def put_back(run: ImportRun, template: Template, changed: Mapping[str, Collection[int]]) -> None:
    """Give records what the audit trail holds of these fields from before the import; `changed` are their ids, by the
    column that it changed. What referred to a record that is gone by now stays blank."""
    for column, name in template.resets:
        field: Any = template.model._meta.get_field(name)
        before = _before(run, template.model, field.attname, changed.get(column, ()))
        standing = _standing(field, set(before.values()))
        for pk, value in before.items():
            if value in standing:
                template.model._base_manager.filter(pk=pk).update(**{field.attname: value})


def _before(run: ImportRun, model: type[models.Model], name: str, pks: Collection[int]) -> dict[int, Any]:
    """What the field was in each record until the import wrote it, less those where it was blank. One query."""
    events = event_model_of(model)._default_manager.filter(pgh_obj_id__in=pks).order_by("pgh_id")
    found: dict[int, Any] = {}
    written: set[int] = set()
    for pk, value, by in events.values_list("pgh_obj_id", name, "pgh_context__metadata__import_run"):
        if by == run.pk:
            written.add(pk)
        if pk not in written:
            found[pk] = value
    return {pk: value for pk, value in found.items() if pk in written and value is not None}


def _standing(field: Any, values: set[Any]) -> set[Any]:
    """Those of the values that may be stored: of a reference, those whose record is still there."""
    if not values or not field.is_relation:
        return values
    return set(field.related_model._base_manager.filter(pk__in=values).values_list("pk", flat=True))
