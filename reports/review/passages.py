"""The words of a section as its reader sees them, and whether a passage stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reports.engine.blocks import (
    Block,
    BulletItem,
    Bullets,
    Figure,
    Highlights,
    Inline,
    Narrative,
    Prose,
    ReferenceList,
    Section,
    Table,
    Tiles,
)
from reports.engine.document import Document, Part, walk_sections
from reports.engine.printed import words_of

_NO_WORD = re.compile(r"[\W_]+")


def stands_in(passage: str, section: Section) -> bool:
    """Whether the section, or one beneath it, prints these words in this order. Blanks, punctuation and the shape of
    characters make no difference: a browser hands over a selection with blanks of its own."""
    wanted = normalised(passage)
    return bool(wanted) and wanted in normalised(" ".join(words_in_order(section)))


def normalised(words: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", words)).casefold()


def section_of(document: Document, id: str) -> tuple[Part, Section] | None:
    """The section with the part it stands in."""
    found = ((part, one) for part in document.parts for one in walk_sections(part.sections) if one.id == id)
    return next(found, None)


def words_in_order(section: Section) -> Iterator[str]:
    for one in walk_sections((section,)):
        yield f"{one.number} {one.title}"
        for block in one.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Narrative():
            yield from _prose(block.content)
        case Highlights():
            for item in block.items:
                yield f"{item.area} {run(item.content)}"
        case ReferenceList():
            yield from (block.heading, run(block.lead), *_items(block.items))
            yield "" if block.items else block.empty
        case Tiles():
            for group in block.groups:
                yield group.title
                yield from (f"{tile.label} {tile.value.display}" for tile in group.tiles)
            yield block.basis
        case Table():
            yield from _table(block)
        case Figure():
            yield from (block.number, block.caption, *_table(block.data), block.basis)


def _table(table: Table) -> Iterator[str]:
    yield from (table.number, table.caption, *(column.heading for column in table.columns))
    for row in table.rows:
        for cell in row.cells:
            yield from (cell.value.display, cell.mark, *_prose(cell.prose))
    yield from ("" if table.rows else table.empty, table.basis)


def _prose(content: Iterable[Prose]) -> Iterator[str]:
    for prose in content:
        if isinstance(prose, Bullets):
            yield from _items(prose.items)
        else:
            yield run(prose.content)


def _items(items: Iterable[BulletItem]) -> Iterator[str]:
    for item in items:
        yield run(item.content)
        yield from _items(item.children)


def run(content: Iterable[Inline]) -> str:
    """Running text as it stands, an abbreviation spelt out where it is printed so."""
    return "".join(getattr(one, "printed", "") or words_of(one) for one in content)
