"""A file of the pack: our own pages and the papers' bound together, stamped, with bookmarks and links that work.

A file is made of nothing but what its audience may read: what is left out was never in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, ObjectStreamMode, Page, Pdf
from pikepdf import Name as PdfName
from pikepdf import String as PdfString

from access.classification import Classification
from reports.packs.bookmarks import Bookmark, bookmarks_of, item_at, outline_items
from reports.packs.layout import HELD, Entry, Line, Piece, Span
from reports.packs.printing import Front, Sheet
from reports.packs.stamps import embed, stamp


@dataclass(frozen=True, slots=True)
class Source:
    """A paper's PDF, opened, and its own bookmarks."""

    pdf: Pdf
    bookmarks: tuple[Bookmark, ...]


Sources = Mapping[tuple[str, int], Source]
"""By where their bytes are (`Piece.source`)."""


@dataclass(frozen=True, slots=True)
class Bound:
    content: bytes
    pages: int


def open_source(content: bytes) -> Source:
    """Without its tags, which are lost in the binding, and are most of what a tagged paper takes in memory."""
    lean = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        for name in ("/StructTreeRoot", "/Metadata"):
            if name in pdf.Root:
                del pdf.Root[name]
        pdf.save(lean, object_stream_mode=ObjectStreamMode.generate)
    pdf = Pdf.open(lean)
    return Source(pdf, bookmarks_of(pdf))


def bind(
    title: str, word: Classification, front: Front, entries: Sequence[Entry], spans: Sequence[Span], sources: Sources
) -> Bound:
    """`spans` are the file's pages in their order, `front` those of its own; `word` is stamped on every page."""
    with Pdf.open(BytesIO(front.content)) as pdf:
        binder = _Binder(pdf, front, sources)
        pages = binder.in_order(entries)
        _number(pdf, pages, spans, word)
        binder.bookmark(entries)
        _set_order(pdf, pages)
        _say_what_it_is(pdf, title, spans)
        written = BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
        return Bound(written.getvalue(), len(pages))


class _Binder:
    def __init__(self, pdf: Pdf, front: Front, sources: Sources) -> None:
        self._pdf, self._front, self._sources = pdf, front, sources
        self._own = list(pdf.pages)
        self._sheets = {
            sheet.id: page for sheet, page in zip(front.sheets, self._own[1 + front.contents :], strict=True)
        }
        self._added: dict[int, list[Page]] = {}

    def in_order(self, entries: Sequence[Entry]) -> list[Page]:
        pages = self._own[: 1 + self._front.contents]
        for entry in entries:
            pages.append(self._sheets[f"paper-{entry.item}"])
            for part in entry.parts:
                if part.piece is not None:
                    pages.extend(self._add(part, part.piece))
                else:
                    pages.append(self._sheets[f"paper-{entry.item}-{part.first}"])
        return pages

    def _add(self, part: Line, piece: Piece) -> list[Page]:
        """The part's pages, which come after all that are there."""
        so_far = len(self._pdf.pages)
        self._pdf.add_pages_from(self._sources[piece.source].pdf)
        added = list(self._pdf.pages[so_far:])
        if len(added) != piece.pages:
            raise RuntimeError(f"{piece.title} has {len(added)} pages, and is stored as having {piece.pages}")
        self._added[part.first] = added
        return added

    def bookmark(self, entries: Sequence[Entry]) -> None:
        """Each paper with its own beneath, a part that stands apart between."""
        named = {sheet.id: sheet for sheet in self._front.sheets}
        with self._pdf.open_outline() as outline:
            outline.root.clear()
            outline.root.append(item_at("Contents", self._own[1]))
            for entry in entries:
                sheet = named[f"paper-{entry.item}"]
                item = item_at(_told(sheet), self._sheets[sheet.id])
                item.is_closed = True
                for number, part in enumerate(entry.parts):
                    item.children.extend(self._of_part(entry, part, number))
                outline.root.append(item)

    def _of_part(self, entry: Entry, part: Line, number: int) -> list[Any]:
        if part.state != HELD or part.piece is None:
            id = f"paper-{entry.item}-{part.first}"
            withheld = next(sheet for sheet in self._front.sheets if sheet.id == id)
            return [item_at(f"{withheld.title} (left out)", self._sheets[id])]
        pages = self._added[part.first]
        inner = outline_items(self._sources[part.piece.source].bookmarks, pages)
        if number == 0:
            return inner
        item = item_at(part.title, pages[0])
        item.children.extend(inner)
        return [item]


def _told(sheet: Sheet) -> str:
    said = {"withheld": " (left out)", "to follow": " (to follow)"}.get(sheet.kind, "")
    return f"{sheet.entry.item}  {sheet.title}{said}"


def _number(pdf: Pdf, pages: Sequence[Page], spans: Sequence[Span], word: Classification) -> None:
    numbers = [page for span in spans for page in range(span.first, span.first + span.sheets)]
    font = embed(pdf)
    for number, page in zip(numbers, pages, strict=True):
        stamp(pdf, page, f"{word.label} · Pack page {number}", font)


def _set_order(pdf: Pdf, pages: Sequence[Page]) -> None:
    """The pages, which were added one paper after the other behind our own, in the order of the pack. What each has
    from above it in the tree it has itself since it was opened."""
    tree = pdf.make_indirect(Dictionary(Type=PdfName.Pages, Count=len(pages), Kids=Array(page.obj for page in pages)))
    for page in pages:
        page.obj.Parent = tree
    pdf.Root.Pages = tree


def _say_what_it_is(pdf: Pdf, title: str, spans: Sequence[Span]) -> None:
    """Its title, and labels by which a viewer counts pages as the pack does."""
    labels, at = Array(), 0
    for span in spans:
        labels.append(at)
        labels.append(Dictionary(S=PdfName.D, St=span.first))
        at += span.sheets
    pdf.Root.PageLabels = Dictionary(Nums=labels)
    pdf.Root.PageMode = PdfName.UseOutlines
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Lang = PdfString("en-GB")
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo[PdfName.Title] = PdfString(title)
    pdf.docinfo[PdfName.Producer] = PdfString("SEC Reports")
