"""Which template each file, or each sheet of a spreadsheet, is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from importing.package import Format, Refused, format_of
from importing.problems import Problem
from importing.sheet import Sheet, read_grid, read_sheet
from importing.template import Template
from importing.workbook import Grid, read_workbook

HEADER_ROWS = 200
"""How many rows above and between a load's own a spreadsheet may have: version, header, blank ones."""
MOST_NAME = 120
"""Characters of a sheet's name that a place is told by."""

_VERSION = re.compile(r"\s*#\s*([a-z_]+)\s+v\d+\s*")
_STEM = re.compile(r"(.*?)(?:[ _-]*\(\d+\)|[ _-]+\d{4}-\d{2}(?:-\d{2})?|[ _-]*copy)*", re.IGNORECASE)
_NOTES = ("readme", "notes")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. `template` is the kind the person chose for it, or "" to go by names."""

    name: str
    content: bytes
    template: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file. Bytes are those of the file as it was sent."""

    rows: int
    bytes: int


@dataclass(slots=True)
class Sources:
    """The sheets found, by template, and what is wrong with the files themselves."""

    sheets: dict[str, Sheet]
    problems: list[Problem]

    def add(self, template: Template, sheet: Sheet) -> None:
        if (first := self.sheets.get(template.name)) is not None:
            self.refuse(sheet.file, f"Holds {template.name} as {first.file} does. Put them into one file.")
        else:
            self.sheets[template.name] = sheet

    def refuse(self, file: str, message: str) -> None:
        self.problems.append(Problem(file, 0, "", "", message))


def read_uploads(uploads: Iterable[Upload], known: Mapping[str, Template], limits: Limits) -> Sources:
    """Every sheet of every file, read into rows of text."""
    found = Sources({}, [])
    for upload in uploads:
        try:
            _read(found, upload, known, limits)
        except Refused as refusal:
            found.refuse(upload.name, str(refusal))
    return found


def template_named(name: str, known: Mapping[str, Template]) -> Template | None:
    """By a file's or sheet's name: parties, "Party categories", parties (2), parties 2021-10."""
    stem = _STEM.fullmatch(name.strip())
    return known.get(re.sub(r"[ -]+", "_", (stem[1] if stem else name).strip().lower()))


def _read(found: Sources, upload: Upload, known: Mapping[str, Template], limits: Limits) -> None:
    if len(upload.content) > limits.bytes:
        raise Refused(f"Is larger than {limits.bytes:,} bytes. Split it into several loads.")
    named = format_of(upload.name)
    if named is Format.CSV:
        template = known.get(upload.template) or _by_name(upload.name, known) or _by_version(upload.content, known)
        if template is None:
            raise Refused(unknown(upload.name.rpartition(".")[0], (f"{name}" for name in known), "it"))
        found.add(template, read_sheet(template, upload.name, upload.content, limits.rows))
        return
    grids = read_workbook(upload.content, named, limits.bytes, limits.rows + HEADER_ROWS)
    pairs = list(_paired(upload, [grid for grid in grids if grid.name.strip().lower() not in _NOTES], known))
    for grid, template in pairs:
        # An OpenDocument sheet's name may be of any length.
        file = f"{upload.name}, sheet {grid.name[:MOST_NAME]}"
        if grid.hidden:
            found.refuse(file, "Is hidden. Show it, so that what is loaded is what is seen, or delete it.")
        elif template is None:
            found.refuse(file, unknown(grid.name, known, "the sheet"))
        else:
            found.add(template, read_grid(template, file, grid, limits.rows))
    if not pairs:
        raise Refused("Is empty. Its first row names the columns; leave the file out if it has no rows.")


def _paired(upload: Upload, grids: list[Grid], known: Mapping[str, Template]) -> Iterator[tuple[Grid, Template | None]]:
    """A workbook's only sheet goes by the chosen kind, or the file's name; of several, each by its own name."""
    for grid in grids:
        named = template_named(grid.name, known)
        if len(grids) == 1:
            first = grid.rows[0][1][0].shown if grid.rows else ""
            named = known.get(upload.template) or named or _by_name(upload.name, known) or _of_version(first, known)
        yield grid, named


def _by_name(name: str, known: Mapping[str, Template]) -> Template | None:
    return template_named(name.rpartition(".")[0], known)


def _by_version(content: bytes, known: Mapping[str, Template]) -> Template | None:
    return _of_version(content[:200].decode("utf-8-sig", "replace").splitlines()[0] if content[:200] else "", known)


def _of_version(line: str, known: Mapping[str, Template]) -> Template | None:
    said = _VERSION.fullmatch(line.strip().strip('",'))
    return known.get(said[1]) if said else None


def unknown(name: str, known: Iterable[str], what: str) -> str:
    near = get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    meant = f" Rename {what} to {near[0]}, choose its kind, or take it out." if near else ""
    return f"Has the name of no template.{meant or f' Choose its kind, or take {what} out.'}"
