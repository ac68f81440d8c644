"""The rows of a table, joined in Python: a report has thousands of cells, and a template is slower."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.engine.blocks import REVISED, BulletItem, Bullets, Cell, Column, Paragraph, Prose, Row, Subheading, Table
from reports.renderers.inline import InlineWriter, value_markup

_KIND_CLASSES = {"text": "", "number": "number", "date": "date"}
_TEXT_CLASSES = {"long": 24, "middling": 10}
"""Characters beyond which text is that long."""


def rows_markup(columns: Sequence[Column], rows: Sequence[Row], writer: InlineWriter) -> SafeString:
    """The body's rows. The first cell of each is its header; a total row carries its own class."""
    attributes = [f' class="{kind}"' if (kind := _KIND_CLASSES[column.kind]) else "" for column in columns]
    lines = [_row(row, attributes, writer) for row in rows]
    return mark_safe("\n".join(lines))  # noqa: S308 - every value is escaped in _cell


def _row(row: Row, attributes: Sequence[str], writer: InlineWriter) -> str:
    cells = [
        f'<th scope="row"{attribute}>{_cell(cell, writer)}</th>'
        if index == 0
        else f"<td{attribute}>{_cell(cell, writer)}</td>"
        for index, (cell, attribute) in enumerate(zip(row.cells, attributes, strict=True))
    ]
    held = "of-prose heads-text" if row.heads_text else "of-prose"
    kind = "total" if row.total else held if any(cell.prose for cell in row.cells) else ""
    opening = f'<tr class="{kind}">' if kind else "<tr>"
    return f"{opening}{''.join(cells)}</tr>"


def _cell(cell: Cell, writer: InlineWriter) -> str:
    words = value_markup(cell.value)
    if not (cell.href or cell.mark or cell.notes or cell.prose):
        return words
    if cell.href:
        words = writer.link(cell.href, words)
    if cell.notes:
        words += writer.note_calls(cell.notes)
    if cell.mark:
        words += mark_markup(cell.mark, paper=writer.medium.paper)
    return words + "".join(_prose(one, writer) for one in cell.prose)


def mark_markup(mark: str, *, paper: bool) -> str:
    """A mark beside a figure. What "[r]" stands for is said to who hears the page; on paper the note says it."""
    said = '<span class="govuk-visually-hidden"> revised</span>' if REVISED in mark and not paper else ""
    return f' <span class="mark">{escape(mark)}{said}</span>'


def _prose(prose: Prose, writer: InlineWriter) -> str:
    match prose:
        case Paragraph(content):
            return f"<p>{writer.markup(content)}</p>"
        case Subheading(content):
            return f"<p><strong>{writer.markup(content)}</strong></p>"
        case Bullets(items):
            return _bullets(items, writer)


def _bullets(items: Sequence[BulletItem], writer: InlineWriter) -> str:
    lines = (f"<li>{writer.markup(one.content)}{_bullets(one.children, writer)}</li>" for one in items)
    return f'<ul class="bullets">{"".join(lines)}</ul>' if items else ""


def column_attributes(table: Table, widths: Sequence[int | None]) -> list[dict[str, str]]:
    """What the heads and the column group need. Widths are classes because the site allows no inline style."""
    return [
        {"heading": column.heading, "kind": _head_class(table, place), "width": f"w{share}" if share else ""}
        for place, (column, share) in enumerate(zip(table.columns, widths, strict=True))
    ]


def _head_class(table: Table, place: int) -> str:
    """A head says how long the text of its column is, so that a narrow screen can give it room."""
    if kind := _KIND_CLASSES[table.columns[place].kind]:
        return kind
    if any(row.cells[place].prose for row in table.rows):
        return "running"
    longest = max((len(row.cells[place].value.display) for row in table.rows), default=0)
    return next((name for name, length in _TEXT_CLASSES.items() if longest > length), "")
