"""What of a report's own rows is otherwise than when it was published, told from the audit trail; and putting it back.

A report's own rows are what its paper is made from beside the records: its first page, attachments, texts, statuses of
objectives, and reasons for warnings. What the records say otherwise by now is not undone here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from access.audit.values import label_of, tracked_fields
from access.events import event_model_of
from reports.models import ObjectiveStatus, Publication, Report, ReportAttachment, SectionText, WarningReason
from reports.review.refusals import Refused

Values = dict[str, Any]
_NO_MATTER = ("carried_from_id",)
"""Columns that say nothing of the paper."""


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A row by what it is in words, and its columns when the report was published and now; None where it was not there,
    or is not."""

    model: type[Model]
    pk: int
    name: str
    then: Values | None
    now: Values | None

    @property
    def what(self) -> str:
        return "added" if self.then is None else "taken away" if self.now is None else "changed"


def changed_since(publication: Publication) -> list[OwnChange]:
    """The rows that differ, in the order of the paper. Two queries for each kind."""
    kinds: tuple[type[Model], ...] = (Report, *_NAMED)
    return [one for model in kinds for one in _changed(model, publication)]


def put_back(changes: list[OwnChange]) -> None:
    """Write each row as it was. Raises Refused, with everything as it is, where it cannot be any more."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # two that changed names change them back one by one
            for one in changes:
                if one.then is None:
                    one.model._default_manager.filter(pk=one.pk).delete()
            for one in changes:
                if one.then is not None and one.now is not None:
                    one.model._default_manager.filter(pk=one.pk).update(**one.then)
                elif one.then is not None:
                    one.model(pk=one.pk, **_with_what_there_is(one.then)).save(force_insert=True)
            connection.check_constraints()
    except IntegrityError as why:
        words = "It cannot be put back any more: something that it refers to, or its paper number, is gone or taken."
        raise Refused("cannot_put_back", words) from why


def _with_what_there_is(then: Values) -> Values:
    """Whose text it once was may be gone, and is no matter of the paper."""
    return {column: None if column in _NO_MATTER else value for column, value in then.items()}


def _changed(model: type[Model], publication: Publication) -> Iterator[OwnChange]:
    of = {"id" if model is Report else "report_id": publication.report_id}
    columns = [field.attname for field in tracked_fields(model)]
    events = event_model_of(model)._default_manager
    known = (
        events.filter(id__in=events.filter(**of).values("id"), pgh_created_at__lte=publication.published_at)
        .order_by("id", "-pgh_created_at", "-pgh_id")
        .distinct("id")
        .values("id", "pgh_label", *columns)
    )
    before = {row["id"]: row for row in known if row["pgh_label"] != "delete" and _meets(row, of)}
    now = {row["id"]: row for row in model._default_manager.filter(**of).values("id", *columns)}
    for pk in sorted(before.keys() | now.keys()):
        then, current = (
            {name: row[name] for name in columns} if row else None for row in (before.get(pk), now.get(pk))
        )
        if _said(then) != _said(current):
            yield OwnChange(model, pk, _name(model, then, current), then, current)


def _meets(row: Values, of: Values) -> bool:
    return all(row[column] == value for column, value in of.items())


def _said(values: Values | None) -> Values | None:
    return None if values is None else {name: value for name, value in values.items() if name not in _NO_MATTER}


def _name(model: type[Model], then: Values | None, now: Values | None) -> str:
    if model is Report:
        names = [
            label_of(field)
            for field in tracked_fields(model)
            if (then or {})[field.attname] != (now or {})[field.attname]
        ]
        return f"First page: {', '.join(names)}"
    what, column = _NAMED[model]
    return f"{what} {(now or then or {})[column]}"


_NAMED: dict[type[Model], tuple[str, str]] = {
    ReportAttachment: ("Attachment", "label"),
    SectionText: ("Text of", "section"),
    ObjectiveStatus: ("Status of objective number", "objective_id"),
    WarningReason: ("Reason for a warning of", "check_id"),
}
"""What each row is called, and by which of its columns."""
