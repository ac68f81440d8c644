"""Takes the words that can be seen out of a PDF that somebody brought. Run as a program of its own, in a process that
can be given up.

It reads the file from its standard input and writes what it found as JSON to its standard output: {"pages": ["the words
of page 1", ""], "hidden": 3, "cut": false}. `hidden` counts the words that the file holds and no page shows: covered,
in a layer that is switched off, white on white, outside the page. They are not among those of `pages`. `cut` says that
not all was read: it stopped at so many bytes of words, or for want of time, or a page could not be had or drawn. As
`inspecting` does, it limits itself before it looks and imports nothing of ours; whoever started it takes an end without
an answer for words that cannot be read.
"""

from __future__ import annotations

import json
import math
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import byref, c_double, c_int
from typing import Any, cast

import PIL.Image
import pypdfium2
from pypdfium2 import raw

SHARE = 0.75
"""Of the time that it has, after which it begins no further page and hands over what it found. By the clock it has
twice as many seconds as of the processor: a machine that does other things besides draws more slowly."""
SCALE = 2.0
"""Dots per point of a page as it is drawn to see what it shows: print of 6 points still has its shape."""
MOST_DOTS = 40_000_000
"""Of one drawing, four bytes each. Larger sheets than A0 are drawn smaller."""
FLAT = 6
"""Of 255: shades of red, of green and of blue no farther apart are one colour."""
MOST_OF_A_WORD = 0.6
"""A long word that stands on one flat colour for as much of its length is not shown: no gap or hollow of one that is
shown is as wide."""
LONG = 1.5
"""Times as long as it is high: of a shorter word ("ill", "10") all has to be on one flat colour."""
EDGE = 0.3
"""Of a word's height, what is left off above and below: what a cover does not quite reach tells nothing else."""
_RUN = re.compile("[^\\s\x02\ufffe]+")
"""What stands between spaces. U+0002 and U+FFFE are what PDFium has for a hyphen at the end of a line."""
_WORD = re.compile(r"\w+")
"""Looked for in each run by itself: of "(Numbat)," a cover may leave the brackets."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom: in dots from a drawing's upper left corner."""


def words_in(content: bytes, most: int, is_late: Callable[[], bool], expected: int) -> dict[str, Any]:
    """`most` is in bytes of UTF-8. `expected` are the pages that there are: PDFium finds as many as the file says
    that it has. Raises what pypdfium2 raises."""
    with pypdfium2.PdfDocument(content) as pdf:
        pdf.init_forms()
        pages: list[str] = []
        hidden, lost = 0, False
        for number in range(min(len(pdf), expected)):
            try:
                said, unseen = _seen_on(pdf[number])
            except (pypdfium2.PdfiumError, MemoryError):
                said, unseen, lost = "", 0, True
            words = said.encode(errors="ignore")
            hidden += unseen
            pages.append(words[:most].decode(errors="ignore"))
            most -= len(words)
            if most < 0 or is_late():
                break
        return {"pages": pages, "hidden": hidden, "cut": lost or most < 0 or len(pages) < expected}


def _seen_on(page: pypdfium2.PdfPage) -> tuple[str, int]:
    """The words that the page shows, and how many more it holds. Half of a sign that takes two, and NUL, nobody can
    keep."""
    with closing(page):
        held = page.get_textpage()
        words = "".join(chr(raw.FPDFText_GetUnicode(held, at)) for at in range(held.count_chars()))
        gone = list(_unseen(page, held, words)) if _WORD.search(words) else []
    kept, last = [], 0
    for start, end, _ in gone:
        kept.append(words[last:start])
        last = end
    kept.append(words[last:])
    return "".join(kept).replace("\0", ""), sum(count for _, _, count in gone)


def _unseen(page: pypdfium2.PdfPage, held: pypdfium2.PdfTextPage, words: str) -> Iterator[tuple[int, int, int]]:
    """From where to where words are left out, in order, and how many they are. Whatever covers them is drawn: marks
    that were put on the page, and fields too."""
    sides = page.get_size()
    scale = min(SCALE, math.sqrt(MOST_DOTS / (sides[0] * sides[1])))
    drawing = page.render(
        scale=scale, rev_byteorder=True, prefer_bgrx=True, draw_annots=True, limit_image_cache=True
    ).to_pil()
    place = _Place(page, drawing.size)
    for run in _RUN.finditer(words):
        found = [word.span() for word in _WORD.finditer(words, *run.span())]
        gone = [span for span in found if not _is_shown(drawing, place.of_signs(held, *span), span[1] - span[0])]
        if gone and len(gone) == len(found):
            yield *run.span(), len(gone)
        else:
            yield from ((*span, 1) for span in gone)


class _Place:
    """Where on a drawing the signs of a page stand: the page may be cropped and turned."""

    def __init__(self, page: pypdfium2.PdfPage, size: tuple[int, int]) -> None:
        box = raw.FS_RECTF()
        if not raw.FPDF_GetPageBoundingBox(page, byref(box)):
            raise pypdfium2.PdfiumError("The page has no bounds.")
        self._left, self._bottom = box.left, box.bottom
        self._origin = self._dots(page, size, box.left, box.bottom)
        ends = self._dots(page, size, box.right, box.bottom), self._dots(page, size, box.left, box.top)
        self._across, self._up = (
            tuple((end - start) / length for end, start in zip(one, self._origin, strict=True))
            for one, length in zip(ends, (box.right - box.left, box.top - box.bottom), strict=True)
        )

    @staticmethod
    def _dots(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
        across, down = c_int(), c_int()
        if not raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(across), byref(down)):
            raise pypdfium2.PdfiumError("The page has no place.")
        return across.value, down.value

    def of_signs(self, held: pypdfium2.PdfTextPage, start: int, end: int) -> Box:
        """The box about all of these."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        xs: list[float] = []
        ys: list[float] = []
        for at in range(start, end):
            if raw.FPDFText_GetCharBox(held, at, byref(left), byref(right), byref(bottom), byref(top)):
                xs += left.value - self._left, right.value - self._left
                ys += bottom.value - self._bottom, top.value - self._bottom
        if not xs:
            return 0, 0, 0, 0
        corners = [self._turned(x, y) for x in (min(xs), max(xs)) for y in (min(ys), max(ys))]
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + x * self._across[0] + y * self._up[0],
            self._origin[1] + x * self._across[1] + y * self._up[1],
        )


def _is_shown(drawing: PIL.Image.Image, box: Box, signs: int) -> bool:
    """Whether the drawing has anything there but one colour. A sign by itself may fill its box ("I"): it is looked at
    with what stands about it."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if signs == 1:
        return not _is_flat(drawing, (left - 1, top - 1, right + 1, bottom + 1))
    if signs == 2 or max(width, height) < LONG * min(width, height):
        return not _is_flat(drawing, box)
    lies = width > height
    edge = EDGE * min(width, height)
    for start in (0.0, (1 - MOST_OF_A_WORD) / 2, 1 - MOST_OF_A_WORD):
        end = start + MOST_OF_A_WORD
        part = (
            (left + start * width, top + edge, left + end * width, bottom - edge)
            if lies
            else (left + edge, top + start * height, right - edge, top + end * height)
        )
        if _is_flat(drawing, part):
            return False
    return True


def _is_flat(drawing: PIL.Image.Image, box: Box) -> bool:
    """Of one colour, or not on it. A dot of which it has a part only is left out, but where it has no other."""
    left, top = max(0, math.ceil(box[0] - 0.25)), max(0, math.ceil(box[1] - 0.25))
    right, bottom = min(drawing.width, math.floor(box[2] + 0.25)), min(drawing.height, math.floor(box[3] + 0.25))
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    if left >= drawing.width or top >= drawing.height or box[2] <= 0 or box[3] <= 0:
        return True
    colours = cast("tuple[tuple[int, int], ...]", drawing.crop((left, top, right, bottom)).getextrema())
    return all(most - least <= FLAT for least, most in colours)


def limit(megabytes: int, seconds: int) -> None:
    """What this process may take from here on. It opens no file and writes none."""
    most = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(most: int, megabytes: int, seconds: int, expected: int) -> None:
    content = sys.stdin.buffer.read()
    limit(megabytes, seconds)
    until = time.monotonic() + 2 * seconds * SHARE

    def is_late() -> bool:
        return time.process_time() > seconds * SHARE or time.monotonic() > until

    sys.stdout.write(json.dumps(words_in(content, most, is_late, expected)))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:5]))
