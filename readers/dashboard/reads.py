"""The dashboard's figures, from what was published and the reader may read; never from records or work in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from access.classification import Classification, at_least, highest
from access.policy import Reader, may_read_for, visible_to
from readers.api.models import PublishedFigure
from readers.dashboard.figures import KINDS, Line, Shown
from reports.engine.month import Month
from reports.engine.values import MISSING, NONE, Raw, Value
from reports.models import Publication
from reports.publishing.picking import PickedFigures
from reports.publishing.queries import standing_papers
from reports.restating.places import FOR, PRINTED
from reports.restating.register import marked_for

WINDOW = 36
LEAST = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """A report's latest version that stands and that the reader may read."""

    id: int
    kind: str
    month: Month
    version: int
    title: str
    reference: str
    classification: Classification


@dataclass(frozen=True, slots=True)
class Revised:
    """That a later paper marks the figure as another now: as it prints it, and why."""

    now: str
    reason: str
    classification: Classification


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a paper prints it for the reader, classified as the part that does."""

    raw: Raw
    display: str
    classification: Classification


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a figure: a value for each of its lines, each with what a later paper says of it if one does.

    `papers` are those that print the values; the first that would, where none does. It is empty for a month of which
    nothing that would have the figure was published: that has no values.
    """

    month: Month
    papers: tuple[Paper, ...]
    values: tuple[Value, ...]
    revised: tuple[Revised | None, ...] = ()
    classification: Classification = Classification.WHITE

    @property
    def told(self) -> tuple[tuple[Value, Revised | None], ...]:
        return tuple(zip(self.values, self.revised, strict=True))


@dataclass(frozen=True, slots=True)
class Board:
    """Papers by month, newest version alone, and what they print for the reader of the keys that were asked for."""

    papers: Mapping[tuple[str, Month], Paper]
    told: Mapping[int, Mapping[str, Told]]
    revised: Mapping[tuple[Month, str], Revised]

    @property
    def classification(self) -> Classification:
        """The highest of what it was read from."""
        papers = [one.classification for one in self.papers.values()]
        figures = [one.classification for known in self.told.values() for one in known.values()]
        later = [one.classification for one in self.revised.values()]
        return highest([Classification.WHITE, *papers, *figures, *later])

    def points(self, shown: Shown, months: Iterable[Month]) -> tuple[Point, ...]:
        return tuple(self._point(shown, month) for month in months)

    def lacks(self, shown: Shown, month: Month) -> bool:
        """Whether another paper of the month may still have something of the figure."""
        values = self._point(shown, month).values
        return not values or any(value.is_missing for value in values)

    def _point(self, shown: Shown, month: Month) -> Point:
        papers = [self.papers[kind, month] for kind in shown.kinds if (kind, month) in self.papers]
        if not papers:
            return Point(month, (), ())
        lines = [self._line(line, papers) for line in shown.lines]
        values = tuple(value for value, _ in lines)
        used = tuple(paper for paper in papers if any(one is paper for _, one in lines)) or (papers[0],)
        figures = [one for paper in used for key, one in self.told.get(paper.id, {}).items() if key in shown.keys]
        word = highest([*(paper.classification for paper in used), *(one.classification for one in figures)])
        marks = (self.revised.get((month, line.key)) for line in shown.lines)
        # A version that was corrected since says what the later paper says.
        known = zip(values, marks, strict=True)
        revised = tuple(mark if mark and mark.now != one.display else None for one, mark in known)
        return Point(month, used, values, revised, word)

    def _line(self, line: Line, papers: Iterable[Paper]) -> tuple[Value, Paper | None]:
        """As the first of the papers that prints it has it, with the paper."""
        for paper in papers:
            value = _value(line, self.told.get(paper.id, {}))
            if not value.is_missing:
                return value, paper
        return MISSING, None


def papers_for(reader: Reader) -> dict[tuple[str, Month], Paper]:
    """The papers that the dashboard may be read from, by kind and month: none of a month whose latest version was
    withdrawn. One query."""
    standing = standing_papers().filter(kind__in=KINDS)
    names = ("pk", "kind", "month", "version", "title", "reference", "classification")
    found: dict[tuple[str, Month], Paper] = {}
    for pk, kind, first, version, title, reference, word in (
        visible_to(reader, standing).order_by("version").values_list(*names)
    ):
        month = Month.containing(first)
        found[kind, month] = Paper(pk, kind, month, version, title, reference, Classification(word))
    return found


def months_to(last: Month, papers: Mapping[tuple[str, Month], Paper]) -> tuple[Month, ...]:
    """Up to three years that end with the month, a year at least, beginning no earlier than anything published."""
    first = min(month for _, month in papers)
    published = (last.year - first.year) * 12 + last.month - first.month + 1
    return last.window(max(LEAST, min(WINDOW, published)))


def board(
    reader: Reader, papers: Mapping[tuple[str, Month], Paper], months: Sequence[Month], figures: Iterable[Shown]
) -> Board:
    """What the papers of these months print of the figures, and what later ones say of that. A query for each kind of
    report that is read, and one for what is revised; a later kind is read for what the ones before it lack."""
    shown_here = tuple(figures)
    keys = {key for shown in shown_here for key in _asked(shown)}
    read: dict[tuple[str, Month], Paper] = {}
    told: dict[int, dict[str, Told]] = {}
    for kind in KINDS:
        so_far = Board(read, told, {})
        wanted = {
            (kind, month): papers[kind, month]
            for shown in shown_here
            for month in months
            if kind in shown.kinds and (kind, month) in papers and so_far.lacks(shown, month)
        }
        told = told | _told(reader, wanted.values(), keys)
        read = read | wanted
    return Board(read, told, _revised(reader, keys, months))


def _told(reader: Reader, papers: Iterable[Paper], keys: set[str]) -> dict[int, dict[str, Told]]:
    """Of these papers the figures that they print for the reader; a query, or none, and one more where a paper was
    published before it was kept which of its figures are printed."""
    by_id = {paper.id: paper for paper in papers}
    if not by_id:
        return {}
    rows = Publication.objects.filter(pk__in=by_id).annotate(picked=PickedFigures("facts", sorted(keys)))
    kept: dict[int, dict[str, Any]] = dict(rows.values_list("pk", "picked"))
    unsaid = [pk for pk, known in kept.items() if any(PRINTED not in entry for entry in known.values())]
    named = PublishedFigure.objects.filter(publication__in=unsaid, fact__in=keys)
    before = set(visible_to(reader, named).values_list("publication", "fact")) if unsaid else set()
    return {
        pk: {
            key: one
            for key, entry in known.items()
            if entry.get(PRINTED, (pk, key) in before) and (one := _told_to(reader, entry, by_id[pk])) is not None
        }
        for pk, known in kept.items()
    }


def _told_to(reader: Reader, entry: Mapping[str, Any], paper: Paper) -> Told | None:
    """None of what the reader may not read, and of what is no number. Who may read the paper reads a figure of it that
    names no readers of its own."""
    words = [paper.classification]
    if FOR in entry:
        words = [Classification(word) for word, audience in entry[FOR] if may_read_for(reader, word, audience)]
    raw = _number(entry)
    if not words or raw is None:
        return None
    return Told(raw, str(entry["display"]), min(words, key=at_least(Classification.WHITE).index))


def _revised(reader: Reader, keys: set[str], months: Sequence[Month]) -> dict[tuple[Month, str], Revised]:
    """What the reader may read of it, in papers that stand; the latest word on each figure."""
    marked = marked_for(reader).filter(fact__in=keys, month__range=(months[0].first, months[-1].first))
    rows = marked.order_by("publication__month", "publication__version", "pk")
    names = ("month", "fact", "now", "reason", "classification")
    return {
        (Month.containing(first), fact): Revised(now, reason, Classification(word))
        for first, fact, now, reason, word in rows.values_list(*names)
    }


def _asked(shown: Shown) -> Iterable[str]:
    for line in shown.lines:
        yield line.key
        if line.nothing_where:
            yield line.nothing_where


def _value(line: Line, told: Mapping[str, Told]) -> Value:
    """As it was published. What the paper has no number for that the reader may read is missing, and never zero."""
    known = told.get(line.key)
    if known:
        return Value(known.raw, known.display)
    nothing = told.get(line.nothing_where) if line.nothing_where else None
    return NONE if nothing and nothing.raw == 0 else MISSING


def _number(known: Mapping[str, Any]) -> Raw:
    text = str(known.get("value", ""))
    try:
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)
    except (ValueError, InvalidOperation):
        return None
