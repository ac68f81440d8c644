"""What the audit trail keeps of each insert, update and delete: the row as it was written, when, by whom and why.

PostgreSQL's own triggers write it, so a bulk update, a raw statement and a load leave their trace like a form does, and
none of it can be changed or deleted afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar, cast

import pghistory
from django.apps import apps
from django.db import models
from pghistory import runtime
from pghistory.models import Event as PghistoryEvent

M = TypeVar("M", bound=models.Model)
LABELS = frozenset(("insert", "update", "delete"))


class Event(PghistoryEvent):
    """The base of every table of events. Found by the day: the trail of all records is read newest first."""

    unclassified_because: ClassVar[str] = "what happened to a record is shown to those who may see the record"

    pgh_created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        abstract = True


def audited(*, without: tuple[str, ...] = (), row: bool = True) -> Callable[[type[M]], type[M]]:
    """Keep the audit trail of the decorated model, less the fields `without`: secrets, and what changes by itself.

    `row` is False for the pairs of a many-to-many field, which nothing refers to by a number of their own.
    """
    more: dict[str, Any] = {} if row else {"obj_field": None}

    def track(model: type[M]) -> type[M]:
        trackers = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
        pghistory.track(*trackers, exclude=list(without) or None, **more)(model)
        return model

    return track


def acting_person() -> int | None:
    """The id of the person whom the trail would name for what is written now."""
    context = getattr(runtime._tracker, "value", None)  # pghistory has no public way to ask
    person = context.metadata.get("user") if context else None
    return person if isinstance(person, int) else None


def event_models() -> dict[type[models.Model], type[Event]]:
    """The table of events of each audited model, by the model that holds its rows."""
    tables = [model for model in apps.get_models() if issubclass(model, Event)]
    return {_concrete(_tracked(table)): table for table in tables}


def event_model_of(model: type[models.Model]) -> Any:
    """Raises KeyError for a model without a trail."""
    return event_models()[_concrete(model)]


def declared(model: type[models.Model]) -> type[models.Model]:
    """The model as its app declares it: for the pairs of a many-to-many field, which Django makes, the proxy that is
    audited in their place."""
    return _tracked(event_model_of(model))


def events_of(model: type[models.Model], pks: Iterable[Any]) -> models.QuerySet[Any]:
    """The events of these rows, whether they are still there or not, in the order they happened."""
    rows: models.QuerySet[Any] = event_model_of(model)._default_manager.filter(**{f"{key_of(model)}__in": list(pks)})
    return rows.order_by("pgh_created_at", "pgh_id")


def key_of(model: type[models.Model]) -> str:
    """The column of events that says which row they are of: the one with the index. The pairs of a many-to-many field
    have none."""
    return "pgh_obj_id" if any(field.name == "pgh_obj" for field in event_model_of(model)._meta.fields) else "id"


def _tracked(table: type[Event]) -> type[models.Model]:
    tracked: Any = table.pgh_tracked_model  # the stubs say None, which is true of the base alone
    return cast("type[models.Model]", tracked)


def _concrete(model: type[models.Model]) -> type[models.Model]:
    return model._meta.concrete_model or model
