"""The cases that the server's reading of numbers and the browser's are both held to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Case:
    """A text, and the numbers to be listed in it: where they begin, what they say, and what they come to."""

    text: str
    found: tuple[tuple[int, str, str | None], ...]


def cases() -> list[Case]:
    """Read from the file, where each text has its numbers between double brackets, and then their values."""
    return [_case(*case) for group in json.loads(FILE.read_text(encoding="utf-8")) for case in group["cases"]]


def _case(marked: str, values: list[str | None]) -> Case:
    text, found = "", []
    for piece in re.split(r"(\[\[.*?\]\])", marked):
        if piece.startswith("[["):
            found.append((len(text), piece[2:-2]))
            piece = piece[2:-2]
        text += piece
    return Case(text, tuple((*one, value) for one, value in zip(found, values, strict=True)))
