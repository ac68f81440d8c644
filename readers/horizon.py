"""Up to which day readers are shown the records."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from access.policy import Reader, may_read_drafts, visible_to
from reports.engine.month import Month
from reports.publishing.queries import standing_papers


def published_until() -> date | None:
    """The last day of the latest month that a standing paper covers which anybody may read; None before the first. A
    month whose latest version was withdrawn has none of that report. One query. What few may read moves nobody's day:
    it would tell that it is there."""
    standing = visible_to(AnonymousUser(), standing_papers())
    found = standing.aggregate(last=Max("month"))
    return Month.containing(found["last"]).last if found["last"] else None


def last_day_for(reader: Reader, today: date) -> date | None:
    """The last day as at which the person may read registers; None where there is none yet.

    A month's records are somebody's work in hand until a paper of that month has passed its review: so readers see the
    records as they stood by the end of the latest published month, and SECAS staff as they stand.
    """
    return today if may_read_drafts(reader) else published_until()
