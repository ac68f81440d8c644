"""How a table's width is shared out on paper, where columns are fixed: measuring each cell would cost a sixth more."""

from __future__ import annotations

from reports.engine.blocks import Column, Table

_MOST_TEXT = 44
"""Characters: a column of longer text may wrap rather than starve the others."""

_GAP = 2
_SHORT_HEADING = 8


def stated_widths(table: Table) -> list[int | None]:
    """Each column's share as the table asks for it; a browser shares out the rest."""
    return [column.width for column in table.columns]


def paper_widths(table: Table) -> list[int | None]:
    """Each column's share in percent. The widest of those without a stated width takes what is left, as None.

    Columns of numbers without a stated width share one, so that a run of months stands evenly.
    """
    shares = stated_widths(table)
    open_columns = [place for place, share in enumerate(shares) if share is None]
    if len(open_columns) < 2:
        return shares
    wanted = {place: _wanted(table, place) for place in open_columns}
    evenly = [place for place in open_columns if table.columns[place].kind == "number"]
    wanted |= dict.fromkeys(evenly, max((wanted[place] for place in evenly), default=0))
    left = max(0, 100 - sum(share for share in shares if share is not None))
    widest = max(open_columns, key=lambda place: (place not in evenly, wanted[place]))
    for place in open_columns:
        if place != widest:
            shares[place] = max(1, left * wanted[place] // sum(wanted.values()))
    return shares


def _wanted(table: Table, place: int) -> int:
    column = table.columns[place]
    longest = max((_length(row.cells[place].value.display, column) for row in table.rows), default=0)
    marks = max((len(row.cells[place].mark) for row in table.rows), default=0)
    return max(longest, min(marks, _MOST_TEXT), _heading(column)) + _GAP


def _length(words: str, column: Column) -> int:
    if column.kind != "text":
        return len(words)
    return max(min(len(words), _MOST_TEXT), max((len(word) for word in words.split()), default=0))


def _heading(column: Column) -> int:
    """A heading wraps between its words, unless it is as short as a month's."""
    if len(column.heading) <= _SHORT_HEADING:
        return len(column.heading)
    return max(len(word) for word in column.heading.split())
