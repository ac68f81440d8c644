"""Pages: which of them lie on their side, and what stands at the head and the foot of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.renderers.docx.package import Package
from reports.renderers.docx.tables import LANDSCAPE, PORTRAIT
from reports.renderers.docx.xml import TAB, Look, Xml, field, join, paragraph, run, w

_LONG, _SHORT, _MARGIN = 16838, 11906, 1134
"""A4 and its margins of 20 mm, in twentieths of a point."""

_BOLD = Look(bold=True)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is printed on every page of a part: its classification, in a word and in a sentence, and the reference."""

    part: str
    reference: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands on pages of one kind."""

    markup: Xml
    furniture: Furniture
    landscape: bool = False


def paged(pieces: Iterable[Piece], package: Package) -> Xml:
    """The pieces in order, each on its kind of page; those of one kind run on."""
    runs = [
        (furniture, landscape, [piece.markup for piece in some])
        for (furniture, landscape), some in groupby(pieces, key=lambda piece: (piece.furniture, piece.landscape))
    ]
    whole: list[Xml] = []
    for place, (furniture, landscape, markup) in enumerate(runs, 1):
        section = _section(furniture, landscape, package)
        whole += markup
        whole.append(section if place == len(runs) else paragraph("SectionEnd", section=section))
    return join(whole)


def _section(furniture: Furniture, landscape: bool, package: Package) -> Xml:
    room = LANDSCAPE if landscape else PORTRAIT
    head = package.furniture("header", _head(furniture, room))
    foot = package.furniture("footer", _foot(furniture, room))
    wide, high = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    turned = {"orient": "landscape"} if landscape else {}
    margins = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    return w(
        "sectPr",
        Xml(f'<w:headerReference w:type="default" r:id="{head}"/><w:footerReference w:type="default" r:id="{foot}"/>'),
        w("type", val="nextPage"),
        w("pgSz", w=wide, h=high, **turned),
        w("pgMar", **{**margins, "top": 1474, "bottom": 1474}, header=680, footer=567, gutter=0),
        w("cols", space=708),
    )


def _head(furniture: Furniture, room: int) -> Xml:
    return _line("Header", room, [run(furniture.reference), TAB, run(furniture.word, _BOLD)])


def _foot(furniture: Furniture, room: int) -> Xml:
    pages = [run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")]
    line = _line("Footer", room, [run(furniture.word, _BOLD), TAB, *pages])
    return join([paragraph("Footer", run(furniture.sentence)), line]) if furniture.sentence else line


def _line(style: str, room: int, content: Sequence[Xml]) -> Xml:
    """One line from edge to edge of the text, which is wider on a page that lies on its side."""
    stop = w("tabs", w("tab", val="right", pos=room))
    return w("p", w("pPr", w("pStyle", val=style), stop), *content)
