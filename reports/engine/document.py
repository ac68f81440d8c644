"""The Document: a report as plain data, ready to be checked, stored and rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.engine.blocks import Block, PaperHeader, Section
from reports.engine.month import Month

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A body or an appendix. Each part is classified by itself and may be published alone."""

    id: str
    title: str
    classification: str
    sections: tuple[Section, ...]
    audience: tuple[str, ...] = ()
    """The committees, by code, whose members may read it; of a part that is for a named audience alone."""


@dataclass(frozen=True, slots=True)
class Document:
    report: str
    edition: str
    month: Month
    title: str
    header: PaperHeader
    parts: tuple[Part, ...]
    classification_sentence: str
    notices: tuple[str, ...] = ()
    """What every reader must know before the text, such as that sample records stand in for real ones."""
    schema: int = SCHEMA_VERSION


def walk_sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Every section, parents before children, in reading order."""
    for section in sections:
        yield section
        yield from walk_sections(section.children)


def walk_blocks(document: Document) -> Iterator[tuple[Part, Section, Block]]:
    for part in document.parts:
        for section in walk_sections(part.sections):
            for block in section.blocks:
                yield part, section, block
