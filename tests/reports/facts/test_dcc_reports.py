"""The facts of the reports that the DCC owes, which say nothing while a delivery that fell due is not entered."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import DccReport, DccReportDelivery, DueRule
from reports.facts.registry import Facts
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db
STATES = ("due", "delivered", "late", "not_delivered", "nothing_to_review")


def report(code: str, frequency: str) -> DccReport:
    return DccReport.objects.create(
        code=code,
        name=f"The {code} report",
        frequency=frequency,
        delivery_clause="SEC L8.9",
        due_rule=DueRule.NTH_WORKING_DAY,
        due_days=10,
    )


def told() -> list[str]:
    facts = Facts(reads_of())
    return [facts.value(f"dcc_reports.{state}").display for state in STATES]


def test_report_due_without_a_delivery_entered_leaves_every_count_missing() -> None:
    monthly = report("csr", "monthly")
    report("pmr", "quarterly")
    assert told() == ["missing"] * len(STATES)
    DccReportDelivery.objects.create(report=monthly, period=date(2021, 8, 1), delivered_on=date(2021, 9, 14))
    assert told() == ["1", "1", "0", "0", "1"]
    assert disagreements(reads_of()) == []


def test_quarterly_report_not_due_in_the_month_has_nothing_to_review() -> None:
    report("pmr", "quarterly")
    assert told() == ["0", "0", "0", "0", "1"]


def test_delivery_entered_without_a_day_is_not_delivered() -> None:
    DccReportDelivery.objects.create(report=report("csr", "monthly"), period=date(2021, 8, 1))
    assert told() == ["1", "0", "0", "1", "0"]
