"""The latest run of a report's book, kept for the pages that show it without running it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from access.models import User
from access.policy import Reader
from reports.checks.book import Book, Found
from reports.models import CheckRun, Report


class ReportGone(LookupError):
    """The report was deleted while its book was run."""


def reads_from() -> datetime:
    """The moment that a run which begins now is known to stand at: whatever is written before it, the run sees.

    Ask before the first read. By the database's clock, which the audit trail goes by too; and where somebody else is
    writing just now, when they began, since what they have written by now comes to light only once they are done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), pg_stat_clear_snapshot()")
        now: datetime = cursor.fetchone()[0]
        # In this order: who was done in between has let the run see everything.
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        begun: datetime | None = cursor.fetchone()[0]
    return min(now, begun) if begun else now


def keep_run(book: Book, reader: Reader | None, at: datetime) -> CheckRun:
    """Takes the place of the run before, unless that stands at a later moment. `at` is from `reads_from`, asked before
    the book was run. Raises ReportGone for a report that was deleted meanwhile."""
    with transaction.atomic():
        # Held, so that it cannot be deleted before the run is kept, and two runs are kept one after the other.
        if Report.objects.select_for_update(no_key=True).filter(pk=book.report.pk).first() is None:
            raise ReportGone(f"{book.report} was deleted.")
        kept = CheckRun.objects.filter(report=book.report).first()
        if kept is not None and kept.run_at > at:
            return kept
        run, _ = CheckRun.objects.update_or_create(
            report=book.report,
            defaults={
                "run_at": at,
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
