"""Words that stayed while their figure moved: what somebody may have meant to write anew. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readers.reading.movements import SAME, Movement, movement
from readers.reading.tables import table_changes
from reports.checks.passages import Passage, passages_in
from reports.engine.blocks import FactRef, Figure, Section, Table, Text, Tiles
from reports.engine.document import Document, walk_sections
from reports.engine.printed import words_of

_FIGURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_LONG_ENOUGH = 25
"""Letters of a passage: what is shorter says nothing of its figure."""


@dataclass(frozen=True, slots=True)
class StaleFigure:
    """`key` is its fact's, "" for what the paper prints under no name."""

    key: str
    label: str
    movement: Movement


@dataclass(frozen=True, slots=True)
class Stale:
    """A passage as it reads now, with the figures in it that moved; or a section's text, with those of its tables."""

    section_id: str
    heading: str
    words: str
    figures: tuple[StaleFigure, ...]
    in_text: bool


def stale_in(before: Document, after: Document, labels: Mapping[str, str]) -> Iterator[Stale]:
    """Passages first, section by section in the later paper's order. A section whose passages are told of is not told
    of again for its tables."""
    then: dict[tuple[str, str], Passage] = {}
    for one in passages_in(before):
        then.setdefault((one.section, _skeleton(one, before)), one)
    old = {section.id: section for section in _sections(before)}
    now: dict[str, list[Passage]] = {}
    for one in passages_in(after):
        now.setdefault(one.section, []).append(one)
    for section in _sections(after):
        passages = now.get(section.id, [])
        told = list(_passages(section, passages, then, after, labels))
        yield from told
        same = passages and all((one.section, _skeleton(one, after)) in then for one in passages)
        if not told and same and section.id in old:
            yield from _beside(old[section.id], section, passages, before, after)


def _passages(
    section: Section,
    passages: list[Passage],
    then: Mapping[tuple[str, str], Passage],
    after: Document,
    labels: Mapping[str, str],
) -> Iterator[Stale]:
    for one in passages:
        before = then.get((one.section, _skeleton(one, after)))
        if before is None or not _is_typed(one):
            continue
        pairs = zip(before.facts, one.facts, strict=False)
        moved = [
            StaleFigure(new.key, labels.get(new.key) or new.key, movement(old.value, new.value))
            for old, new in pairs
            if old.key == new.key and movement(old.value, new.value).direction != SAME
        ]
        if moved:
            yield Stale(section.id, _heading(section), one.printed, tuple(moved), True)


def _beside(old: Section, new: Section, passages: list[Passage], before: Document, after: Document) -> Iterator[Stale]:
    """A section's text that is the same as a whole, over tables, figures or tiles that are not."""
    words = next((one.printed for one in passages if _is_typed(one)), "")
    moved = tuple(_moved(old, new, before, after))
    if words and moved:
        yield Stale(new.id, _heading(new), words, moved, False)


def _moved(old: Section, new: Section, before: Document, after: Document) -> Iterator[StaleFigure]:
    there = {block.id: block for block in old.blocks}
    for block in new.blocks:
        then = there.get(block.id)
        if isinstance(block, Table | Figure) and isinstance(then, Table | Figure):
            found = table_changes(then, block, before.month, after.month)
            cells = [*found.latest, *found.cells]
            yield from (
                StaleFigure("", f"{block.number}, {one.row}: {one.column}", one.movement)
                for one in cells
                if one.movement.direction != SAME
            )
        if isinstance(block, Tiles) and isinstance(then, Tiles):
            was = {(group.title, tile.label): tile.value for group in then.groups for tile in group.tiles}
            for group in block.groups:
                for tile in group.tiles:
                    change = movement(was.get((group.title, tile.label)), tile.value)
                    if change.direction != SAME:
                        yield StaleFigure(tile.fact, tile.label, change)


def _skeleton(passage: Passage, document: Document) -> str:
    """Its words, with the figures that are bound left out, and the paper's own month."""
    words = "".join(_FIGURE if isinstance(one, FactRef) else words_of(one) for one in passage.content)
    return words.replace(document.month.label, _FIGURE).replace(f"{document.month.first:%B}", _FIGURE)


def _is_typed(passage: Passage) -> bool:
    """Whether it says enough in words of its own to say anything of its figures."""
    return len("".join(one.text for one in passage.content if isinstance(one, Text)).strip()) >= _LONG_ENOUGH


def _heading(section: Section) -> str:
    return f"{section.number} {section.title}".strip()


def _sections(document: Document) -> Iterator[Section]:
    for part in document.parts:
        yield from walk_sections(part.sections)
