"""Who is told of a review by mail, once each: that their approval is waited for, that it is void, that it came back.

A mail names the report's kind and month and holds a link: what was written of it is read where that is allowed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from access.models import User
from access.policy import may_approve
from jobs.mail import send_once
from reports.models import Ending, Report, ReviewRound
from reports.review.queries import Standing, open_round


def tell_reviewers(report: Report, site: str) -> None:
    """Everybody who is asked in the open round; who was told of it is not told again."""
    current = open_round(report)
    if current is None:
        return
    for one in current.reviewers.select_related("person"):
        words = f"You are asked to review the {_named(report)}: it waits for your approval."
        _mail(current, f"asked/{one.person_id}", one.person, "Waits for your approval", words, site)


def tell_sender(report: Report, site: str) -> None:
    """Whoever sent the report for review, that it was given back."""
    last = ReviewRound.objects.filter(report=report).select_related("sent_by").defer("sent__payload")
    found = last.order_by("-number").first()
    if found is not None and found.ending == Ending.RETURNED:
        words = f"The {_named(report)} was given back for changes. Its review says what has to change."
        _mail(found, f"returned/{found.sent_by_id}", found.sent_by, "Given back for changes", words, site)


def tell_voided(stands: Standing, site: str) -> None:
    """Whoever approved what the report says no longer, once for each approval."""
    if stands.round is None:
        return
    for one in stands.voided:
        if may_approve(one.by):
            words = f"The {_named(stands.report)} changed since you approved it, so it waits for your approval again."
            _mail(stands.round, f"void/{one.pk}/{one.by_id}", one.by, "Changed since you approved it", words, site)


TELLS: dict[str, Callable[[Report, str], None]] = {
    "send": tell_reviewers,
    "reviewer": tell_reviewers,
    "override": tell_reviewers,
    "return": tell_sender,
}
"""By the step of the review after which somebody is told."""


def _named(report: Report) -> str:
    return f"{report.get_kind_display()}, {report.covers.label}"


def _mail(round: ReviewRound, occasion: str, to: User, subject: str, words: str, site: str) -> None:
    """Nothing to whoever has left, or has no address that a mail can go to."""
    if not to.is_active:
        return
    report = round.report
    link = f"{site.rstrip('/')}{reverse('review:review', args=(report.kind, report.covers))}"
    titled = f"{subject}: {_named(report)}"[:200]
    try:
        send_once(f"review/{round.pk}/{occasion}", to.email, titled, f"{words}\n\nOpen it here: {link}\n")
    except ValueError:
        return
