"""Which two published papers are set side by side, for whoever may read both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from access.policy import Reader, visible_to
from readers.reading.behind import rule_of
from readers.reading.comparison import Digest, digest
from readers.reading.figures import by_key
from readers.reading.frozen import document_of, read_again
from reports.engine.document import Document
from reports.engine.month import Month
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.publishing.queries import LARGE, is_withdrawn, may_open_withdrawn

KEPT_IN_MEMORY = 8
_KEY = re.compile(r"(\d{4}-\d{2})-v(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Side:
    """A version of a month's paper, or of a part of it, that can be compared."""

    file: PublishedFile

    @property
    def month(self) -> Month:
        return self.file.publication.covers

    @property
    def version(self) -> int:
        return self.file.publication.version

    @property
    def key(self) -> str:
        return f"{self.month.iso}-v{self.version}"

    @property
    def label(self) -> str:
        return f"{self.month.label}, version {self.version}"

    @property
    def order(self) -> tuple[Month, int]:
        return self.month, self.version


@dataclass(frozen=True, slots=True)
class Chosen:
    """`before` is None where there is none to compare with; `fault` says what of a choice there is not."""

    before: Side | None
    after: Side
    sides: tuple[Side, ...]
    fault: str = ""


def sides_for(reader: Reader, kind: str, part: str) -> list[Side]:
    """Every version of the kind, or of that part of it, that the person may read and that stands; newest first. One
    query."""
    files = PublishedFile.objects.filter(publication__kind=kind, part=part, kind=FileKind.DATA)
    files = visible_to(reader, files).select_related("publication__withdrawal")
    files = files.defer("content", *(f"publication__{name}" for name in LARGE))
    opens = may_open_withdrawn(reader)
    found = (Side(file) for file in files if opens or not is_withdrawn(file.publication))
    return sorted(found, key=lambda one: one.order, reverse=True)


def chosen(sides: Sequence[Side], month: Month, before: str, after: str) -> Chosen | None:
    """The two that were asked for by their keys; by default the month's latest version, and the latest of the month
    before that there is. None where the month has none."""
    own = [one for one in sides if one.month == month]
    if not own:
        return None
    known = {one.key: one for one in sides}
    newer = known.get(after, own[0]) if after else own[0]
    older = known.get(before) if before else next((one for one in sides if one.month < newer.month), None)
    unknown = any(word and word not in known for word in (before, after))
    fault = "There is no such version: choose one of those listed." if unknown else ""
    if older is not None and older.key == newer.key:
        fault = "These are the same version: choose two."
    if fault:
        older = next((one for one in sides if one.month < newer.month), None)
    if older is not None and older.order > newer.order:
        older, newer = newer, older
    return Chosen(older, newer, tuple(sides), fault)


def digest_of(before: Side, after: Side) -> Digest:
    """What the later says otherwise. Raises Http404 for what this program does not read. At most three queries."""
    documents = document_of(before.file), document_of(after.file)
    labels = labels_of([before.file.publication, after.file.publication], documents)
    return _kept(before.file.sha256, after.file.sha256, tuple(sorted(labels.items())))


def labels_of(publications: Sequence[Publication], documents: Sequence[Document]) -> dict[str, str]:
    """What each figure that these Documents print is called, as it was kept beside them; later ones win. Of figures
    that they do not print nothing is read. What was not kept, such as a date, is called as it is now. One query."""
    printed = {key for document in documents for key in by_key(document)}
    now = {key: fact.label for key in printed if (fact := rule_of(key))}
    order = {publication.pk: place for place, publication in enumerate(publications)}
    rows = Publication.objects.filter(pk__in=order).values_list("pk", "facts")
    found: dict[str, str] = {}
    for _, facts in sorted(rows, key=lambda row: order[row[0]]):
        found |= {key: str(one.get("label", "")) for key, one in facts.items() if key in printed}
    return now | {key: label for key, label in found.items() if label}


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _kept(before: str, after: str, labels: tuple[tuple[str, str], ...]) -> Digest:
    """By the hashes of what is compared, which never changes."""
    return digest(read_again(before), read_again(after), dict(labels))
