"""A file of the pack: our own pages and the papers' bound together, stamped, with bookmarks and links that work.

A file is made of nothing but what its audience may read: what is left out was never in it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, ObjectStreamMode, Page, Pdf
from pikepdf import Name as PdfName
from pikepdf import String as PdfString

from reports.packs.bookmarks import Bookmark, bookmarks_of, item_at, outline_items
from reports.packs.layout import HELD, Entry, Line, Piece, Span
from reports.packs.printing import Front, Sheet
from reports.packs.stamps import embed, stamp
from reports.packs.tags import Tags, claims_pdf_ua, make_ready

_PRODUCER = "SEC Reports"
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdf:Producer="{producer}"{claim}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Source:
    """A paper's PDF, opened, and its own bookmarks. `tagged`: its tags are bound with it; `claims_ua`: it says that
    it is PDF/UA, and that can be kept."""

    pdf: Pdf
    bookmarks: tuple[Bookmark, ...]
    tagged: bool
    claims_ua: bool


Sources = Mapping[tuple[str, int], Source]
"""By where their bytes are (`Piece.source`)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`claims_ua`: all that is bound in it is PDF/UA, and so it says that it is."""

    content: bytes
    pages: int
    claims_ua: bool


def open_source(content: bytes, place: int, *, trusted: bool) -> Source:
    """`place` tells the names in its tags from those of others that it is bound with, in their order; `trusted` are the
    papers that we printed ourselves."""
    pdf = Pdf.open(BytesIO(content))
    claims = claims_pdf_ua(pdf)
    tagged = make_ready(pdf, f"p{place:06d}-", trusted=trusted)
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    return Source(pdf, bookmarks_of(pdf), tagged, tagged and claims)


def bind(
    title: str, word: str, front: Front, entries: Sequence[Entry], spans: Sequence[Span], sources: Sources
) -> Bound:
    """`spans` are the file's pages in their order, `front` those of its own; `word` is stamped on every page."""
    with Pdf.open(BytesIO(front.content)) as pdf:
        make_ready(pdf, "p-", trusted=True)
        binder = _Binder(pdf, front, sources)
        pages = binder.in_order(entries)
        _number(pdf, pages, spans, word, binder.untagged)
        binder.bookmark(entries)
        binder.tags.finish(pages)
        _set_order(pdf, pages)
        _say_what_it_is(pdf, title, spans, claims_ua=binder.claims_ua)
        written = BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
        return Bound(written.getvalue(), len(pages), binder.claims_ua)


class _Binder:
    def __init__(self, pdf: Pdf, front: Front, sources: Sources) -> None:
        self._pdf, self._front, self._sources = pdf, front, sources
        self._own = list(pdf.pages)
        self._sheets = {
            sheet.id: page for sheet, page in zip(front.sheets, self._own[1 + front.contents :], strict=True)
        }
        self._added: dict[int, list[Page]] = {}
        self.tags, self.claims_ua = Tags(pdf), True
        self.untagged: set[tuple[int, int]] = set()
        """The pages, by their objects, that are tagged as a whole where they are stamped."""

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
        source = self._sources[piece.source]
        self._pdf.add_pages_from(source.pdf)
        added = list(self._pdf.pages[so_far:])
        if len(added) != piece.pages:
            raise RuntimeError(f"{piece.title} has {len(added)} pages, and is stored as having {piece.pages}")
        self._added[part.first] = added
        self.claims_ua = self.claims_ua and source.claims_ua
        if source.tagged:
            self.tags.add(source.pdf, added, piece.title)
        else:
            self.tags.add_untagged(added, piece.title)
            self.untagged.update(page.obj.objgen for page in added)
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


def _number(
    pdf: Pdf, pages: Sequence[Page], spans: Sequence[Span], word: str, untagged: Container[tuple[int, int]]
) -> None:
    numbers = [page for span in spans for page in range(span.first, span.first + span.sheets)]
    kit = embed(pdf)
    for number, page in zip(numbers, pages, strict=True):
        whole = page.obj.objgen in untagged
        stamp(pdf, page, f"{word} · Pack page {number}", kit, tag_whole=whole)


def _set_order(pdf: Pdf, pages: Sequence[Page]) -> None:
    """The pages, which were added one paper after the other behind our own, in the order of the pack. What each has
    from above it in the tree it has itself since it was opened."""
    tree = pdf.make_indirect(Dictionary(Type=PdfName.Pages, Count=len(pages), Kids=Array(page.obj for page in pages)))
    for page in pages:
        page.obj.Parent = tree
    pdf.Root.Pages = tree


def _say_what_it_is(pdf: Pdf, title: str, spans: Sequence[Span], *, claims_ua: bool) -> None:
    """Its title, and labels by which a viewer counts pages as the pack does."""
    labels, at = Array(), 0
    for span in spans:
        labels.append(at)
        labels.append(Dictionary(S=PdfName.D, St=span.first))
        at += span.sheets
    pdf.Root.PageLabels = Dictionary(Nums=labels)
    pdf.Root.PageMode = PdfName.UseOutlines
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = PdfString("en-GB")
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo[PdfName.Title] = PdfString(title)
    pdf.docinfo[PdfName.Producer] = PdfString(_PRODUCER)
    claim = ' pdfuaid:part="1"' if claims_ua else ""
    said = _METADATA.format(title=escape(title), producer=_PRODUCER, claim=claim)
    pdf.Root.Metadata = pdf.make_stream(said.encode(), Type=PdfName.Metadata, Subtype=PdfName.XML)
