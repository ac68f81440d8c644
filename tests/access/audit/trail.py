"""What the trail holds of a record, as tests read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from access.events import event_model_of


@dataclass(frozen=True)
class Trace:
    label: str
    user: int | None
    why: str | None
    url: str | None
    job: int | None


def traces(model: type[Model], pk: Any = None) -> list[Trace]:
    """Of one row, or of all rows of the model, in order."""
    events = event_model_of(model)._default_manager.order_by("pgh_created_at", "pgh_id")
    rows = events.filter(id=pk) if pk else events
    return [
        Trace(label, *((context or {}).get(word) for word in ("user", "why", "url", "job")))
        for label, context in rows.values_list("pgh_label", "pgh_context__metadata")
    ]
