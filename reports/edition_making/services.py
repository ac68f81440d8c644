"""Laying out an edition. Each change of a draft names the revision it was made on: none undoes another's."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from access.audit import because
from reports.definitions.registry import definition_of
from reports.edition_making.arranging import Tree
from reports.edition_making.catalogue import Catalogue, catalogue_of
from reports.edition_making.rows import tree_like, tree_of
from reports.models import StoredEdition, StoredSection

STALE = "stale"
"""The code of a refusal because somebody else was first."""
_LAID_OUT = ("rank", "parent_id", "part", "taken_from", "title", "page_break")

Change = Callable[[Tree, Catalogue], object]


def stored_editions(kind: str) -> QuerySet[StoredEdition]:
    return StoredEdition.objects.filter(kind=kind)


def catalogue_for(kind: str) -> Catalogue:
    """Raises LookupError for a kind that no report has."""
    return catalogue_of(definition_of(kind).editions)


def laid_out(kind: str, key: str) -> tuple[Tree, str]:
    """How the edition is laid out, and the key of the one in code that it is based on. Raises LookupError for none."""
    for edition in definition_of(kind).editions:
        if edition.key == key:
            return tree_like(edition), key
    stored = stored_editions(kind).filter(key=key).first()
    if stored is None:
        raise LookupError(f"There is no edition “{key}”.")
    return tree_of(stored.sections.order_by("rank")), stored.based_on


def start(kind: str, source: str, *, key: str, name: str) -> StoredEdition:
    """A draft laid out like the edition `source`, in code or stored.

    ValidationError for a key that another edition of the report has. Raises LookupError for no such source.
    """
    tree, based_on = laid_out(kind, source)
    if key in {one.key for one in definition_of(kind).editions} or stored_editions(kind).filter(key=key).exists():
        raise _taken()
    try:
        with transaction.atomic(), because("Start an edition"):
            draft = StoredEdition.objects.create(kind=kind, key=key, name=name, based_on=based_on, started_from=source)
            _write(draft, tree)
    except IntegrityError as error:  # somebody took the name in the same moment
        raise _taken() from error
    return draft


def _taken() -> ValidationError:
    return ValidationError({"key": "Another edition of this report has this short name: choose another."})


@transaction.atomic
def change(edition: StoredEdition, why: str, do: Change, *, seen: int) -> StoredEdition:
    """Lay the draft out anew: `do` changes its tree. `seen` is the revision that whoever changes it was shown.

    ValidationError where it was changed meanwhile (code `STALE`), took force, or where `do` refuses.
    """
    draft = locked_draft(edition, seen)
    tree = tree_of(draft.sections.order_by("rank"))
    do(tree, catalogue_for(draft.kind))
    with because(why):
        _write(draft, tree)
        draft.revision += 1
        draft.save(update_fields=["revision"])
    return draft


@transaction.atomic
def rename(edition: StoredEdition, name: str, *, seen: int) -> StoredEdition:
    draft = locked_draft(edition, seen)
    with because("Rename an edition"):
        draft.name, draft.revision = name, draft.revision + 1
        draft.save(update_fields=["name", "revision"])
    return draft


@transaction.atomic
def discard(edition: StoredEdition, *, seen: int) -> None:
    """Delete a draft. ValidationError as for `change`."""
    draft = locked_draft(edition, seen)
    with because("Delete a draft of an edition"):
        draft.delete()


def locked_draft(edition: StoredEdition, seen: int) -> StoredEdition:
    """The draft, held until the transaction ends, as whoever changes it was shown it."""
    draft = StoredEdition.objects.select_for_update().filter(pk=edition.pk).first()
    if draft is None:
        raise ValidationError("Meanwhile the draft was deleted.", code=STALE)
    if draft.in_force_from is not None:
        raise ValidationError("It took force and cannot be changed: start a new edition from it.", code=STALE)
    unchanged(draft, seen)
    return draft


def unchanged(edition: StoredEdition, seen: int) -> None:
    """ValidationError for an edition that is not as whoever changes it was shown it."""
    if edition.revision != seen:
        raise ValidationError("Meanwhile somebody changed this edition. Nothing was changed: look again.", code=STALE)


def _write(draft: StoredEdition, tree: Tree) -> None:
    """Make the rows what the tree says. Rows that stay as they are are not written, so that the trail tells what was
    changed."""
    standing = {row.section: row for row in draft.sections.all()}
    kept: list[StoredSection] = []

    def place(siblings: Tree, parent: StoredSection | None) -> None:
        for one in siblings:
            row = standing.pop(one.id) if one.id in standing else StoredSection(edition=draft, section=one.id)
            before = [getattr(row, field) for field in _LAID_OUT]
            row.rank, row.parent_id, row.part = len(kept), parent.pk if parent else None, one.part
            row.taken_from, row.title, row.page_break = one.reference[0], one.title, one.page_break
            if row._state.adding or before != [getattr(row, field) for field in _LAID_OUT]:
                row.save()
            kept.append(row)
            place(one.children, row)

    place(tree, None)
    StoredSection.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
