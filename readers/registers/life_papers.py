"""The published papers that name a record, as each reader may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import F
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
    read; of one whose latest was withdrawn, none. Two queries: asked in one, the database takes few for what are
    thousands, and looks through all files for each."""
    standing = visible_to(reader, standing_papers()).order_by("version").values_list("report", "pk")
    latest = set(dict(standing).values())
    rows = (
        visible_to(reader, PublishedMention.objects.filter(target=target, publication__month__lte=day))
        .order_by("-publication__month", "publication__kind", "file__part", "position")
        .values(
            *("anchor", "label", "within", "classification", "publication"),
            kind=F("publication__kind"),
            month=F("publication__month"),
            version=F("publication__version"),
            part=F("file__part"),
            title=F("file__title"),
        )
    )
    read = (row for row in rows if row["publication"] in latest)
    by_paper = groupby(read, lambda row: (row["month"], row["kind"], row["part"]))
    return [_paper(list(found)) for _, found in by_paper]


def classified(papers: list[Paper]) -> Classification:
    """Of a page that tells of these, and else of White records alone."""
    return highest([Classification.WHITE, *(paper.classification for paper in papers)])


@lru_cache(4096)
def _page(kind: str, month: Month, version: int, part: str) -> str:
    """Addresses of versions are lasting, and a life names hundreds."""
    name, rest = ("version-part", (part,)) if part else ("version", ())
    return reverse(f"publishing:{name}", args=(kind, month, version, *rest))


def _paper(rows: list[dict[str, Any]]) -> Paper:
    first = rows[0]
    month, word = Month.containing(first["month"]), Classification(first["classification"])
    page = _page(first["kind"], month, first["version"], first["part"])
    places = (Place(row["label"], row["within"], f"{page}#{row['anchor']}") for row in rows)
    return Paper(first["title"], month, first["version"], word, tuple(places))
