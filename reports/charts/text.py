"""Words on a chart: how wide they are, how they wrap, and what may stand in an SVG file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

FONT_FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
FAMILY = "Source Sans 3"
SIZE = 9.5
SMALL = 8.0
LINE = 11.5
"""From baseline to baseline, in points, at `SIZE`."""

SLACK = 1.13
"""An SVG inside an <img> cannot load the page's fonts, so a browser falls back to Arial, this much wider than ours."""

_UNPRINTABLE = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\\x7f-\\x9f\ufdd0-\ufdef]")


class Face(Enum):
    REGULAR = ("SourceSans3-Regular.ttf", 400, "normal")
    STRONG = ("SourceSans3-SemiBold.ttf", 600, "normal")
    ITALIC = ("SourceSans3-Italic.ttf", 400, "italic")

    @property
    def file(self) -> Path:
        return FONT_FOLDER / self.value[0]


def clean(words: str) -> str:
    """One line of text, without the control characters that no XML file may hold."""
    return " ".join(_UNPRINTABLE.sub("", words).split())


@lru_cache(maxsize=64)
def font(face: Face, size: float) -> FontProperties:
    """Named by file, so that no system font can be chosen in its place; nothing may change what is returned."""
    return FontProperties(
        family=["sans-serif"], fname=str(face.file), size=size, weight=face.value[1], style=face.value[2]
    )


@lru_cache(maxsize=len(Face))
def _advances(face: Face) -> tuple[Mapping[str, int], int]:
    """Each sign's width in the font's own units, read once; the font file itself is not kept open or shared."""
    file = FT2Font(str(face.file))
    widths = {
        chr(code): file.load_glyph(glyph, flags=LoadFlags.NO_SCALE).horiAdvance
        for code, glyph in file.get_charmap().items()
    }
    return widths, file.units_per_EM


@lru_cache(maxsize=4096)
def width(words: str, size: float = SIZE, face: Face = Face.REGULAR) -> float:
    """Points that one line needs, with room for the fallback font; a sign the font lacks counts as a full em."""
    known, em = _advances(face)
    return sum(known.get(sign, em) for sign in words) * size / em * SLACK


def wrap(words: str, room: float, size: float = SIZE, face: Face = Face.REGULAR) -> list[str]:
    """Lines no wider than `room` points; a word that is wider than that by itself is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in clean(words).split(" "):
        candidate = f"{line} {word}" if line else word
        if width(candidate, size, face) <= room:
            line = candidate
            continue
        if line:
            lines.append(line)
        *broken, line = _break(word, room, size, face)
        lines.extend(broken)
    return [*lines, line]


def _break(word: str, room: float, size: float, face: Face) -> list[str]:
    pieces = []
    while width(word, size, face) > room and len(word) > 1:
        fits = 1
        while fits < len(word) - 1 and width(word[: fits + 1] + "-", size, face) <= room:
            fits += 1
        pieces.append(word[:fits] if word[fits - 1] in "-/–" else word[:fits] + "-")
        word = word[fits:]
    return [*pieces, word]


def widest(lines: list[str], size: float = SIZE, face: Face = Face.REGULAR) -> float:
    return max((width(line, size, face) for line in lines), default=0.0)
