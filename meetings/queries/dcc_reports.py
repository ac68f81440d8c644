"""The reports the DCC owes: when each was due and delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from meetings.models import DccReport, DccReportDelivery, DueRule
from modifications.calendars import sec_calendar
from modifications.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """`in_time` is None while the report is neither delivered nor overdue on the day asked for."""

    report_code: str
    report: str
    period: date
    delivery_clause: str
    content_clause: str
    due_on: date
    delivered_on: date | None
    in_time: bool | None
    observation: str


def due_on(report: DccReport, period: date, calendar: WorkingCalendar) -> date:
    """The day the report for a period is due, by the report's own rule, in SEC Working Days.

    `period` is the first day of the last month it covers. "Nth Working Day" counts in the month after; "Working Days
    after" counts from the day after the period's last. Raises CalendarError where bank holidays are not known.
    """
    month_after = (period.replace(day=28) + timedelta(days=4)).replace(day=1)
    if report.due_rule == DueRule.NTH_WORKING_DAY:
        return calendar.nth_working_day_of_month(month_after, report.due_days)
    return calendar.add(month_after - timedelta(days=1), report.due_days)


def deliveries(first_period: date, last_period: date, as_at: date) -> list[DeliveryRow]:
    """Deliveries for the periods named by those first days, as known on `as_at`, by period and report; two queries."""
    calendar = sec_calendar()
    expected = DccReportDelivery.objects.filter(period__range=(first_period, last_period)).select_related("report")
    rows = [_row(delivery, due_on(delivery.report, delivery.period, calendar), as_at) for delivery in expected]
    return sorted(rows, key=lambda row: (row.period, row.report))


def _row(delivery: DccReportDelivery, due: date, as_at: date) -> DeliveryRow:
    delivered = delivery.delivered_on if delivery.delivered_on and delivery.delivered_on <= as_at else None
    in_time = (delivered <= due) if delivered else (False if due < as_at else None)
    return DeliveryRow(
        report_code=delivery.report.code,
        report=delivery.report.name,
        period=delivery.period,
        delivery_clause=delivery.report.delivery_clause,
        content_clause=delivery.report.content_clause,
        due_on=due,
        delivered_on=delivered,
        in_time=in_time,
        observation=delivery.observation if delivered else "",
    )
