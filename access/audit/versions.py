"""The values that one field of one record has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Model, Q, Window
from django.db.models.functions import Lag, RowNumber

from access.audit.people import by, people_of, said
from access.events import events_of
from access.models import User

PAGE = 50


@dataclass(frozen=True)
class Version:
    """A value a field took. `event` numbers it: newer is higher, and `versions_of` reads on before one."""

    event: int
    at: datetime
    by: User | None
    why: str
    value: Any


class Differs(Func):
    """Whether two values differ, where nothing differs from something and not from nothing."""

    arg_joiner = " IS DISTINCT FROM "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def versions_of(record: Model, field: str, *, limit: int = PAGE, before: int | None = None) -> list[Version]:
    """The values a record's field has had, newest first, at most `limit` of them, in two queries. A save that left the
    field as it was makes no version. `before` is the `event` of the last one read, for those older than it.

    It asks no policy: the caller has asked whether the person may read the record.
    """
    in_order = (F("pgh_created_at").asc(), F("pgh_id").asc())
    rows: Any = (
        events_of(type(record), [record.pk])
        .annotate(
            number=Window(RowNumber(), order_by=in_order),
            last=Window(Lag(field), order_by=in_order),
        )
        .filter(Q(number=1) | Q(Differs(F(field), F("last"))))
        .order_by("-pgh_created_at", "-pgh_id")
    )
    if before is not None:
        rows = rows.filter(pgh_id__lt=before)
    found = list(rows.values_list("pgh_id", "pgh_created_at", "pgh_context__metadata", field)[:limit])
    people = people_of(context for _, _, context, _ in found)
    return [Version(event, at, by(context, people), said(context, "why"), value) for event, at, context, value in found]
