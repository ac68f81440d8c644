"""A section's running text in units that can be set side by side: as plain markup, a paragraph or bullet each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from reports.engine.blocks import (
    Abbreviation,
    Block,
    BulletItem,
    Bullets,
    Figure,
    Highlights,
    Inline,
    Narrative,
    Note,
    Prose,
    ReferenceList,
    Section,
    Subheading,
    Table,
    Text,
    Tiles,
)
from reports.engine.printed import words_of


def units(section: Section | None) -> list[str]:
    """In reading order, from the heading on; of no section none. What stands in tables but their running text is
    compared cell by cell, and not here."""
    if section is None:
        return []
    blocks = (unit for block in section.blocks for unit in _block(block))
    return [f"<h4>{escape(section.title)}</h4>", *filter(None, blocks)]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Narrative():
            yield from _prose(block.content)
        case Highlights():
            yield from (_item(f"<strong>{escape(one.area)}:</strong> {_run(one.content)}") for one in block.items)
        case ReferenceList():
            yield from (_paragraph(escape(block.heading)), _paragraph(_run(block.lead)), *_items(block.items))
            yield "" if block.items else _paragraph(escape(block.empty))
        case Tiles():
            yield _paragraph(escape(block.basis))
        case Table():
            yield from _table(block)
        case Figure():
            yield from (_paragraph(escape(block.caption)), _paragraph(escape(block.basis)), *_table(block.data))


def _table(table: Table) -> Iterator[str]:
    yield _paragraph(escape(table.caption))
    for row in table.rows:
        for cell in row.cells:
            yield from _prose(cell.prose)
            yield from (_paragraph(_one(note)) for note in cell.notes)
    yield "" if table.rows else _paragraph(escape(table.empty))
    yield _paragraph(escape(table.basis))


def _prose(content: Iterable[Prose]) -> Iterator[str]:
    for prose in content:
        if isinstance(prose, Bullets):
            yield from _items(prose.items)
        elif isinstance(prose, Subheading):
            yield f"<h4>{_run(prose.content)}</h4>"
        else:
            yield _paragraph(_run(prose.content))


def _items(items: Iterable[BulletItem], depth: int = 1) -> Iterator[str]:
    for item in items:
        yield _item(_run(item.content), depth)
        yield from _items(item.children, depth + 1)


def _item(markup: str, depth: int = 1) -> str:
    inner = f"<ul><li>{markup}</li></ul>"
    return inner if depth == 1 else f"<ul><li>{inner}</li></ul>"


def _paragraph(markup: str) -> str:
    return f"<p>{markup}</p>" if markup else ""


def _run(content: Iterable[Inline]) -> str:
    return "".join(map(_one, content))


def _one(inline: Inline) -> str:
    match inline:
        case Text(words, bold, italic):
            return _set(words, bold, italic)
        case Abbreviation():
            return _set(inline.printed, inline.bold, inline.italic)
        case Note():
            return f" (note: {_run(inline.content)})"
        case _:
            return escape(words_of(inline))


def _set(words: str, bold: bool, italic: bool) -> str:
    leaning = f"<em>{escape(words)}</em>" if italic else escape(words)
    return f"<strong>{leaning}</strong>" if bold else leaning
