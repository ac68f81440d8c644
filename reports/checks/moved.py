"""What moved in a section from one month's report to the next, in the words and values of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.checks.passages import passages_in, was_typed
from reports.definitions.context import MonthContext
from reports.engine.blocks import Block, Chart, Figure, Table, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.values import MISSING, Value
from reports.facts.registry import Fact

MOST = 6
"""Changes that are told of one section; more are counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a section says in figures: the facts that its text cites, and its blocks by their ids."""

    facts: dict[str, Value] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)


def said_in(document: Document, context: MonthContext) -> dict[str, Said]:
    """By section. A fact is given as its figure, however the text prints it."""
    found: dict[str, Said] = defaultdict(Said)
    for _, section, block in walk_blocks(document):
        if isinstance(block, Tiles | Figure | Table):
            found[section.id].blocks[block.id] = block
    for passage in filter(was_typed, passages_in(document)):
        found[passage.section].facts.update((fact.key, context.facts.value(fact.key)) for fact in passage.facts)
    return found


def moved(now: Said, then: Said, facts: Mapping[str, Fact]) -> list[str]:
    """Each change as "Accessions: 1 → 2": of the facts that are cited, or where none is, of the section's blocks."""
    if now.facts:
        labels = {key: facts[key].label if key in facts else key for key in now.facts}
        return list(_changes({labels[key]: (then.facts.get(key, MISSING), value) for key, value in now.facts.items()}))
    same = [(then.blocks[id], block) for id, block in now.blocks.items() if id in then.blocks]
    return [change for before, block in same for change in _of_block(before, block)]


def told(changes: Sequence[str]) -> str:
    more = f"; and {len(changes) - MOST} more" if len(changes) > MOST else ""
    return "; ".join(changes[:MOST]) + more


def _changes(pairs: Mapping[str, tuple[Value, Value]]) -> Iterator[str]:
    for label, (then, now) in pairs.items():
        if then.raw != now.raw:
            yield f"{label}: {then.display} → {now.display}"


def _of_block(then: Block, now: Block) -> Iterator[str]:
    match then, now:
        case Tiles(), Tiles():
            before, after = _tiles(then), _tiles(now)
            yield from _changes({label: (before[label], value) for label, value in after.items() if label in before})
        case Figure(), Figure():
            before, after = _last(then.chart, then.caption), _last(now.chart, now.caption)
            yield from _changes({label: (before[label], value) for label, value in after.items() if label in before})
        case Table(), Table():
            yield from _of_table(then, now)


def _tiles(tiles: Tiles) -> dict[str, Value]:
    return {tile.label: tile.value for group in tiles.groups for tile in group.tiles}


def _last(chart: Chart, caption: str) -> dict[str, Value]:
    """The last value of each series; the caption says what the values of an only one are."""
    alone = len(chart.series) == 1
    return {caption if alone else f"{caption}, {one.name}": one.values[-1] for one in chart.series if one.values}


def _of_table(then: Table, now: Table) -> Iterator[str]:
    """Cell by cell where the rows are the same; else how many rows there were and are."""
    heads = [[row.cells[0].value.raw for row in table.rows] for table in (then, now)]
    if heads[0] == heads[1] and [one.key for one in then.columns] == [one.key for one in now.columns]:
        for before, after in zip(then.rows, now.rows, strict=True):
            for column, was, now_is in zip(now.columns[1:], before.cells[1:], after.cells[1:], strict=True):
                label = f"{after.cells[0].value.display}, {column.heading}"
                yield from _changes({label: (was.value, now_is.value)})
    elif len(then.rows) != len(now.rows):
        yield f"rows of “{now.caption}”: {len(then.rows)} → {len(now.rows)}"
    else:
        yield f"other rows in “{now.caption}”"
