"""Reading Word files in tests: the zip's parts as trees, and what of WordprocessingML is easily got wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

ORDERED = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc "
        "outlineLvl rPr sectPr"
    ),
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "settings": (
        "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang decimalSymbol listSeparator"
    ),
}
"""The order of children in which Word reads them (ECMA-376, part 1). It holds a file in another order for damaged."""


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == len(set(file.namelist()))
        return {name: file.read(name) for name in file.namelist()}


def trees(content: bytes) -> dict[str, Element]:
    """Every part that is XML. One that is not well formed fails the test."""
    return {
        name: ElementTree.fromstring(part) for name, part in parts(content).items() if name.endswith((".xml", ".rels"))
    }


def words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def text_of_all(content: bytes) -> str:
    """All that any part says, names and attributes too, with its blanks alike."""
    return "\n".join(
        part.decode().replace("\N{NO-BREAK SPACE}", " ")
        for name, part in parts(content).items()
        if not name.endswith(".png")
    )


def out_of_order(tree: Element) -> Iterator[str]:
    """What stands where Word does not expect it."""
    for parent in tree.iter():
        name = parent.tag.removeprefix(W)
        if name not in ORDERED:
            continue
        order, children = ORDERED[name].split(), [child.tag.removeprefix(W) for child in parent]
        unknown = [child for child in children if child not in order]
        if unknown:
            yield f"{name} holds {unknown}"
        elif children != sorted(children, key=order.index):
            yield f"{name} holds {children} in that order"
