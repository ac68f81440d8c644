"""An edition: the ordered sections of a report, in force from a month. Editions are data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from reports.engine.blocks import Block
from reports.engine.context import ReportContext
from reports.engine.month import Month

C = TypeVar("C", bound=ReportContext)
"""The context a report's builders are given: the engine's own, or a report's with more in it."""

REGULATORY_YEAR_BEGINS = 4
"""April, by its number."""

Builder: TypeAlias = Callable[[C], Block | None]
"""One block, one builder: calls one query and returns a block, or None when the block does not belong this month."""


@dataclass(frozen=True, slots=True)
class SectionSpec(Generic[C]):
    """`narrative` says the section opens with text that staff write; it is asked for under the section's id.

    `texts` are those of a section that is written in several, each somebody's own, as (id, title): its builders print
    them. In `title`, "{month}" stands for the reporting month: "Highlights from {month}". One of the first level that
    is not `numbered`, such as what a paper opens with, is not counted and cannot be referred to. One that `sums_up` is
    built after all others, wherever it stands: it tells of what they printed.
    """

    id: str
    title: str
    builders: tuple[Builder[C], ...] = ()
    children: tuple[SectionSpec[C], ...] = ()
    narrative: bool = False
    page_break: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    numbered: bool = True
    sums_up: bool = False


@dataclass(frozen=True, slots=True)
class PartSpec(Generic[C]):
    """A part beside the body; `id` is "appendix-a" for Appendix A. One that the edition classifies Red is never
    anything else: it holds what is Red by itself. Any other is classified as its attachment is entered."""

    id: str
    title: str
    classification: str
    sections: tuple[SectionSpec[C], ...]

    @property
    def is_red(self) -> bool:
        return self.classification.lower() == "red"


def month_covered(month: Month, issued: date) -> str:
    return month.label


def month_issued(month: Month, issued: date) -> str:
    return Month.containing(issued).label


def regulatory_year(month: Month, issued: date) -> str:
    """The regulatory year, April to March, that ends with the month or holds it: 2019-20."""
    begins = month.year if month.month >= REGULATORY_YEAR_BEGINS else month.year - 1
    return f"{begins}-{(begins + 1) % 100:02d}"


@dataclass(frozen=True, slots=True)
class Edition(Generic[C]):
    """`parts` stand beside the body, each classified by itself. `called_after` gives what the paper's title is called
    after, from the month it covers and the day it is issued."""

    report: str
    key: str
    name: str
    in_force_from: Month
    sections: tuple[SectionSpec[C], ...]
    parts: tuple[PartSpec[C], ...] = ()
    called_after: Callable[[Month, date], str] = month_covered

    @property
    def every_section(self) -> tuple[SectionSpec[C], ...]:
        """Those of the first level, of the body and then of each part."""
        return (*self.sections, *(section for part in self.parts for section in part.sections))


class NoEdition(LookupError):
    """The month is before the report's first edition, or there is no such report."""


def edition_for(editions: Sequence[Edition[C]], month: Month) -> Edition[C]:
    """The edition in force in `month`: the latest that began by then. Raises NoEdition before the first."""
    begun = [edition for edition in editions if edition.in_force_from <= month]
    if not begun:
        raise NoEdition(f"No edition of this report was in force in {month.label}.")
    return max(begun, key=lambda edition: edition.in_force_from)


def walked(specs: Iterable[SectionSpec[C]]) -> Iterator[SectionSpec[C]]:
    """Every section and what stands in it, in reading order."""
    for spec in specs:
        yield spec
        yield from walked(spec.children)


def narrative_sections(specs: Iterable[SectionSpec[C]]) -> list[SectionSpec[C]]:
    """The sections that staff write text for, in reading order."""
    return [spec for spec in walked(specs) if spec.narrative]


def texts_asked(specs: Iterable[SectionSpec[C]]) -> list[tuple[str, str]]:
    """Every text that staff write, in reading order, as (id, title)."""
    found: list[tuple[str, str]] = []
    for spec in walked(specs):
        found += [(spec.id, spec.title)] if spec.narrative else []
        found += spec.texts
    return found
