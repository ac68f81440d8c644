"""What was published for past months, and what staff say of it: two queries, however many figures are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from access.classification import Classification
from reports.engine.blocks import Monthly
from reports.engine.month import Month
from reports.engine.serialise import DocumentFormatError, loads
from reports.models import Publication, Restatement
from reports.publishing.picking import PickedFigures
from reports.publishing.queries import standing_versions
from reports.restating.places import FOR, PRINTED, Readers, printed_in

PLACES = Decimal("0.0001")
"""Of a number that staff enter."""


@dataclass(frozen=True, slots=True)
class Published:
    """A month's figure in a version that stands: exact, as it was printed, and who reads where it was."""

    publication: int
    kind: str
    version: int
    reference: str
    number: Decimal
    display: str
    label: str
    readers: tuple[Readers, ...]

    def told_to(self, readers: Readers) -> bool:
        """Whether all these people may read it where it was published."""
        return any(readers.all_read(one) for one in self.readers)


@dataclass(frozen=True, slots=True)
class Stated:
    """What staff entered of a figure that is another now."""

    id: int
    number: Decimal
    reason: str
    restated_on: date
    classification: Classification


def is_as_entered(published: Decimal, entered: Decimal) -> bool:
    """Whether an entry, which has four places, is of that figure."""
    return published.quantize(PLACES, ROUND_HALF_UP) == entered


def published_for(figures: Iterable[Monthly]) -> dict[Monthly, tuple[Published, ...]]:
    """Each figure as the versions that stand print it, the latest published first. One that none prints is left out.

    A publication keeps every figure of its month, and says of each whether a part prints it. One that was made before
    that was kept prints what its Document names in a text or a tile, for which one query more is made.
    """
    wanted = frozenset(figures)
    if not wanted:
        return {}
    months = {one.month.first for one in wanted}
    picked = PickedFigures("facts", {one.fact for one in wanted})
    chosen = standing_versions().filter(month__in=months).annotate(chosen=picked)
    names = ("pk", "kind", "version", "reference", "month", "classification", "audience", "published_at", "chosen")
    found: dict[Monthly, tuple[Published, ...]] = {}
    rows = sorted(chosen.values(*names), key=lambda row: row["published_at"], reverse=True)
    unsaid = _named_before({row["pk"] for row in rows if _is_unsaid(row["chosen"])})
    for row in rows:
        for fact, entry in row["chosen"].items():
            of = Monthly(fact, Month.containing(row["month"]))
            if of in wanted and entry.get(PRINTED, fact in unsaid.get(row["pk"], ())):
                found[of] = (*found.get(of, ()), _published(row, entry))
    return found


def _is_unsaid(chosen: dict[str, Any]) -> bool:
    return any(PRINTED not in entry for entry in chosen.values())


def _named_before(publications: set[int]) -> dict[int, frozenset[str]]:
    """What the texts and tiles of these name; of a Document that cannot be read, nothing. One query, or none."""
    rows = Publication.objects.filter(pk__in=publications).values_list("pk", "payload") if publications else ()
    found: dict[int, frozenset[str]] = {}
    for pk, payload in rows:
        try:
            found[pk] = frozenset(printed_in(loads(payload)))
        except DocumentFormatError:
            found[pk] = frozenset()
    return found


def _published(row: dict[str, Any], entry: dict[str, Any]) -> Published:
    named = entry.get(FOR) or [[row["classification"], row["audience"]]]
    return Published(
        row["pk"],
        row["kind"],
        row["version"],
        row["reference"],
        Decimal(entry["value"]),
        entry["display"],
        entry["label"],
        tuple(Readers(Classification(word), tuple(audience)) for word, audience in named),
    )


def stated_of(months: Iterable[Month]) -> dict[Monthly, Stated]:
    """Every restatement of these months that staff have entered."""
    rows = Restatement.objects.filter(month__in={month.first for month in months})
    return {
        Monthly(one.fact, one.covers): Stated(
            one.pk, one.published, one.reason, one.restated_on, Classification(one.classification)
        )
        for one in rows
    }
