"""A paper's own bookmarks, to stand beneath the paper's in the pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pikepdf import Array, Dictionary, NameTree, OutlineItem, Page, Pdf, PdfError
from pikepdf import Name as PdfName
from pikepdf import String as PdfString

MOST = 2_000
"""Of one paper: an outline with more is an index, or a trap."""
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`page` counts from 0 in its own paper."""

    title: str
    page: int
    children: tuple[Bookmark, ...] = ()


def bookmarks_of(pdf: Pdf) -> tuple[Bookmark, ...]:
    """Those that lead to a page of the file. What is no outline, or leads elsewhere, is left out with a clear
    conscience: the paper is there without it."""
    try:
        reading = _Reading(pdf)
        with pdf.open_outline(max_depth=DEEPEST) as outline:
            return reading.read(outline.root)
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return ()


class _Reading:
    def __init__(self, pdf: Pdf) -> None:
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        names = pdf.Root.get("/Names", Dictionary())
        self._names = NameTree(names.Dests) if "/Dests" in names else None
        self._old = pdf.Root.get("/Dests", Dictionary())
        self._left = MOST

    def read(self, items: Iterable[OutlineItem]) -> tuple[Bookmark, ...]:
        found: list[Bookmark] = []
        for item in islice(items, MOST):
            if self._left <= 0:
                break
            self._left -= 1
            page, children = self._page(item), self.read(item.children)
            if page is not None:
                found.append(Bookmark(item.title.strip()[:300], page, children))
            else:
                found.extend(children)
        return tuple(one for one in found if one.title)

    def _page(self, item: OutlineItem) -> int | None:
        target: Any = item.destination
        if target is None and item.action is not None and item.action.get("/S") == PdfName.GoTo:
            target = item.action.get("/D")
        if isinstance(target, str | PdfString) and self._names is not None:
            target = self._names.get(str(target))
        elif isinstance(target, PdfName):
            target = self._old.get(target)
        if isinstance(target, Dictionary):
            target = target.get("/D")
        first = target[0] if isinstance(target, Array) and len(target) else None
        return self._pages.get(first.objgen) if isinstance(first, Dictionary) else None


def outline_items(found: Iterable[Bookmark], pages: list[Page]) -> list[OutlineItem]:
    """As items of the pack's outline; `pages` are the paper's in the pack."""
    return [item for one in found for item in _item(one, pages)]


def _item(one: Bookmark, pages: list[Page]) -> Iterable[OutlineItem]:
    item = item_at(one.title, pages[one.page])
    item.is_closed = True
    item.children.extend(outline_items(one.children, pages))
    return [item]


def item_at(title: str, page: Page) -> OutlineItem:
    whole = Array([page.obj, PdfName.Fit])
    return OutlineItem(title, destination=whole)
