"""A Document as a Word file, for those who comment in Word. The same Document gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from reports.engine.blocks import Section, Table
from reports.engine.document import Document, Part
from reports.renderers.docx.blocks import BlockWriter
from reports.renderers.docx.cover import cover
from reports.renderers.docx.inline import Bookmarks, Notes, Words
from reports.renderers.docx.package import Package
from reports.renderers.docx.pages import Furniture, Piece, paged
from reports.renderers.docx.xml import TAB, Xml, clean, join, paragraph, run
from reports.renderers.html import (
    anchors,
    choose_parts,
    paper_context,
    paper_subject,
    part_title,
    sentence,
    with_wide_table,
    word,
)

_DEEPEST_HEADING = 6


def render_docx(document: Document, *, parts: Sequence[str] | None = None, site: str | None = None) -> bytes:
    """The Document, or the named parts of it, as a Word file. Asks the database nothing.

    `site` is the address that links beginning with "/" belong to; without it they are printed as plain text. Raises
    KeyError for a part that the Document does not hold, and ValueError for a chart that cannot be drawn truthfully.
    """
    chosen = choose_parts(document, parts)
    return _Writer(document, chosen, site).written()


class _Writer:
    """One file on its way."""

    def __init__(self, document: Document, parts: Sequence[Part], site: str | None) -> None:
        self._document = document
        self._parts = parts
        self._package = Package()
        self._bookmarks = Bookmarks(anchors(parts))
        self._notes = Notes(self._package, self._bookmarks, site)
        words = Words(site, self._bookmarks, self._package.relations, self._notes)
        self._blocks = BlockWriter(self._package, words, self._bookmarks)
        self._context = paper_context(document, parts)

    def written(self) -> bytes:
        body = paged(self._pieces(), self._package)
        return self._package.packed(body, self._notes.markup(), self._properties())

    def _pieces(self) -> Iterator[Piece]:
        first = self._furniture(self._parts[0])
        yield Piece(cover(self._document, self._context, self._bookmarks), first)
        for part in self._parts:
            yield from self._part(part)

    def _part(self, part: Part) -> Iterator[Piece]:
        """Only a part after the body has a heading of its own; the text begins on the page after the contents."""
        furniture, self._notes.part = self._furniture(part), part.id
        is_body = part is self._document.parts[0]
        begins_page = bool(self._context["has_contents"]) and part is self._parts[0]
        if not is_body:
            title = self._bookmarks.around(part.id, run(part_title(part)))
            yield Piece(paragraph("Heading1", title, page_break=begins_page), furniture)
            begins_page = False
        for section in part.sections:
            yield from self._section(section, 1 if is_body else 2, furniture, begins_page=begins_page)
            begins_page = False

    def _section(
        self, section: Section, level: int, furniture: Furniture, *, begins_page: bool = False
    ) -> Iterator[Piece]:
        """A wide table lies on a page of its own kind, and takes a heading and a short introduction there with it."""
        blocks = [self._blocks.markup(block, level + 1) for block in section.blocks]
        turned = with_wide_table(section.blocks, blocks)
        number = [run(section.number), TAB] if section.number else []
        heading = paragraph(
            f"Heading{min(level, _DEEPEST_HEADING)}",
            self._bookmarks.around(section.id, join([*number, run(section.title)])),
            page_break=(begins_page or section.page_break) and not turned,
        )
        yield Piece(join([heading, *blocks[:turned]]), furniture, bool(turned))
        for block, markup in zip(section.blocks[turned:], blocks[turned:], strict=True):
            yield Piece(markup, furniture, isinstance(block, Table) and block.wide and bool(block.rows))
        for child in section.children:
            yield from self._section(child, level + 1, furniture)

    def _furniture(self, part: Part) -> Furniture:
        document = self._document
        return Furniture(part.id, document.header.reference, word(part.classification), sentence(document, part))

    def _properties(self) -> Xml:
        """What the file says of itself, each from the Document: the day is the paper's, not that of the download."""
        header, context = self._document.header, self._context
        title = ": ".join(filter(None, (context["title"], context["part_title"])))
        author = ", ".join(filter(None, (header.author, header.team)))
        day = f"{header.issue_date.isoformat()}T00:00:00Z"
        known = (
            ("dc:title", title),
            ("dc:subject", paper_subject(self._document, self._parts)),
            ("dc:creator", author),
            ("cp:keywords", ", ".join(("Smart Energy Code", header.committee, header.reference))),
            ("cp:category", context["bundle"] or context["word"]),
            ("cp:lastModifiedBy", author),
            ("dc:language", "en-GB"),
        )
        said = "".join(f"<{name}>{escape(clean(words))}</{name}>" for name, words in known if words)
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
        )
        return Xml(said + dates)
