"""Figures over months, as the person may read them, today or as they were known at a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from access.classification import Classification, at_least
from access.policy import Reader, visible_to
from readers.api.models import PublishedFigure
from readers.api.papers import Answer, page_of, state_of
from reports.facts.records import FACTS
from reports.facts.registry import Fact, Facts
from reports.models import Publication, PublishedRestatement
from reports.publishing.queries import LARGE, is_withdrawn
from reports.reads import MonthReads
from reports.restating.register import marked_for


def figures_at(reader: Reader, day: date | None) -> QuerySet[PublishedFigure]:
    """What the version of each report that stood by the end of that day prints, of what the person may read.

    The version that stood is the last that was published by then, whoever may read it: where it prints the figure for
    others alone, no earlier one stands in for it.
    """
    stood = Publication.objects.order_by("report_id", "-version").distinct("report_id")
    if day is not None:
        stood = stood.filter(published_at__date__lte=day)
    return visible_to(reader, PublishedFigure.objects.filter(publication__in=stood.values("pk"))).order_by()


def listed(reader: Reader, words: str) -> QuerySet[PublishedFigure, Any]:
    """Every figure that a standing version prints, with its first and last month, by its key. Of `words` each stands in
    the key or in the label of one row, wherever."""
    printed = figures_at(reader, None).filter(publication__withdrawal__isnull=True)
    found = printed
    if words:
        # Whichever row is called so: the months are those of all its rows. Asked in one with them, it takes seconds.
        called = printed
        for word in set(words.split()):
            called = called.filter(Q(fact__icontains=word) | Q(label__icontains=word))
        found = printed.filter(fact__in=list(called.values_list("fact", flat=True).distinct()))
    month = "publication__month"
    about = {"first": Min(month), "last": Max(month), "months": Count(month, distinct=True)}
    return found.values("fact").annotate(**about).order_by("fact")


def latest_of(reader: Reader, facts: Iterable[str]) -> dict[str, PublishedFigure]:
    """The latest row of each figure, for what it is called."""
    found = figures_at(reader, None).filter(publication__withdrawal__isnull=True, fact__in=list(facts))
    found = found.select_related("publication").defer(*(f"publication__{name}" for name in LARGE))
    return {one.fact: one for one in found.order_by("fact", "-publication__month", "pk").distinct("fact")}


def points(
    reader: Reader, fact: str, report: str | None, since: date | None, until: date | None, day: date | None
) -> list[PublishedFigure]:
    """By month and report, one row for each version: that of the file that most may read."""
    wanted = {"publication__kind": report, "publication__month__gte": since, "publication__month__lte": until}
    found = figures_at(reader, day).filter(fact=fact, **{name: value for name, value in wanted.items() if value})
    newest = Publication.objects.filter(report=OuterRef("publication__report")).order_by("-version")
    found = found.annotate(latest=Subquery(newest.values("version")[:1]))
    found = found.select_related("publication__withdrawal").defer(*(f"publication__{name}" for name in LARGE))
    rank = at_least(Classification.WHITE).index
    rows: dict[int, PublishedFigure] = {}
    for row in found.order_by("publication__month", "publication__kind", "pk"):
        kept = rows.setdefault(row.publication_id, row)
        if rank(row.classification) < rank(kept.classification):
            rows[row.publication_id] = row
    return list(rows.values())


Revisions = dict[tuple[date, str], PublishedRestatement]


def revisions(reader: Reader, fact: str, day: date | None) -> Revisions:
    """By the month and the number that is revised, the last mark that the person may read, of the version of each paper
    that stands, or stood by the end of that day."""
    marks = marked_for(reader, day).filter(fact=fact).select_related("publication")
    marks = marks.defer(*(f"publication__{name}" for name in LARGE)).order_by("publication__published_at", "pk")
    return {(mark.month, mark.published): mark for mark in marks}


def told_point(row: PublishedFigure, marks: Revisions, build: Any) -> Answer:
    publication = row.publication
    withdrawn = is_withdrawn(publication)
    exact = plain(row.value)
    return {
        "month": publication.covers.iso,
        "report": publication.kind,
        "version": publication.version,
        "state": state_of(publication, row.latest),  # type: ignore[attr-defined]  # annotated by `points`
        "classification": Classification(row.classification).label,
        "published_at": publication.published_at.astimezone(UTC).isoformat(),
        "value": None if withdrawn else float(row.value),
        "exact": None if withdrawn else exact,
        "display": None if withdrawn else row.display,
        "page": build(page_of(publication)),
        "revised": None if withdrawn else _revised(marks.get((publication.month, row.display)), build),
    }


def _revised(mark: PublishedRestatement | None, build: Any) -> Answer | None:
    if mark is None:
        return None
    word = Classification(mark.classification).label
    page = build(page_of(mark.publication, mark.part))
    return {"now": mark.now, "reason": mark.reason, "classification": word, "page": page}


def rules_of(rows: Iterable[PublishedFigure]) -> dict[str, str]:
    """The rule of each figure in words, by its key; of one that goes by what has been entered, as what is entered for
    the newest month of these gives it. No rule is known of what is entered no more. As many queries for all as for one.
    """
    every = list(rows)
    entered = [one.publication.covers for one in every if one.fact not in FACTS]
    newest = max(entered, key=lambda month: month.first) if entered else None
    facts = Facts(MonthReads(newest, since=newest.last, until=newest.last)) if newest else None
    known = ((one.fact, _known(one.fact, facts)) for one in every)
    return {key: " ".join(filter(None, (fact.rule, fact.convention))) for key, fact in known if fact}


def _known(key: str, facts: Facts | None) -> Fact | None:
    if key in FACTS or facts is None:
        return FACTS.get(key)
    try:
        return facts.fact(key)
    except KeyError:
        return None


def plain(number: Decimal) -> str:
    """Without the zeros after the point that say nothing."""
    return f"{number.normalize():f}"
