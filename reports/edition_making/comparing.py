"""What one edition has otherwise than another. Pure: nothing here asks the database."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports.engine.edition import Edition, SectionSpec, texts_asked


@dataclass(frozen=True, slots=True)
class Retitled:
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Titles of sections, in reading order. `remade` are those that another edition in code has the making of;
    `unwritten` are the texts, as (id, title), that the edition before asked for and this one does not print."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    retitled: tuple[Retitled, ...]
    moved: tuple[str, ...]
    remade: tuple[str, ...]
    unwritten: tuple[tuple[str, str], ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.dropped or self.retitled or self.moved or self.remade)


@dataclass(frozen=True, slots=True)
class _At:
    spec: SectionSpec[Any]
    above: str
    """The id of what it stands under; of the first level, the part's."""


def changes_between(before: Edition[Any], after: Edition[Any]) -> Changes:
    """What `after` changes. A section is the same one if it has the same id; a heading that moves takes what stands
    under it along, which has not moved then."""
    old, new = _placed(before), _placed(after)
    both = [id for id in new if id in old]
    moved = _moved(old, new, both)
    asked = {id for id, _ in texts_asked(after.every_section)}
    return Changes(
        added=tuple(at.spec.title for id, at in new.items() if id not in old),
        dropped=tuple(at.spec.title for id, at in old.items() if id not in new),
        retitled=tuple(
            Retitled(old[id].spec.title, new[id].spec.title) for id in both if old[id].spec.title != new[id].spec.title
        ),
        moved=tuple(new[id].spec.title for id in both if id in moved),
        remade=tuple(new[id].spec.title for id in both if _makes(old[id].spec) != _makes(new[id].spec)),
        unwritten=tuple((id, title) for id, title in texts_asked(before.every_section) if id not in asked),
    )


def _makes(spec: SectionSpec[Any]) -> tuple[Any, ...]:
    return spec.builders, spec.narrative, spec.texts


def _placed(edition: Edition[Any]) -> dict[str, _At]:
    found: dict[str, _At] = {}

    def place(specs: Iterable[SectionSpec[Any]], above: str) -> None:
        for spec in specs:
            found[spec.id] = _At(spec, above)
            place(spec.children, spec.id)

    place(edition.sections, "")
    for part in edition.parts:
        place(part.sections, part.id)
    return found


def _moved(old: dict[str, _At], new: dict[str, _At], both: Sequence[str]) -> set[str]:
    """Those under another heading, and of those under the same one as few as tell how the order changed."""
    stay = [id for id in both if old[id].above == new[id].above]
    moved = set(both) - set(stay)
    order = list(old)
    for above in dict.fromkeys(new[id].above for id in stay):
        here = [id for id in stay if new[id].above == above]
        moved |= set(here) - set(_longest_rising(here, [order.index(id) for id in here]))
    return moved


def _longest_rising(items: Sequence[str], keys: Sequence[int]) -> Iterator[str]:
    """Of the items the most whose keys rise, in their order."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        length = bisect_left(ends, key)
        before.append(places[length - 1] if length else -1)
        ends[length:] = [key, *ends[length + 1 :]]
        places[length:] = [place, *places[length + 1 :]]
    place = places[-1] if places else -1
    while place >= 0:
        yield items[place]
        place = before[place]
