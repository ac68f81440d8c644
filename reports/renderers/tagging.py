"""Mends what WeasyPrint's tags leave out: which way a table's headers point, definition lists as terms, captions in
their tables, notes after their calls, links told by their words, and what breaks over pages as one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pydyf
from weasyprint import Document as PaperDocument
from weasyprint.formatting_structure.boxes import Box, TableCellBox
from weasyprint.pdf import tags as written_by_weasyprint

from reports.renderers.artifacts import leave_out_what_is_not_read
from reports.renderers.joining import join_over_pages
from reports.renderers.structure import Structure, role

_build = written_by_weasyprint._build_box_tree


def _build_and_say_of_what(box: Any, *arguments: Any) -> Iterator[pydyf.Dictionary]:
    """Each structure element knows the box that it was made of: WeasyPrint forgets it, and nothing else tells which
    elements of two pages are one of the document."""
    box = box if isinstance(box, Box) else box._box
    for element in _build(box, *arguments):
        if not hasattr(element, "box"):
            element.box = box
        yield element


written_by_weasyprint._build_box_tree = _build_and_say_of_what


def finish_tags(document: PaperDocument, pdf: pydyf.PDF) -> None:
    """Runs on the finished PDF, before it is written."""
    _scope_headers(document)
    structure = Structure(pdf)
    _name_terms(structure)
    _gather_links(structure)
    join_over_pages(structure)
    _caption_tables(structure)
    _put_notes_after_their_calls(structure)
    leave_out_what_is_not_read(structure)
    structure.list_names()


def _scope_headers(document: PaperDocument) -> None:
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableCellBox) and box.element_tag == "th" and hasattr(box, "mark"):
                scope = "/Row" if box.element.get("scope") == "row" else "/Column"
                box.mark["A"]["Scope"] = scope


def _name_terms(structure: Structure) -> None:
    """Each `div` of a `dl` becomes one list item with its label and body; as tagged, it may not stand in a list."""
    for one in structure.all():
        if role(one) != "/L":
            continue
        for item in structure.kids(one):
            if role(item) != "/Div":
                continue
            item["S"] = "/LI"
            for place, child in enumerate(structure.kids(item)):
                child["S"] = "/Lbl" if place == 0 else "/LBody"
                for inner in structure.kids(child):
                    inner["S"] = "/Span"


def _gather_links(structure: Structure) -> None:
    """A link is told by its words. What stands within it has an area of its own, which is a part of the same link."""
    for link in structure.all():
        if role(link) != "/Link":
            continue
        words = link.box.element.get("aria-label") or " ".join("".join(link.box.element.itertext()).split())
        for holder in (link, *structure.beneath(link)):
            for reference in [one for one in holder["K"] if structure.is_area(one)]:
                if words:
                    structure.area(reference)["Contents"] = pydyf.String(words)
                if holder is not link:
                    holder["K"].remove(reference)
                    link["K"].append(reference)
                    structure.lead(structure.area(reference)["StructParent"], link)


def _caption_tables(structure: Structure) -> None:
    """The words above a table stand apart from it on paper, so that the table may keep its heads: they are its own."""
    for parent in structure.all():
        kids = structure.kids(parent)
        for words, table in pairwise(kids):
            if role(words) == "/P" and role(table) == "/Table" and words.box.element.get("class") == "caption":
                words["S"] = "/Caption"
                structure.move(words, parent, table, 0)


def _put_notes_after_their_calls(structure: Structure) -> None:
    """Else all notes of a part are read after it, since a page's notes stand after what is drawn above them."""
    calls: dict[Any, tuple[pydyf.Dictionary, pydyf.Dictionary]] = {}
    notes: list[tuple[pydyf.Dictionary, pydyf.Dictionary]] = []
    for parent in structure.all():
        for kid in structure.kids(parent):
            box = getattr(kid, "box", None)
            if box is None or box.element is None or box.element.get("class") != "note":
                continue
            if box.element_tag.endswith("::footnote-call"):
                calls[box.element] = (parent, kid)
            elif "::" not in box.element_tag and getattr(getattr(parent, "box", None), "element", None) is None:
                notes.append((parent, kid))
    for number, (parent, note) in enumerate(notes, start=1):
        note["S"], note["ID"] = "/Note", pydyf.String(f"note-{number:06d}")
        if note.box.element in calls:
            into, call = calls[note.box.element]
            structure.move(note, parent, into, into["K"].index(call.reference) + 1)
    for area, _ in notes:
        if not area["K"] and area.reference in structure.document["K"]:
            structure.document["K"].remove(area.reference)
