"""Why a warning was let stand: given, and withdrawn."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from access.audit import because
from access.models import User
from reports.checks.book import Book, Found
from reports.engine.tokens import SHORTEST_REASON
from reports.models import WarningReason
from reports.review.closing import refuse_closed

SHORTEST = SHORTEST_REASON
"""Of a warning's reason as of a quotation's."""
LONGEST = 2_000
"""Characters of a warning's reason: what needs more is a document of its own."""


def found_in(book: Book, check: str, fingerprint: str) -> Found | None:
    """The finding as it stands in the book; None once it is gone, or is another."""
    return next((one for one in book.found if (one.check.id, one.fingerprint) == (check, fingerprint)), None)


def give_reason(book: Book, found: Found, reason: str, by: User) -> WarningReason:
    """Let a warning stand. A reason given anew takes the place of the one before; the audit trail keeps both.

    Raises ValidationError for an error, which no reason lets stand, for a reason that says nothing or is too long, and
    for a report that is published.
    """
    refuse_closed(book.report)
    words = " ".join(reason.split())
    if found.severity != "warning":
        raise ValidationError("This is an error: it is put right, and no reason lets it stand.")
    if len(words) < SHORTEST:
        raise ValidationError("Say in a few words why this may stand: whoever reads the annex has only these words.")
    if len(words) > LONGEST:
        raise ValidationError(f"Keep it to {LONGEST:,} characters: this is {len(words):,}.")
    values = {
        "message": found.finding.message,
        "reason": words,
        "given_by": by,
        "given_at": timezone.now(),
    }
    with because("a reason given in the reconciliation book"), transaction.atomic():
        made, _ = WarningReason.objects.update_or_create(
            report=book.report, check_id=found.check.id, finding=found.fingerprint, defaults=values
        )
    return made


def withdraw_reason(reason: WarningReason) -> None:
    """The warning asks for a reason again. Raises ValidationError for a report that is published."""
    refuse_closed(reason.report)
    with because("a reason withdrawn in the reconciliation book"), transaction.atomic():
        reason.delete()
