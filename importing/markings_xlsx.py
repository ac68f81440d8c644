"""The markings of an Excel workbook."""

from __future__ import annotations

import posixpath
import re

from importing.markings import (
    DAMAGED,
    ERROR,
    MOST_CHARACTERS,
    MOST_DIGITS,
    NO_RESULT,
    PERCENT,
    Attributes,
    Markings,
    Place,
    counted,
    too_long,
    walk,
)
from importing.package import Refused

_PERCENT_FORMATS = {9, 10}
"""Of the formats that every Excel has and no file declares."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MOST_NAME = 31
"""Characters of a sheet's name, in every program that writes such files."""
_PARTS = ("r:id", "relationships:id")
"""The attributes by which the reader finds a sheet's part."""


def xlsx_markings(parts: dict[str, bytes], most_rows: int) -> list[Markings]:
    """By sheet, in the workbook's order. Raises Refused."""
    percents, texts = _percent_styles(parts.get("xl/styles.xml")), _Texts(parts)
    found, sheets = [], _sheets(parts)
    for name, hidden, part in sheets:
        markings = Markings(name, hidden)
        if part in parts:
            _Cells(markings, percents, texts, most_rows).read(parts[part])
        found.append(markings)
    own = {part for _, _, part in sheets}
    for part, content in parts.items():
        # Which part is a sheet's, the reader may see otherwise: none may reach too far.
        if part not in own and b"sheetData" in content:
            _Cells(Markings(posixpath.basename(part)), percents, texts, most_rows).read(content)
    return found


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, bool, str]]:
    targets: dict[str, str] = {}
    sheets: list[tuple[str, bool, str]] = []

    def relation(name: str, attributes: Attributes) -> None:
        if _local(name) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    def sheet(name: str, attributes: Attributes) -> None:
        if _local(name) == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            parts = [attributes[each] for each in _PARTS if each in attributes]
            if len(parts) > 1:
                raise Refused(DAMAGED)
            sheets.append((_named(attributes.get("name", "")), hidden, targets.get(parts[0], "") if parts else ""))

    walk(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relation)
    walk(parts["xl/workbook.xml"], sheet)
    return sheets


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _named(name: str) -> str:
    """Raises Refused for a name that no spreadsheet program gives a sheet."""
    if len(name) > MOST_NAME:
        raise Refused(f"Has a sheet whose name is longer than {MOST_NAME} characters: {name[:MOST_NAME]}… Rename it.")
    return name


def _percent_styles(content: bytes | None) -> set[str]:
    """The numbers of the cell styles that show a share as a percentage."""
    formats = set(_PERCENT_FORMATS)
    styles: list[int] = []
    inside = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        name = _local(name)
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
    """-1 for what is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else -1


class _Texts:
    """How long the texts are that cells share, and what they have come to so far: the reader gives each cell its own
    copy."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.lengths: list[int] = []
        self.characters = 0
        for name, content in parts.items():
            if name.lower() == "xl/sharedstrings.xml":
                walk(content, self._start, None, self._text)

    def _start(self, name: str, _: Attributes) -> None:
        if _local(name) == "si":
            self.lengths.append(0)

    def _text(self, words: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(words)

    def used(self, said: str) -> None:
        """Raises Refused when a cell names none, or they come to more than all cells together may be."""
        place = _number(said.strip())
        if not 0 <= place < len(self.lengths):
            raise Refused(DAMAGED)
        self.characters += self.lengths[place]
        if self.characters > MOST_CHARACTERS:
            raise too_long()


class _Cells:
    """Walks a sheet's cells. A cell or a row that doesn't say where it is follows the one before.

    The reader takes a place that is spelt with character references for none. So a sheet reaches as far as the
    further of what a place says and what follows the one before: the same wherever rows and cells stand in order.
    """

    def __init__(self, markings: Markings, percents: set[str], texts: _Texts, most_rows: int) -> None:
        self.markings, self.percents, self.texts, self.most_rows = markings, percents, texts, most_rows
        self.row = self.column = -1
        self.far_row = self.far_column = -1
        self.kind = self.style = self.words = ""
        self.formula = self.value = self.inside = False

    def read(self, content: bytes) -> None:
        walk(content, self.start, self.end, self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "row":
            self.row = counted(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.far_row = max(self.row, self.far_row + 1)
            self.column = self.far_column = -1
        elif name == "c":
            self.row, self.column = self._place(attributes.get("r", ""))
            self.far_row, self.far_column = max(self.row, self.far_row), max(self.column, self.far_column + 1)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.formula = self.value = False
        elif name == "f":
            self.formula = True
        elif name == "v":
            # Empty is the result of a formula that gives no text, or of a program that didn't reckon.
            self.inside, self.value = True, self.kind == "str"
            self.words = ""
        elif name == "is":
            self.value = True

    def text(self, words: str) -> None:
        if self.inside:
            self.value = True
            # What names a shared text is short.
            self.words = (self.words + words)[: 2 * MOST_DIGITS]

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
        name = _local(name)
        if name == "v":
            self.inside = False
            if self.kind == "s" and self.words.strip():
                self.texts.used(self.words)
        if name != "c" or not (self.value or self.formula):
            return
        place = self.row, self.column
        self.markings.reach((self.far_row, self.far_column), self.most_rows)
        if self.kind == "e":
            self.markings.mark(place, ERROR)
        elif not self.value:
            self.markings.mark(place, NO_RESULT)
        elif self.kind == "n" and self.style in self.percents:
            self.markings.mark(place, PERCENT)
