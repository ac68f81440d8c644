"""What a load found wrong, and where to put it right."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` is the physical line of the file on which the row begins, and 0 when the whole file is meant.

    `message` says what is wrong and what to do about it.
    """

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = [self.file]
        if self.line:
            where.append(f"line {self.line}")
        if self.column:
            where.append(f"column {self.column}")
        shown = f" “{shorten(self.value)}”" if self.value else ""
        return f"{', '.join(where)}{':' if not shown else f':{shown}:'} {self.message}"


class CellError(ValueError):
    """A cell can't be read as its column wants; the message is for the person who typed it."""


def shorten(text: str) -> str:
    """A cell as it is quoted in a message: one line, and not all of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def or_list(words: list[str]) -> str:
    """ "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
