"""The sections of a report as the desk lists them: those that somebody owns, and the headings they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from reports.editions import edition_of
from reports.engine.edition import Edition, SectionSpec
from reports.engine.month import Month
from reports.engine.numbering import part_letter


@dataclass(frozen=True, slots=True)
class Place:
    """A section in reading order. `number` is as printed, "" for a part of a section and for one without a number.

    `owned` says whether it is somebody's to bring; else it is a heading over what is. `has_text` says whether staff
    write it; one that is owned and has none is made from records alone. `within` is the id of what it stands under, and
    `part` that of the appendix it stands in.
    """

    id: str
    title: str
    number: str
    depth: int
    owned: bool
    has_text: bool
    within: str = ""
    part: str = ""


def outline(kind: str, month: Month) -> tuple[Place, ...]:
    """The places of the edition in force in the month. Raises LookupError where none is, or for an unknown kind."""
    return outline_of(edition_of(kind, month), month)


def outline_of(edition: Edition[Any], month: Month) -> tuple[Place, ...]:
    """The places of the edition, as the month's report would have them."""
    appendices = (
        replace(place, part=part.id)
        for part in edition.parts
        for place in _places(part.sections, month, part_letter(part.id))
    )
    return (*_places(edition.sections, month), *appendices)


def owned_sections(kind: str, month: Month) -> list[Place]:
    return [place for place in outline(kind, month) if place.owned]


def _places(
    specs: Iterable[SectionSpec[Any]], month: Month, before: str = "", within: str = "", depth: int = 0
) -> Iterator[Place]:
    numbers = count(1)
    for spec in specs:
        number = f"{before}{next(numbers)}" if spec.numbered or depth else ""
        title = spec.title.replace("{month}", month.label)
        owned = spec.narrative or (not spec.texts and bool(spec.builders))
        yield Place(spec.id, title, number, depth, owned, spec.narrative, within)
        for id, name in spec.texts:
            yield Place(id, name, "", depth + 1, owned=True, has_text=True, within=spec.id)
        yield from _places(spec.children, month, f"{number}.", spec.id, depth + 1)
