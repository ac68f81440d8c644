"""A load: some files in, everything wrong with them or everything in them saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from django.conf import settings
from django.db import transaction

from access.policy import Reader
from importing.cleaning import Batch, clean
from importing.examining import Examined, examine, take_turn
from importing.problems import Problem
from importing.registry import templates
from importing.saving import Change, Plan, SaveRefused
from importing.sheet import read_sheet
from importing.sources import Limits, Upload, read_uploads
from importing.standing import Standing
from importing.template import Template
from importing.uniqueness import describe


@dataclass(frozen=True, slots=True)
class Counts:
    added: int
    changed: int
    unchanged: int

    def __str__(self) -> str:
        return f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged"


@dataclass(frozen=True, slots=True)
class PreviewCell:
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What would happen to one record. `record` names it by its key; `cells` are those that would change, or that a
    new record would hold."""

    template: str
    file: str
    line: int
    kind: Literal["added", "changed"]
    record: str
    cells: tuple[PreviewCell, ...]


@dataclass(frozen=True, slots=True)
class BlankedCell:
    """A stored value that a blank cell took away."""

    file: str
    line: int
    column: str
    old: str

    def __str__(self) -> str:
        return f"blanked: {self.file}, line {self.line}, column {self.column}: {self.old}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Problems in order of file and line, and then nothing is saved; or what was saved, or would be, by template."""

    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, Counts] | None = None
    preview: tuple[PreviewRow, ...] = ()
    blanked: tuple[BlankedCell, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def load(files: Mapping[str, bytes], *, check_only: bool = False) -> Outcome:
    """Load CSV files by name ("parties.csv"), all of them or none.

    Every problem of every file is found before anything is written. Rows update the record of the same key, add one
    where there is none, and never delete. With `check_only`, nothing is written and `preview` says what would be.
    """
    known = templates()
    batches, problems = _read(files, known)
    with transaction.atomic():
        take_turn()
        examined = examine(batches, problems, known, Standing(None), hold=not check_only)
        if examined.problems:
            return Outcome(tuple(examined.problems))
        counts = counts_of(examined.plans)
        blanked = tuple(cell for each in examined.plans for cell in _blanked(each))
        if check_only:
            preview = tuple(row for each in examined.plans for row in _preview(each))
            return Outcome(counts=counts, preview=preview, blanked=blanked)
        try:
            examined.save()
        except SaveRefused as refused:
            transaction.set_rollback(True)
            return Outcome((refused.told(reads_everything=True),))
    return Outcome(counts=counts, blanked=blanked)


def examine_uploads(uploads: Iterable[Upload], reader: Reader | None) -> Examined:
    """What files of any kind would do, loaded by this person. Call it inside a transaction, after `take_turn`."""
    batches, problems = read_files(uploads)
    return examine(batches, problems, templates(), Standing(reader))


def read_files(uploads: Iterable[Upload]) -> tuple[dict[str, Batch], list[Problem]]:
    """The first half of the first pass, which asks the database nothing."""
    known = templates()
    sources = read_uploads(uploads, known, Limits(settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_BYTES))
    problems = list(sources.problems)
    batches: dict[str, Batch] = {}
    for name, sheet in sources.sheets.items():
        batches[name], found = clean(known[name], sheet)
        problems += found
    return batches, problems


def counts_of(plans: Iterable[Plan]) -> dict[str, Counts]:
    """By template."""
    return {each.template.name: Counts(len(each.added), len(each.changed), each.unchanged) for each in plans}


def _read(files: Mapping[str, bytes], known: Mapping[str, Template]) -> tuple[dict[str, Batch], list[Problem]]:
    """The first half of the first pass, file by file."""
    batches: dict[str, Batch] = {}
    problems: list[Problem] = []
    limit: int = settings.IMPORT_MAX_ROWS
    by_file = {template.file: template for template in known.values()}
    for file, content in files.items():
        if file not in by_file:
            problems.append(Problem(file, 0, "", "", _unknown_file(file, by_file)))
            continue
        template = by_file[file]
        batches[template.name], found = clean(template, read_sheet(template, file, content, limit))
        problems += found
    return batches, problems


def _unknown_file(file: str, by_file: Iterable[str]) -> str:
    near = get_close_matches(file.lower(), by_file, n=1, cutoff=0.6)
    meant = f" Rename it to {near[0]}, or take it out." if near else " Take it out."
    return f"Has the name of no template.{meant}"


def _blanked(each: Plan) -> Iterator[BlankedCell]:
    for change in each.changed:
        for name in change.columns:
            write = each.template.column(name).write
            old = write(change.stored.values[name]) if change.stored else ""
            if old and not change.row.cells.get(name, "").strip():
                yield BlankedCell(each.batch.file, change.row.line, name, old)


def _preview(each: Plan) -> Iterator[PreviewRow]:
    template = each.template

    def row(change: Change, kind: Literal["added", "changed"], columns: Iterable[str]) -> PreviewRow:
        cells = []
        for name in columns:
            write = template.column(name).write
            old = write(change.stored.values[name]) if change.stored else ""
            new = write(change.row.values[name])
            if old != new:
                cells.append(PreviewCell(name, old, new))
        record = describe(template, change.row.values)
        return PreviewRow(template.name, each.batch.file, change.row.line, kind, record, tuple(cells))

    names = [column.name for column in template.columns]
    yield from (row(change, "changed", change.columns) for change in each.changed)
    yield from (row(change, "added", names) for change in each.added)
