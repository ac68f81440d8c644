"""Reading published Documents for the records they name, and keeping it: when a paper is published, and on request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from meetings.models import Meeting
from modifications.references import normalise_reference
from parties.models import Party
from readers.registers.models import PublishedMention
from reports.checks.passages import passages_of
from reports.engine.blocks import Block, Figure, Mention, Note, Section, Table
from reports.engine.document import Document, Part, walk_sections
from reports.engine.inlines import inlines_of
from reports.engine.printed import labels_of, words_of
from reports.engine.serialise import loads
from reports.models import Publication
from reports.models.publication import FileKind
from reports.publishing.signals import published

_REFERENCE = re.compile(r"\b(?:SECMP\s?\d{4}(?: part \d)?|[DM]P\s?\d{3,4}[A-Z]?)\b", re.IGNORECASE)
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Found:
    """A section of a Document that names a record."""

    target: str
    anchor: str
    label: str
    within: tuple[str, ...]
    position: int


def target_of(code: str) -> str:
    """How mentions name a modification, by its code for life."""
    return f"modification:{code}"


def mentions_in(document: Document, names: Mapping[str, str] | None = None) -> list[Found]:
    """The records that each section names, with the section's place in reading order; asks the database nothing.
    `names` are targets by the names that cells of tables may have."""
    found: dict[tuple[str, str], Found] = {}
    sections = [section.id for part in document.parts for section in walk_sections(part.sections)]
    order = {id: position for position, id in enumerate(sections)}
    for part in document.parts:
        for target, section, block in _named(part, names or {}):
            before = found.get((target, section.id))
            places = before.within if before else ()
            place = block.number if isinstance(block, Table | Figure) and block.number else _TEXT
            within = places if place in places else (*places, place)
            label = f"{section.number} {section.title}".strip()
            found[target, section.id] = Found(target, section.id, label, within, order[section.id])
    return list(found.values())


def _named(part: Part, names: Mapping[str, str]) -> Iterator[tuple[str, Section, Block | None]]:
    for section, block, words in _words(part):
        for match in _REFERENCE.finditer(words):
            yield target_of(normalise_reference(match[0])), section, block
    for section, block in _blocks(part):
        for inline in inlines_of(block):
            if isinstance(inline, Mention) and ":" in inline.target:
                yield inline.target, section, block
        cells = (cell.value.display for row in block.rows for cell in row.cells) if isinstance(block, Table) else ()
        yield from ((names[name], section, block) for name in cells if name in names)


def _words(part: Part) -> Iterator[tuple[Section, Block | None, str]]:
    """A paragraph, bullet or note as it is read, since a reference may stand half in bold; a cell by itself, since the
    number in the next one counts something."""
    for section in walk_sections(part.sections):
        yield section, None, section.title
        for block in section.blocks:
            text = block.data if isinstance(block, Figure) else block
            read = (one.printed for one in passages_of(section.id, text))
            notes = ("".join(map(words_of, one.content)) for one in inlines_of(block) if isinstance(one, Note))
            for words in (*labels_of(block), *read, *notes):
                yield section, block, words


def _blocks(part: Part) -> Iterator[tuple[Section, Block]]:
    for section in walk_sections(part.sections):
        for block in section.blocks:
            yield section, block


# --- Keeping them -----------------------------------------------------------------------------------------------------


def names_known() -> dict[str, str]:
    """Targets by the names of Parties, and by those titles of meetings that are of one meeting alone, whoever may know
    of the others, and are no Party's. Two queries."""
    meetings = [(one.title, one.code) for one in Meeting.objects.select_related("committee")]
    titles, codes = (Counter(column) for column in zip(*meetings, strict=True)) if meetings else ({}, {})
    one_alone = {title: f"meeting:{code}" for title, code in meetings if titles[title] == codes[code] == 1}
    return one_alone | {name: f"party:{code}" for name, code in Party.objects.values_list("name", "code")}


@transaction.atomic
def index(publication: Publication) -> int:
    """Keep anew what the publication's files name; how many rows. Raises DocumentFormatError for a file that is no
    Document of a schema this program reads, and then keeps what it had."""
    PublishedMention.objects.filter(publication=publication).delete()
    rows: list[PublishedMention] = []
    names = names_known()
    for file in publication.files.filter(kind=FileKind.DATA):
        about: dict[str, Any] = {"classification": file.classification, "audience": file.audience}
        for one in mentions_in(loads(bytes(file.content).decode()), names):
            place = {"anchor": one.anchor[:80], "label": one.label[:400], "within": ", ".join(one.within)[:200]}
            rows.append(
                PublishedMention(
                    publication=publication, file=file, target=one.target[:80], position=one.position, **place, **about
                )
            )
    PublishedMention.objects.bulk_create(rows, batch_size=500)
    return len(rows)


@receiver(published, dispatch_uid="readers.mentions")
def keep_what_it_names(sender: type[Publication], publication: Publication, **more: Any) -> None:
    index(publication)
