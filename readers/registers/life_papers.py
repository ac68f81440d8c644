"""The published papers that name a record, as each reader may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from access.classification import Classification, highest
from access.policy import Reader, visible_to
from readers.registers.models import PublishedMention
from reports.engine.month import Month
from reports.publishing.queries import standing_papers


@dataclass(frozen=True, slots=True)
class Place:
    """A section that names it."""

    label: str
    within: str
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A published paper, or a part that stands apart, with its sections that name the record."""

    title: str
    month: Month
    version: int
    classification: Classification
    places: tuple[Place, ...]


def papers_naming(reader: Reader, target: str, day: date) -> list[Paper]:
    """Of months begun by `day`, newest first: of each report the latest version that stands and that the reader may
    read; of one whose latest was withdrawn, none. One query."""
    standing = visible_to(reader, standing_papers().filter(report=OuterRef("publication__report")))
    rows = (
        visible_to(reader, PublishedMention.objects.filter(target=target, publication__month__lte=day))
        .annotate(standing=Subquery(standing.order_by("-version").values("version")[:1]))
        .filter(publication__version=F("standing"), publication__withdrawal__isnull=True)
        .order_by("-publication__month", "publication__kind", "file__part", "position")
        .values(
            *("anchor", "label", "within", "classification"),
            kind=F("publication__kind"),
            month=F("publication__month"),
            version=F("publication__version"),
            part=F("file__part"),
            title=F("file__title"),
        )
    )
    by_paper = groupby(rows, lambda row: (row["month"], row["kind"], row["part"]))
    return [_paper(list(found)) for _, found in by_paper]


def classified(papers: list[Paper]) -> Classification:
    """Of a page that tells of these, and else of White records alone."""
    return highest([Classification.WHITE, *(paper.classification for paper in papers)])


def _paper(rows: list[dict[str, Any]]) -> Paper:
    first = rows[0]
    month, word = Month.containing(first["month"]), Classification(first["classification"])
    place = (first["kind"], month, first["version"])
    name, arguments = ("version-part", (*place, first["part"])) if first["part"] else ("version", place)
    page = reverse(f"publishing:{name}", args=arguments)
    places = (Place(row["label"], row["within"], f"{page}#{row['anchor']}") for row in rows)
    return Paper(first["title"], month, first["version"], word, tuple(places))
