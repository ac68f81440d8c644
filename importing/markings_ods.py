"""The markings of an OpenDocument spreadsheet. Every program that writes one gives the namespaces the same prefixes."""

from __future__ import annotations

import re

from importing.markings import (
    DAMAGED,
    ERROR,
    MOST_CHARACTERS,
    NO_RESULT,
    PERCENT,
    Attributes,
    Markings,
    counted,
    too_long,
    walk,
)
from importing.package import Refused

_ERROR = re.compile(r"#[A-Z/0!?]+|Err:[0-9]+")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SPACES = {"text:tab": "\t", "text:line-break": "\n", "text:s": " "}


def ods_markings(parts: dict[str, bytes], most_rows: int) -> list[Markings]:
    """By sheet, in the document's order. Raises Refused."""
    reading = _Content(most_rows)
    walk(parts["content.xml"], reading.start, reading.end, reading.text)
    return reading.found


class _Content:
    """Walks tables, rows and cells; an empty cell or row may be repeated to the edge of the sheet for nothing."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.found: list[Markings] = []
        self.hidden_styles: set[str] = set()
        self.row = self.column = 0
        self.rows_repeated = self.cells_repeated = 1
        self.cell: Attributes | None = None
        self.style = ""
        self.paragraphs: list[str] = []
        self.depth_of_note = 0
        self.inside: set[str] = set()
        self.length = self.characters = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table:table":
            self._enter("table")
            hidden = attributes.get("table:style-name", "") in self.hidden_styles
            self.found.append(Markings(attributes.get("table:name", ""), hidden))
            self.row = 0
        elif name == "table:table-row":
            self._enter("row")
            self.rows_repeated = _times(attributes.get("table:number-rows-repeated"))
            self.column = 0
        elif name in _CELLS:
            self._enter("cell")
            self.cell, self.paragraphs = attributes, []
            self.length = sum(len(value) for value in attributes.values())
            self.cells_repeated = _times(attributes.get("table:number-columns-repeated"))
        elif name == "office:annotation":
            self.depth_of_note += 1
        elif self.cell is not None:
            self._within(name, attributes)

    def _enter(self, what: str) -> None:
        """Raises Refused for a table, row or cell within another: the reader would count them otherwise."""
        if what in self.inside:
            raise Refused(DAMAGED)
        self.inside.add(what)

    def _within(self, name: str, attributes: Attributes) -> None:
        count = _times(attributes.get("text:c")) if name == "text:s" else 1
        self._lengthen(count)
        if self.depth_of_note:
            return
        if name == "text:p":
            self.paragraphs.append("")
        elif self.paragraphs and name in _SPACES:
            self.paragraphs[-1] += _SPACES[name] * count

    def _lengthen(self, count: int) -> None:
        """Raises Refused for a text longer than all cells together may be."""
        self.length += count
        if self.length > MOST_CHARACTERS:
            raise too_long()

    def text(self, words: str) -> None:
        if self.cell is not None:
            self._lengthen(len(words))
        if self.cell is not None and self.paragraphs and not self.depth_of_note:
            self.paragraphs[-1] += words

    def end(self, name: str) -> None:
        if name == "office:annotation":
            self.depth_of_note -= 1
        elif name in _CELLS and self.cell is not None:
            self._close(self.cell)
            self.cell = None
            self.inside.discard("cell")
            self.column += self.cells_repeated
        elif name == "table:table-row":
            self.inside.discard("row")
            self.row += self.rows_repeated
        elif name == "table:table":
            self.inside.discard("table")

    def _close(self, cell: Attributes) -> None:
        markings, words = self.found[-1], "\n".join(self.paragraphs)
        kind = cell.get("office:value-type", "")
        if not (words or any(name.startswith("office:") or name == "table:formula" for name in cell)):
            return
        markings.reach((self.row + self.rows_repeated - 1, self.column + self.cells_repeated - 1), self.most_rows)
        self._repeat()
        mark = _mark(cell, kind, words)
        own_words = kind == "string" and "office:string-value" not in cell and ("\t" in words or "\n" in words)
        if not (mark or own_words):
            return
        for row in range(self.row, self.row + self.rows_repeated):
            for column in range(self.column, self.column + self.cells_repeated):
                if mark:
                    markings.mark((row, column), mark)
                else:
                    markings.texts[row, column] = words

    def _repeat(self) -> None:
        """Raises Refused when the texts come to more than all cells together may be."""
        self.characters += self.length * self.rows_repeated * self.cells_repeated
        if self.characters > MOST_CHARACTERS:
            raise too_long()


def _mark(cell: Attributes, kind: str, words: str) -> str:
    formula = "table:formula" in cell
    if kind == "error" or (formula and _ERROR.fullmatch(words.strip())):
        return ERROR
    if formula and not kind:
        return NO_RESULT
    return PERCENT if kind == "percentage" else ""


def _times(said: str | None) -> int:
    return 1 if said is None else max(1, counted(said))
