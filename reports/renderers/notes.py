"""Every note stands on the page of its call: asked of the laid-out pages, because the layout engine can move one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document as PaperDocument
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, PageBox

from reports.engine.problems import ProblemLog

BREAK = "note-break"
"""The class of what begins a page so that a note in it stands with its call; the stylesheet knows it."""

_BLOCKS = ("tr", "li", "p", "figure")
_STAYS_WITH_NEXT = ("h2", "h3", "h4", "h5", "h6", "thead", "colgroup")


@dataclass(frozen=True, slots=True)
class MovedNote:
    """A note that is not where it is called; `printed` is None when it is on no page."""

    id: str
    number: str
    called: int
    printed: int | None


def moved_notes(document: PaperDocument) -> list[MovedNote]:
    """The notes that are not printed on the page of their call, in the order of the calls."""
    calls: dict[str, tuple[int, str]] = {}
    printed: dict[str, int] = {}
    for page_number, page in enumerate(document.pages, 1):
        for box, in_area in _boxes(page._page_box):
            if (box.element_tag or "").endswith("::footnote-call"):
                calls.setdefault(box.element.get("id"), (page_number, box.element.get("data-number")))
            elif in_area and box.element is not None and box.element.get("class") == "note":
                printed.setdefault(box.element.get("id"), page_number)
    return [
        MovedNote(name, number, called, printed.get(name))
        for name, (called, number) in calls.items()
        if printed.get(name) != called
    ]


def report_moved(notes: list[MovedNote], problems: ProblemLog) -> None:
    for note in notes:
        where = "is not printed" if note.printed is None else f"is printed on page {note.printed}"
        problems.error("pdf.note-moved", f"Note {note.number}, called on page {note.called}, {where}.")


def begin_page_before(root: Element, note_id: str) -> bool:
    """Mark what holds the note's call to begin a page, with the heading or caption that belongs to it.

    False when there is nothing to mark, or it begins a page already.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    found = next((one for one in root.iter("span") if one.get("id") == note_id), None)
    while found is not None and found.tag not in _BLOCKS:
        found = parents.get(found)
    if found is None:
        return False
    first = _with_what_leads_in(found, parents)
    classes = first.get("class", "").split()
    first.set("class", " ".join([*classes, BREAK]))
    return BREAK not in classes


def _with_what_leads_in(element: Element, parents: dict[Element, Element]) -> Element:
    """The element itself, or the heading, caption or container that must not be left behind when it moves."""
    while element in parents:
        parent = parents[element]
        place = list(parent).index(element)
        if place == 0 and parent.tag != "body":
            element = parent
        elif place and _leads_in(parent[place - 1]):
            element = parent[place - 1]
        else:
            break
    return element


def _leads_in(element: Element) -> bool:
    return element.tag in _STAYS_WITH_NEXT or element.get("class", "") in ("caption", "lead-in")


def _boxes(page: PageBox) -> Iterator[tuple[Any, bool]]:
    for child in page.children:
        in_area = isinstance(child, FootnoteAreaBox)
        if hasattr(child, "descendants"):
            for box in child.descendants():
                yield box, in_area
