"""Facts as pages, files and JSON show them: plain data, each row with its page in the admin for who may open it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.urls import reverse

from access.policy import Reader, may
from importing.cells import inert
from reports.engine.values import Value
from reports.facts.registry import Fact, FactValue
from reports.facts.rows import Listing, Row

_PRINTED_NUMBER = re.compile(r"-?\d[\d,.]*%?")


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one heading. `id` is its place in the page."""

    id: str
    name: str
    facts: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A heading or a cell; `number` says whether its column is one of numbers, `date` whether it is a date."""

    display: str
    number: bool
    missing: bool = False
    date: bool = False

    @property
    def classes(self) -> str:
        marks = (("number", self.number), ("date", self.date), ("facts-missing", self.missing))
        return " ".join(name for name, wanted in marks if wanted)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`url` is the record's page in the admin, "" for a reader who may not open it."""

    cells: tuple[Shown, ...]
    url: str
    counted: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    headings: tuple[Shown, ...]
    rows: tuple[ShownRow, ...]


def grouped(facts: Iterable[FactValue]) -> list[Group]:
    """In the order in which the groups first come."""
    found: dict[str, list[FactValue]] = {}
    for one in facts:
        found.setdefault(one.group, []).append(one)
    return [Group(f"group-{place}", name, tuple(held)) for place, (name, held) in enumerate(found.items(), 1)]


def searched(facts: Iterable[FactValue], words: str) -> list[FactValue]:
    """Those in whose label, key, group or value every word is found; a number finds the values that are printed so."""
    wanted = words.casefold().split()
    return [one for one in facts if all(_holds(one, word) for word in wanted)]


def _holds(one: FactValue, word: str) -> bool:
    if _PRINTED_NUMBER.fullmatch(word):
        printed = one.value.display.casefold().split()
        return word in printed or word in one.key.split(".") or word in one.label.casefold().split()
    return word in " ".join((one.label, one.key, one.group, one.words)).casefold()


def shown(listing: Listing, reader: Reader) -> ShownTable:
    numbers = [_is_of_numbers([row.cells[place] for row in listing.rows]) for place in range(len(listing.headings))]
    headings = tuple(map(Shown, listing.headings, numbers))
    rows = (
        ShownRow(
            tuple(_shown(cell, number) for cell, number in zip(row.cells, numbers, strict=True)),
            address(row, reader),
            row.counted,
        )
        for row in listing.rows
    )
    return ShownTable(headings, tuple(rows))


def _shown(cell: Value, number: bool) -> Shown:
    return Shown(cell.display, number, cell.is_missing, isinstance(cell.raw, date))


def _is_of_numbers(cells: list[Value]) -> bool:
    return any(_is_number(cell) for cell in cells) and all(_is_number(cell) or cell.is_missing for cell in cells)


def _is_number(cell: Value) -> bool:
    return isinstance(cell.raw, int | Decimal)


def address(row: Row, reader: Reader) -> str:
    """The record's page in the admin; "" where there is none, or the reader may not open it."""
    model = row.model
    if model is None or row.id is None or not admin.site.is_registered(model) or not may(reader, "view", model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=(row.id,))


def as_csv(listing: Listing) -> bytes:
    """The rows in UTF-8 with a byte order mark; no cell begins as a formula does."""
    file = io.StringIO(newline="")
    lines = [[inert(heading) for heading in listing.headings]]
    lines += [[_cell(value) for value in row.cells] for row in listing.rows]
    if listing.withheld:
        lines.append([f"{listing.withheld} withheld"])
    csv.writer(file).writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    """A negative number begins as a formula may, and is none."""
    return value.display if _is_number(value) else inert(value.display)


def as_json(fact: Fact, one: FactValue, url: str) -> dict[str, Any]:
    """`value` is exact: a decimal and a date as text, null where missing; `display` is what is printed."""
    raw = one.value.raw
    exact = raw.isoformat() if isinstance(raw, date) else str(raw) if isinstance(raw, Decimal) else raw
    return {
        "key": fact.key,
        "label": fact.label,
        "group": fact.group,
        "value": exact,
        "display": one.value.display,
        "words": one.words,
        "unit": fact.unit,
        "rule": fact.rule,
        "convention": fact.convention,
        "source": fact.source,
        "missing": one.value.is_missing,
        "url": url,
    }
