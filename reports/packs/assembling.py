"""All files of an issue, from what is stored. No database: what it works on is given to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reports.packs.binding import Bound, Source, bind, open_source
from reports.packs.layout import COVER_PAGES, Entry, Level, Paper, Span, entries, last_page, levels, page_map, spans
from reports.packs.printing import About, Front, Sheet, contents_of, edition_name, print_front, sheets_of
from reports.packs.stamps import PREVIEW

Say = Callable[[int, str], object]
Read = Callable[[tuple[str, int]], bytes]
_CONVERGES = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is to be stored."""

    title: str
    name: str
    level: Level
    content: bytes
    pages: int
    sha256: str
    contents: list[dict[str, Any]]
    page_map: list[dict[str, int | bool]]
    claims_ua: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    files: tuple[Made, ...]
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class _Planned:
    level: Level
    entries: list[Entry]
    front: Front


def assemble(
    about: About, papers: Sequence[Paper], first_page: int, read: Read, say: Say, *, confidential: bool = False
) -> Assembled:
    """The files for each audience. `read` gives the bytes of a piece's source, `say` is told how far it is.

    Raises what `say` raises, which is asked between any two papers and files; RuntimeError for no file to make.
    """
    wanted = levels(papers, about.code, confidential=confidential)
    if not wanted:
        raise RuntimeError("There is nothing in the pack that anybody may read")
    say(2, "Laying out the pages")
    contents, planned = _plan(about, papers, wanted, first_page)
    sources = _read(papers, planned, read, say)
    last = last_page(papers, first_page, contents)
    files = []
    for number, plan in enumerate(planned):
        say(35 + 60 * number // len(planned), f"Binding the {edition_name(plan.level, about.committee).lower()}")
        found = spans(plan.entries, first_page, contents, plan.front.contents)
        files.append(_made(about, plan, found, sources))
    return Assembled(tuple(files), first_page, last)


def _plan(about: About, papers: Sequence[Paper], wanted: Sequence[Level], first: int) -> tuple[int, list[_Planned]]:
    """The pages that contents take move what they list: how many the fullest edition's take is found first, and all
    are printed until they agree, which the first try does but where another edition's are longer."""
    contents = contents_of(about, wanted[-1], entries(papers, wanted[-1], first))
    for _ in range(_CONVERGES):
        start = first + COVER_PAGES + contents
        planned = []
        for level in wanted:
            found = entries(papers, level, start)
            planned.append(_Planned(level, found, print_front(about, level, found)))
        longest = max(plan.front.contents for plan in planned)
        if longest == contents:
            return contents, planned
        contents = longest
    raise RuntimeError("The contents of the pack do not come to a length")


def _read(
    papers: Sequence[Paper], planned: Sequence[_Planned], read: Read, say: Say
) -> Mapping[tuple[str, int], Source]:
    """What some file holds; nothing else is even read. The names in a paper's tags go by its place on the agenda, which
    every edition tells."""
    held = {part.piece.source for plan in planned for entry in plan.entries for part in entry.parts if part.piece}
    sources = {}
    for number, paper in enumerate(papers):
        say(10 + 25 * number // len(papers), f"Reading paper {number + 1} of {len(papers)}")
        for piece in paper.pieces:
            if piece.source in held:
                place = 100 * paper.item + paper.pieces.index(piece)
                sources[piece.source] = open_source(read(piece.source), place, trusted=piece.ours)
    return sources


def _made(about: About, plan: _Planned, found: list[Span], sources: Mapping[tuple[str, int], Source]) -> Made:
    level = plan.level
    title = f"{about.meeting}: {about.title.lower()}, {level.classification.label}"
    title = f"{PREVIEW}: {title}" if about.preview else title
    bound: Bound = bind(title, about.stamped(level.classification), plan.front, plan.entries, found, sources)
    kind = f"supplement_{about.supplement}" if about.supplement else "pack"
    return Made(
        title=title,
        name=f"{about.reference}_{kind}_{level.classification}.pdf",
        level=level,
        content=bound.content,
        pages=bound.pages,
        sha256=sha256(bound.content).hexdigest(),
        contents=[_row(sheet) for sheet in sheets_of(plan.entries) if sheet.line is sheet.entry.line],
        page_map=page_map(found),
        claims_ua=bound.claims_ua,
    )


def _row(sheet: Sheet) -> dict[str, Any]:
    """A paper as `PackFile.contents` keeps it."""
    former = sheet.line.replaces
    return (
        {"item": sheet.entry.item}
        | _line(sheet)
        | {
            "reference": sheet.reference,
            "replaces": former and {"item": former.item, "first": former.first, "issue": former.issue},
            "parts": [_line(Sheet("", part.state, sheet.entry, part)) for part in sheet.entry.parts],
        }
    )


def _line(sheet: Sheet) -> dict[str, Any]:
    line = sheet.line
    return {"title": sheet.title, "word": sheet.word, "state": sheet.kind, "first": line.first, "last": line.last}
