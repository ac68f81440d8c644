"""Facts of what the Security Sub-Committee reviewed: how many, and never whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parties.models import ReviewKind, SecurityReview
from parties.queries_security import SecurityOutcomeRow, SecurityReviewRow
from reports.engine.values import long_date
from reports.facts.making import About, counted
from reports.facts.registry import Fact
from reports.facts.rows import Sheet
from reports.reads import MonthReads

SECURITY = "Security reviews"
_REVIEWED = About(
    SECURITY,
    "parties.queries_security.security_reviews",
    "By the day that the Security Sub-Committee decided. Whom a review is about is Red, and so are the rows.",
)
REVIEWS: Sheet[SecurityReviewRow] = Sheet(
    ("Reviewed", "Party", "Review", "Outcome"),
    lambda row: (long_date(row.reviewed_on), row.party, row.kind.label, row.outcome_name),
    SecurityReview,
)
KEYS = {
    ReviewKind.ASSURANCE_STATUS: ("assurance_statuses", "Assurance statuses set"),
    ReviewKind.VERIFICATION: ("verification_assessments", "Verification Assessments reviewed"),
    ReviewKind.DIRECTORS_LETTER: ("directors_letters", "Director's Letters reviewed"),
}


def facts() -> Iterator[Fact]:
    for kind, (name, label) in KEYS.items():
        yield counted(f"security.{name}", label, f"{label} in the month.", _of_kind(kind), REVIEWS, _REVIEWED)


def family(reads: MonthReads) -> Iterator[Fact]:
    """How many reviews came to each outcome."""
    for one in reads.security_outcomes:
        yield _with_outcome(one)


def _with_outcome(one: SecurityOutcomeRow) -> Fact:
    return counted(
        f"security_outcome.{one.code}",
        f"{one.kind.label}: {one.name}",
        "Reviews of the month that came to this outcome.",
        _of(lambda row: row.outcome == one.code),
        REVIEWS,
        _REVIEWED,
    )


def _of_kind(kind: ReviewKind) -> Callable[[MonthReads], list[SecurityReviewRow]]:
    return _of(lambda row: row.kind == kind)


def _of(wanted: Callable[[SecurityReviewRow], bool]) -> Callable[[MonthReads], list[SecurityReviewRow]]:
    return lambda reads: [row for row in reads.security_reviews if wanted(row)]
