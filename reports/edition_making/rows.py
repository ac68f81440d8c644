"""The stored sections of an edition as the tree that they are, and editions in code as trees of the same kind."""

from __future__ import annotations

from collections.abc import Iterable

from reports.definitions.context import MonthContext
from reports.edition_making.catalogue import Section
from reports.edition_making.layout import Placed
from reports.engine.edition import Edition
from reports.models import StoredSection


def tree_of(rows: Iterable[StoredSection]) -> list[Placed]:
    """The sections of the first level with those under them; `rows` come in the order of their ranks."""
    made: dict[int, Placed] = {}
    first: list[Placed] = []
    for row in rows:
        placed = Placed((row.taken_from, row.section), row.part, row.title, row.page_break)
        made[row.pk] = placed
        (made[row.parent_id].children if row.parent_id else first).append(placed)
    return first


def tree_like(edition: Edition[MonthContext]) -> list[Placed]:
    """The sections of an edition in code, each as the catalogue has it."""

    def like(spec: Section, part: str) -> Placed:
        children = [like(child, part) for child in spec.children]
        return Placed((edition.key, spec.id), part, page_break=spec.page_break, children=children)

    body = [like(spec, "") for spec in edition.sections]
    return [*body, *(like(spec, part.id) for part in edition.parts for spec in part.sections)]
