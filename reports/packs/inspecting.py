"""Looks through a PDF that somebody brought. Run as a program of its own, in a process that can be given up.

It reads the file from its standard input and writes a verdict as JSON to its standard output: {"pages": 3, "tagged":
false}, or {"refused": "a sentence"}. A crafted file may take for ever, or all memory: the process limits itself before
it looks, and whoever started it takes an end without a verdict for a refusal. Nothing in the file is drawn or run. It
imports nothing of ours: the less there is in the process, the sooner it starts and the less there is to reach.
"""

from __future__ import annotations

import json
import math
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

POINTS_PER_INCH = 72
SMALLEST, LARGEST = POINTS_PER_INCH, 100 * POINTS_PER_INCH
"""Points: a side of a page. Between an inch and the width of a drawing."""
MOST_OF_A_PAGE = 64 * 1024 * 1024
"""Bytes of the drawing instructions of one page, unpacked."""
MOST_VALUES = 5_000_000
MOST_METADATA = 1024 * 1024
CLAIM = re.compile(rb"""pdfuaid:part(\s*=\s*["']|\s*>\s*)1\b""")
HEAD = 1024
"""Bytes in which a reader looks for the beginning of a PDF."""

JAVASCRIPT = "It carries JavaScript, which nothing in a pack may."
EMBEDDED = "Other files are embedded in it: bring them as papers of their own."
LAUNCHES = "It starts a program or fetches something else when it is opened or clicked."
FORM = "It holds an XFA form, which only one program can show: print it to a PDF first."
BY_ITSELF = "Something in it happens by itself when it is opened or turned over."
MEDIA = "It holds film, sound or 3D, which cannot be printed."
OUTSIDE = "Part of it is kept in another file, and not in it."
ENCRYPTED = "It is encrypted or protected by a password: save it without protection."
TOO_MUCH = "A page of it unpacks to more than can be shown."
DAMAGED = "It is damaged or cut short, so that it cannot be read to its end."
_BY_ACTION = {
    "/JavaScript": JAVASCRIPT,
    "/Launch": LAUNCHES,
    "/GoToE": EMBEDDED,
    "/ImportData": LAUNCHES,
    "/SubmitForm": LAUNCHES,
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/GoTo3DView": MEDIA,
}
_BY_SUBTYPE = {
    "/FileAttachment": EMBEDDED,
    "/Screen": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMedia": MEDIA,
    "/3D": MEDIA,
}
_BY_KEY = {
    "/JS": JAVASCRIPT,
    "/JavaScript": JAVASCRIPT,
    "/EmbeddedFiles": EMBEDDED,
    "/EF": EMBEDDED,
    "/XFA": FORM,
}


class Refused(Exception):
    """Why, in a sentence for whoever brought the file."""


def inspect(content: bytes, most_pages: int) -> dict[str, Any]:
    """Its pages, and whether it says that it is tagged as PDF/UA. Raises Refused."""
    if b"%PDF-" not in content[:HEAD]:
        raise Refused("It is no PDF, whatever its name says.")
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            pages = _inspected(pdf, most_pages)
            return {"pages": pages, "tagged": _says_it_is_tagged(pdf)}
    except pikepdf.PasswordError as error:
        raise Refused(ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(DAMAGED) from error


def _says_it_is_tagged(pdf: pikepdf.Pdf) -> bool:
    metadata, marks = pdf.Root.get("/Metadata"), pdf.Root.get("/MarkInfo", Dictionary())
    claims = isinstance(metadata, Stream) and CLAIM.search(metadata.read_bytes()[:MOST_METADATA])
    return bool(claims) and bool(marks.get("/Marked", False)) and "/StructTreeRoot" in pdf.Root


def _inspected(pdf: pikepdf.Pdf, most_pages: int) -> int:
    if pdf.is_encrypted:
        raise Refused(ENCRYPTED)
    pages = len(pdf.pages)
    if not pages:
        raise Refused("It has no pages.")
    if pages > most_pages:
        raise Refused(f"It has {pages:,} pages; a paper may have {most_pages:,}.")
    _refuse_what_acts(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        _refuse_odd_size(page, number)
        _refuse_unreadable(page)
    return pages


# --- What acts by itself ----------------------------------------------------------------------------------------------


def _refuse_what_acts(pdf: pikepdf.Pdf) -> None:
    """Every object of the file is looked at, wherever it hangs: what no page refers to may be referred to by a way that
    we do not know."""
    left = MOST_VALUES
    for found in (pdf.trailer, *pdf.objects):
        for value in _dictionaries(found):
            left -= 1 + len(value.keys())
            if left < 0:
                raise Refused("It is made of too many parts to be looked through.")
            _refuse_dictionary(value)
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo:
        raise Refused(BY_ITSELF)


def _dictionaries(found: Object) -> Iterator[Object]:
    """It, where it is one or a stream, and those directly inside it."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Stream):
            yield value.stream_dict
        if isinstance(value, Dictionary):
            yield value
        if isinstance(value, Stream):
            if "/F" in value.stream_dict:
                raise Refused(OUTSIDE)
            inner: Iterator[Any] = iter(value.stream_dict.as_dict().values())
        elif isinstance(value, Dictionary):
            inner = iter(value.as_dict().values())
        elif isinstance(value, Array):
            inner = iter(value.as_list())
        else:
            continue
        waiting.extend(one for one in inner if isinstance(one, Array | Dictionary | Stream) and not one.is_indirect)


def _refuse_dictionary(value: Object) -> None:
    for key, why in _BY_KEY.items():
        if key in value:
            raise Refused(why)
    for key, reasons in (("/S", _BY_ACTION), ("/Subtype", _BY_SUBTYPE)):
        name = value.get(key)
        if isinstance(name, Name) and str(name) in reasons:
            raise Refused(reasons[str(name)])
    by_itself = value.get("/AA")
    if isinstance(by_itself, Dictionary) and by_itself.keys():
        raise Refused(BY_ITSELF)


# --- Its pages --------------------------------------------------------------------------------------------------------


def _refuse_odd_size(page: pikepdf.Page, number: int) -> None:
    for box in (page.mediabox, page.cropbox):
        sides = [float(side) for side in box.as_list()]
        if len(sides) != 4 or not all(map(math.isfinite, sides)):
            raise Refused(f"Page {number} has no size that can be read.")
        width, height = abs(sides[2] - sides[0]), abs(sides[3] - sides[1])
        if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
            inches = f"{width / POINTS_PER_INCH:.3g} by {height / POINTS_PER_INCH:.3g} inches"
            raise Refused(f"Page {number} would be {inches}: no page of a pack can be.")
    if not (_overlap(page, 0) and _overlap(page, 1)):
        raise Refused(f"Page {number} is cropped to nothing.")


def _overlap(page: pikepdf.Page, axis: int) -> bool:
    """Whether what is shown of the page has any width (axis 0) or height (1) on it."""
    spans = [sorted((float(box[axis]), float(box[axis + 2]))) for box in (page.mediabox, page.cropbox)]
    return min(high for _, high in spans) - max(low for low, _ in spans) >= SMALLEST / 2


def _refuse_unreadable(page: pikepdf.Page) -> None:
    contents = page.obj.get("/Contents")
    streams = contents.as_list() if isinstance(contents, Array) else [contents]
    size = 0
    for stream in streams:
        if isinstance(stream, Stream):
            size += _unpacked(stream)
        if size > MOST_OF_A_PAGE:
            raise Refused(TOO_MUCH)


def _unpacked(stream: Stream) -> int:
    """Bytes. Memory that runs out while they are unpacked comes as an error of their encoding."""
    try:
        return len(stream.read_bytes())
    except pikepdf.DataDecodingError as error:
        raise Refused(TOO_MUCH if "alloc" in str(error) else DAMAGED) from error


# --- The process ------------------------------------------------------------------------------------------------------


def limit(megabytes: int, seconds: int) -> None:
    """What this process may take from here on. It opens no file and writes none."""
    most = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(most_pages: int, megabytes: int, seconds: int) -> None:
    content = sys.stdin.buffer.read()
    limit(megabytes, seconds)
    try:
        verdict = inspect(content, most_pages)
    except Refused as refused:
        verdict = {"refused": str(refused)}
    sys.stdout.write(json.dumps(verdict))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
