"""The words of a published part, section by section, as search keeps them. Plain data in, plain data out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.checks.passages import passages_of
from reports.engine.blocks import Block, Figure, Highlights, ReferenceList, Section, Table, Tiles
from reports.engine.document import Document, walk_sections

LONGEST = 12_000
"""Characters of an entry: a longer section becomes several, each cut at the end of a line."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A section's own words, or some of them where they are many. `anchor` is its id on the page of its part."""

    anchor: str
    title: str
    body: str


def cover_of(document: Document) -> str:
    """What the first page says besides the paper's title."""
    header = document.header
    said = (
        f"{header.reference} {header.committee} {header.meeting}",
        f"{header.action}: {header.recommendation}",
        f"{header.author}, {header.team}",
        *(f"{one.label}: {one.title}" for one in header.attachments),
    )
    return clean("\n".join(said))


def passages_in(document: Document) -> Iterator[Passage]:
    """In reading order; a section that holds nothing itself has one for its heading."""
    for part in document.parts:
        for section in walk_sections(part.sections):
            title = f"{section.number} {section.title}".strip()
            for body in cut([clean(line) for line in _lines(section)]):
                yield Passage(section.id, title, body)


def clean(words: str) -> str:
    """Without what no page prints, which marks matches in search."""
    return _UNPRINTABLE.sub(" ", words).strip()


def _lines(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from _labels(block)
        yield from (passage.printed for passage in passages_of(section.id, block))


def _labels(block: Block) -> Iterator[str]:
    """What a block says beside its running text, a row of a table in one line."""
    match block:
        case Highlights():
            yield ", ".join(dict.fromkeys(item.area for item in block.items))
        case ReferenceList():
            yield block.heading if block.items else f"{block.heading} {block.empty}"
        case Tiles():
            for group in block.groups:
                yield f"{group.title}: " + ", ".join(f"{tile.label} {tile.value.display}" for tile in group.tiles)
        case Table():
            yield from _table(block)
        case Figure():
            yield f"{block.number} {block.caption}"
            yield block.alt
            yield ", ".join(block.chart.categories)


def _table(table: Table) -> Iterator[str]:
    yield f"{table.number} {table.caption}"
    yield " · ".join(column.heading for column in table.columns)
    for row in table.rows:
        yield " · ".join(filter(None, (words for cell in row.cells for words in (cell.value.display, cell.mark))))
    yield table.basis if table.rows else table.empty


def cut(lines: Iterable[str]) -> Iterator[str]:
    """The lines in as many texts as they need; a line that is too long by itself is cut where it is."""
    text = ""
    for line in filter(None, lines):
        for piece in (line[at : at + LONGEST] for at in range(0, len(line), LONGEST)):
            if text and len(text) + len(piece) + 1 > LONGEST:
                yield text
                text = ""
            text = f"{text}\n{piece}" if text else piece
    yield text
