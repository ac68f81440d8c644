"""Each kind of block as paragraphs and tables of Word, said as the page says it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import assert_never

from reports.engine.blocks import (
    REVISED,
    Block,
    BulletItem,
    Bullets,
    Figure,
    Highlights,
    Narrative,
    Paragraph,
    Prose,
    ReferenceList,
    Revision,
    Subheading,
    Table,
    Tile,
    TileGroup,
    Tiles,
)
from reports.renderers.blocks import missing_points, values_table
from reports.renderers.docx.inline import Bookmarks, Words
from reports.renderers.docx.package import Package
from reports.renderers.docx.tables import LANDSCAPE, PORTRAIT, Frame, TableWriter, cell, framed, row
from reports.renderers.docx.xml import NOTHING, PIC, Look, Xml, attribute, field, join, paragraph, raw_run, run
from reports.renderers.drawings import chart_png

_LISTS = ("ListBullet", "ListBullet2", "ListBullet3")
_AREA = Look(style="Area")
_MARK = Look(style="Mark")
_NUMBERED = re.compile(r"(Table|Figure) ([A-Z]*)([0-9]+)([a-z]*)")
_DEEPEST_HEADING = 6
_TILES_ACROSS = 5
_EMU_PER_DOT = 914_400 // 200
"""Word's unit, 914,400 to the inch, for a picture of 200 dots to the inch."""

AFTER_TABLE = paragraph("AfterTable")
"""Between a table and what follows: Word would join two tables that touch."""


class BlockWriter:
    """Writes the blocks of one part. `level` is the level of a heading inside the block, one below its section's."""

    def __init__(self, package: Package, words: Words, bookmarks: Bookmarks) -> None:
        self._package = package
        self._words = words
        self._bookmarks = bookmarks
        self._tables = TableWriter(words)
        self._pictures = 0

    def markup(self, block: Block, level: int) -> Xml:
        match block:
            case Narrative():
                return join([self._prose(item, level) for item in block.content])
            case Highlights():
                return self._highlights(block)
            case ReferenceList():
                return self._reference_list(block, level)
            case Tiles():
                groups = (self._tile_group(group, level) for group in block.groups)
                return join([*groups, *_beneath(block.basis, block.told_beneath)])
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case _:
                assert_never(block)

    # --- text -----------------------------------------------------------------------------------------------------

    def _prose(self, item: Prose, level: int) -> Xml:
        match item:
            case Paragraph(content):
                return paragraph("BodyText", self._words.runs(content))
            case Subheading(content):
                return subheading(self._words.runs(content), level)
            case Bullets(items):
                return self._bullets(items)

    def _bullets(self, items: Sequence[BulletItem], depth: int = 0) -> Xml:
        style = _LISTS[min(depth, len(_LISTS) - 1)]
        return join(
            [
                join([paragraph(style, self._words.runs(item.content)), self._bullets(item.children, depth + 1)])
                for item in items
            ]
        )

    def _highlights(self, block: Highlights) -> Xml:
        return join(
            [
                paragraph(_LISTS[0], run(one.area, _AREA), run(" — "), self._words.runs(one.content))
                for one in block.items
            ]
        )

    def _reference_list(self, block: ReferenceList, level: int) -> Xml:
        heading = [subheading(run(block.heading), level)] if block.heading else []
        if not block.items:
            return join([*heading, paragraph("Empty", run(block.empty))])
        lead = [paragraph("BodyText", self._words.runs(block.lead), keep_next=True)] if block.lead else []
        return join([*heading, *lead, self._bullets(block.items)])

    # --- figures that are read across a table ----------------------------------------------------------------------

    def _tile_group(self, group: TileGroup, level: int) -> Xml:
        """The names of the figures as a table's head, and the figures beneath, large."""
        tiles = iter(group.tiles)
        rows = iter(lambda: list(islice(tiles, _TILES_ACROSS)), [])
        tables = [join([self._tile_row(group.title, some), AFTER_TABLE]) for some in rows]
        return join([subheading(run(group.title), level), *tables])

    def _tile_row(self, title: str, tiles: Sequence[Tile]) -> Xml:
        width = PORTRAIT // _TILES_ACROSS
        names = [cell(width, paragraph("TileLabel", run(tile.label), keep_next=True)) for tile in tiles]
        figures = [cell(width, paragraph("TileFigure", self._words.value(tile.value), *_mark(tile))) for tile in tiles]
        frame = Frame(title, [width] * len(tiles), "SECTiles", row_heads=False)
        return framed(frame, [row(names, head=True), row(figures)])

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> Xml:
        pieces = [self._caption(block)]
        beneath = _beneath(block.basis, block.told_beneath)
        if block.rows:
            room = LANDSCAPE if block.wide else PORTRAIT
            kept = bool(beneath)
            name = _plain_caption(block)
            pieces.append(self._tables.markup(block, name, room=room, kept_with_next=kept))
        else:
            pieces.append(paragraph("Empty", run(block.empty)))
        if block.rows and not beneath:
            pieces.append(AFTER_TABLE)
        return join([*pieces, *beneath])

    def _caption(self, block: Table | Figure, notes: Xml = NOTHING) -> Xml:
        """The Document's number as a field that counts from it, so that Word can list tables and counts none anew."""
        label = self._bookmarks.around(block.id, join([*_number(block.number)]))
        parting = run(": ") if block.number and block.caption else Xml("")
        return paragraph("Caption", label, parting, run(block.caption), notes, keep_next=True)

    # --- figures ---------------------------------------------------------------------------------------------------

    def _figure(self, block: Figure) -> Xml:
        notes = join([self._words.calls(cell.notes) for row in block.data.rows for cell in row.cells])
        pieces = [self._caption(block, notes)]
        if not block.chart.has_data:
            pieces.append(paragraph("Empty", run("There are no figures to draw this chart from.")))
        else:
            pieces += self._drawn(block)
        return join([*pieces, *_beneath(block.basis, block.data.told_beneath)])

    def _drawn(self, block: Figure) -> Iterator[Xml]:
        values, gaps = values_table(block), missing_points(block)
        more = bool(block.basis or block.data.told_beneath)
        yield paragraph("Picture", self._picture(block), keep_next=bool(values or gaps or more))
        if values:
            name = f"Values of {_plain_caption(block)}"
            yield self._tables.markup(values, name, room=PORTRAIT, kept_with_next=bool(gaps or more))
            if not gaps and not more:
                yield AFTER_TABLE
        if gaps:
            yield paragraph("Basis", run(f"Missing: {gaps}."), keep_next=more)

    def _picture(self, block: Figure) -> Xml:
        content = chart_png(block)
        self._pictures += 1
        name = block.number or block.caption
        return picture(self._package.picture(content), content, self._pictures, name, block.alt)


def _beneath(basis: str, revisions: Sequence[Revision]) -> list[Xml]:
    """What stands under a block: how it counts, and what of it was revised."""
    said = [*([basis] if basis else []), *(f"{REVISED} {one.words}" for one in revisions)]
    return [paragraph("Basis", run(words)) for words in said]


def _mark(tile: Tile) -> list[Xml]:
    return [run(f" {tile.mark}", _MARK)] if tile.mark else []


def subheading(words: Xml, level: int) -> Xml:
    """A heading without a number: not in the list of contents, and in the outline that readers walk through."""
    return paragraph(f"Subheading{min(level, _DEEPEST_HEADING)}", words)


def _plain_caption(block: Table | Figure) -> str:
    return ": ".join(filter(None, (block.number, block.caption)))


def _number(number: str) -> Iterator[Xml]:
    found = _NUMBERED.fullmatch(number)
    if found is None:
        yield run(number)
        return
    kind, letter, counted, together = found.groups()
    yield run(f"{kind} {letter}")
    yield field(rf"SEQ {kind} \* ARABIC \r {counted}", counted)
    yield run(together)


def picture(relation: str, content: bytes, number: int, name: str, alternative: str) -> Xml:
    """A PNG picture in the line of text, at the size it was drawn for."""
    across, down = struct.unpack(">II", content[16:24])
    size = f'cx="{across * _EMU_PER_DOT}" cy="{down * _EMU_PER_DOT}"'
    named = f"name={attribute(name)} descr={attribute(alternative)}"
    return raw_run(
        Xml(
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" {named}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" {named}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )
