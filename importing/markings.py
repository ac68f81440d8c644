"""What the reader of spreadsheets doesn't tell: errors, percentages, formulas without a result, and how far a sheet
reaches. Read from the file's own XML before anything is laid out in memory.

The reader goes by names as they are written, prefix and all, whatever namespace the prefix stands for. So do we: what
we measured must be what it lays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from importing.package import Refused

MOST_COLUMNS = 200
MOST_MARKS = 500_000
MOST_CHARACTERS = 100_000_000
"""Of all cells together, those counted again that are repeated: what the reader will hold at once."""
MOST_DIGITS = 10
"""Of a number that says where a cell is, or how often it is repeated: more than any spreadsheet has."""
DAMAGED = "Is damaged: part of it can't be read. Save it again from the spreadsheet."

ERROR, PERCENT, NO_RESULT = "error", "percent", "no result"
Place = tuple[int, int]
"""Row and column, both from 0."""
Attributes = dict[str, str]


@dataclass(slots=True)
class Markings:
    """Of one sheet. `texts` are words of cells that the reader would join wrongly."""

    name: str
    hidden: bool = False
    marks: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def reach(self, place: Place, most_rows: int) -> None:
        """Note a cell that holds something. Raises Refused for one beyond what a load may hold."""
        self.rows, self.columns = max(self.rows, place[0] + 1), max(self.columns, place[1] + 1)
        if self.rows > most_rows:
            raise Refused(f"Reaches below row {most_rows:,} on the sheet {self.name}. Split it into several loads.")
        if self.columns > MOST_COLUMNS:
            raise Refused(f"Holds more than {MOST_COLUMNS} columns on the sheet {self.name}. Delete those beside it.")

    def mark(self, place: Place, mark: str) -> None:
        """Raises Refused when there are more of them than can be told of."""
        self.marks[place] = mark
        if len(self.marks) + len(self.texts) > MOST_MARKS:
            raise Refused(f"Holds more than {MOST_MARKS:,} percentages and errors on the sheet {self.name}.")


Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def walk(content: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Read XML, element by element, by names as they are written. Raises Refused for what isn't plain XML; entities
    aren't."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def declares(*_: object) -> NoReturn:
        raise Refused("Declares a document type, which no spreadsheet program writes. Save it again from one.")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declares
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error


def too_long() -> Refused:
    return Refused(f"Holds more than {MOST_CHARACTERS:,} characters. Split it into several loads.")


def counted(said: str) -> int:
    """Raises Refused for what is no number of places."""
    if not re.fullmatch(f"[0-9]{{1,{MOST_DIGITS}}}", said):
        raise Refused(DAMAGED)
    return int(said)
