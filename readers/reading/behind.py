"""What stands behind a named figure of a published paper: its rule in words, and the rows that give it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from access.classification import Classification, announced
from access.policy import Reader, may_read_drafts, may_read_part
from reports.building import context_for
from reports.engine.values import Value
from reports.facts.pages import ShownTable, shown
from reports.facts.records import FACTS
from reports.facts.registry import Fact, Facts
from reports.facts.rows import Listing
from reports.models import Publication
from reports.reads import MonthReads


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that give a figure now, as the reader may see them. `listing` is None where none are listed: they are
    for members and SECAS, and of some it is not even said that there are more."""

    listing: Listing | None
    table: ShownTable | None
    moved: bool
    """Whether the records no longer give what was published."""
    now: Value | None
    """What they give now; None for who is not told, as it is not published."""


def rule_of(key: str) -> Fact | None:
    """The fact of that name where it is one of every month; None for one that goes by what has been entered."""
    return FACTS.get(key)


def fact_of(publication: Publication, key: str) -> tuple[Fact, MonthReads] | None:
    """The fact as the program counts it now, with the reads of the paper's month; None where it has none any more."""
    reads = context_for(publication.report).reads
    try:
        return Facts(reads).fact(key), reads
    except KeyError:
        return None


def may_read_rows(reader: Reader) -> bool:
    """Rows are working records: they are listed for members of the Panel and of Sub-Committees, and for SECAS."""
    return may_read_part(reader, Classification.AMBER)


def rows_behind(fact: Fact, reads: MonthReads, reader: Reader, publication: Publication, published: str) -> Rows:
    """`published` is the exact figure as it was published."""
    now = fact.read(reads)
    moved = str(now.raw) != published
    told = now if may_read_drafts(reader) else None
    listing = fact.rows(reads)
    kept = listing.for_reader(reader)
    if not may_read_rows(reader) or _is_unsaid(listing, kept, reader, publication):
        return Rows(None, None, moved, told)
    return Rows(kept, shown(kept, reader), moved, told)


def _is_unsaid(listing: Listing, kept: Listing, reader: Reader, publication: Publication) -> bool:
    """Whether some of what is withheld is such that a paper of this classification does not say that there is any."""
    seen = {id(row) for row in kept.rows}
    withheld = (row for row in listing.rows if id(row) not in seen)
    return any(not announced(row.classification, publication.classification) for row in withheld)


def exact(publication: Publication, key: str, printed: Value) -> str:
    """The figure as it was published: as kept beside the paper, else as the paper itself holds it."""
    kept: dict[str, Any] = publication.facts.get(key, {})
    return str(kept.get("value", printed.raw))
