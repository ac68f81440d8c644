"""The named figures of a published paper: those in its text and its tiles, each with where it stands, and those that
tables and charts alone print."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from readers.api.models import PublishedFigure
from reports.engine.blocks import FactRef, Section, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.values import Value
from reports.models import PublishedFile


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure under the name of its fact. `label` is "" where the paper has none for it."""

    key: str
    value: Value
    label: str


@dataclass(frozen=True, slots=True)
class Named(Printed):
    """One that a text or a tile names. `label` is the tile's; `block` is what it stands in."""

    section: Section
    block: str


def named_in(document: Document) -> Iterator[Named]:
    """Every time a figure is printed, in reading order."""
    for _, section, block in walk_blocks(document):
        if isinstance(block, Tiles):
            tiles = (tile for group in block.groups for tile in group.tiles if tile.fact)
            yield from (Named(tile.fact, tile.value, tile.label, section, block.id) for tile in tiles)
            continue
        for inline in inlines_of(block):
            if isinstance(inline, FactRef):
                yield Named(inline.key, inline.value, "", section, block.id)


def by_key(document: Document) -> dict[str, list[Named]]:
    """Where each figure is printed, in the order of its first time. A tile, which prints in digits, comes first."""
    found: dict[str, list[Named]] = {}
    for one in named_in(document):
        found.setdefault(one.key, []).append(one)
    return {key: sorted(same, key=lambda one: not one.label) for key, same in found.items()}


def in_tables_alone(file: PublishedFile, named: Collection[str]) -> list[Printed]:
    """The figures that the file prints in its tables and charts, and not among those `named`. Where it does a Document
    does not keep. One query."""
    rows = PublishedFigure.objects.filter(file=file).exclude(fact__in=named).order_by("label", "fact")
    return [Printed(one.fact, Value(one.value, one.display), one.label) for one in rows]
