"""What the Security Sub-Committee reviewed. The rows name Parties: only a Red part prints more than how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parties.models import ReviewKind, SecurityOutcome, SecurityReview


@dataclass(frozen=True, slots=True)
class SecurityOutcomeRow:
    """What can come of a review; names no Party."""

    id: int
    kind: ReviewKind
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SecurityReviewRow:
    """One review; `outcome` is the code of what came of it."""

    id: int
    kind: ReviewKind
    outcome: str
    outcome_name: str
    party: str
    reviewed_on: date
    remark: str


def security_outcomes() -> list[SecurityOutcomeRow]:
    """Every outcome, by kind and in the order they were entered; one query."""
    rows = SecurityOutcome.objects.order_by("kind", "id").values_list("id", "kind", "code", "name")
    return [SecurityOutcomeRow(id, ReviewKind(kind), code, name) for id, kind, code, name in rows]


def security_reviews(first: date, last: date) -> list[SecurityReviewRow]:
    """Reviews in the period, both days included, by day and Party; one query."""
    rows = (
        SecurityReview.objects.filter(reviewed_on__range=(first, last))
        .order_by("reviewed_on", "party__name", "id")
        .values_list("id", "outcome__kind", "outcome__code", "outcome__name", "party__name", "reviewed_on", "remark")
    )
    return [
        SecurityReviewRow(id, ReviewKind(kind), code, name, party, reviewed_on, remark)
        for id, kind, code, name, party, reviewed_on, remark in rows
    ]
