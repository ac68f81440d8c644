"""What the desk says of reviews to one person: what waits for them, and what they sent. Read without building."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from access.models import User
from access.policy import may_approve
from reports.models import ReviewRound
from reports.queries import reports_for


def waiting_for(person: User) -> list[ReviewRound]:
    """The open rounds that ask for the person's approval, oldest first. `approved_at` is when they gave it last in the
    round, None where they have not: whether it still holds, the review's page says."""
    if not may_approve(person):
        return []
    mine = _open(person).filter(reviewers__person=person)
    return list(mine.annotate(approved_at=Max("sign_offs__at", filter=Q(sign_offs__by=person))))


def sent_by(person: User) -> list[ReviewRound]:
    """The open rounds that the person sent, oldest first; `comments` is how many are open, of every part."""
    unresolved = Q(report__comments__isnull=False, report__comments__resolved_at__isnull=True)
    number = Count("report__comments", filter=unresolved, distinct=True)
    return list(_open(person).filter(sent_by=person).annotate(comments=number))


def _open(person: User) -> QuerySet[ReviewRound]:
    rounds = ReviewRound.objects.filter(ending="", report__in=reports_for(person))
    return rounds.select_related("report__meeting__committee").order_by("sent_at")
