"""What the audit trail keeps of each insert, update and delete: the row as it was written, when, by whom and why.

PostgreSQL's own triggers write it, so a bulk update, a raw statement and a load leave their trace like a form does, and
none of it can be changed or deleted afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import pghistory
from django.db import models
from pghistory.models import Event as PghistoryEvent

M = TypeVar("M", bound=models.Model)


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
