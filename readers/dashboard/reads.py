"""The dashboard's figures, from what was published and the reader may read; never from records or work in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Func, JSONField

from access.classification import Classification, highest
from access.policy import Reader, visible_to
from readers.dashboard.figures import KINDS, Line, Shown
from reports.engine.month import Month
from reports.engine.values import MISSING, NONE, Raw, Value
from reports.models import Publication
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
class Point:
    """A month of a figure: a value for each of its lines, from the paper named, each with what a later paper says of it
    if one does. `paper` is None for a month of which nothing that would have it was published: it has no values."""

    month: Month
    paper: Paper | None
    values: tuple[Value, ...]
    revised: tuple[Revised | None, ...] = ()

    @property
    def told(self) -> tuple[tuple[Value, Revised | None], ...]:
        return tuple(zip(self.values, self.revised, strict=True))


@dataclass(frozen=True, slots=True)
class Board:
    """Papers by month, newest version alone, and what they say of the keys that were asked for."""

    papers: Mapping[tuple[str, Month], Paper]
    facts: Mapping[int, Mapping[str, Any]]
    revised: Mapping[tuple[Month, str], Revised]

    @property
    def classification(self) -> Classification:
        """The highest of what it was read from."""
        papers = (one.classification for one in self.papers.values())
        return highest([Classification.WHITE, *papers, *(one.classification for one in self.revised.values())])

    def points(self, shown: Shown, months: Iterable[Month]) -> tuple[Point, ...]:
        return tuple(self._point(shown, month) for month in months)

    def _point(self, shown: Shown, month: Month) -> Point:
        paper = _paper_of(self.papers, shown, month)
        if paper is None:
            return Point(month, None, ())
        facts = self.facts.get(paper.id, {})
        values = tuple(_value(line, facts) for line in shown.lines)
        marks = (self.revised.get((month, line.key)) for line in shown.lines)
        # A version that was corrected since says what the later paper says.
        known = zip(values, marks, strict=True)
        return Point(
            month, paper, values, tuple(mark if mark and mark.now != one.display else None for one, mark in known)
        )


def _paper_of(papers: Mapping[tuple[str, Month], Paper], shown: Shown, month: Month) -> Paper | None:
    """The first of the figure's reports that is published for the month."""
    return next((papers[kind, month] for kind in shown.kinds if (kind, month) in papers), None)


class _Picked(Func):
    """Of a JSON object the entries of these names alone: the rest never leaves the database. What it has not is null.

    What is stored compressed is unpacked once for all names, by putting nothing to it.
    """

    template = (
        "(SELECT jsonb_build_object(%(entries)s)"
        " FROM (SELECT %(expressions)s || '{}'::jsonb AS facts OFFSET 0) AS whole)"
    )
    output_field = JSONField()

    def __init__(self, expression: str, names: Sequence[str]) -> None:
        super().__init__(expression)
        self.names = tuple(names)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        entries = ", ".join("%s, whole.facts -> %s" for _ in self.names)
        sql, params = super().as_sql(compiler, connection, *args, entries=entries, **context)
        return sql, (*(name for one in self.names for name in (one, one)), *params)


def papers_for(reader: Reader) -> dict[tuple[str, Month], Paper]:
    """The papers that the dashboard may be read from, by kind and month; one query."""
    standing = Publication.objects.filter(kind__in=KINDS, withdrawal__isnull=True)
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
    """What the papers of these months say of the figures, and what later ones say of that; two queries."""
    shown_here = tuple(figures)
    keys = {key for shown in shown_here for key in _asked(shown)}
    used = (_paper_of(papers, shown, month) for shown in shown_here for month in months)
    wanted = {(paper.kind, paper.month): paper for paper in used if paper is not None}
    rows = Publication.objects.filter(pk__in=[paper.id for paper in wanted.values()])
    facts = rows.annotate(picked=_Picked("facts", sorted(keys))).values_list("pk", "picked")
    known = {pk: {key: entry for key, entry in picked.items() if entry is not None} for pk, picked in facts}
    return Board(wanted, known, _revised(reader, keys, months))


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


def _value(line: Line, facts: Mapping[str, Any]) -> Value:
    """As it was published. What the paper had no number for is missing, and never zero."""
    known = facts.get(line.key)
    raw = _number(known) if known else None
    if known and raw is not None:
        return Value(raw, str(known["display"]))
    nothing = facts.get(line.nothing_where) if line.nothing_where else None
    return NONE if nothing and _number(nothing) == 0 else MISSING


def _number(known: Mapping[str, Any]) -> Raw:
    text = str(known.get("value", ""))
    try:
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)
    except (ValueError, InvalidOperation):
        return None
