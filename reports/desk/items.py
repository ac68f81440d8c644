"""Open items: what is still to be settled for a report."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from access.audit import because
from access.models import User
from reports.desk.outline import owned_sections
from reports.models import OpenItem, Report

LONGEST = 2000
"""Characters of an item: what needs more is a document of its own."""


@transaction.atomic
def add_item(report: Report, text: str, *, section: str = "", by: User, at: datetime) -> OpenItem:
    """Raise an item, of one section or ("") of the whole report. What stands open in the same words is not raised
    again: a form sent twice leaves one item. ValidationError by field."""
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Say what is open."})
    if len(text) > LONGEST:
        raise ValidationError({"text": f"Keep it to {LONGEST:,} characters: this is {len(text):,}."})
    if section and section not in {place.id for place in owned_sections(report.kind, report.covers)}:
        raise ValidationError({"section": "The report has no such section."})
    # One at a time for a report, so that the same item sent twice at once is found by the second.
    Report.objects.select_for_update().get(pk=report.pk)
    same = report.open_items.filter(section=section, text=text, settled_at__isnull=True).first()
    if same:
        return same
    with because("raised an open item"):
        return OpenItem.objects.create(report=report, section=section, text=text, raised_by=by, raised_at=at)


@transaction.atomic
def settle(item: OpenItem, *, by: User, at: datetime) -> OpenItem:
    """Settle an item. One that is settled already stays as it was, whoever asks."""
    found = OpenItem.objects.select_for_update().get(pk=item.pk)
    if found.settled_at is None:
        with because("settled an open item"):
            found.settled_by, found.settled_at = by, at
            found.save(update_fields=["settled_by", "settled_at"])
    return found


@transaction.atomic
def reopen(item: OpenItem) -> OpenItem:
    """Open a settled item again. One that is open stays so."""
    found = OpenItem.objects.select_for_update().get(pk=item.pk)
    if found.settled_at is not None:
        with because("opened an item again"):
            found.settled_by = found.settled_at = None
            found.save(update_fields=["settled_by", "settled_at"])
    return found
