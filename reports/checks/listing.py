"""A book as its pages list it: each finding with the heading of its section, by what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from reports.checks.book import Book, CheckResult, Found
from reports.checks.quotations import Quoted
from reports.checks.registry import CLASSES, Check
from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.engine.blocks import Table
from reports.engine.document import Document, walk_sections

WHOLE = "whole"
"""Stands in the filter for what concerns the paper as a whole."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding as it is shown. `typed` and `refused` are what was typed as its reason, and why that is none."""

    found: Found
    heading: str
    typed: str = ""
    refused: str = ""

    @property
    def anchor(self) -> str:
        return f"finding-{self.found.fingerprint[:12]}"


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one class, and those of them that hold."""

    name: str
    results: tuple[CheckResult, ...]

    @property
    def holding(self) -> int:
        return sum(result.holds for result in self.results)

    @property
    def by_construction(self) -> int:
        return sum(result.holds and result.check.by_construction for result in self.results)


def headings(document: Document) -> dict[str, str]:
    """ "5.3.1 SEC versions issued", by the id of the section or of a text in its tables, in reading order."""
    found: dict[str, str] = {}
    for part in document.parts:
        for section in walk_sections(part.sections):
            found[section.id] = f"{section.number} {section.title}".lstrip()
            if section.id == "highlights":
                found |= {f"{HIGHLIGHT}{code}": f"{section.number} Highlight: {area}" for code, area in SERVICE_AREAS}
            for table in (block for block in section.blocks if isinstance(block, Table)):
                found |= {text: f"{section.number} {name}" for text, name in _texts_in(table)}
    return found


def _texts_in(table: Table) -> Iterator[tuple[str, str]]:
    """The texts that its cells hold, each with what its row is about, or else its column."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.text:
                yield cell.text, row.cells[0].value.display or column.heading


def listed(book: Book, found: Iterable[Found], section: str = "") -> list[Listed]:
    """Those of a section (of every one, if none is named)."""
    names = headings(book.result.document)
    return [
        Listed(one, names.get(one.finding.section, ""))
        for one in found
        if not section or section == (one.finding.section if one.finding.section in names else WHOLE)
    ]


def quoted(book: Book) -> list[tuple[str, Quoted]]:
    """What the texts quote, each with the heading of its section, "" for one that is not printed, in reading order."""
    names = headings(book.result.document)
    order = {section: place for place, section in enumerate(names)}
    ordered = sorted(book.quoted, key=lambda one: order.get(one.section, len(order)))
    return [(names.get(one.section, ""), one) for one in ordered]


def sections(book: Book) -> list[tuple[str, str, int]]:
    """What the findings can be narrowed to: a section's id, its heading, and how many findings it has."""
    names = headings(book.result.document)
    numbers: dict[str, int] = {}
    for one in book.found:
        place = one.finding.section if one.finding.section in names else WHOLE
        numbers[place] = numbers.get(place, 0) + 1
    ordered = [*((WHOLE, "The paper as a whole"),), *names.items()]
    return [(place, name, numbers[place]) for place, name in ordered if place in numbers]


def groups(results: Iterable[CheckResult]) -> list[Group]:
    """Every check once, under the first class it names."""
    by_class: dict[int, list[CheckResult]] = {number: [] for number in CLASSES}
    for result in results:
        by_class[first_class(result.check)].append(result)
    return [Group(CLASSES[number], tuple(found)) for number, found in by_class.items() if found]


def first_class(check: Check) -> int:
    return check.classes[0]


def above_the_draft(book: Book) -> list[dict[str, Any]]:
    """What the draft's own page lists: errors, then warnings that have no reason yet."""
    return [
        asdict(one.found.finding) | {"severity": one.found.severity, "heading": one.heading}
        for one in listed(book, [*book.errors, *book.warnings])
    ]
