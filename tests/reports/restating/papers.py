"""What was published for past months, without the papers that it was published in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from meetings.models import Meeting
from reports.engine.month import Month
from reports.models import Correction, Publication, Report, Restatement, Withdrawal
from tests.access.cast import person

AUGUST = Month(2021, 8)
RAISED = "defaults.raised"


def report_of(month: Month, kind: str = "operations") -> Report:
    """Of the sample month's Panel: to the meeting of September's paper, which nothing here minds."""
    meeting = Meeting.objects.get(committee__code="panel", number=97)
    number = 60 + 20 * ["operations", "change-status", "sub-committee"].index(kind) + month.month
    return Report.objects.get_or_create(
        kind=kind,
        month=month.first,
        defaults={"meeting": meeting, "paper_number": number, "author": "SECAS", "issue_date": date(2021, 10, 8)},
    )[0]


def published_as(
    facts: dict[str, object],
    month: Month = AUGUST,
    *,
    kind: str = "operations",
    version: int = 1,
    classification: str = "white",
    audience: tuple[str, ...] = (),
    readers: list[Any] | None = None,
    payload: str = "{}",
    marks: dict[str, Any] | None = None,
) -> Publication:
    """A version that prints these figures; `readers` are those who read them, where they are fewer than the paper's.
    `marks` are kept with each in place of that it is printed."""
    report, correction = report_of(month, kind), None
    if version > 1:
        given = {"reason": "It was wrong.", "changes": "It is right.", "dated": date(2021, 10, 20)}
        correction = Correction.objects.create(report=report, version=version, begun_by=person("editor"), **given)
    return Publication.objects.create(
        report=report,
        version=version,
        kind=kind,
        month=month.first,
        reference=report.paper_reference,
        title=f"Operations Report — {month.label}",
        classification=classification,
        audience=list(audience),
        issue_date=report.issue_date,
        content_hash="0" * 64,
        payload=payload,
        facts={key: _kept(key, value, readers, marks) for key, value in facts.items()},
        correction=correction,
        published_by=person("approver"),
        published_at=timezone.now(),
    )


def _kept(key: str, value: object, readers: list[Any] | None, marks: dict[str, Any] | None) -> dict[str, Any]:
    kept: dict[str, Any] = {"value": str(value), "display": str(value), "unit": "count", "label": f"The figure {key}"}
    kept |= {"printed": True} if marks is None else marks
    return kept | ({"for": readers} if readers else {})


def withdraw(publication: Publication) -> None:
    Withdrawal.objects.create(publication=publication, reason="It was wrong.", by=person("approver"))


def restated(fact: str = RAISED, month: Month = AUGUST, published: object = 7, **more: Any) -> Restatement:
    given = {"reason": "Two Events were entered twice.", "restated_on": date(2021, 10, 1), **more}
    return Restatement.objects.create(month=month.first, fact=fact, published=Decimal(str(published)), **given)
