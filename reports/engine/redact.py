"""The edition of a document that one audience may read: a tree of its own, without what is withheld.

Renderers never hide anything: they are given a tree that doesn't hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

from reports.engine.blocks import Block, CrossRef, Inline, Section
from reports.engine.document import Document, Part, walk_sections
from reports.engine.inlines import map_inlines
from reports.engine.numbering import part_label

WITHHELD = "(withheld)"

Permission = Callable[[str], bool]
"""Takes a classification, such as "Amber"."""


class NothingPermitted(Exception):
    """The audience may read no part of the document, so there is no edition of it for them."""


def _never(classification: str) -> bool:
    return False


def edition_for_audience(document: Document, permitted: Permission, *, announce: Permission = _never) -> Document:
    """The document without the parts whose classification isn't permitted. Raises NothingPermitted.

    References into a withheld part print "(withheld)" and lead nowhere; numbers stay as they were, so that every
    edition calls a table by one name. An attachment that is withheld goes from the header, unless its
    classification is one to `announce`: its title is then shown. When the body is withheld, so are the action and
    the recommendation that the header asks for.
    """
    kept = tuple(part for part in document.parts if permitted(part.classification))
    withheld = tuple(part for part in document.parts if not permitted(part.classification))
    if not kept:
        raise NothingPermitted(document.title)
    labels = {part_label(part.id) for part in withheld}
    attachments = tuple(
        one
        for one in document.header.attachments
        if announce(one.classification) or (permitted(one.classification) and one.label not in labels)
    )
    header = replace(document.header, attachments=attachments)
    if document.parts[0] in withheld:
        header = replace(header, action="", recommendation="")
    hidden = frozenset(_ids(withheld))
    return replace(document, header=header, parts=tuple(_without_references(part, hidden) for part in kept))


def strings_of(tree: object) -> Iterator[str]:
    """Every string anywhere in a tree of dataclasses, ids and addresses too: what a leak test looks through."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, tuple):
        for one in tree:
            yield from strings_of(one)
    elif is_dataclass(tree):
        for field in fields(tree):
            yield from strings_of(getattr(tree, field.name))


def _ids(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield part.id
        for section in walk_sections(part.sections):
            yield section.id
            yield from (block.id for block in section.blocks)


def _without_references(part: Part, hidden: frozenset[str]) -> Part:
    def change(inline: Inline) -> Inline:
        return CrossRef("", WITHHELD) if isinstance(inline, CrossRef) and inline.target in hidden else inline

    def in_block(block: Block) -> Block:
        return map_inlines(block, change)

    def in_section(section: Section) -> Section:
        blocks = tuple(map(in_block, section.blocks))
        return replace(section, blocks=blocks, children=tuple(map(in_section, section.children)))

    return replace(part, sections=tuple(map(in_section, part.sections)))
