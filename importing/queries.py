"""Imports and their rows, as far as a person may see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from access import policy
from importing.models import ImportRow, ImportRun, RowKind

SHOWN = {
    "added": Q(kind=RowKind.ADDED),
    "changed": Q(kind=RowKind.CHANGED),
    "refused": Q(kind=RowKind.REFUSED),
    "blanks": Q(blanks=True),
    "lowers": Q(lowers=True),
}
"""The parts of a preview that can be looked at alone, by what the address calls them."""


def runs_for(user: policy.Reader) -> QuerySet[ImportRun]:
    """A person's own; those who may delete records may undo any import, and so see all."""
    runs = ImportRun.objects.select_related("owner", "accepted_by", "undone_by", "undo_asked_by", "job")
    if not policy.may_enter_records(user):
        return runs.none()
    return runs if policy.may_delete_records(user) else runs.filter(owner=user.pk)


def rows_for(user: policy.Reader, run: ImportRun) -> QuerySet[ImportRow]:
    """The rows whose records the person may see, before and after the import."""
    return ImportRow.objects.filter(run=run, classification__in=policy.readable_classifications(user))


def tallies(rows: QuerySet[ImportRow]) -> dict[str, int]:
    """How many rows each part of the preview has. One query."""
    found: dict[str, Any] = rows.aggregate(
        every=Count("pk"), **{name: Count("pk", filter=q) for name, q in SHOWN.items()}
    )
    return found


def may_undo(user: policy.Reader, run: ImportRun) -> bool:
    """Who may ask for it. What it deletes or changes is asked of the policy once more, row by row."""
    return run.owner_id == user.pk or policy.may_delete_records(user)


def may_read_undo_problems(user: policy.Reader, run: ImportRun) -> bool:
    """They quote records as whoever asked might see them; those who may delete any may see all."""
    return run.undo_asked_by_id == user.pk or policy.may_delete_records(user)
