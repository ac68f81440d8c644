"""A paper's parts: what is handed round as the paper itself, and what is a paper of its own beside it."""

from __future__ import annotations

from dataclasses import replace

from access.classification import Classification, at_least, highest
from access.policy import Reader, may_read_part
from reports.engine.document import Document, Part
from reports.engine.redact import edition_for_audience

BODY = ""
"""Stands for the paper itself where a part can be named."""


def apart(document: Document) -> tuple[Part, ...]:
    """The parts that are for a named audience, as Amber and Red are, and not the body's: each is a page and a file of
    its own. A Green one is bound with its paper, and the file takes the higher classification."""
    higher = at_least(document.parts[0].classification.lower())[1:]
    named = [word for word in higher if word in at_least(Classification.AMBER)]
    return tuple(part for part in document.parts if part.classification.lower() in named)


def part_apart(document: Document, id: str) -> Part | None:
    return next((part for part in apart(document) if part.id == id), None)


def open_edition(document: Document) -> Document:
    """The paper without the parts that stand apart: a tree of its own that holds none of their words.

    What its first page says of them was decided when it was built: see `access.classification.announced`.
    """
    return _without(document, [part.classification.lower() for part in apart(document)])


def working_edition(document: Document) -> Document:
    """What the reconciliation book may speak of, which is Amber: without the parts above that, unless the paper itself
    is."""
    lowest = max(Classification.AMBER, Classification(document.parts[0].classification.lower()), key=_rank)
    return _without(document, at_least(lowest)[1:])


def highest_for(reader: Reader, document: Document) -> Classification:
    """The highest classification of what of the document the person may read. Whoever reads any of it, its body."""
    body, *others = (part.classification.lower() for part in document.parts)
    return highest((body, *(word for word in others if may_read_part(reader, word))))


def alone(document: Document, id: str) -> Document:
    """A part that stands apart as all that the document holds. Raises KeyError for one that does not."""
    part = part_apart(document, id)
    if part is None:
        raise KeyError(id)
    return replace(document, parts=(part,))


def _without(document: Document, classifications: list[str]) -> Document:
    if not any(part.classification.lower() in classifications for part in document.parts):
        return document
    return edition_for_audience(document, lambda word: word.lower() not in classifications, announce=lambda word: True)


def _rank(word: str) -> int:
    return Classification.values.index(word)
