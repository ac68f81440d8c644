"""What answers for a publication: who sent, approved and published it, and what was let stand, as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from access.models import User
from reports.checks.book import Book, Found
from reports.desk.duties import name_of
from reports.models import PlannedPublication, ReviewRound
from reports.review.queries import Standing


def record_of(
    stands: Standing, sent: ReviewRound, book: Book, by: User, at: datetime, planned: PlannedPublication | None
) -> dict[str, Any]:
    """People by their key and the name they had. It names findings of every part: it is for SECAS staff alone."""
    return {
        "sent": {**_person(sent.sent_by), "at": sent.sent_at.isoformat(), "note": sent.note, "round": sent.number},
        "approved": [{**_person(one.by), "at": one.at.isoformat(), "comment": one.comment} for one in stands.sign_offs],
        "published": {**_person(by), "at": at.isoformat()},
        "planned": {**_person(planned.planned_by), "due": planned.due_at.isoformat()} if planned else None,
        "overrides": [
            {
                **_person(one.by),
                "at": one.at.isoformat(),
                "rule": one.rule,
                "reason": one.reason,
                "benefits": _person(one.benefits) if one.benefits else None,
            }
            for one in stands.overrides
        ],
        "warnings": [_finding(one) for one in book.reasoned],
        "errors": [_finding(one) for one in book.errors],
        "checks": book.summary,
    }


def _person(person: User) -> dict[str, Any]:
    return {"person": person.pk, "name": name_of(person)}


def _finding(found: Found) -> dict[str, Any]:
    plain: dict[str, Any] = {"check": found.check.id, "message": found.finding.message}
    if found.reason is not None:
        plain |= {"reason": found.reason.reason, "by": name_of(found.reason.given_by)}
    return plain
