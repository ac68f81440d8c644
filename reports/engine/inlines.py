"""Walking the running text of a block, whichever kind of block it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from reports.engine.blocks import (
    Block,
    BulletItem,
    Bullets,
    Cell,
    Figure,
    Highlights,
    Inline,
    Narrative,
    Note,
    Prose,
    ReferenceList,
    Row,
    Table,
    Tiles,
)

Change = Callable[[Inline], Inline]


def map_inlines(block: Block, change: Change) -> Block:
    """The block with every inline changed, in reading order; a note is changed before what it says."""
    match block:
        case Narrative():
            return replace(block, content=tuple(_prose(prose, change) for prose in block.content))
        case Highlights():
            items = tuple(replace(item, content=_run(item.content, change)) for item in block.items)
            return replace(block, items=items)
        case ReferenceList():
            return replace(block, lead=_run(block.lead, change), items=_bullets(block.items, change))
        case Table():
            return _table(block, change)
        case Figure():
            return replace(block, data=_table(block.data, change))
        case Tiles():
            return block
        case _:
            assert_never(block)


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every inline in reading order, a note before what it says."""
    found: list[Inline] = []

    def keep(inline: Inline) -> Inline:
        found.append(inline)
        return inline

    map_inlines(block, keep)
    return iter(found)


def _run(content: tuple[Inline, ...], change: Change) -> tuple[Inline, ...]:
    return tuple(_one(inline, change) for inline in content)


def _one(inline: Inline, change: Change) -> Inline:
    changed = change(inline)
    return _note(changed, change) if isinstance(changed, Note) else changed


def _note(note: Note, change: Change) -> Note:
    return replace(note, content=_run(note.content, change))


def _prose(prose: Prose, change: Change) -> Prose:
    if isinstance(prose, Bullets):
        return replace(prose, items=_bullets(prose.items, change))
    return replace(prose, content=_run(prose.content, change))


def _bullets(items: tuple[BulletItem, ...], change: Change) -> tuple[BulletItem, ...]:
    return tuple(BulletItem(_run(item.content, change), _bullets(item.children, change)) for item in items)


def _table(table: Table, change: Change) -> Table:
    if not any(cell.notes or cell.prose for row in table.rows for cell in row.cells):
        return table
    return replace(table, rows=tuple(_row(row, change) for row in table.rows))


def _row(row: Row, change: Change) -> Row:
    return replace(row, cells=tuple(_cell(cell, change) for cell in row.cells))


def _cell(cell: Cell, change: Change) -> Cell:
    changed = (_one(note, change) for note in cell.notes)
    notes = tuple(note for note in changed if isinstance(note, Note))
    return replace(cell, notes=notes, prose=tuple(_prose(one, change) for one in cell.prose))
