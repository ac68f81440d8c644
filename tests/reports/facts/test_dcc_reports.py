"""The facts of the reports that the DCC owes, which say nothing while a delivery that fell due is not entered."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import DccReport, DccReportDelivery, DccReportFigure, DueRule
from reports.facts.registry import Facts
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db
STATES = ("due", "delivered", "late", "not_delivered", "nothing_to_review")


def report(code: str, frequency: str, due_days: int = 10) -> DccReport:
    return DccReport.objects.create(
        code=code,
        name=f"The {code} report",
        frequency=frequency,
        delivery_clause="SEC L8.9",
        due_rule=DueRule.NTH_WORKING_DAY,
        due_days=due_days,
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


@pytest.mark.parametrize(
    ("delivered", "in_time", "late_by"),
    [
        (date(2021, 9, 14), "1", "0 WD"),
        (date(2021, 9, 15), "0", "1 WD"),
        (date(2021, 9, 17), "0", "3 WD"),
        (date(2021, 9, 18), "0", "4 WD"),  # a Saturday: as on the Monday after
        (date(2021, 9, 20), "0", "4 WD"),
    ],
)
def test_what_was_delivered_is_in_time_or_late(delivered: date, in_time: str, late_by: str) -> None:
    DccReportDelivery.objects.create(report=report("csr", "monthly"), period=date(2021, 8, 1), delivered_on=delivered)
    facts = Facts(reads_of())
    found = [facts.value(f"dcc_reports.{state}").display for state in ("delivered", "in_time", "late")]
    assert found == ["1", in_time, "0" if in_time == "1" else "1"]
    assert facts.value("dcc_report.csr.late_by").display == late_by
    assert disagreements(reads_of()) == []


def test_delivered_on_the_weekend_after_its_day_is_late_by_one_working_day() -> None:
    friday_the_tenth = report("csr", "monthly", due_days=8)
    DccReportDelivery.objects.create(report=friday_the_tenth, period=date(2021, 8, 1), delivered_on=date(2021, 9, 11))
    assert told() == ["1", "1", "1", "0", "0"]
    assert Facts(reads_of()).value("dcc_report.csr.late_by").display == "1 WD"


def test_figures_are_those_of_the_delivery_whose_days_are_told() -> None:
    of = report("csr", "monthly")
    DccReport.objects.filter(pk=of.pk).update(due_rule=DueRule.WORKING_DAYS_AFTER, due_days=22)
    later, earlier = date(2021, 8, 1), date(2021, 7, 1)  # both due in September, the later entered first
    for period, delivered, number in ((later, date(2021, 9, 29), 88), (earlier, date(2021, 9, 1), 77)):
        made = DccReportDelivery.objects.create(report=of, period=period, delivered_on=delivered)
        DccReportFigure.objects.create(delivery=made, label="Incidents", actual=number)
        DccReportFigure.objects.create(delivery=made, label=f"Only in {period:%B}", actual=number)
    facts = Facts(reads_of())
    keys = ("dcc_reports.due", "dcc_report.csr.delivered", "dcc_report.csr.incidents.actual")
    assert [facts.value(key).display for key in keys] == ["2", "29 September 2021", "88"]
    labels = {fact.label for fact in facts.all() if fact.key.endswith(".actual")}
    assert labels == {"Incidents, actual", "Only in August, actual"}
    assert disagreements(reads_of()) == []
