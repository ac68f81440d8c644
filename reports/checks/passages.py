"""The running text of a Document, piece by piece: what was typed told apart from what was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.engine.blocks import (
    Abbreviation,
    Block,
    BulletItem,
    Bullets,
    FactRef,
    Highlights,
    Inline,
    Link,
    Narrative,
    Note,
    ReferenceList,
    Table,
    Text,
)
from reports.engine.build import narrative_id
from reports.engine.document import Document, walk_blocks
from reports.engine.printed import words_of

FILLED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in `typed` for whatever the program filled in, so that words on its two sides are not taken for one."""


_AREAS = {area: f"{HIGHLIGHT}{code}" for code, area in SERVICE_AREAS}


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, bullet or note: `content` without the notes in it, which are passages of their own."""

    section: str
    block: str
    content: tuple[Inline, ...]
    area: str = ""
    """Whose text it is where a block holds several: a highlight's service area, or the id of the text in a cell."""

    @property
    def typed(self) -> str:
        """The words as somebody typed them."""
        return "".join(one.text if isinstance(one, Text | Link | Abbreviation) else FILLED for one in self.content)

    @property
    def printed(self) -> str:
        """The words as they are read, an abbreviation as it was written."""
        return "".join(map(words_of, self.content))

    @property
    def facts(self) -> Iterator[FactRef]:
        return (one for one in self.content if isinstance(one, FactRef))


def passages_of(section: str, block: Block) -> Iterator[Passage]:
    """Those of a block of text, in reading order; figures and tiles have none, and a table what its cells hold."""
    for area, run in _runs(block):
        own = tuple(one for one in run if not isinstance(one, Note))
        if own:
            yield Passage(section, block.id, own, area)
        for note in (one for one in run if isinstance(one, Note)):
            yield Passage(section, block.id, note.content, area)


Run = tuple[str, tuple[Inline, ...]]


def _runs(block: Block) -> Iterator[Run]:
    """Each with the area whose text it is, "" where the block holds one text."""
    match block:
        case Narrative():
            for prose in block.content:
                if isinstance(prose, Bullets):
                    yield from _bullets(prose.items)
                else:
                    yield "", prose.content
        case Highlights():
            yield from ((item.area, item.content) for item in block.items)
        case Table():
            for cell in (cell for row in block.rows for cell in row.cells):
                yield from ((cell.text, run) for _, run in _runs(Narrative(block.id, cell.prose)))
        case ReferenceList():
            yield "", block.lead
            yield from _bullets(block.items)


def _bullets(items: Iterable[BulletItem]) -> Iterator[Run]:
    for item in items:
        yield "", item.content
        yield from _bullets(item.children)


def passages_in(document: Document) -> list[Passage]:
    """Every paragraph, bullet and note of the text, each under the id of the text that it stands in."""
    found = (passage for _, section, block in walk_blocks(document) for passage in passages_of(section.id, block))
    return [replace(one, section=_AREAS.get(one.area, one.area)) if one.area else one for one in found]


def was_typed(passage: Passage) -> bool:
    """Whether staff wrote it for this report, or it was made from records."""
    return bool(passage.area) or passage.block == narrative_id(passage.section)
