"""The latest run of a report's book, kept for the pages that show it without running it again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from access.models import User
from access.policy import Reader
from reports.checks.book import Book, Found
from reports.models import CheckRun


def keep_run(book: Book, reader: Reader | None) -> CheckRun:
    """Takes the place of the run before."""
    run, _ = CheckRun.objects.update_or_create(
        report=book.report,
        defaults={
            "run_at": timezone.now(),
            "run_by": reader if isinstance(reader, User) else None,
            "checks": len(book.results),
            "hold": len(book.holding),
            "errors": len(book.errors),
            "warnings": len(book.warnings),
            "findings": [_plain(one) for one in book.found],
        },
    )
    return run


def _plain(found: Found) -> dict[str, Any]:
    return {
        "check": found.check.id,
        "title": found.check.title,
        "severity": found.severity,
        "message": found.finding.message,
        "section": found.finding.section,
        "block": found.finding.block,
        "mend": found.finding.mend,
        "fingerprint": found.fingerprint,
        "reason": found.reason.reason if found.reason else "",
    }
