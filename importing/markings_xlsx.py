"""The markings of an Excel workbook."""

from __future__ import annotations

import posixpath
import re

from importing.markings import ERROR, NO_RESULT, PERCENT, Attributes, Markings, Place, walk
from importing.package import Refused

_PERCENT_FORMATS = {9, 10}
"""Of the formats that every Excel has and no file declares."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def xlsx_markings(parts: dict[str, bytes], most_rows: int) -> list[Markings]:
    """By sheet, in the workbook's order. Raises Refused."""
    percents = _percent_styles(parts.get("xl/styles.xml"))
    found = []
    for name, hidden, part in _sheets(parts):
        markings = Markings(name, hidden)
        if part in parts:
            _Cells(markings, percents, most_rows).read(parts[part])
        found.append(markings)
    return found


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, bool, str]]:
    targets: dict[str, str] = {}
    sheets: list[tuple[str, bool, str]] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), hidden, targets.get(attributes.get("id", ""), "")))

    walk(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relation)
    walk(parts["xl/workbook.xml"], sheet)
    return sheets


def _percent_styles(content: bytes | None) -> set[str]:
    """The numbers of the cell styles that show a share as a percentage."""
    formats = set(_PERCENT_FORMATS)
    styles: list[int] = []
    inside = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt" and "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
            formats.add(_number(attributes.get("numFmtId", "")))
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            styles.append(_number(attributes.get("numFmtId", "0")))

    if content is not None:
        walk(content, start)
    return {str(place) for place, used in enumerate(styles) if used in formats}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


class _Cells:
    """Walks a sheet's cells. A cell or a row that doesn't say where it is follows the one before."""

    def __init__(self, markings: Markings, percents: set[str], most_rows: int) -> None:
        self.markings, self.percents, self.most_rows = markings, percents, most_rows
        self.row = self.column = -1
        self.kind = self.style = ""
        self.formula = self.value = self.inside = False

    def read(self, content: bytes) -> None:
        walk(content, self.start, self.end, self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.row = _number(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self.row, self.column = self._place(attributes.get("r", ""))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.formula = self.value = False
        elif name == "f":
            self.formula = True
        elif name == "v":
            # Empty is the result of a formula that gives no text, or of a program that didn't reckon.
            self.inside, self.value = True, self.kind == "str"
        elif name == "is":
            self.value = True

    def text(self, words: str) -> None:
        self.value = self.value or self.inside

    def _place(self, said: str) -> Place:
        if not said:
            return self.row, self.column + 1
        found = _PLACE.fullmatch(said)
        if found is None:
            raise Refused(f"Is damaged: it has a cell called {said[:12]}. Save it again from the spreadsheet.")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return int(found[2]) - 1, column - 1

    def end(self, name: str) -> None:
        if name == "v":
            self.inside = False
        if name != "c" or not (self.value or self.formula):
            return
        place = self.row, self.column
        self.markings.reach(place, self.most_rows)
        if self.kind == "e":
            self.markings.mark(place, ERROR)
        elif not self.value:
            self.markings.mark(place, NO_RESULT)
        elif self.kind == "n" and self.style in self.percents:
            self.markings.mark(place, PERCENT)
