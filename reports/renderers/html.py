"""A Document as HTML: the body of a page of the site, and a file that needs nothing else."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from access.classification import Classification, highest
from reports.engine.blocks import Block, Figure, Narrative, Section, Table
from reports.engine.document import Document, Part, walk_sections
from reports.engine.numbering import part_label
from reports.renderers.blocks import BlockWriter
from reports.renderers.drawings import chart_data_uri, phone_data_uri
from reports.renderers.inline import InlineWriter
from reports.renderers.medium import Medium
from reports.renderers.templates import fill

FIRST_HEADING = 2
"""The title alone is h1."""

_ENDS_IN_A_PERIOD = re.compile(rf"\b(?:(?:{'|'.join(list(month_name)[1:])}) \d{{4}}|\d{{4}}-\d{{2}})$")

_FEW_ENTRIES = 3
"""A paper this short needs no list of contents."""

_INTRODUCTION_LENGTH = 700
"""Characters of text that a wide table takes along to its page; more than that stays behind and fills its own."""


def render_page(
    document: Document,
    *,
    figure_src: Callable[[Figure], str] = chart_data_uri,
    phone_src: Callable[[Figure], str] | None = None,
    parts: Sequence[str] | None = None,
    site: str | None = "",
) -> SafeString:
    """The report as the body of a page: contents and text, without the site's frame. Asks the database nothing.

    `figure_src` and `phone_src` give the address of a figure's image, the second drawn for a narrow screen.
    `parts` names the parts to print, all of them by default; raises KeyError for one that the Document does not hold.
    `site` is as in `Medium`.
    """
    chosen = choose_parts(document, parts)
    medium = Medium(figure_src, anchors(chosen), phone_src=phone_src, site=site)
    context = paper_context(document, chosen) | {"parts": [part_context(part, document, medium) for part in chosen]}
    return fill("report.html", context)


def render_file(document: Document, *, parts: Sequence[str] | None = None, site: str | None = None) -> str:
    """One HTML file with its styles, fonts and charts inside. `site` is the site's address for its links, if any."""
    from reports.renderers.stylesheets import inline_stylesheet

    body = render_page(document, phone_src=phone_data_uri, parts=parts, site=site)
    context = paper_context(document, choose_parts(document, parts))
    return fill("file.html", context | {"body": body, "styles": inline_stylesheet()})


def choose_parts(document: Document, wanted: Sequence[str] | None) -> tuple[Part, ...]:
    """The named parts in the Document's order. Raises KeyError for a name that it does not hold."""
    if wanted is None:
        return document.parts
    unknown = set(wanted) - {part.id for part in document.parts}
    if unknown:
        raise KeyError(f"no such part: {', '.join(sorted(unknown))}")
    return tuple(part for part in document.parts if part.id in wanted)


def anchors(parts: Iterable[Part]) -> frozenset[str]:
    """Every id that a cross-reference may point to."""
    found: set[str] = set()
    for part in parts:
        found.add(part.id)
        for section in walk_sections(part.sections):
            found.add(section.id)
            found.update(block.id for block in section.blocks)
    return frozenset(found)


def full_title(document: Document) -> str:
    """The title with its month or year, as every paper carries it: its own, or what the report is called after."""
    title = document.title
    return title if _ENDS_IN_A_PERIOD.search(title) else f"{title} — {document.month.label}"


def part_title(part: Part) -> str:
    """The title of an appendix with its letter."""
    label = part_label(part.id)
    return part.title if not label or part.title.startswith(label) else f"{label}: {part.title}"


def word(classification: str) -> str:
    """A classification as it is printed."""
    return Classification(classification.lower()).label


def paper_context(document: Document, parts: Sequence[Part]) -> dict[str, Any]:
    """What stands before the text: title, reference, classification, attachments, contents."""
    body = document.parts[0]
    entries = contents(document, parts)
    bundle = highest(part.classification.lower() for part in parts)
    return {
        "document": document,
        "header": document.header,
        "title": full_title(document),
        "word": word(parts[0].classification),
        "sentence": sentence(document, parts[0]),
        "bundle": bundle.label if bundle.label != word(parts[0].classification) else "",
        "part_title": "" if parts[0] is body else part_title(parts[0]),
        "contents": entries,
        "has_contents": len(entries) > _FEW_ENTRIES,
        "attachments": [
            {"label": one.label, "title": one.title, "word": word(one.classification)}
            for one in (document.header.attachments if parts[0] is body else ())  # an appendix has none of its own
        ],
    }


def paper_subject(document: Document, parts: Sequence[Part]) -> str:
    """What a file says of itself beside its title."""
    header = document.header
    classes = ", ".join(dict.fromkeys(word(part.classification) for part in parts))
    action = f", {header.action}" if header.action else ""
    return f"{header.reference}: {full_title(document)}{action}. Classification: {classes}"


def sentence(document: Document, part: Part) -> str:
    """The classification's sentence, which speaks for the body: a part classified otherwise prints its word alone."""
    same = part.classification.lower() == document.parts[0].classification.lower()
    return document.classification_sentence if same else ""


def contents(document: Document, parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Sections two deep; a part after the body stands in the list with its sections beneath it."""
    entries: list[dict[str, Any]] = []
    for part in parts:
        inside = [_entry(section, deep=part is document.parts[0]) for section in part.sections]
        if part is document.parts[0]:
            entries.extend(inside)
        else:
            entries.append({"id": part.id, "number": "", "title": part_title(part), "children": inside})
    return entries


def _entry(section: Section, *, deep: bool) -> dict[str, Any]:
    children = [_entry(child, deep=False) for child in section.children] if deep else []
    return {"id": section.id, "number": section.number, "title": section.title, "children": children}


def part_context(part: Part, document: Document, medium: Medium) -> dict[str, Any]:
    """One part, its sections already markup. Only a part after the body has a heading of its own."""
    inline = InlineWriter(medium, part.id)
    writer = BlockWriter(medium, inline)
    is_body = part is document.parts[0]
    level = FIRST_HEADING if is_body else FIRST_HEADING + 1
    return {
        "part": part,
        "title": part_title(part),
        "is_body": is_body,
        "word": word(part.classification),
        "sentence": sentence(document, part),
        "sections": [section_markup(section, level, writer) for section in part.sections],
    }


def section_markup(section: Section, level: int, writer: BlockWriter, *, top: bool = True) -> SafeString:
    """A section with its blocks and sections; notes stand at the end of the section of the first level."""
    blocks = [writer.markup(block, level + 1) for block in section.blocks]
    children = [section_markup(child, level + 1, writer, top=False) for child in section.children]
    split = with_wide_table(section.blocks, blocks) if writer.medium.paper else 0
    context = {
        "section": section,
        "level": level,
        "paper": writer.medium.paper,
        "turned": blocks[:split],
        "blocks": blocks[split:],
        "children": children,
        "notes": writer.inline.take_notes() if top else [],
    }
    return fill("section.html", context)


def with_wide_table(blocks: Sequence[Block], markup: Sequence[str]) -> int:
    """How many leading blocks share a landscape page with the section's heading: a wide table and its introduction."""
    introduction = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and block.wide and block.rows:
            return index + 1
        if not isinstance(block, Narrative):
            return 0
        introduction += len(strip_tags(markup[index]))
        if introduction > _INTRODUCTION_LENGTH:
            return 0
    return 0
