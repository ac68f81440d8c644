"""The catalogue of a report: every section that one of its editions in code has, to be laid out anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from reports.definitions.context import MonthContext
from reports.definitions.shared.glossary import GLOSSARY
from reports.engine.edition import Edition, PartSpec, SectionSpec, texts_asked

Section: TypeAlias = SectionSpec[MonthContext]
Reference: TypeAlias = tuple[str, str]
"""The key of the edition in code that has the section, and the section's id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A section by itself, without what stands under it. `within` is the id of what it stood under, `part` the part of
    its edition that it stood in ("" for the body), and `classification` that part's ("" for the body's, which each
    report has of its own). `inside` are the ids of what stood under it: a section has others under it only if it had.
    """

    edition: str
    spec: Section
    part: str
    classification: str
    within: str
    inside: tuple[str, ...]

    @property
    def reference(self) -> Reference:
        return self.edition, self.spec.id

    @property
    def is_red(self) -> bool:
        """Whether its part is Red under every edition: no word of it is for who lays editions out or looks at them."""
        return self.classification == "red"

    @property
    def is_heading(self) -> bool:
        return bool(self.inside)

    @property
    def has_own_matter(self) -> bool:
        """Whether something is printed in it beside what stands under it."""
        return bool(self.spec.narrative or self.spec.builders or self.spec.texts)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The texts that staff write for it, as (id, title)."""
        return texts_asked((self.spec,))

    @property
    def ids(self) -> list[str]:
        """Every name that it takes up: of an edition no other section may have one of them."""
        return list(dict.fromkeys([self.spec.id, *(id for id, _ in self.texts)]))


SHARED = "shared"
"""Stands for the edition of a section that any report may have and that no edition in code does."""

Catalogue: TypeAlias = Mapping[Reference, Entry]


def catalogue_of(editions: Iterable[Edition[MonthContext]]) -> dict[Reference, Entry]:
    """The sections of these editions by their references, in reading order, the newest edition's first; then those that
    any report may have."""
    newest_first = sorted(editions, key=lambda one: one.in_force_from, reverse=True)
    own = {entry.reference: entry for edition in newest_first for entry in _entries(edition)}
    return own | {entry.reference: entry for entry in _listed(SHARED, (GLOSSARY,), None)}


def _entries(edition: Edition[MonthContext]) -> Iterator[Entry]:
    yield from _listed(edition.key, edition.sections, None)
    for part in edition.parts:
        yield from _listed(edition.key, part.sections, part)


def _listed(
    edition: str, specs: Iterable[Section], part: PartSpec[MonthContext] | None, within: str = ""
) -> Iterator[Entry]:
    for spec in specs:
        yield Entry(
            edition=edition,
            spec=replace(spec, children=()),
            part=part.id if part else "",
            classification=part.classification.lower() if part else "",
            within=within,
            inside=tuple(child.id for child in spec.children),
        )
        yield from _listed(edition, spec.children, part, spec.id)
