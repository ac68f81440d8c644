"""Two texts side by side, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from math import inf
from typing import Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.engine.markup import Element, Node, sanitise, tree
from reports.narrative.matching import Matcher, without_islands
from reports.narrative.words import Word, words_in

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together and changed alike."""

    kind: Kind
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def has_number(self) -> bool:
        return any(character.isdigit() for character in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, sub-heading or bullet of one side. `depth` is 0 for what is no bullet."""

    block: str
    depth: int
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    old: list[Line]
    new: list[Line]
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a block begins, as one of the things compared."""

    block: str
    depth: int


Unit = _Start | Word
Block = tuple[Unit, ...]


def compare(old: str, new: str) -> Comparison:
    """What of the old text is gone and what of the new one was added, each in its place. Counts are of words.

    Paragraphs that stand in both are found first, then words between them: a long text with one changed paragraph
    costs no more than that paragraph.
    """
    before, after = _blocks(old), _blocks(new)
    matcher = Matcher()
    left: list[tuple[Kind, Unit]] = []
    right: list[tuple[Kind, Unit]] = []
    here = there = 0
    for old_place, new_place in [*matcher.pairs(before, after), (len(before), len(after))]:
        changed = _flat(before[here:old_place]), _flat(after[there:new_place])
        pairs = without_islands(matcher.pairs(*changed), *([_weight(unit) for unit in side] for side in changed))
        left += _marked(changed[0], {place for place, _ in pairs}, "gone")
        right += _marked(changed[1], {place for _, place in pairs}, "new")
        left += [("same", unit) for unit in _flat(before[old_place : old_place + 1])]
        right += [("same", unit) for unit in _flat(after[new_place : new_place + 1])]
        here, there = old_place + 1, new_place + 1
    return Comparison(list(_lines(_whole(left))), list(_lines(_whole(right))), _changed(left), _changed(right))


def comparison_markup(old: str, new: str, old_title: str, new_title: str) -> SafeString:
    """Both texts as markup, the words that differ marked by more than colour."""
    context = {"comparison": compare(old, new), "old_title": old_title, "new_title": new_title}
    return render_to_string("reports/narrative/comparison.html", context)


def _blocks(source: str) -> list[Block]:
    """The text's units, gathered by paragraph, sub-heading and bullet."""
    found: list[list[Unit]] = []
    for unit in _units(tree(sanitise(source))):
        if isinstance(unit, _Start):
            found.append([])
        found[-1].append(unit)
    return [tuple(block) for block in found]


def _flat(blocks: list[Block]) -> list[Unit]:
    return [unit for block in blocks for unit in block]


def _weight(unit: Unit) -> float:
    """A word's is 1, and a space's nothing. Where a block begins is not looked past."""
    return inf if isinstance(unit, _Start) else bool(unit.text.strip())


def _marked(units: list[Unit], kept: set[int], otherwise: Kind) -> list[tuple[Kind, Unit]]:
    return [("same" if place in kept else otherwise, unit) for place, unit in enumerate(units)]


def _whole(side: list[tuple[Kind, Unit]]) -> list[tuple[Kind, Unit]]:
    """The space between two words that changed counts as changed, so that they read as one passage."""
    found = list(side)
    for place in range(1, len(side) - 1):
        kind, unit = side[place]
        before, after = side[place - 1][0], side[place + 1][0]
        if kind == "same" and before == after != "same" and isinstance(unit, Word) and not unit.text.strip():
            found[place] = (before, unit)
    return found


def _changed(side: Iterable[tuple[Kind, Unit]]) -> int:
    return sum(1 for kind, unit in side if kind != "same" and isinstance(unit, Word) and unit.text.strip())


def _units(nodes: list[Node], depth: int = 0) -> Iterator[Unit]:
    loose: list[Node] = []
    for node in [*nodes, None]:
        if isinstance(node, str) or (node and node.tag in ("strong", "em", "a")):
            loose.append(node)
            continue
        yield from _block("p", depth, loose)
        loose = []
        if node:
            yield from _element(node, depth)


def _element(element: Element, depth: int) -> Iterator[Unit]:
    match element.tag:
        case "ul":
            yield from _units(element.children, depth + 1)
        case "li":
            nested: list[Node] = list(element.elements("ul"))
            own = [child for child in element.children if isinstance(child, str) or child.tag != "ul"]
            yield from _block("li", depth, own)
            yield from _units(nested, depth)
        case tag:
            yield from _block(tag, depth, element.children)


def _block(block: str, depth: int, nodes: list[Node]) -> Iterator[Unit]:
    words = list(words_in(nodes))
    if any(word.text.strip() for word in words):
        yield _Start(block, depth)
        yield from words


def _lines(side: Iterable[tuple[Kind, Unit]]) -> Iterator[Line]:
    line: Line | None = None
    for (kind, style), run in groupby(side, key=lambda item: (item[0], _style(item[1]))):
        for start, units in groupby(run, key=lambda item: isinstance(item[1], _Start)):
            if not start and line is not None:
                text = "".join(unit.text for _, unit in units if isinstance(unit, Word))
                line.pieces.append(Piece(kind, text, *style))
                continue
            for _, unit in units:
                if line is not None:
                    yield line
                if isinstance(unit, _Start):
                    line = Line(unit.block, unit.depth)
    if line is not None:
        yield line


def _style(unit: Unit) -> tuple[bool, bool, str]:
    return (unit.bold, unit.italic, unit.href) if isinstance(unit, Word) else (False, False, "")
