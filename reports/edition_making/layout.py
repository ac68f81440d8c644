"""An edition as it is laid out from the catalogue: what is wrong with it, and the engine's edition that it makes.

Pure: nothing here asks the database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from access.classification import at_least
from reports.definitions.context import MonthContext
from reports.edition_making.catalogue import Catalogue, Entry, Reference, Section
from reports.engine.edition import Edition, PartSpec
from reports.engine.month import Month
from reports.engine.numbering import part_label
from reports.engine.unbound import find_in_text

DEEPEST = 3
"""Levels of sections that a report is printed with."""
MONTH = "{month}"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class UnresolvedEdition(LookupError):
    """The edition in force asks for what no edition in code has any more; the message names it. It is no NoEdition:
    a page of its months is not one that there is not, and says what is wrong."""


@dataclass(slots=True)
class Placed:
    """A section in its place. `title` and `page_break` are as laid out; an empty title is the catalogue's own."""

    reference: Reference
    part: str = ""
    title: str = ""
    page_break: bool = False
    children: list[Placed] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.reference[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps an edition from taking force. `section` is where it stands, "" where it is the whole edition's. One of
    `wording` keeps no edition that is in force from being printed: the book of its months tells of it."""

    section: str
    message: str
    wording: bool = False


def walk(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Each section before those under it, in reading order."""
    for one in placed:
        yield one
        yield from walk(one.children)


def title_faults(title: str) -> list[str]:
    """What keeps words from being a section's title. Braces stand for the month, and for nothing else."""
    found = []
    if title.count(MONTH) != title.count("{") or title.count(MONTH) != title.count("}"):
        found.append(f"In braces stands {MONTH} alone: it is printed as the report’s month.")
    if _UNPRINTABLE.search(title):
        found.append("A title is one line of words.")
    return found


def numbers_in(title: str, own: str) -> list[str]:
    """The numbers typed into a title that stand in none of the catalogue's: nothing ties them to the data."""
    of_the_catalogue = {number.text for number in find_in_text(own)}
    return [number.text for number in find_in_text(title) if number.text not in of_the_catalogue]


def wording_faults(title: str, entry: Entry) -> list[str]:
    """What a title of an edition's own may not say, of a section that the catalogue has."""
    found = [
        f"“{number}” is a number, and a title is printed every month: write it in the text, bound to its figure."
        for number in numbers_in(title, entry.spec.title)
    ]
    if title and entry.is_red:
        found.append("It stands in a part that is Red: it keeps its title, which whoever looks at editions reads.")
    return found


def own_title(placed: Placed, entry: Entry) -> str:
    """The title of the edition's own, "" for none. A section of a Red part has none, whatever is stored."""
    return "" if entry.is_red else placed.title


def title_of(placed: Placed, catalogue: Catalogue) -> str:
    """The title it prints, by its id where the catalogue does not have it any more."""
    entry = catalogue.get(placed.reference)
    return (own_title(placed, entry) or entry.spec.title) if entry else placed.id


def faults_of(placed: Sequence[Placed], catalogue: Catalogue, base: Edition[MonthContext]) -> list[Fault]:
    """All that keeps the sections from being an edition, in reading order."""
    found = [Fault("", "The edition has no section outside its appendices.")]
    found = [] if any(not one.part for one in placed) else found
    every = list(walk(placed))
    entries = [entry for one in every if (entry := catalogue.get(one.reference))]
    taken = Counter(id for entry in entries for id in entry.ids)
    made = Counter(builder for entry in entries for builder in entry.spec.builders)
    for one in every:
        entry = catalogue.get(one.reference)
        if entry is None:
            edition, id = one.reference
            found.append(Fault(one.id, f"“{id}” of edition {edition} is not in the catalogue any more: drop it."))
            continue
        found += [Fault(one.id, said) for said in title_faults(one.title)]
        found += [Fault(one.id, said, wording=True) for said in wording_faults(one.title, entry)]
        if twice := [id for id in entry.ids if taken[id] > 1]:
            found.append(Fault(one.id, f"“{twice[0]}” stands twice in the edition: drop one."))
        elif any(made[builder] > 1 for builder in entry.spec.builders):
            found.append(Fault(one.id, "Another section prints the same table, figure or list: drop one of the two."))
        if not (entry.has_own_matter or one.children):
            found.append(Fault(one.id, "Nothing stands in it: put a section under it, or drop it."))
        found += [Fault(one.id, said) for said in _misplaced(one, entry, base)]
    return [*found, *_wrongly_under(placed, catalogue)]


def _misplaced(one: Placed, entry: Entry, base: Edition[MonthContext]) -> Iterator[str]:
    """What is made for an appendix stays there: the body, or a part for more readers, would tell of it."""
    if one.part != entry.part:
        home = part_label(entry.part) or "the body of the paper"
        yield f"It belongs in {home}: what is read there is classified for it."
        return
    part = next((part for part in base.parts if part.id == one.part), None)
    if one.part and part is None:
        yield f"The edition it was started from has no {part_label(one.part) or one.part}."
    elif part is not None and part.classification.lower() not in at_least(entry.classification):
        yield f"It was made for a part classified {entry.classification.title()}; {part_label(part.id)} is lower."


def _wrongly_under(
    placed: Iterable[Placed], catalogue: Catalogue, above: Placed | None = None, depth: int = 1
) -> Iterator[Fault]:
    for one in placed:
        entry = catalogue.get(above.reference) if above else None
        if entry is not None and not entry.is_heading:
            yield Fault(one.id, f"Under “{entry.spec.title}” no section can stand.")
        if above is not None and above.part != one.part:
            yield Fault(one.id, "It stands under a section of another part.")
        if depth > DEEPEST:
            yield Fault(one.id, f"Sections stand at most {DEEPEST} deep.")
        yield from _wrongly_under(one.children, catalogue, one, depth + 1)


def edition_from(
    placed: Sequence[Placed],
    catalogue: Catalogue,
    base: Edition[MonthContext],
    *,
    key: str,
    name: str,
    begins: Month,
) -> Edition[MonthContext]:
    """The engine's edition. A part in which no section stands is none of it.

    Raises UnresolvedEdition where `faults_of` finds any fault but of wording: nothing is left out of a report in
    silence.
    """
    if faults := [fault for fault in faults_of(placed, catalogue, base) if not fault.wording]:
        raise UnresolvedEdition(f"{name} cannot be printed: {faults[0].section}: {faults[0].message}")

    def specs(of: Iterable[Placed]) -> tuple[Section, ...]:
        return tuple(_spec(one, catalogue[one.reference], specs(one.children)) for one in of)

    parts: list[PartSpec[MonthContext]] = [
        replace(part, sections=specs(inside))
        for part in base.parts
        if (inside := [one for one in placed if one.part == part.id])
    ]
    body = specs(one for one in placed if not one.part)
    return replace(base, key=key, name=name, in_force_from=begins, sections=body, parts=tuple(parts))


def _spec(placed: Placed, entry: Entry, children: tuple[Section, ...]) -> Section:
    title = own_title(placed, entry) or entry.spec.title
    return replace(entry.spec, title=title, children=children, page_break=placed.page_break)
