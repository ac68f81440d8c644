"""What is done to the sections of a draft. Each changes the tree in place, or refuses with the reason.

Refusals are ValidationErrors by the field of the form: `place` or `reference`, else of the whole act.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.core.exceptions import ValidationError

from reports.edition_making.catalogue import Catalogue, Entry, Reference
from reports.edition_making.layout import DEEPEST, Placed, title_faults, title_of, walk, wording_faults
from reports.engine.numbering import part_label, part_letter
from reports.models.editions import TITLE_LENGTH

AFTER, UNDER, END = "after", "under", "end"
"""How a section is put: after another, last of those under another, or last of a part ("" for the body)."""
UP, DOWN = "up", "down"

Tree = list[Placed]


@dataclass(frozen=True, slots=True)
class Line:
    """A section in reading order, with its number as printed. `depth` counts from 1."""

    placed: Placed
    number: str
    depth: int
    first: bool
    last: bool


def lines(tree: Sequence[Placed], catalogue: Catalogue) -> list[Line]:
    """The body, and then each part, numbered as they are printed."""
    parts = list(dict.fromkeys(["", *(one.part for one in tree)]))
    return [
        line
        for part in parts
        for line in _lines([one for one in tree if one.part == part], part_letter(part) if part else "", 1, catalogue)
    ]


def _lines(siblings: Sequence[Placed], before: str, depth: int, catalogue: Catalogue) -> Iterator[Line]:
    numbers = count(1)
    for place, one in enumerate(siblings, 1):
        entry = catalogue.get(one.reference)
        # As the engine does: what has no number is of the first level.
        number = "" if entry and not entry.spec.numbered and depth == 1 else f"{before}{next(numbers)}"
        yield Line(one, number, depth, first=place == 1, last=place == len(siblings))
        yield from _lines(one.children, f"{number}.", depth + 1, catalogue)


def step(tree: Tree, id: str, way: str) -> None:
    """One place up or down among those it stands beside."""
    siblings, here = _found(tree, id)
    beside = [place for place, one in enumerate(siblings) if one.part == siblings[here].part]
    order = beside.index(here) + (-1 if way == UP else 1)
    if not 0 <= order < len(beside):
        raise ValidationError(f"It is the {'first' if way == UP else 'last'} there already.")
    there = beside[order]
    siblings[here], siblings[there] = siblings[there], siblings[here]


def entitle(tree: Tree, id: str, title: str, *, page_break: bool, catalogue: Catalogue) -> None:
    """Give it a title of its own; the catalogue's, or none, leaves it the catalogue's."""
    siblings, here = _found(tree, id)
    entry = catalogue.get(siblings[here].reference)
    title = " ".join(title.split())
    title = "" if entry and title == entry.spec.title else title
    if faults := [*title_faults(title), *(wording_faults(title, entry) if entry else ()), *_too_long(title)]:
        raise ValidationError({"title": faults})
    siblings[here].title = title
    siblings[here].page_break = page_break


def _too_long(title: str) -> list[str]:
    return [f"Keep it to {TITLE_LENGTH} characters: this is {len(title)}."] if len(title) > TITLE_LENGTH else []


def drop(tree: Tree, id: str) -> Placed:
    """Take it out, with all that stands under it."""
    siblings, here = _found(tree, id)
    return siblings.pop(here)


def put(tree: Tree, id: str, place: str, catalogue: Catalogue) -> None:
    """Move it, with all that stands under it, to another place."""
    siblings, here = _found(tree, id)
    moved = siblings[here]
    if _of(place)[1] in {one.id for one in walk([moved])}:
        raise ValidationError({"place": "It cannot stand under or after itself."})
    target, index = _spot(tree, place, moved.part, catalogue, _height(moved))
    if target is siblings and index > here:
        index -= 1
    siblings.pop(here)
    target.insert(index, moved)


def add(tree: Tree, reference: Reference, place: str, catalogue: Catalogue) -> Placed:
    """Put in a section of the catalogue. What stood under it there comes along, but for what stands here already."""
    entry = catalogue.get(reference)
    if entry is None:
        raise ValidationError({"reference": "The catalogue has no such section: choose one from the list."})
    standing = names_taken(tree, catalogue)
    if taken := [id for id in entry.ids if id in standing]:
        raise ValidationError({"reference": f"“{taken[0]}” stands in the edition already: drop that first."})
    added = _with_those_under(entry, standing | set(entry.ids), catalogue)
    target, index = _spot(tree, place, entry.part, catalogue, _height(added))
    target.insert(index, added)
    return added


def names_taken(tree: Sequence[Placed], catalogue: Catalogue) -> set[str]:
    """The ids of the sections and texts that stand in the edition."""
    entries = [catalogue.get(one.reference) for one in walk(tree)]
    return {one.id for one in walk(tree)} | {id for entry in entries if entry for id in entry.ids}


def _with_those_under(entry: Entry, standing: set[str], catalogue: Catalogue) -> Placed:
    placed = Placed(entry.reference, entry.part, page_break=entry.spec.page_break)
    for id in entry.inside:
        child = catalogue[entry.edition, id]
        if standing.isdisjoint(child.ids):
            standing.update(child.ids)
            placed.children.append(_with_those_under(child, standing, catalogue))
    return placed


def _found(tree: Tree, id: str) -> tuple[Tree, int]:
    """The list that the section stands in, and its place there. ValidationError for none of that id."""
    for siblings in _siblings(tree):
        for place, one in enumerate(siblings):
            if one.id == id:
                return siblings, place
    raise ValidationError("The edition has no such section: look again.")


def _siblings(tree: Tree) -> Iterator[Tree]:
    yield tree
    for one in tree:
        yield from _siblings(one.children)


def _of(place: str) -> tuple[str, str]:
    how, _, of = place.partition(":")
    return how, of


def _spot(tree: Tree, place: str, part: str, catalogue: Catalogue, height: int) -> tuple[Tree, int]:
    """The list to put a section of `part` in, that is `height` levels high, and where in it."""
    how, of = _of(place)
    if how == END:
        _same_part(part, of)
        return tree, len(tree)
    if how not in (AFTER, UNDER):
        raise ValidationError({"place": "Choose where it is to stand."})
    siblings, here = _found(tree, of)
    beside = siblings[here]
    _same_part(part, beside.part)
    depth = next(line.depth for line in lines(tree, catalogue) if line.placed is beside)
    if how == AFTER:
        _deep_enough(depth, height)
        return siblings, here + 1
    entry = catalogue.get(beside.reference)
    if entry is None or not entry.is_heading:
        raise ValidationError({"place": f"Under “{title_of(beside, catalogue)}” no section can stand."})
    _deep_enough(depth + 1, height)
    return beside.children, len(beside.children)


def _same_part(part: str, there: str) -> None:
    if part != there:
        home = part_label(part) or "the body of the paper"
        raise ValidationError({"place": f"It belongs in {home}: what is read there is classified for it."})


def _deep_enough(depth: int, height: int) -> None:
    if depth + height - 1 > DEEPEST:
        raise ValidationError({"place": f"Sections stand at most {DEEPEST} deep."})


def _height(placed: Placed) -> int:
    return 1 + max((_height(child) for child in placed.children), default=0)


def places_for(tree: Sequence[Placed], catalogue: Catalogue, part: str) -> list[tuple[str, str]]:
    """Where a section of the part can be put, in reading order, as (place, words)."""
    found = [(f"{END}:{part}", f"At the end of {part_label(part) or 'the paper'}")]
    for line in lines(tree, catalogue):
        if line.placed.part != part:
            continue
        title = f"{line.number} {title_of(line.placed, catalogue)}".lstrip()
        entry = catalogue.get(line.placed.reference)
        if entry and entry.is_heading and line.depth < DEEPEST:
            found.append((f"{UNDER}:{line.placed.id}", f"Under {title}, last"))
        found.append((f"{AFTER}:{line.placed.id}", f"After {title}"))
    return found
