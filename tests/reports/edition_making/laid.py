"""Editions as tests lay them out: small ones of plain data, and drafts of the reports there are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from reports.edition_making.arranging import Tree, add, drop, entitle, step
from reports.edition_making.force import take_force
from reports.edition_making.services import change, start
from reports.engine.edition import Edition, PartSpec, SectionSpec
from reports.engine.month import Month
from reports.models import StoredEdition
from tests.access.cast import person

TODAY = date(2021, 10, 5)
NOON = datetime(2021, 10, 5, 12, tzinfo=UTC)
OCTOBER = Month(2021, 10)


def made(ctx: Any) -> None:
    """A builder whose block never belongs."""


def spec(id: str, *children: SectionSpec[Any], **more: Any) -> SectionSpec[Any]:
    more.setdefault("narrative", not children)
    return SectionSpec(id, id.title(), children=children, **more)


RED_PART = PartSpec("appendix-a", "Named", "red", (spec("named", builders=(made,), narrative=False),))
BASE: Edition[Any] = Edition(
    "novel",
    "2020",
    "Novel, 2020 edition",
    Month(2020, 1),
    (spec("purpose"), spec("summary", spec("stages"), spec("votes")), spec("ends")),
    (RED_PART,),
)
NEWER: Edition[Any] = Edition(
    "novel",
    "2021",
    "Novel, 2021 edition",
    Month(2021, 1),
    (
        spec("purpose", builders=(made,)),
        spec("areas", texts=(("areas-one", "One"),), builders=(made,), narrative=False),
    ),
)


def draft_of(kind: str = "operations", source: str = "2021", key: str = "new") -> StoredEdition:
    return start(kind, source, key=key, name=f"The {key} edition")


def changed(draft: StoredEdition, do: Any) -> StoredEdition:
    draft.refresh_from_db()
    return change(draft, "Change an edition", do, seen=draft.revision)


def without(draft: StoredEdition, *sections: str) -> StoredEdition:
    for id in sections:
        draft = changed(draft, lambda tree, catalogue, id=id: drop(tree, id))
    return draft


def in_force(draft: StoredEdition, month: Month = OCTOBER, today: date = TODAY) -> StoredEdition:
    draft.refresh_from_db()
    return take_force(draft, month, seen=draft.revision, by=person("editor"), at=NOON, today=today)


def ids(tree: Tree) -> list[Any]:
    """The ids of the tree, those under a heading in a list behind it."""
    return [one.id if not one.children else [one.id, *ids(one.children)] for one in tree]


__all__ = ["BASE", "NEWER", "add", "drop", "entitle", "step"]
