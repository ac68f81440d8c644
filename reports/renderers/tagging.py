"""Mends what WeasyPrint's tags leave out: which way a table's headers point, and definition lists as terms."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint import Document as PaperDocument
from weasyprint.formatting_structure.boxes import TableCellBox


def finish_tags(document: PaperDocument, pdf: pydyf.PDF) -> None:
    """Runs on the finished PDF, before it is written."""
    _scope_headers(document)
    _name_terms(pdf)


def _scope_headers(document: PaperDocument) -> None:
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableCellBox) and box.element_tag == "th" and hasattr(box, "mark"):
                scope = "/Row" if box.element.get("scope") == "row" else "/Column"
                box.mark["A"]["Scope"] = scope


def _name_terms(pdf: pydyf.PDF) -> None:
    """Each `div` of a `dl` becomes one list item with its label and body; as tagged, it may not stand in a list."""
    for structure in pdf.objects:
        if _role(structure) != "/L":
            continue
        for item in _kids(pdf, structure):
            if _role(item) != "/Div":
                continue
            item["S"] = "/LI"
            for place, child in enumerate(_kids(pdf, item)):
                child["S"] = "/Lbl" if place == 0 else "/LBody"
                for inner in _kids(pdf, child):
                    inner["S"] = "/Span"


def _role(structure: Any) -> str:
    is_structure = isinstance(structure, pydyf.Dictionary) and structure.get("Type") == "/StructElem"
    return str(structure["S"]) if is_structure else ""


def _kids(pdf: pydyf.PDF, structure: pydyf.Dictionary) -> list[pydyf.Dictionary]:
    """The structure elements directly beneath, without marked content."""
    references = [kid for kid in structure["K"] if isinstance(kid, bytes)]
    found = [pdf.objects[int(reference.split()[0])] for reference in references]
    return [one for one in found if _role(one)]
