"""What one state of a report says otherwise than another: words side by side, each figure with what it was, sections
that came and went. Pure: nothing here asks the database. What did not change is not in it.

Two Documents that differ always differ here: what changed behind the same print (a link's address, an unrounded
figure) is said to have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.engine.blocks import Block, Figure, PaperHeader, Section, Table, Tiles
from reports.engine.document import Document, Part, walk_sections
from reports.engine.values import long_date
from reports.narrative.compare import Comparison, compare
from reports.narrative.matching import Matcher
from reports.review.wording import units


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure, or a line of the paper's head: what it is, and how it read. None: it was not there, or is not now."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one table, chart or group of tiles that changed."""

    title: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """`kind` is added, removed or changed. `behind` says that nothing printed changed, and still something did."""

    id: str
    heading: str
    kind: str
    words: tuple[Comparison, ...]
    figures: tuple[Group, ...]
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """`renumbered` is what carries another number, and `moved` the headings that stand elsewhere. `behind` as of a
    section, of what belongs to none."""

    head: tuple[Changed, ...]
    sections: tuple[SectionChanges, ...]
    renumbered: tuple[Changed, ...]
    moved: tuple[str, ...]
    behind: bool = False

    @property
    def none(self) -> bool:
        return not (self.head or self.sections or self.renumbered or self.moved or self.behind)


def changes_between(before: Document, after: Document) -> Changes:
    """What `after` says otherwise. A section, table or group is the same one if it has the same id."""
    old, new = _sections(before), _sections(after)
    found = Changes(
        head=(*_differing(_head(before), _head(after)), *_notices(before.notices, after.notices)),
        sections=tuple(_section_changes(old, new)),
        renumbered=tuple(_differing(dict(_numbers(old)), dict(_numbers(new)), both=True)),
        moved=tuple(new[id].title for id in _moved(before, after) if id in old),
    )
    return replace(found, behind=True) if found.none and before != after else found


# --- Sections -----------------------------------------------------------------------------------------------


def _sections(document: Document) -> dict[str, Section]:
    return {section.id: section for part in document.parts for section in walk_sections(part.sections)}


def _section_changes(old: dict[str, Section], new: dict[str, Section]) -> Iterator[SectionChanges]:
    """In the order of the report as it is now; what is gone comes last."""
    for id in [*new, *(id for id in old if id not in new)]:
        before, after = old.get(id), new.get(id)
        if before is not None and after is not None and _plain(before) == _plain(after):
            continue
        shown = new[id] if id in new else old[id]
        words, figures = tuple(_words(units(before), units(after))), tuple(_figures(before, after))
        yield SectionChanges(
            id=id,
            heading=f"{shown.number} {shown.title}".lstrip(),
            kind="changed" if before and after else "added" if after else "removed",
            words=words,
            figures=figures,
            behind=not (words or figures),
        )


def _plain(section: Section) -> Section:
    """The section by itself, without the numbers that its place in the paper gives to it."""
    return replace(section, number="", children=(), blocks=tuple(map(_unnumbered, section.blocks)))


def _unnumbered(block: Block) -> Block:
    match block:
        case Table():
            return replace(block, number="")
        case Figure():
            return replace(block, number="", data=replace(block.data, number=""))
        case _:
            return block


def _words(old: list[str], new: list[str]) -> Iterator[Comparison]:
    """The runs of paragraphs that differ. A paragraph that stands in both is in none of them."""
    here = there = 0
    for old_place, new_place in [*Matcher().pairs(old, new), (len(old), len(new))]:
        left, right = old[here:old_place], new[there:new_place]
        if left or right:
            yield compare("".join(left), "".join(right))
        here, there = old_place + 1, new_place + 1


# --- Figures ------------------------------------------------------------------------------------------------

Cells = dict[str, str]
"""How each figure of a group is printed, by what it is called."""


def _figures(before: Section | None, after: Section | None) -> Iterator[Group]:
    old, new = _groups(before), _groups(after)
    for key in [*new, *(key for key in old if key not in new)]:
        title = (new.get(key) or old[key])[0]
        changed = tuple(_differing(old.get(key, ("", {}))[1], new.get(key, ("", {}))[1]))
        if changed:
            yield Group(title, changed)


def _groups(section: Section | None) -> dict[str, tuple[str, Cells]]:
    """By the block's id, and within tiles by the group's title too: the title as shown, and the figures."""
    found: dict[str, tuple[str, Cells]] = {}
    for block in section.blocks if section else ():
        match block:
            case Table():
                found[block.id] = (_titled(block.number, block.caption), _cells(block))
            case Figure():
                found[block.id] = (_titled(block.number, block.caption), _cells(block.data))
            case Tiles():
                for group in block.groups:
                    tiles = _named((tile.label, tile.value.display) for tile in group.tiles)
                    found[f"{block.id} {group.title}"] = (group.title, tiles)
            case _:
                pass
    return found


def _titled(number: str, caption: str) -> str:
    return f"{number}: {caption}" if number and caption else number or caption


def _cells(table: Table) -> Cells:
    """Each cell under its row's head and its column's. Rows of one name are told apart by their order."""
    found: list[tuple[str, str]] = []
    seen: Counter[str] = Counter()
    for row in table.rows:
        head = row.cells[0].value.display if row.cells else ""
        seen[head] += 1
        name = head if seen[head] == 1 else f"{head} ({seen[head]})"
        for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=False)):
            printed = f"{cell.value.display} {cell.mark}".strip()
            if place or len(row.cells) == 1:
                found.append((f"{name}: {column.heading}" if column.heading else name, printed))
    return _named(found)


def _named(found: Iterable[tuple[str, str]]) -> Cells:
    """By name; a name that comes again is counted on, so that no figure hides another."""
    cells: Cells = {}
    seen: Counter[str] = Counter()
    for name, printed in found:
        seen[name] += 1
        cells[name if seen[name] == 1 else f"{name} ({seen[name]})"] = printed
    return cells


def _differing(old: Cells, new: Cells, *, both: bool = False) -> Iterator[Changed]:
    """What reads otherwise; with `both`, of what is there before and after alone."""
    for name in [*new, *(name for name in old if name not in new)]:
        before, after = old.get(name), new.get(name)
        if before != after and not (both and (before is None or after is None)):
            yield Changed(name, before, after)


# --- Around the sections ------------------------------------------------------------------------------------


def _head(document: Document) -> Cells:
    """What the paper's head and foot print, and how its parts are titled and classified."""
    header = document.header
    found = {"Title": document.title, **dict(_fields(header))}
    for one in header.attachments:
        found[f"Attached: {one.label}"] = f"{one.title} ({one.classification.capitalize()})"
    for part in document.parts:
        found[f"{_part_name(part, document)}, classification"] = part.classification.capitalize()
        found[f"{_part_name(part, document)}, for the members of"] = ", ".join(part.audience)
        if part is not document.parts[0]:
            found[f"{_part_name(part, document)}, title"] = part.title
    found["Classification sentence"] = document.classification_sentence
    return {name: words for name, words in found.items() if words}


def _notices(old: Sequence[str], new: Sequence[str]) -> Iterator[Changed]:
    """Those that came and went: one that stands in both is the same, whatever its place."""
    yield from (Changed("Notice", None, one) for one in new if one not in old)
    yield from (Changed("Notice", one, None) for one in old if one not in new)


def _part_name(part: Part, document: Document) -> str:
    return "Paper" if part is document.parts[0] else part.id.replace("-", " ").capitalize()


def _fields(header: PaperHeader) -> Iterator[tuple[str, str]]:
    yield "Paper reference", header.reference
    yield "Committee", header.committee
    yield "Meeting", header.meeting
    yield "Date of the meeting", long_date(header.meeting_date).display
    yield "Action", header.action
    yield "Recommendation", header.recommendation
    yield "Author", header.author
    yield "Team", header.team
    yield "Issued", long_date(header.issue_date).display


def _numbers(sections: dict[str, Section]) -> Iterator[tuple[str, str]]:
    """The number of each section, table and figure, by what it is called."""
    names: Counter[str] = Counter()
    for section in sections.values():
        for name, number in ((section.title, section.number), *_of_blocks(section.blocks)):
            names[name] += 1
            yield (name if names[name] == 1 else f"{name} ({names[name]})"), number


def _of_blocks(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Table | Figure) and block.number:
            yield block.caption, block.number


def _moved(before: Document, after: Document) -> list[str]:
    """Of the sections in both, those under another heading, and as few others as tell how the order changed."""
    old, new = _places(before), _places(after)
    both_old, both_new = ([id for id in one if id in other] for one, other in ((old, new), (new, old)))
    stayed = {both_new[there] for _, there in Matcher().pairs(both_old, both_new)}
    return [id for id in both_new if id not in stayed or old[id] != new[id]]


def _places(document: Document) -> dict[str, Any]:
    """What each section stands under, in reading order: another section, or a part."""
    found: dict[str, Any] = {}
    for part in document.parts:
        for section in part.sections:
            found[section.id] = part.id
        for section in walk_sections(part.sections):
            found |= {child.id: section.id for child in section.children}
    order = [section.id for part in document.parts for section in walk_sections(part.sections)]
    return {id: found[id] for id in order}
