"""Actions, committees, next meetings and DCC reports: the rows behind their figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Action, DccReport, DccReportDelivery, DccReportFigure, DueRule
from meetings.queries import (
    actions_between,
    cancelled_meetings,
    committees_known,
    deliveries_due,
    deliveries_not_entered,
    figures_of,
    minutes_kept,
    next_meetings,
    notice_kept,
    reports_owed,
)
from tests.meetings.rooms import committee, meet

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2018, 9, 1), date(2018, 9, 30)
ISSUED = date(2018, 10, 5)


def report(code: str, rule: DueRule, days: int | None, **fields: str) -> DccReport:
    return DccReport.objects.create(
        **{"frequency": "monthly", "delivery_clause": "SEC L8.9", **fields},
        code=code,
        name=f"The {code} report",
        due_rule=rule,
        due_days=days,
    )


def test_deliveries_due_are_those_whose_due_day_is_in_the_period() -> None:
    variance = report("csr", DueRule.NTH_WORKING_DAY, 10)
    performance = report("pmr", DueRule.WORKING_DAYS_AFTER, 25)
    for of, period, delivered in (
        (variance, date(2018, 8, 1), date(2018, 9, 17)),
        (variance, date(2018, 9, 1), date(2018, 10, 12)),
        (performance, date(2018, 7, 1), date(2018, 9, 4)),
        (performance, date(2018, 8, 1), None),
    ):
        DccReportDelivery.objects.create(report=of, period=period, delivered_on=delivered)
    rows = {row.report_code: row for row in deliveries_due(FIRST, LAST, ISSUED)}
    assert {code: row.period for code, row in rows.items()} == {"csr": date(2018, 8, 1), "pmr": date(2018, 7, 1)}
    assert (rows["csr"].in_time, rows["csr"].working_days_late) == (False, 1)
    assert (rows["pmr"].in_time, rows["pmr"].working_days_late) == (True, 0)


def told(first: date = FIRST, last: date = LAST) -> list[tuple[str, date, date]]:
    return [(row.report_code, row.period, row.due_on) for row in deliveries_not_entered(first, last)]


def test_monthly_report_that_fell_due_and_is_not_entered_is_told() -> None:
    of = report("csr", DueRule.NTH_WORKING_DAY, 10)
    assert told() == [("csr", date(2018, 8, 1), date(2018, 9, 14))]
    DccReportDelivery.objects.create(report=of, period=date(2018, 8, 1))
    assert told() == []
    assert told(date(2018, 10, 1), date(2018, 10, 31)) == [("csr", date(2018, 9, 1), date(2018, 10, 12))]


@pytest.mark.parametrize(
    ("delivered", "listed"),
    [(date(2018, 9, 10), True), (date(2018, 9, 30), True), (None, True), (date(2018, 10, 2), False)],
)
def test_delivery_whose_day_the_sec_does_not_name_is_reviewed_in_the_month_it_came(
    delivered: date | None, listed: bool
) -> None:
    of = report("rdp", DueRule.NO_DAY, None)
    DccReportDelivery.objects.create(report=of, period=date(2018, 8, 1), delivered_on=delivered)
    rows = deliveries_due(FIRST, LAST, ISSUED)
    in_time = True if delivered else None
    assert [(row.due_on, row.delivered_on, row.in_time) for row in rows] == [(None, delivered, in_time)] * listed
    assert told() == []


def test_report_whose_day_the_sec_does_not_name_is_owed_each_month_and_in_no_quarter() -> None:
    report("rdp", DueRule.NO_DAY, None)
    report("quarterly", DueRule.NO_DAY, None, frequency="quarterly")
    assert told() == [("rdp", date(2018, 8, 1), LAST)]


def test_report_is_not_owed_before_its_first_period() -> None:
    of = report("csr", DueRule.NTH_WORKING_DAY, 10)
    DccReportDelivery.objects.create(report=of, period=date(2018, 9, 1))
    assert told() == []


@pytest.mark.parametrize(("entered", "periods"), [(None, [date(2018, 6, 1)]), (date(2018, 4, 1), [date(2018, 7, 1)])])
def test_quarterly_report_keeps_to_the_quarters_entered(entered: date | None, periods: list[date]) -> None:
    days = 55 if entered is None else 35
    of = report("csr", DueRule.WORKING_DAYS_AFTER, days, frequency="quarterly")
    if entered:
        DccReportDelivery.objects.create(report=of, period=entered)
    assert [period for _, period, _ in told()] == periods


def test_quarterly_report_of_another_month_is_not_due() -> None:
    report("csr", DueRule.NTH_WORKING_DAY, 10, frequency="quarterly")
    assert told() == []


def test_figures_of_keep_what_was_not_forecast_empty() -> None:
    of = report("csr", DueRule.NTH_WORKING_DAY, 10, frequency="quarterly")
    made = DccReportDelivery.objects.create(report=of, period=date(2018, 8, 1))
    DccReportFigure.objects.create(delivery=made, label="Requests", actual=Decimal(407397))
    ((code, _, label, actual, forecast),) = [
        (row.report_code, row.delivery_id, row.label, row.actual, row.forecast) for row in figures_of([made.pk])
    ]
    assert (code, label, actual, forecast) == ("csr", "Requests", Decimal(407397), None)
    assert [(row.code, row.frequency) for row in reports_owed()] == [("csr", "quarterly")]


def test_actions_of_a_period_know_no_closing_after_it() -> None:
    of = committee("opsg", abbreviation="OPSG")
    for reference, raised, closed in (
        ("1", FIRST, date(2018, 10, 1)),
        ("2", date(2018, 8, 1), LAST),
        ("3", date(2018, 8, 1), date(2018, 8, 31)),
        ("4", date(2018, 10, 1), None),
    ):
        Action.objects.create(
            committee=of, reference=reference, description="Do it", raised_on=raised, closed_on=closed
        )
    rows = {row.reference: row for row in actions_between(FIRST, LAST)}
    assert {reference: row.closed_on for reference, row in rows.items()} == {"1": None, "2": LAST}
    assert rows["1"].committee == "OPSG"


def test_next_meetings_are_the_first_of_each_public_committee() -> None:
    opsg, board = committee("opsg"), committee("secco-board", confidential=True)
    meet(opsg, date(2018, 10, 9), 2, cancelled=True)
    meet(opsg, date(2018, 10, 23), 4)
    meet(opsg, date(2018, 10, 16), 3)
    meet(board, date(2018, 10, 9), 1)
    assert {code: row.held_on for code, row in next_meetings(ISSUED).items()} == {"opsg": date(2018, 10, 16)}
    assert [row.held_on for row in cancelled_meetings(date(2018, 10, 1), date(2018, 10, 31))] == [date(2018, 10, 9)]
    assert [(row.code, row.confidential) for row in committees_known()] == [("opsg", False), ("secco-board", True)]


def test_kept_says_of_each_meeting_whether_it_was_in_time() -> None:
    opsg = committee("opsg")
    meet(opsg, date(2018, 9, 11), 1, notice_on=date(2018, 9, 4), minutes_issued_on=date(2018, 9, 19))
    meet(opsg, date(2018, 9, 25), 2)
    assert [(one.held_on, one.in_time) for one in notice_kept(FIRST, LAST)] == [
        (date(2018, 9, 11), True),
        (date(2018, 9, 25), False),
    ]
    assert [(one.deadline, one.in_time) for one in minutes_kept(FIRST, LAST, ISSUED)] == [
        (date(2018, 9, 18), False),
        (date(2018, 10, 2), False),
    ]


@pytest.mark.parametrize("size", [1, 3])
def test_lists_take_as_many_queries_however_long_they_are(size: int) -> None:
    for number in range(size):
        of = committee(f"committee-{number}")
        meet(of, date(2018, 10, 9), 1)
        Action.objects.create(committee=of, reference="1", description="Do it", raised_on=FIRST)
        made = report(f"report-{number}", DueRule.NTH_WORKING_DAY, 10)
        DccReportDelivery.objects.create(report=made, period=date(2018, 8, 1))
    with CaptureQueriesContext(connection) as captured:
        next_meetings(ISSUED)
        actions_between(FIRST, LAST)
        figures_of(row.id for row in deliveries_due(FIRST, LAST, ISSUED))
        committees_known()
        reports_owed()
    assert len(captured) == 7
