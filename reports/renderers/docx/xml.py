"""WordprocessingML as text. What is of type Xml has been escaped; only the functions here make it from words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

Xml = NewType("Xml", str)

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"'

_BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]+")
_FORBIDDEN = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold, and control characters that it should not."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks. `style` is a character style of parts/styles.xml."""

    bold: bool = False
    italic: bool = False
    style: str = ""


PLAIN = Look()


def clean(words: str) -> str:
    """The words as one line, without what an XML file may not hold."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", words))


def attribute(words: str) -> str:
    """An attribute's value in its quotes."""
    return quoteattr(clean(words))


def join(pieces: list[Xml]) -> Xml:
    return Xml("".join(pieces))


def w(tag: str, *content: Xml, **attributes: str | int) -> Xml:
    """An element of WordprocessingML; its attributes are of that namespace too, in the order they are given."""
    own = "".join(f" w:{name}={attribute(str(value))}" for name, value in attributes.items())
    return Xml(f"<w:{tag}{own}>{''.join(content)}</w:{tag}>" if content else f"<w:{tag}{own}/>")


def root(tag: str, *content: Xml) -> bytes:
    """A whole file of the package, beginning with its namespaces."""
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{''.join(content)}</w:{tag}>".encode()


def text(words: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escape(clean(words))}</w:t>')


def run(words: str, look: Look = PLAIN) -> Xml:
    return raw_run(text(words), look) if words else Xml("")


def raw_run(content: Xml, look: Look = PLAIN) -> Xml:
    """A run of what is no text: a tab, a call of a note, a picture."""
    properties = []
    if look.style:
        properties.append(w("rStyle", val=look.style))
    if look.bold:
        properties.append(w("b"))
    if look.italic:
        properties.append(w("i"))
    return w("r", w("rPr", *properties), content) if properties else w("r", content)


NOTHING = Xml("")
NOTHING = Xml("")
TAB = w("r", w("tab"))


def paragraph(
    style: str,
    *content: Xml,
    keep_next: bool = False,
    page_break: bool = False,
    align: str = "",
    section: Xml | None = None,
) -> Xml:
    """A paragraph. Its properties stand in the one order that Word reads; `section` ends a section of pages here."""
    properties = [w("pStyle", val=style)]
    if keep_next:
        properties.append(w("keepNext"))
    if page_break:
        properties.append(w("pageBreakBefore"))
    if align:
        properties.append(w("jc", val=align))
    if section is not None:
        properties.append(section)
    return w("p", w("pPr", *properties), *content)


def field(instruction: str, result: str, look: Look = PLAIN) -> Xml:
    """A field that Word can bring up to date, with what it says until then."""
    code = Xml(f'<w:instrText xml:space="preserve"> {escape(clean(instruction))} </w:instrText>')
    return join(
        [
            raw_run(w("fldChar", fldCharType="begin"), look),
            raw_run(code, look),
            raw_run(w("fldChar", fldCharType="separate"), look),
            run(result, look),
            raw_run(w("fldChar", fldCharType="end"), look),
        ]
    )
