"""What a load would do, row by row, in a form that is kept, shown and undone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from access.classification import Classification, at_least
from importing.calling import Callings
from importing.cells import UNPRINTABLE
from importing.checks import Load
from importing.exactly import encoded
from importing.examining import Examined
from importing.links import Key
from importing.models import RowKind
from importing.problems import Problem
from importing.saving import Change, Plan
from importing.standing import classifications, strictest
from importing.template import Template

REFUSED_VALUE = 300
"""Characters of a refused cell that are kept with its problem; the file has the rest."""


@dataclass(slots=True)
class PlannedRow:
    """One row of importing.models.ImportRow; `key` finds what was saved."""

    template: str
    file: str
    line: int
    kind: RowKind
    record: str
    classification: str
    cells: list[dict[str, str]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    blanks: bool = False
    lowers: bool = False
    key: Key | None = None


@dataclass(slots=True)
class Planned:
    """`problems` are those that no row can show."""

    rows: list[PlannedRow]
    counts: dict[str, dict[str, int]]
    problems: list[dict[str, Any]]

    @property
    def is_sound(self) -> bool:
        return not self.problems and not any(row.kind == RowKind.REFUSED for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """The same for two plans that do the same to the same records."""
        # By key, and not by name: a record that is called something else by now is the same.
        done = [[row.template, row.kind, row.key, row.before, row.after, row.problems] for row in self.rows]
        said = json.dumps([done, self.problems], sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def planned(examined: Examined) -> Planned:
    """Rows in the order of their files; within a file, of its lines."""
    called = Callings(examined.found)
    rows = [row for plan in examined.plans for row in _of_plan(examined.found, plan, called)]
    rows += _refused(examined.found, called, [problem for problem in examined.problems if problem.line])
    rows.sort(key=lambda row: (row.file, row.line))
    counts = {
        plan.template.name: {
            "added": len(plan.added),
            "changed": len(plan.changed),
            "unchanged": plan.unchanged,
            "refused": sum(row.kind == RowKind.REFUSED and row.template == plan.template.name for row in rows),
        }
        for plan in examined.plans
    }
    return Planned(rows, counts, [said(problem) for problem in examined.problems if not problem.line])


def said(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept."""
    return {
        "file": _keepable(problem.file),
        "line": problem.line,
        "column": _keepable(problem.column),
        "value": _keepable(problem.value[:REFUSED_VALUE]),
        "message": _keepable(problem.message),
    }


def _keepable(text: str) -> str:
    """What is quoted of a file may hold what no database keeps."""
    return text.replace("\x00", UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


def _of_plan(load: Load, plan: Plan, called: Callings) -> Iterator[PlannedRow]:
    every = [column.name for column in plan.template.columns]
    for change in plan.added:
        yield _row(load, plan.template, change, RowKind.ADDED, every, called)
    for change in plan.changed:
        yield _row(load, plan.template, change, RowKind.CHANGED, change.columns, called)


def _row(
    load: Load, template: Template, change: Change, kind: RowKind, columns: Iterable[str], called: Callings
) -> PlannedRow:
    row, cells, blanks = change.row, [], False
    for name in columns:
        column = template.column(name)
        old = called.cell(column, change.stored.values[name]) if change.stored else ""
        new = called.cell(column, row.values[name])
        if old != new:
            cells.append({"column": name, "old": old, "new": new})
            blanks = blanks or bool(old and not row.cells.get(name, "").strip())
    was, becomes = classifications(load, template, change)
    return PlannedRow(
        template=template.name,
        file=row.file,
        line=row.line,
        kind=kind,
        record=called.of_row(template, row.values),
        classification=strictest(load, template, change),
        cells=cells,
        before=encoded(change.stored.values) if change.stored else None,
        after=encoded(row.values),
        blanks=blanks,
        lowers=bool(was) and becomes not in at_least(was),
        key=row.key,
    )


def _refused(load: Load, called: Callings, problems: list[Problem]) -> Iterator[PlannedRow]:
    """A row for each line with problems, named as far as it could be read. What it says is the person's own."""
    batches = {batch.file: batch for batch in load.batches.values()}
    named = {row.place: row for batch in load.batches.values() for row in batch.rows}
    for place, found in groupby(sorted(problems), key=lambda problem: (problem.file, problem.line)):
        batch, row = batches.get(place[0]), named.get(place)
        record = called.of_row(batch.template, row.values) if batch and row and row.key is not None else ""
        yield PlannedRow(
            template=batch.template.name if batch else "",
            file=place[0],
            line=place[1],
            kind=RowKind.REFUSED,
            record=record,
            classification=_refused_classification(batch.template if batch else None, row.values if row else {}),
            problems=[said(problem) for problem in found],
        )


def _refused_classification(template: Template | None, values: Any) -> str:
    """What the row itself says of who may read it."""
    columns: Collection[str] = template.columns_of("classification") if template else ()
    words = [str(values.get(name)) for name in columns if values.get(name) in Classification.values]
    return words[0] if words else Classification.WHITE
