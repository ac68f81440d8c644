"""What stands round a load's rows: records of other templates, as they will be after it, for rules that need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from importing.cleaning import Row
from importing.links import Values
from importing.registry import templates
from importing.stored import StoredRow, fetch

if TYPE_CHECKING:
    from importing.checks import Load


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One load, as the rules of a template see it. Each question is one query, whatever the number of rows."""

    load: Load

    def rows(self, name: str, *columns: str) -> Iterator[Row]:
        """The load's rows of a template that have no problem in these columns."""
        if batch := self.load.batches.get(name):
            yield from (row for row in batch.rows if row.key is not None and row.bad.isdisjoint(columns))

    def touched(self, name: str, *columns: str) -> Iterator[tuple[Row, Values | None]]:
        """Those of them that are new, or change what is stored in one of these columns; with what is stored."""
        stored = self.load.stored[name].rows
        for row in self.rows(name, *columns):
            before = stored[row.key].values if row.key in stored else None
            if before is None or any(row.values[column] != before[column] for column in columns):
                yield row, before

    def changed(self, name: str, *columns: str) -> Iterator[tuple[Row, Values]]:
        """Those of them that change what is stored in one of these columns."""
        return ((row, before) for row, before in self.touched(name, *columns) if before is not None)

    def stored(self, name: str) -> Iterable[StoredRow]:
        """What is stored of the records that the load's rows are about, and of their neighbours (`Template.scope`)."""
        return self.load.stored[name].rows.values()

    def left_alone(self, name: str, column: str, wanted: Iterable[Any]) -> dict[Any, list[Values]]:
        """Stored records with one of these values in a column, by it, of those that the load doesn't replace."""
        found: dict[Any, list[Values]] = {value: [] for value in wanted}
        template = templates()[name]
        if found:
            loaded = self.load.rows.get(name, {})
            for stored in fetch(template, template.column(column).among(found)):
                if stored.values[column] in found and template.identify(stored.values) not in loaded:
                    found[stored.values[column]].append(stored.values)
        return found

    def after(self, name: str, column: str, wanted: Iterable[Any]) -> dict[Any, list[Values] | None]:
        """The records that will have these values in a column; None where a row with a problem leaves that open."""
        found: dict[Any, list[Values] | None] = {**self.left_alone(name, column, wanted)}
        batch = self.load.batches.get(name)
        if batch and not batch.trusted:
            return dict.fromkeys(found)
        for row in batch.rows if batch else ():
            value = row.values[column]
            if value not in found:
                continue
            held = found[value]
            if row.bad or row.key is None:
                found[value] = None
            elif held is not None:
                held.append(row.values)
        return found
