"""What a person typed into the grid, as a form or the page's script sends it, and what of it is shown again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from measures.grid import Cell, Grid, with_entries
from measures.places import Entry, Place
from measures.recording import Outcome

MOST_CELLS = 2_000
"""In one save: a month has some dozens."""
LONGEST = 1_000
"""Letters of what the page itself put into a cell: its place, and the value it held before. What a person typed there
may be longer, and is refused at its place; the whole of a save has DATA_UPLOAD_MAX_MEMORY_SIZE for its bound."""


class Unreadable(ValueError):
    """What was sent is not what the page sends."""


# --- From a form --------------------------------------------------------------------------------------


def entries_of_form(data: QueryDict) -> list[Entry]:
    """The places whose text is another than the one shown. Where somebody else had stored a value meanwhile, the
    person has chosen whose to keep, or the entry stays stale."""
    entries: list[Entry] = []
    fields = {name: str(value) for name, value in data.items()}
    for name, typed in fields.items():
        kind, _, key = name.partition(":")
        settled = fields.get(f"settle:{key}")
        if kind != "value" or settled == "theirs" or len(entries) >= MOST_CELLS:
            continue
        was = fields.get(f"{'seen' if settled == 'mine' else 'was'}:{key}", "")
        if typed.strip() != was.strip():
            entries.append(Entry(Place.parse(key), typed, was))
    return entries


# --- From the script ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """A save of the script's: by whom the page was opened, and what they typed."""

    by: str
    entries: tuple[Entry, ...]


def sent(body: bytes, month: date) -> Sent:
    """Raises Unreadable."""
    try:
        data = json.loads(body)
        cells = data["cells"]
        if not isinstance(cells, list) or len(cells) > MOST_CELLS:
            raise Unreadable("too many cells")
        return Sent(_own(data["by"]), tuple(_entry(cell, month) for cell in cells))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _entry(cell: Mapping[str, Any], month: date) -> Entry:
    if cell.get("month", f"{month:%Y-%m}") != f"{month:%Y-%m}":
        raise Unreadable("a cell of another month")
    part = cell["category"] if "category" in cell else str(int(cell["rank"])) if "rank" in cell else ""
    return Entry(Place(_own(cell["measure"]), _own(part)), _text(cell["value"]), _own(cell["was"]))


def _own(value: Any) -> str:
    text = _text(value)
    if len(text) > LONGEST:
        raise Unreadable("longer than any the page holds")
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("a text was expected")
    # Half of a character, as a cut emoji leaves it, can be neither stored nor shown.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- Shown again --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was typed at a place that the month doesn't ask for any more."""

    name: str
    typed: str
    reason: str


def shown_again(
    shown: Grid, entries: Iterable[Entry], outcomes: Mapping[Place, Outcome]
) -> tuple[Grid, list[Leftover]]:
    """The grid with everything typed that is not stored, each with the reason at its place."""
    cells = {cell.place: cell for cell in shown.cells}
    kept: dict[Place, Cell] = {}
    leftovers = []
    for entry in entries:
        outcome = outcomes[entry.place]
        if outcome.state == "saved":
            continue
        if entry.place in cells:
            theirs = outcome.stored if outcome.state == "stale" else None
            kept[entry.place] = replace(
                cells[entry.place], typed=entry.typed, was=entry.was, message=outcome.reason, theirs=theirs
            )
        else:
            leftovers.append(Leftover(entry.place.key, entry.typed, outcome.reason))
    return with_entries(shown, kept), leftovers
