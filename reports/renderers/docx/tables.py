"""Tables: a head that is repeated on every page, fixed columns, rows that never break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.engine.blocks import BulletItem, Bullets, Cell, Column, Row, Table
from reports.renderers.docx.inline import Words
from reports.renderers.docx.xml import PLAIN, Look, Xml, attribute, join, paragraph, run, w
from reports.renderers.widths import paper_widths

PORTRAIT, LANDSCAPE = 9638, 14570
"""Widths of the text in twentieths of a point: 170 mm of A4 upright, 257 mm of it on its side."""

_SHORT = 10
"""Rows up to which a table stays on one page."""

_ROOMY = 900
"""Twentieths of a point: where columns are narrower than that on the whole, words are set smaller."""

_ALIGNED = {"text": "", "number": "right", "date": ""}
_LISTS = ("TableBullet", "TableBullet2")
_BOLD = Look(bold=True)
_MARK = Look(style="Mark")
_TOTAL_LINE = w("tcBorders", w("top", val="single", sz=6, space=0, color="0B0C0C"))
_CLOSE = w("tblCellMar", w("left", w=30, type="dxa"), w("right", w=30, type="dxa"))


@dataclass(frozen=True, slots=True)
class Frame:
    """How a table is set: its style, what a screen reader calls it, and the widths of its columns."""

    name: str
    widths: Sequence[int]
    style: str = "SECTable"
    description: str = ""
    head: bool = True
    row_heads: bool = True
    tight: bool = False
    """Whether the cells stand close, for a year of months side by side."""


def framed(frame: Frame, rows: Sequence[Xml]) -> Xml:
    properties = [
        w("tblStyle", val=frame.style),
        w("tblW", w=sum(frame.widths), type="dxa"),
        w("tblLayout", type="fixed"),
        *([_CLOSE] if frame.tight else []),
        _look(frame),
        Xml(f"<w:tblCaption w:val={attribute(frame.name)}/>"),
    ]
    if frame.description:
        properties.append(Xml(f"<w:tblDescription w:val={attribute(frame.description)}/>"))
    grid = w("tblGrid", *(w("gridCol", w=width) for width in frame.widths))
    return w("tbl", w("tblPr", *properties), grid, *rows)


def _look(frame: Frame) -> Xml:
    """Which rows and columns are heads, as bits and by name: older releases of Word read only the one."""
    bits = 0x0600 | (0x0020 if frame.head else 0) | (0x0080 if frame.row_heads else 0)
    heads = {"firstRow": int(frame.head), "lastRow": 0, "firstColumn": int(frame.row_heads), "lastColumn": 0}
    return w("tblLook", val=f"{bits:04X}", **heads, noHBand=1, noVBand=1)


def row(cells: Sequence[Xml], *, head: bool = False, whole: bool = True) -> Xml:
    """`whole`: it stands on one page. Running text may be longer than a page is."""
    properties = [w("cantSplit")] if whole else []
    return w("tr", w("trPr", *properties, *([w("tblHeader")] if head else [])), *cells)


def cell(width: int, *paragraphs: Xml, line: Xml | None = None) -> Xml:
    properties = [w("tcW", w=width, type="dxa")]
    if line is not None:
        properties.append(line)
    return w("tc", w("tcPr", *properties), *paragraphs)


def column_widths(table: Table, room: int) -> list[int]:
    """Each column's width; what the stated shares leave over goes to those without one."""
    shares = paper_widths(table)
    free = shares.count(None)
    rest = max(0, 100 - sum(share or 0 for share in shares))
    widths = [room * share // 100 if share is not None else room * rest // (100 * free) for share in shares]
    widths[-1] += room - sum(widths)
    return [max(width, 1) for width in widths]


class TableWriter:
    """Writes tables of one part; one of many columns is set smaller and closer."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def markup(self, table: Table, name: str, *, room: int, kept_with_next: bool = False) -> Xml:
        """The table alone. `kept_with_next`: what follows it stands on the page of its last row."""
        widths = column_widths(table, room)
        dense = room // len(table.columns) < _ROOMY
        suffix = "Small" if dense else ""
        rows = [self._head(table.columns, widths, f"TableHeading{suffix}")]
        short, last = len(table.rows) <= _SHORT, len(table.rows) - 1
        for place, one in enumerate(table.rows):
            keep = place == 0 or short if place < last else kept_with_next
            rows.append(self._row(one, table.columns, widths, f"TableText{suffix}", keep_next=keep))
        return framed(Frame(name, widths, description=table.basis, tight=dense), rows)

    def _head(self, columns: Sequence[Column], widths: Sequence[int], style: str) -> Xml:
        cells = [
            cell(width, paragraph(style, run(column.heading), keep_next=True, align=_align(column, place)))
            for place, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]
        return row(cells, head=True)

    def _row(self, one: Row, columns: Sequence[Column], widths: Sequence[int], style: str, *, keep_next: bool) -> Xml:
        look, line = (_BOLD, _TOTAL_LINE) if one.total else (PLAIN, None)
        holds_prose = any(own.prose for own in one.cells)
        # Beside running text, what the row is about is set apart from it.
        looks = [_BOLD if one.heads_text else look, *[look] * (len(columns) - 1)]
        cells = [
            cell(width, *self._paragraphs(own, style, looks[place], keep_next, _align(column, place)), line=line)
            for place, (own, column, width) in enumerate(zip(one.cells, columns, widths, strict=True))
        ]
        return row(cells, whole=not holds_prose)

    def _paragraphs(self, own: Cell, style: str, look: Look, keep_next: bool, align: str) -> Iterator[Xml]:
        if own.value.display or not own.prose:
            yield paragraph(style, self._content(own, look), keep_next=keep_next, align=align)
        for item in own.prose:
            if isinstance(item, Bullets):
                yield from self._bullets(item.items)
            else:
                yield paragraph(style, self._words.runs(item.content))

    def _bullets(self, items: Sequence[BulletItem], depth: int = 0) -> Iterator[Xml]:
        for item in items:
            yield paragraph(_LISTS[min(depth, len(_LISTS) - 1)], self._words.runs(item.content))
            yield from self._bullets(item.children, depth + 1)

    def _content(self, own: Cell, look: Look) -> Xml:
        linked = bool(own.href) and not own.value.is_missing
        words = self._words.link(own.href, own.value.display, look) if linked else self._words.value(own.value, look)
        mark = join([w("r", w("br")), run(own.mark, _MARK)]) if own.mark else Xml("")
        return join([words, self._words.calls(own.notes), mark])


def _align(column: Column, place: int) -> str:
    """Figures stand under each other, but for those that head a row."""
    return _ALIGNED[column.kind] if place else ""
