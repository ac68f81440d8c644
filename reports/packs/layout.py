"""Which paper stands on which page of the pack, and what of it is in the file for each audience. Plain data.

The pages are numbered once for every audience, as if all of it were there. A file leaves out what its audience may not
read; in its place stands one page, which says which pages those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from access.classification import Classification, announced, at_least, highest

COVER_PAGES = DIVIDER_PAGES = 1
HELD, WITHHELD, TO_FOLLOW = "held", "withheld", "to follow"
NAMED_AUDIENCE = (Classification.AMBER, Classification.RED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A PDF of a paper: the paper itself, or a part that stands apart. `source` is where its bytes are; `ours` we
    printed ourselves."""

    title: str
    classification: str
    audience: tuple[str, ...]
    pages: int
    source: tuple[str, int]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """The paper of the pack, issued before, whose place another takes: its place on the agenda and its first page.
    `issue` is the number of what holds it, 0 for the pack itself."""

    item: int
    reference: str
    classification: str
    audience: tuple[str, ...]
    first: int
    issue: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the agenda; one without pieces is to follow. `item` is its place on the agenda, `version` that of a
    report of ours, 0 for others."""

    item: int
    reference: str
    title: str
    classification: str
    audience: tuple[str, ...]
    pieces: tuple[Piece, ...]
    version: int = 0
    replaces: Replaced | None = None

    @property
    def highest(self) -> Classification:
        return highest((self.classification, *(piece.classification for piece in self.pieces)))

    @property
    def pages(self) -> int:
        return DIVIDER_PAGES + sum(piece.pages for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Level:
    """Whom a file is for: those who may read `classification`, where that needs a name the members of `committee`."""

    classification: Classification
    committee: str

    @property
    def audience(self) -> list[str]:
        return [self.committee] if self.classification in NAMED_AUDIENCE else []

    def holds(self, classification: str, audience: Sequence[str]) -> bool:
        """Red that names nobody is for the staff who handle it, and goes into no pack."""
        if self.classification not in at_least(classification):
            return False
        if classification == Classification.RED:
            return self.committee in audience
        return classification != Classification.AMBER or not audience or self.committee in audience


@dataclass(frozen=True, slots=True)
class Line:
    """A paper, or a part of one, as the contents of a file list it. `title` and `reference` are blank where they may
    not be said. Its pages of the pack are `first` to `last`."""

    title: str
    reference: str
    classification: str
    state: str
    first: int
    last: int
    piece: Piece | None = None
    version: int = 0
    replaces: Replaced | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a file: its line, with those of its pieces."""

    item: int
    line: Line
    parts: tuple[Line, ...]

    @property
    def state(self) -> str:
        return self.line.state


@dataclass(frozen=True, slots=True)
class Span:
    """Pages of the pack that the file has in a row; or, not `held`, the one page in the place of all of them."""

    first: int
    last: int
    held: bool = True

    @property
    def sheets(self) -> int:
        return self.last - self.first + 1 if self.held else 1


def last_page(papers: Iterable[Paper], first: int, contents: int) -> int:
    """The last page of what begins on page `first` and whose contents take so many pages."""
    return first + COVER_PAGES + contents - 1 + sum(paper.pages for paper in papers)


def levels(papers: Sequence[Paper], committee: str, *, confidential: bool = False) -> list[Level]:
    """The files there are to make: one for each audience that may read more than the one before. A confidential
    committee's papers are for its members at the least."""
    lowest = Classification.AMBER if confidential else Classification.WHITE
    found, so_far = [], 0
    for classification in at_least(lowest):
        level = Level(Classification(classification), committee)
        held = sum(len(read) for read in (_held(paper, level) for paper in papers))
        if held > so_far:
            found.append(level)
            so_far = held
    return found


def unreached(papers: Iterable[Paper], made: Sequence[Level]) -> list[Paper | Piece]:
    """What is in none of the files that are made: papers, and parts of those that are in some."""
    found: list[Paper | Piece] = []
    for paper in papers:
        holding = [level for level in made if level.holds(paper.classification, paper.audience)]
        if not holding:
            found.append(paper)
            continue
        parts = (
            piece
            for piece in paper.pieces
            if not any(one.holds(piece.classification, piece.audience) for one in holding)
        )
        found.extend(parts)
    return found


def _held(paper: Paper, level: Level) -> list[object]:
    """The paper with its pieces, as far as they are in the file."""
    if not level.holds(paper.classification, paper.audience):
        return []
    return [paper, *(piece for piece in paper.pieces if level.holds(piece.classification, piece.audience))]


def entries(papers: Iterable[Paper], level: Level, first: int) -> list[Entry]:
    """The papers as the file for this audience has them; `first` is the page of the first one's divider."""
    found = []
    for paper in papers:
        found.append(_entry(paper, level, first))
        first += paper.pages
    return found


def _entry(paper: Paper, level: Level, first: int) -> Entry:
    last = first + paper.pages - 1
    if not level.holds(paper.classification, paper.audience):
        named = announced(paper.classification, Classification.WHITE)
        title, reference = (paper.title, paper.reference) if named else ("", "")
        word = paper.classification if named else ""
        left_out = Line(title, reference, word, WITHHELD, first, last)
        return Entry(paper.item, _with_version(left_out, paper, level) if named else left_out, ())
    state = HELD if paper.pieces else TO_FOLLOW
    parts, page = [], first + DIVIDER_PAGES
    for piece in paper.pieces:
        parts.append(_line(piece, level, page))
        page += piece.pages
    line = Line(paper.title, paper.reference, paper.classification, state, first, last)
    return Entry(paper.item, _with_version(line, paper, level), tuple(parts))


def _with_version(line: Line, paper: Paper, level: Level) -> Line:
    """What it replaces is told where that may be named, or is there to be read."""
    former = paper.replaces
    told = former and (
        announced(former.classification, Classification.WHITE) or level.holds(former.classification, former.audience)
    )
    return replace(line, version=paper.version, replaces=former if told else None)


def _line(piece: Piece, level: Level, first: int) -> Line:
    last = first + piece.pages - 1
    if level.holds(piece.classification, piece.audience):
        return Line(piece.title, "", piece.classification, HELD, first, last, piece)
    if announced(piece.classification, Classification.WHITE):
        return Line(piece.title, "", piece.classification, WITHHELD, first, last)
    return Line("", "", "", WITHHELD, first, last)


def spans(found: Sequence[Entry], first: int, contents: int, sheets: int) -> list[Span]:
    """The file's pages in their order. Its own contents may take fewer `sheets` than the `contents` of the longest."""
    made = [Span(first, first + COVER_PAGES - 1), Span(first + COVER_PAGES, first + COVER_PAGES + sheets - 1)]
    for entry in found:
        line = entry.line
        if line.state == WITHHELD:
            made.append(Span(line.first, line.last, held=False))
            continue
        made.append(Span(line.first, line.first + DIVIDER_PAGES - 1))
        made.extend(Span(part.first, part.last, held=part.state == HELD) for part in entry.parts)
    return made


def page_map(found: Iterable[Span]) -> list[dict[str, int | bool]]:
    """As `PackFile.page_map` keeps it."""
    rows: list[dict[str, int | bool]] = []
    at = 1
    for span in found:
        rows.append({"first": span.first, "last": span.last, "at": at, "held": span.held})
        at += span.sheets
    return rows


def sheet_of(rows: Iterable[dict[str, int | bool]], page: int) -> int | None:
    """The file's page, from 1, that shows this page of the pack, or says that it is left out. None for none."""
    for row in rows:
        if row["first"] <= page <= row["last"]:
            return int(row["at"]) + (page - int(row["first"]) if row["held"] else 0)
    return None
