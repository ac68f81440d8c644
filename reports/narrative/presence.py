"""Who has a section's text open. It is said, not enforced: what keeps texts apart is the save that names its ground."""

from __future__ import annotations

from datetime import datetime, timedelta

from access.models import User
from reports.models import Report, TextPresence
from reports.narrative.versions import name_of

HEARTBEAT = 15
"""Seconds between two signs of life of an open page."""

GONE_AFTER = timedelta(seconds=40)
"""Whoever gave no sign for so long has gone: two heartbeats may be lost on the way."""


def here(report: Report, section: str, person: User, at: datetime) -> None:
    """The person has the section open at that moment."""
    TextPresence.objects.update_or_create(
        report=report, section=section, person=person, defaults={"seen_at": at}, create_defaults={"seen_at": at}
    )


def gone(report: Report, section: str, person: User) -> None:
    TextPresence.objects.filter(report=report, section=section, person=person).delete()


def others(report: Report, section: str, person: User, at: datetime) -> list[str]:
    """The names of everybody else who has it open, by name."""
    rows = TextPresence.objects.filter(report=report, section=section, seen_at__gt=at - GONE_AFTER)
    return sorted(name_of(row.person) for row in rows.exclude(person=person).select_related("person"))
