"""Whom a figure was published for: the people who read the part that printed it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from access.classification import Classification, at_least, highest
from reports.engine.blocks import FactRef, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.revising import named_in
from reports.engine.values import Raw
from reports.parts import apart, open_edition

FOR = "for"
"""The key under which a published figure names its readers, where they are fewer than the paper's."""
PRINTED = "printed"
"""The key under which a published figure says whether a part of its paper prints it."""
Printed = Mapping[str, Collection[tuple[str, Raw]]]
"""Of each fact the ids of the parts that print it, each with what it prints."""
_FOR_THE_NAMED = at_least(Classification.AMBER)


@dataclass(frozen=True, slots=True)
class Readers:
    """The people who read a part: its classification, and the committees it is for, by code."""

    classification: Classification
    audience: tuple[str, ...] = ()

    def all_read(self, other: Readers) -> bool:
        """Whether each of them may read what `other` may: only then may what was published there be told here."""
        if self.classification not in at_least(other.classification):
            return False
        if other.classification not in _FOR_THE_NAMED:
            return True
        if other.classification == Classification.AMBER and not other.audience:
            return True
        # What is Red and names nobody is for staff; what is Amber and names nobody is for the members of any committee.
        named = bool(self.audience) or self.classification == Classification.RED
        return named and set(self.audience) <= set(other.audience)


EVERYBODY = Readers(Classification.WHITE)


def readers_of(document: Document) -> dict[str, Readers]:
    """Who reads each part: those that stand apart by themselves, and all that is bound together as its highest part."""
    found = {part.id: Readers(Classification(part.classification.lower()), part.audience) for part in apart(document)}
    bound = open_edition(document).parts
    word = highest(part.classification.lower() for part in bound)
    audience = next((part.audience for part in bound if part.audience), ())
    return found | {part.id: Readers(word, audience) for part in bound}


def printed_in(document: Document) -> Printed:
    """Where each fact of the report's own month is printed by its name. What is named nowhere may be printed all the
    same: whoever asks takes it for printed in the highest part. Asked before the names are taken off."""
    found: dict[str, set[tuple[str, Raw]]] = {}
    for one in named_in(document):
        if one.of.month == document.month:
            found.setdefault(one.of.fact, set()).add((one.part, one.value.raw))
    for part, _, block in walk_blocks(document):
        tiles = [tile for group in block.groups for tile in group.tiles] if isinstance(block, Tiles) else []
        facts = [(tile.fact, tile.value) for tile in tiles]
        facts += [(inline.key, inline.value) for inline in inlines_of(block) if isinstance(inline, FactRef)]
        for fact, value in facts:
            found.setdefault(fact, set()).add((part.id, value.raw))
    return found


def parts_with(number: Decimal, printed: Iterable[tuple[str, Raw]]) -> set[str]:
    """The parts that print a figure with that number: one of its name that is otherwise is another figure."""
    return {part for part, raw in printed if isinstance(raw, int | Decimal) and raw == number}


def for_their_readers(
    facts: Mapping[str, Mapping[str, str]], document: Document, printed: Printed
) -> dict[str, dict[str, Any]]:
    """The month's figures as a publication keeps them, each with whether a part prints its number by its name, and with
    who reads it, where those are fewer than the readers of the paper itself."""
    readers = readers_of(document)
    own = [part.id for part in open_edition(document).parts]
    higher = [part.id for part in apart(document)]
    highest_part = sorted(higher, key=lambda id: at_least(Classification.WHITE).index(readers[id].classification))[-1:]
    where = {key: parts_with(Decimal(one["value"]), printed.get(key, ())) for key, one in facts.items()}
    return {
        key: {**one, PRINTED: bool(where[key]), **_for(where[key] or highest_part, own, readers)}
        for key, one in facts.items()
    }


def _for(parts: Iterable[str], own: Iterable[str], readers: Mapping[str, Readers]) -> dict[str, Any]:
    if not parts or not set(parts).isdisjoint(own):
        return {}
    return {FOR: [[readers[id].classification.value, list(readers[id].audience)] for id in sorted(parts)]}
