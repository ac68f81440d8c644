"""Every note stands on the page of its call: asked of the laid-out pages, because the layout engine can lose one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document as PaperDocument
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, PageBox

from reports.engine.problems import ProblemLog


def check_notes(document: PaperDocument, problems: ProblemLog) -> None:
    """An error for each note that is not printed on the page of its call, or not printed at all."""
    calls: dict[str, int] = {}
    printed: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box, in_area in _descendants(page._page_box):
            tag = getattr(box, "element_tag", None) or ""
            if tag.endswith("::footnote-call"):
                calls.setdefault(_number(box), number)
            elif in_area and box.element is not None and box.element.get("class") == "note":
                printed.setdefault(_number(box), number)
    for name, page_number in calls.items():
        found = printed.get(name)
        if found != page_number:
            where = "is lost" if found is None else f"is printed on page {found}"
            problems.error("pdf.note-moved", f"Note {name}, called on page {page_number}, {where}.")


def _number(box: Any) -> str:
    return str(box.element.get("id", ""))


def _descendants(page: PageBox) -> Iterator[tuple[Any, bool]]:
    for child in page.children:
        in_area = isinstance(child, FootnoteAreaBox)
        if hasattr(child, "descendants"):
            for box in child.descendants():
                yield box, in_area
