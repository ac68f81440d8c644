"""An entry before it is written, and the fingerprint of those that one source should have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Any

from readers.search.models import SearchEntry

MADE_BY = "3"
"""Raised when entries are made differently, so that all are made anew."""
_LENGTHS = {"title": 300, "within": 300, "place": 160, "key": 160}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """See `SearchEntry`, whose fields these are."""

    source: str
    kind: str
    classification: str
    title: str
    place: str = ""
    audience: tuple[str, ...] = ()
    within: str = ""
    body: str = ""
    references: tuple[str, ...] = ()
    publication_id: int | None = None
    paper_id: int | None = None
    stands_with: tuple[int, ...] = ()
    report: str = ""
    month: date | None = None
    dated: date | None = None
    part: str = ""
    key: str = ""
    opens: bool = False
    shown_from: date | None = None
    shown_until: date | None = None

    def as_row(self, fingerprint: str) -> SearchEntry:
        known: dict[str, Any] = asdict(self)
        known |= {name: known[name][:longest] for name, longest in _LENGTHS.items()}
        known |= {"audience": list(self.audience), "references": [one[:60] for one in self.references]}
        known["stands_with"] = list(self.stands_with)
        return SearchEntry(**known, fingerprint=fingerprint, made_by=MADE_BY)


def fingerprint_of(entries: Iterable[Entry]) -> str:
    said = "\x1e".join("\x1f".join(map(repr, astuple(one))) for one in entries)
    return hashlib.sha256(f"{MADE_BY}\x1d{said}".encode()).hexdigest()[:32]
