"""Two states of one table, cell by cell: for the rows that are in both, with those that came and went. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from readers.reading.movements import SAME, Movement, movement
from reports.engine.blocks import Cell, Figure, Row, Table
from reports.engine.month import Month


@dataclass(frozen=True, slots=True)
class CellChange:
    """`mark_before` and `mark_after` are what stands beside the values, such as "over target"."""

    row: str
    column: str
    movement: Movement
    mark_before: str = ""
    mark_after: str = ""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Of one table, or of the data of one figure. `latest` sets the paper's own month beside the own month of the paper
    before, where the rows run by months; `cells` are of rows in both. A window of months that goes on loses and gains a
    row by that alone, which `slides` says."""

    id: str
    of: str
    number: str
    caption: str
    latest: tuple[CellChange, ...]
    cells: tuple[CellChange, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    columns_gone: tuple[str, ...]
    columns_new: tuple[str, ...]
    slides: bool

    @property
    def any(self) -> bool:
        moved = any(one.movement.direction != SAME for one in self.latest)
        return bool(moved or self.cells or self.gone or self.new or self.columns_gone or self.columns_new)


def table_changes(before: Table | Figure, after: Table | Figure, then: Month, now: Month) -> TableChanges:
    """What `after` says otherwise: of the paper of the month `now`, and `before` of that of `then`."""
    old, new = _data(before), _data(after)
    old_rows, new_rows = _rows(old), _rows(new)
    own = _own_months(old_rows, new_rows, then, now)
    keys = [column.key for column in old.columns]
    columns = [(column.key, column.heading) for column in new.columns if column.key in keys]
    latest, lost, gained = _own_row(old_rows, new_rows, own, old, new, columns), set(), set()
    if own:
        lost, gained = _outside(old_rows, new_rows), {own[1]}
    return TableChanges(
        id=after.id,
        of="figures" if isinstance(after, Figure) else "tables",
        number=after.number,
        caption=after.caption,
        latest=latest,
        cells=tuple(
            change
            for name in new_rows
            if name in old_rows
            for change in _cells(name, old_rows[name], new_rows[name], old, new, columns)
            if change.movement.direction != SAME or change.mark_before != change.mark_after
        ),
        gone=tuple(_told(name, row) for name, row in old_rows.items() if name not in new_rows and name not in lost),
        new=tuple(_told(name, row) for name, row in new_rows.items() if name not in old_rows and name not in gained),
        columns_gone=tuple(one.heading for one in old.columns if one.key not in {each.key for each in new.columns}),
        columns_new=tuple(one.heading for one in new.columns if one.key not in keys),
        slides=bool(own),
    )


def _data(block: Table | Figure) -> Table:
    return block.data if isinstance(block, Figure) else block


def _rows(table: Table) -> dict[str, Row]:
    """By their heads; rows of one head are told apart by their order."""
    found: dict[str, Row] = {}
    seen: Counter[str] = Counter()
    for row in table.rows:
        head = row.cells[0].value.display if row.cells else ""
        seen[head] += 1
        found[head if seen[head] == 1 else f"{head} ({seen[head]})"] = row
    return found


def _told(name: str, row: Row) -> str:
    """A row by its head; one that begins with a day, by what is of that day as well."""
    head, *others = row.cells or (None,)
    return f"{head.value.display}: {others[0].value.display}" if others and head and _is_day(head) else name


def _is_day(cell: Cell) -> bool:
    return isinstance(cell.value.raw, date)


def _own_months(old: dict[str, Row], new: dict[str, Row], then: Month, now: Month) -> tuple[str, str] | None:
    """The rows of each paper's own month, where both have theirs and it is another."""
    if then == now:
        return None
    before = next((name for name in _names_of(then) if name in old), None)
    after = next((name for name in _names_of(now) if name in new), None)
    return (before, after) if before and after and after not in old else None


def _names_of(month: Month) -> tuple[str, ...]:
    return month.short, month.label


def _outside(old: dict[str, Row], new: dict[str, Row]) -> set[str]:
    """The rows with which the older window begins, before that of the newer."""
    found = set()
    for name in old:
        if name in new:
            break
        found.add(name)
    return found


def _own_row(
    old_rows: dict[str, Row],
    new_rows: dict[str, Row],
    own: tuple[str, str] | None,
    old: Table,
    new: Table,
    columns: list[tuple[str, str]],
) -> tuple[CellChange, ...]:
    if own is None:
        return ()
    return tuple(_cells(f"{own[0]} → {own[1]}", old_rows[own[0]], new_rows[own[1]], old, new, columns))


def _cells(
    name: str, before: Row, after: Row, old: Table, new: Table, columns: list[tuple[str, str]]
) -> Iterator[CellChange]:
    """Of each column in both but the row's own head, which names it; the only column of a table is no head."""
    there, here = _by_column(before, old), _by_column(after, new)
    for place, (key, heading) in enumerate(columns):
        if not place and len(new.columns) > 1 and key == new.columns[0].key:
            continue
        then, now = there.get(key), here.get(key)
        if then is not None and now is not None:
            yield CellChange(name, heading, movement(then.value, now.value), then.mark, now.mark)


def _by_column(row: Row, table: Table) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=False)}
