"""The markings of an OpenDocument spreadsheet."""

from __future__ import annotations

import re

from importing.markings import ERROR, NO_RESULT, PERCENT, Attributes, Markings, walk

_ERROR = re.compile(r"#[A-Z/0!?]+|Err:[0-9]+")


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

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self.style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table":
            hidden = attributes.get("style-name", "") in self.hidden_styles
            self.found.append(Markings(attributes.get("name", ""), hidden))
            self.row = 0
        elif name == "table-row":
            self.rows_repeated = _times(attributes.get("number-rows-repeated"))
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.paragraphs = attributes, []
            self.cells_repeated = _times(attributes.get("number-columns-repeated"))
        elif name == "annotation":
            self.depth_of_note += 1
        elif self.cell is not None and not self.depth_of_note:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            self.paragraphs.append("")
        elif self.paragraphs and name in ("tab", "line-break", "s"):
            count = _times(attributes.get("c")) if name == "s" else 1
            self.paragraphs[-1] += {"tab": "\t", "line-break": "\n", "s": " " * min(count, 1_000)}[name]

    def text(self, words: str) -> None:
        if self.cell is not None and self.paragraphs and not self.depth_of_note:
            self.paragraphs[-1] += words

    def end(self, name: str) -> None:
        if name == "annotation":
            self.depth_of_note -= 1
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._close(self.cell)
            self.cell = None
            self.column += self.cells_repeated
        elif name == "table-row":
            self.row += self.rows_repeated

    def _close(self, cell: Attributes) -> None:
        markings, words = self.found[-1], "\n".join(self.paragraphs)
        kind = cell.get("value-type", "")
        if not (kind or words or "formula" in cell):
            return
        markings.reach((self.row + self.rows_repeated - 1, self.column + self.cells_repeated - 1), self.most_rows)
        mark = _mark(cell, kind, words)
        own_words = kind == "string" and "string-value" not in cell and ("\t" in words or "\n" in words)
        if not (mark or own_words):
            return
        for row in range(self.row, self.row + self.rows_repeated):
            for column in range(self.column, self.column + self.cells_repeated):
                if mark:
                    markings.mark((row, column), mark)
                else:
                    markings.texts[row, column] = words


def _mark(cell: Attributes, kind: str, words: str) -> str:
    formula = "formula" in cell
    if kind == "error" or (formula and _ERROR.fullmatch(words.strip())):
        return ERROR
    if formula and not kind:
        return NO_RESULT
    return PERCENT if kind == "percentage" else ""


def _times(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdecimal() and len(said) < 9 else 1
