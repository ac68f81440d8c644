"""Histories: rows of one Party or modification that may not overlap, in the files and in the database together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from importing.cleaning import Row
from importing.links import Key, Values
from importing.problems import Problem
from importing.stored import Stored
from importing.template import History, Template
from importing.uniqueness import describe


@dataclass(frozen=True, slots=True)
class _Stay:
    """`row` is None for a stored record that the load leaves alone."""

    first: date
    after: date
    row: Row | None
    said: str


def overlaps(template: Template, rows: list[Row], stored: Stored, hidden: set[Key]) -> Iterator[Problem]:
    """Each row that begins before another one of its history has ended; a `hidden` one is not named."""
    for history in template.histories:
        for stays in _grouped(template, history, rows, stored, hidden).values():
            yield from _overlaps(template, history, stays)


def _grouped(
    template: Template, history: History, rows: list[Row], stored: Stored, hidden: set[Key]
) -> dict[tuple[Any, ...], list[_Stay]]:
    groups: dict[tuple[Any, ...], list[_Stay]] = defaultdict(list)

    def add(values: Values, row: Row | None, said: str) -> None:
        first, after = history.occupied(values)
        stay = _Stay(first, after or date.max, row, said)
        if stay.first < stay.after:
            groups[tuple(values[name] for name in history.group)].append(stay)

    loaded = {row.key for row in rows}
    for row in rows:
        if row.key is not None and row.bad.isdisjoint((*history.group, *history.columns)):
            add(row.values, row, f"line {row.line}")
    for key, kept in stored.rows.items():
        if key not in loaded:
            said = "a stored row" if key in hidden else f"the stored row ({describe(template, kept.values)})"
            add(kept.values, None, said)
    return groups


def _overlaps(template: Template, history: History, stays: list[_Stay]) -> Iterator[Problem]:
    message = _message(template, history.constraint)
    latest: _Stay | None = None
    for stay in sorted(stays, key=lambda stay: stay.first):
        if latest and stay.first < latest.after:
            # Blame a row that the person can see: the later one, unless it is a stored record.
            blamed, other = (stay, latest) if stay.row else (latest, stay)
            if blamed.row:
                again = "" if other.row else f" If that one has ended, add it to {template.file} with its end."
                yield blamed.row.problem(f"{message} It overlaps {other.said}.{again}", history.columns[0])
        if latest is None or stay.after > latest.after:
            latest = stay


def _message(template: Template, constraint: str) -> str:
    found = next(rule for rule in template.model._meta.constraints if rule.name == constraint)
    return str(found.get_violation_error_message())
