"""Every piece of words that a part prints, with the section and the block that print it."""

from __future__ import annotations

from collections.abc import Iterator

from reports.engine.blocks import (
    Abbreviation,
    Block,
    Chart,
    CrossRef,
    FactRef,
    Figure,
    Highlights,
    Inline,
    Link,
    Mention,
    Note,
    ReferenceList,
    Section,
    Table,
    Text,
    Tiles,
)
from reports.engine.document import Document, Part, walk_sections
from reports.engine.inlines import inlines_of


def printed_in(part: Part) -> Iterator[tuple[Section, Block | None, str]]:
    """In reading order; a section's heading has no block."""
    for section in walk_sections(part.sections):
        yield section, None, section.title
        for block in section.blocks:
            for words in (*labels_of(block), *(words_of(inline) for inline in inlines_of(block))):
                if words:
                    yield section, block, words


def cover_of(document: Document) -> Iterator[str]:
    """What the cover prints of its own, and the title of each part; who wrote the paper is no words."""
    header = document.header
    own = (document.title, header.committee, header.meeting, header.action, header.recommendation, header.team)
    titles = (*(one.title for one in header.attachments), *(part.title for part in document.parts))
    yield from filter(None, (*own, *titles))


def words_of(inline: Inline) -> str:
    """What it prints where it stands: a note, whose own words follow it, nothing; an abbreviation, what was written."""
    match inline:
        case Text() | Link() | CrossRef() | Abbreviation():
            return inline.text
        case FactRef():
            return inline.value.display
        case Mention():
            return f"{inline.reference} ‘{inline.title}’" if inline.title else inline.reference
        case Note():
            return ""


def labels_of(block: Block) -> Iterator[str]:
    """What a block prints beside running text: its caption, heads, cells and the names in its chart."""
    match block:
        case Highlights():
            yield from (item.area for item in block.items)
        case ReferenceList():
            yield block.heading
            yield from () if block.items else (block.empty,)
        case Tiles():
            for group in block.groups:
                yield group.title
                yield from (tile.label for tile in group.tiles)
            yield block.basis
            yield from (one.words for one in block.told_beneath)
        case Table():
            yield from _table(block)
        case Figure():
            yield from (block.caption, block.basis, *_chart(block.chart), *_table(block.data))


def _table(table: Table) -> Iterator[str]:
    yield from (table.caption, *(column.heading for column in table.columns))
    for row in table.rows:
        for cell in row.cells:
            yield from (cell.value.display, cell.mark)
    yield from (table.basis, "" if table.rows else table.empty)
    yield from (one.words for one in table.told_beneath)


def _chart(chart: Chart) -> Iterator[str]:
    yield from (chart.value_label, chart.category_label, *chart.categories, *(one.name for one in chart.series))
