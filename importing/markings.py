"""What the reader of spreadsheets doesn't tell: errors, percentages, formulas without a result, and how far a sheet
reaches. Read from the file's own XML before anything is laid out in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from importing.package import Refused

MOST_COLUMNS = 200
MOST_MARKS = 500_000

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
    """Read XML, element by element, by local names. Raises Refused for what isn't plain XML; entities aren't."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begins(name: str, attributes: Attributes) -> None:
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def declares(*_: object) -> NoReturn:
        raise Refused("Declares a document type, which no spreadsheet program writes. Save it again from one.")

    parser.StartElementHandler = begins
    parser.StartDoctypeDeclHandler = declares
    if end is not None:
        ends = end
        parser.EndElementHandler = lambda name: ends(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused("Is damaged: part of it can't be read. Save it again from the spreadsheet.") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]
