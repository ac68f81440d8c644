"""Whether a report's own rows may be changed: not once it is published, until a correction of it is in hand."""

from __future__ import annotations

from reports.models import Correction, Publication, Report

_LARGE = ("payload", "facts", "record", "made_with")


def correction_in_hand(report: Report) -> Correction | None:
    """The next version of a published report, where it is begun, and neither published nor given up."""
    return Correction.objects.filter(report=report, given_up_at__isnull=True, publication__isnull=True).first()


def last_published(report: Report) -> Publication | None:
    """The latest version there is, without what is large in it."""
    return Publication.objects.filter(report=report).defer(*_LARGE).order_by("-version").first()


def may_be_changed(report: Report) -> bool:
    """Whether its first page, attachments, texts and reasons may be written: published, they wait for a correction."""
    return correction_in_hand(report) is not None or not Publication.objects.filter(report=report).exists()


def closed_words(report: Report) -> str:
    """What is said to somebody who would change a report that is closed."""
    return f"The {report} is published, so nothing of it was changed: begin a correction of it first."
