"""What one published paper says otherwise than another, for a reader with ten minutes: figures with their direction,
tables cell by cell, words side by side, and words that stayed while their figure moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readers.reading.figures import Named, by_key, named_in
from readers.reading.movements import DOWN, SAME, UP, Movement, movement
from readers.reading.passing import says_nothing_new
from readers.reading.stale import Stale, stale_in
from readers.reading.tables import TableChanges, table_changes
from reports.engine.blocks import Figure, Section, Table, Tiles
from reports.engine.document import Document, walk_sections
from reports.engine.values import Value
from reports.narrative.compare import Comparison
from reports.review.comparing import Changed, SectionChanges, changes_between

MOST_AT_THE_TOP = 8
"""Movements told in the summary: what is read in a minute."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of the paper, and how it moved. `key` is its fact's, "" for one of a chart; `section` the heading it
    stands under."""

    key: str
    label: str
    section: str
    section_id: str
    movement: Movement


@dataclass(frozen=True, slots=True)
class SectionDigest:
    """One section, where anything in it changed. `kind` is added, removed or changed."""

    id: str
    heading: str
    kind: str
    figures: tuple[Moved, ...]
    tables: tuple[TableChanges, ...]
    words: tuple[Comparison, ...]
    passing: int
    """Passages that differ in their figures, and in the paper's own months and days, alone; they are not among `words`,
    as the figures are told of by themselves."""

    @property
    def says_anything(self) -> bool:
        return bool(self.kind != "changed" or self.figures or self.tables or self.words)


@dataclass(frozen=True, slots=True)
class Digest:
    """`figures` are all that both papers print, whether they moved or not."""

    figures: tuple[Moved, ...]
    largest: tuple[Moved, ...]
    sections: tuple[SectionDigest, ...]
    stale: tuple[Stale, ...]
    head: tuple[Changed, ...]
    passing: int

    def count(self, direction: str) -> int:
        return sum(1 for one in self.figures if one.movement.direction == direction)

    @property
    def up(self) -> int:
        return self.count(UP)

    @property
    def down(self) -> int:
        return self.count(DOWN)

    @property
    def same(self) -> int:
        return self.count(SAME)

    @property
    def other(self) -> int:
        return len(self.figures) - self.up - self.down - self.same

    @property
    def tables(self) -> int:
        return sum(len(one.tables) for one in self.sections)

    @property
    def passages(self) -> int:
        return sum(len(one.words) for one in self.sections)


def digest(before: Document, after: Document, labels: Mapping[str, str]) -> Digest:
    """What `after` says otherwise. `labels` name the figures of the text by their keys."""
    changes = changes_between(before, after)
    figures = tuple(_figures(before, after, labels))
    changed = {one.id: one for one in changes.sections}
    old, new = _sections(before), _sections(after)
    order = [*new, *(id for id in old if id not in new)]
    both = before, after
    found = [_section(new[id] if id in new else old[id], old, new, changed.get(id), figures, both) for id in order]
    sections = tuple(one for one in found if one.says_anything)
    latest = [one for section in found for one in _latest(section)]
    return Digest(
        figures=figures,
        largest=tuple(_largest([*figures, *latest])),
        sections=sections,
        stale=tuple(stale_in(before, after, labels)),
        head=changes.head,
        passing=sum(one.passing for one in found),
    )


def _sections(document: Document) -> dict[str, Section]:
    return {section.id: section for part in document.parts for section in walk_sections(part.sections)}


def _heading(section: Section) -> str:
    return f"{section.number} {section.title}".strip()


# --- Figures ----------------------------------------------------------------------------------------------------------


def _figures(before: Document, after: Document, labels: Mapping[str, str]) -> Iterator[Moved]:
    """Those of the later paper in its order, told once each; of those that it no longer prints nothing is told here."""
    old, new = by_key(before), by_key(after)
    for key, same in new.items():
        if key not in old:
            continue
        now, then = same[0], old[key][0]
        yield Moved(key, _label(now, labels), _heading(now.section), now.section.id, movement(then.value, now.value))
    yield from _unnamed_tiles(before, after)


def _label(one: Named, labels: Mapping[str, str]) -> str:
    return labels.get(one.key) or one.label or one.key


def _unnamed_tiles(before: Document, after: Document) -> Iterator[Moved]:
    """Tiles that no fact stands behind, by group and label."""
    old = dict(_tiles(before))
    for name, (section, value) in _tiles(after):
        if name in old:
            yield Moved("", ": ".join(name), _heading(section), section.id, movement(old[name][1], value))


def _tiles(document: Document) -> Iterator[tuple[tuple[str, str], tuple[Section, Value]]]:
    for section in _sections(document).values():
        for block in section.blocks:
            for group in block.groups if isinstance(block, Tiles) else ():
                for tile in group.tiles:
                    if not tile.fact:
                        yield (group.title, tile.label), (section, tile.value)


def _latest(section: SectionDigest) -> Iterator[Moved]:
    """The newest month of each chart and table that runs by months, against the newest of the paper before."""
    for table in section.tables:
        for cell in table.latest:
            yield Moved("", f"{cell.column} ({table.number})", section.heading, section.id, cell.movement)


def _largest(moved: Sequence[Moved]) -> list[Moved]:
    """By how far each moved for its size: ten more of twenty counts for more than of a thousand, and one more of one
    for less than either. A figure that several places give is told once."""
    told: list[Moved] = []
    seen: set[tuple[str, str, str]] = set()
    for one in sorted(moved, key=lambda one: -one.movement.weight):
        numbers = one.movement.before_in_digits, one.movement.after_in_digits
        places = {(*numbers, one.section_id), (*numbers, one.label.split(" (")[0])}
        if one.movement.weight and not places & seen:
            told.append(one)
        seen |= places
    return told[:MOST_AT_THE_TOP]


# --- Sections ---------------------------------------------------------------------------------------------------------


def _section(
    shown: Section,
    old: Mapping[str, Section],
    new: Mapping[str, Section],
    changed: SectionChanges | None,
    figures: Sequence[Moved],
    both: tuple[Document, Document],
) -> SectionDigest:
    """`shown` is the section as the later paper has it, or else the one before."""
    there, here = shown.id in old, shown.id in new
    words = changed.words if changed and there and here else ()
    printed = _printed(shown.id, both[0]), _printed(shown.id, both[1])
    kept = tuple(one for one in words if not says_nothing_new(one, *both, printed))
    return SectionDigest(
        id=shown.id,
        heading=_heading(shown),
        kind="changed" if there and here else "added" if here else "removed",
        figures=tuple(one for one in figures if one.section_id == shown.id and one.movement.direction != SAME),
        tables=tuple(_tables(old[shown.id], new[shown.id], *both)) if there and here else (),
        words=kept,
        passing=len(words) - len(kept),
    )


def _printed(section: str, document: Document) -> list[str]:
    """The figures in the text of the section, as printed."""
    return [one.value.display for one in named_in(document) if one.section.id == section]


def _tables(old: Section, new: Section, before: Document, after: Document) -> Iterator[TableChanges]:
    """Of the tables and figures that stand in both."""
    there = {block.id: block for block in old.blocks if isinstance(block, Table | Figure)}
    for block in new.blocks:
        then = there.get(block.id)
        if isinstance(block, Table | Figure) and then is not None:
            found = table_changes(then, block, before.month, after.month)
            if found.any:
                yield found
