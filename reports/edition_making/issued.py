"""What of a report has left the program already, and so keeps the edition that lays it out as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from access.models import Act
from reports.engine.month import Month
from reports.engine.values import long_date
from reports.models import Report
from reports.models.paper import OF_THE_PAPER


@dataclass(frozen=True, slots=True)
class Issued:
    """`how` it went out, in words: "was issued on 8 October 2021"."""

    report: Report
    how: str

    def __str__(self) -> str:
        return f"{self.report} {self.how}"


def last_issued(kind: str, begins: Month, today: date, *, before: Month | None = None) -> Issued | None:
    """The latest report from `begins` on, and `before` a month, that went out: its day of issue has come, its paper was
    printed, or it was taken along as a Word file. Two queries."""
    of_them = Report.objects.filter(kind=kind, month__gte=begins.first).select_related("meeting__committee")
    if before:
        of_them = of_them.filter(month__lt=before.first)
    printed = Max("drafts__printed_at", filter=Q(drafts__file__regex=OF_THE_PAPER))
    reports = list(of_them.annotate(printed=printed).order_by("-month"))
    taken = _taken_along(reports)
    return next((Issued(one, how) for one in reports if (how := _went_out(one, taken, today))), None)


def _went_out(report: Report, taken: dict[str, date], today: date) -> str:
    printed = report.__dict__["printed"]
    if report.issue_date <= today:
        return f"was issued on {long_date(report.issue_date).display}"
    if printed:
        return f"was printed on {long_date(timezone.localdate(printed)).display}"
    on = taken.get(_word_file(report))
    return f"was taken along as a Word file on {long_date(on).display}" if on else ""


def _word_file(report: Report) -> str:
    return f"{report.paper_reference}.docx"


def _taken_along(reports: Sequence[Report]) -> dict[str, date]:
    """When each file was last taken, by the trail."""
    acts = Act.objects.filter(kind="download", detail__file__in=[_word_file(one) for one in reports]).order_by("at")
    return {act.detail["file"]: timezone.localdate(act.at) for act in acts}
