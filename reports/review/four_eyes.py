"""Who changed a report: told from the audit trail, of everybody alike. Superusers are persons too.

What counts is every write of the report itself (its first page, attachments, texts, reasons, correction), of what words
and lays out all reports, and of the records of the data apps, whatever month they are of: since the first day that the
report tells of, or since it was opened where that is earlier. Of a correction, since what was published last was sent
for review: what was written after that was reviewed by nobody, or is another version's.

What was written by nobody the trail knows, as a load at installation is, binds nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

from django.db.models import Count, Model, QuerySet, Value
from django.utils import timezone

from access.events import event_model_of, event_models
from access.models import User
from reports.definitions.registry import definition_of
from reports.models import (
    AgendaPaper,
    Deadline,
    Ending,
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
    """What the person changed of the report: since when, see above. Three queries."""
    since = _since(report)
    asked = list(_asked(person, report, since))
    found = asked[0].union(*asked[1:], all=True)
    # A table without such rows counts none of them.
    return [Written(one["of"], one["times"]) for one in found.order_by("of") if one["times"]]


def _since(report: Report) -> datetime | None:
    """None where the trail does not say when the report was opened: then all that it holds counts."""
    published = last_published(report)
    if published is not None:
        ended = ReviewRound.objects.filter(report=report, version=published.version, ending=Ending.PUBLISHED)
        return ended.values_list("sent_at", flat=True).last() or published.published_at
    # Opened more than once, the first time counts.
    opened = event_model_of(Report)._default_manager.filter(kind=report.kind, month=report.month, pgh_label="insert")
    first = opened.order_by("pgh_created_at").values_list("pgh_created_at", flat=True).first()
    told_of = report.covers.back(definition_of(report.kind).months - 1).first
    return min(first, timezone.make_aware(datetime.combine(told_of, time.min))) if first else None


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
