"""Who changed a report: told from the audit trail, of everybody alike. Superusers are persons too.

What counts is every write since the report was opened, or last published where that is later: of the report itself
(its first page, attachments, texts, reasons, correction), of what words and lays out all reports, and of the records
of the data apps, whatever month they are of. What was written by nobody the trail knows, as a load at installation
is, binds nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Count, Model, QuerySet, Value

from access.events import event_models, events_of
from access.models import User
from reports.models import (
    AgendaPaper,
    Deadline,
    OpenItem,
    Pack,
    PlannedPublication,
    Report,
    ReviewComment,
    Reviewer,
    ReviewRound,
    SectionDuty,
)
from reports.review.closing import last_published

DATA = ("parties", "modifications", "meetings", "measures")
ABOUT_THE_WORK = (
    SectionDuty,
    OpenItem,
    Deadline,
    ReviewRound,
    Reviewer,
    ReviewComment,
    PlannedPublication,
    Pack,
    AgendaPaper,
)
"""What people write of a report, or make of it, without changing what it says."""


@dataclass(frozen=True, slots=True)
class Written:
    """How often a person wrote rows of a kind, by its name in words."""

    kind: str
    times: int


def written_by(person: User, report: Report) -> list[Written]:
    """What the person changed of the report since it was opened or last published. Three queries."""
    since = _since(report)
    asked = list(_asked(person, report, since))
    found = asked[0].union(*asked[1:], all=True)
    # A table without such rows counts none of them.
    return [Written(one["of"], one["times"]) for one in found.order_by("of") if one["times"]]


def _since(report: Report) -> datetime | None:
    """None where the trail does not say when the report was opened: then all that it holds counts."""
    opened = events_of(Report, [report.pk]).filter(pgh_label="insert").values_list("pgh_created_at", flat=True).last()
    published = last_published(report)
    moments = [moment for moment in (opened, published.published_at if published else None) if moment]
    return max(moments) if moments else None


def _asked(person: User, report: Report, since: datetime | None) -> Iterator[QuerySet[Any, Any]]:
    for model, table in _trails():
        rows: QuerySet[Any] = table._default_manager.filter(pgh_context__metadata__user=person.pk)
        if since:
            rows = rows.filter(pgh_created_at__gte=since)
        if _is_of_one_report(model):
            rows = rows.filter(**{"id" if model is Report else "report_id": report.pk})
        name = Value(str(model._meta.verbose_name_plural))
        yield rows.order_by().values(of=name).annotate(times=Count("pgh_id"))


@cache
def _trails() -> tuple[tuple[type[Model], Any], ...]:
    return tuple((model, table) for model, table in event_models().items() if _says_something(model))


def _says_something(model: type[Model]) -> bool:
    if model._meta.app_label in DATA:
        return True
    return model._meta.app_label == "reports" and model not in ABOUT_THE_WORK


def _is_of_one_report(model: type[Model]) -> bool:
    return model is Report or any(
        field.attname == "report_id" and field.related_model is Report for field in model._meta.concrete_fields
    )
