"""Which reports have been issued, and so keep the edition that lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.engine.month import Month
from reports.engine.values import long_date
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Issued:
    report: Report

    def __str__(self) -> str:
        return f"{self.report} was issued on {long_date(self.report.issue_date).display}"


def last_issued(kind: str, begins: Month, today: date, *, before: Month | None = None) -> Issued | None:
    """The latest report from `begins` on, and `before` a month, whose day of issue has come."""
    of_them = Report.objects.filter(kind=kind, month__gte=begins.first, issue_date__lte=today)
    if before:
        of_them = of_them.filter(month__lt=before.first)
    latest = of_them.order_by("-month").first()
    return Issued(latest) if latest else None
