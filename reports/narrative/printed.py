"""A section's text as the report prints it, block by block, each with the source it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import count, islice

from django.utils.safestring import SafeString

from reports.building import context_for
from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.editions import edition_of
from reports.engine.blocks import (
    CrossRef,
    Figure,
    Highlights,
    Inline,
    Narrative,
    Note,
    Paragraph,
    Prose,
    Table,
)
from reports.engine.build import build, narrative_id
from reports.engine.document import Document, walk_blocks, walk_sections
from reports.engine.inlines import map_inlines
from reports.engine.markup import Node, sanitise, tree
from reports.engine.narrative import parse
from reports.engine.numbering import section_label, unresolved
from reports.glossary import glossary_at
from reports.models import Report
from reports.renderers.blocks import BlockWriter
from reports.renderers.inline import InlineWriter
from reports.renderers.medium import Medium

_SUBHEADING = 4
_AREAS = {f"{HIGHLIGHT}{code}": area for code, area in SERVICE_AREAS}


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """A paragraph, sub-heading or list as printed, and as it is written with its tokens."""

    source: str
    markup: SafeString


@dataclass(frozen=True, slots=True)
class PrintedText:
    blocks: list[PrintedBlock]
    notes: list[dict[str, object]]


def printed(report: Report, section: str, body: str) -> PrintedText:
    """The text with its facts, mentions and references as at the report's date, its abbreviations spelt out where the
    paper spells them out. Builds the report for that and for its numbers.

    Raises LookupError when no edition was in force in its month.
    """
    context = context_for(report)
    context = replace(context, glossary=glossary_at(report.covers.last), narrative={**context.narrative, section: body})
    edition = edition_of(report.kind, report.covers)
    document = build(
        edition,
        context,
        classification=report.classification,
        sentence="",
        title="",
        parts=edition.parts,
        glossary=context.glossary,
    ).document
    labels, numbers = labels_of(document), count(1)

    def resolved(inline: Inline) -> Inline:
        match inline:
            case Note():
                return replace(inline, number=next(numbers))
            case CrossRef(target=target):
                return replace(inline, text=labels.get(target, unresolved(target)))
            case _:
                return inline

    inline = InlineWriter(Medium(lambda figure: "", frozenset()), f"printed-{section}")
    writer = BlockWriter(Medium(lambda figure: "", frozenset()), inline)
    written_blocks = sources(body)
    read = [parse(source, context, section=section) for source in written_blocks]
    blocks = []
    for source, prose in zip(written_blocks, as_spelt_out(read, prose_of(document, section)), strict=True):
        markup = writer.markup(map_inlines(Narrative("", prose), resolved), _SUBHEADING)
        blocks.append(PrintedBlock(source, markup))
    return PrintedText(blocks, inline.take_notes())


def prose_of(document: Document, section: str) -> tuple[Prose, ...]:
    """A text as the document has it, in a section of its own, a cell or a highlight; nothing where that prints none."""
    area = _AREAS.get(section, "")
    for _, _, block in walk_blocks(document):
        match block:
            case Narrative() if block.id == narrative_id(section):
                return block.content
            case Table():
                for cell in (cell for row in block.rows for cell in row.cells if cell.text == section):
                    return cell.prose
            case Highlights() if area:
                for item in (item for item in block.items if item.area == area):
                    return (Paragraph(item.content),)
    return ()


def as_spelt_out(read: list[tuple[Prose, ...]], whole: tuple[Prose, ...]) -> list[tuple[Prose, ...]]:
    """The text block by block, taken from the `whole` of it, which stands in the paper; as read, where the paper has
    not that many: it prints no such text, or in another form."""
    if sum(map(len, read)) != len(whole):
        return read
    rest = iter(whole)
    return [tuple(islice(rest, len(prose))) for prose in read]


def labels_of(document: Document) -> dict[str, str]:
    """What a reference to each section, table and figure is printed as."""
    sections = (section for part in document.parts for section in walk_sections(part.sections))
    labels = {section.id: label for section in sections if (label := section_label(section))}
    for _, _, block in walk_blocks(document):
        if isinstance(block, Table | Figure):
            labels[block.id] = block.number
    return labels


def sources(body: str) -> list[str]:
    """The blocks a text is made of, each in the form the editor writes; loose text makes paragraphs."""
    return [one for one in _sources(tree(sanitise(body))) if one]


def _sources(nodes: list[Node]) -> Iterator[str]:
    loose: list[Node] = []
    for node in [*nodes, None]:
        if isinstance(node, str) or (node and node.tag not in ("p", "h4", "ul", "li")):
            loose.append(node)
            continue
        if any(written(one).strip() for one in loose):
            yield f"<p>{''.join(map(written, loose)).strip()}</p>"
        loose = []
        if node and node.text.strip():
            yield f"<ul>{written(node)}</ul>" if node.tag == "li" else written(node)


def written(node: Node) -> str:
    """A node of the tree as source, without the blanks between the items of a list."""
    if isinstance(node, str):
        return escape(node, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;")
    href = f' href="{escape(node.href)}"' if node.href else ""
    inner = (one for one in node.children if node.tag != "ul" or not isinstance(one, str) or one.strip())
    return f"<{node.tag}{href}>{''.join(map(written, inner))}</{node.tag}>"
