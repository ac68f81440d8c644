"""What stands before the text: committee, title, the paper's details, attachments, notices, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.engine.blocks import PaperHeader
from reports.engine.document import Document
from reports.engine.values import long_date
from reports.renderers.docx.inline import Bookmarks
from reports.renderers.docx.tables import PORTRAIT, Frame, cell, framed, row
from reports.renderers.docx.xml import TAB, Look, Xml, join, paragraph, raw_run, run, w

_NAMES = 2268
"""40 mm, for the names of the details."""

_CONTENTS = r'TOC \o "1-2" \h \z \n'
"""Headings of the first two levels as links. Pages are left out: only Word knows them, and a wrong one misleads."""


def cover(document: Document, context: dict[str, Any], bookmarks: Bookmarks) -> Xml:
    """`context` is what `reports.renderers.html.paper_context` gives for the page."""
    header = document.header
    pieces = [
        paragraph("CoverLine", run(header.committee), TAB, run(header.action)),
        paragraph("Title", run(context["title"])),
    ]
    if context["part_title"]:
        pieces.append(paragraph("Subtitle", run(context["part_title"])))
    pieces.append(_details(header, context))
    pieces.append(paragraph("AfterTable"))
    pieces += _attachments(context["attachments"])
    pieces += [paragraph("Notice", run(notice)) for notice in document.notices]
    if context["has_contents"]:
        pieces.append(_contents(context["contents"], bookmarks))
    return join(pieces)


def _details(header: PaperHeader, context: dict[str, Any]) -> Xml:
    bundle = context["bundle"]
    also = f". It also holds a part classified {bundle} and is handled as {bundle}" if bundle else ""
    known = (
        ("Paper reference", header.reference),
        ("Meeting", f"{header.meeting}, {long_date(header.meeting_date).display}"),
        ("Action", header.action),
        ("Recommendation", header.recommendation),
        ("Author", ", ".join(filter(None, (header.author, header.team)))),
        ("Issue date", long_date(header.issue_date).display),
        ("Classification", f"{context['word']}{also}"),
    )
    widths = (_NAMES, PORTRAIT - _NAMES)
    rows = [
        row([cell(widths[0], paragraph("DetailName", run(name))), cell(widths[1], paragraph("Detail", run(words)))])
        for name, words in known
        if words
    ]
    return framed(Frame("Details of the paper", widths, "SECDetails", head=False), rows)


def _attachments(attachments: Sequence[dict[str, str]]) -> Iterator[Xml]:
    if attachments:
        yield paragraph("TOCHeading", run("Attachments"))
    for one in attachments:
        yield paragraph("ListBullet", run(f"{one['label']}: {one['title']} "), run(f"({one['word']})", Look(bold=True)))


def _contents(entries: Sequence[dict[str, Any]], bookmarks: Bookmarks) -> Xml:
    """A list of contents that Word knows for one and can bring up to date."""
    lines = [*_lines(entries, bookmarks)]
    begin = join(
        [
            raw_run(w("fldChar", fldCharType="begin")),
            raw_run(Xml(f'<w:instrText xml:space="preserve"> {_CONTENTS} </w:instrText>')),
            raw_run(w("fldChar", fldCharType="separate")),
        ]
    )
    end = raw_run(w("fldChar", fldCharType="end"))
    paragraphs = [
        paragraph(style, *([begin] if place == 0 else []), words, *([end] if place == len(lines) - 1 else []))
        for place, (style, words) in enumerate(lines)
    ]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    heading = paragraph("TOCHeading", run("Contents"))
    return w("sdt", w("sdtPr", gallery), w("sdtContent", heading, *paragraphs))


def _lines(entries: Sequence[dict[str, Any]], bookmarks: Bookmarks, level: int = 1) -> Iterator[tuple[str, Xml]]:
    for entry in entries:
        number = [run(entry["number"]), TAB] if entry["number"] else []
        name = bookmarks.name(entry["id"])
        yield f"TOC{level}", w("hyperlink", *number, run(entry["title"]), anchor=name, history=1)
        yield from _lines(entry["children"], bookmarks, level + 1)
