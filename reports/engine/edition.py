"""An edition: the ordered sections of a report, in force from a month. Editions are data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.engine.blocks import Block
from reports.engine.context import ReportContext
from reports.engine.month import Month

Builder = Callable[[ReportContext], Block | None]
"""One block, one builder: calls one query and returns a block, or None when the block does not belong this month."""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """`narrative` says the section opens with text that staff write; it is asked for under the section's id.

    In `title`, "{month}" stands for the reporting month: "Highlights from {month}".
    """

    id: str
    title: str
    builders: tuple[Builder, ...] = ()
    children: tuple[SectionSpec, ...] = ()
    narrative: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A part beside the body; `id` is "appendix-a" for Appendix A."""

    id: str
    title: str
    classification: str
    sections: tuple[SectionSpec, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    report: str
    key: str
    name: str
    in_force_from: Month
    sections: tuple[SectionSpec, ...]


def edition_for(editions: Sequence[Edition], month: Month) -> Edition:
    """The edition in force in `month`: the latest that began by then. Raises LookupError before the first."""
    begun = [edition for edition in editions if edition.in_force_from <= month]
    if not begun:
        raise LookupError(f"no edition was in force in {month.label}")
    return max(begun, key=lambda edition: edition.in_force_from)


def narrative_sections(specs: Iterable[SectionSpec]) -> list[SectionSpec]:
    """The sections that staff write text for, in reading order."""
    found: list[SectionSpec] = []
    for spec in specs:
        if spec.narrative:
            found.append(spec)
        found.extend(narrative_sections(spec.children))
    return found
