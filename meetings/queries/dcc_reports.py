"""The reports the DCC owes: when each was due and delivered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from meetings.models import DccReport, DccReportDelivery, DccReportFigure, DueRule
from modifications.calendars import sec_calendar
from modifications.working_days import WorkingCalendar

REACH_BACK = 184
"""Days before a period in which a report covered may have begun, and still fall due in the period."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """`due_on` is None where the SEC names no day, and what came is then in time; `due_words` say how it is due.
    `in_time` is None while the report is neither delivered nor overdue on the day asked for."""

    report_code: str
    report: str
    period: date
    delivery_clause: str
    content_clause: str
    due_on: date | None
    delivered_on: date | None
    in_time: bool | None
    observation: str
    id: int
    working_days_late: int | None = None
    """SEC Working Days after the due day, 0 where it was in time; None until it was delivered. What came on a day that
    is none came on the next: it is late by one at least."""
    frequency: str = ""
    due_words: str = ""


@dataclass(frozen=True, slots=True)
class NotEntered:
    """A report that fell due, and of which nobody has entered whether it was delivered."""

    report_code: str
    report: str
    period: date
    due_on: date
    """Where the SEC does not name the day, the last of the month in which a monthly report comes."""
    day_named: bool = True


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that the DCC owes."""

    id: int
    code: str
    name: str
    frequency: str
    delivery_clause: str = ""
    content_clause: str = ""
    due_words: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in a delivery: what was, against what was forecast; None where not given."""

    report_code: str
    delivery_id: int
    label: str
    actual: Decimal | None
    forecast: Decimal | None

    @property
    def variance(self) -> Decimal | None:
        """By how much the actual figure exceeds the forecast one; below zero where it falls short."""
        return None if self.actual is None or self.forecast is None else self.actual - self.forecast


def due_on(report: DccReport, period: date, calendar: WorkingCalendar) -> date | None:
    """The day the report for a period is due, by the report's own rule, in SEC Working Days; None where the SEC names
    no day.

    `period` is the first day of the last month it covers. "Nth Working Day" counts in the month after; "Working Days
    after" counts from the day after the period's last. Raises CalendarError where bank holidays are not known.
    """
    if report.due_rule == DueRule.NO_DAY or report.due_days is None:
        return None
    month_after = _month_after(period)
    if report.due_rule == DueRule.NTH_WORKING_DAY:
        return calendar.nth_working_day_of_month(month_after, report.due_days)
    return calendar.add(month_after - timedelta(days=1), report.due_days)


def due_in_words(report: DccReport) -> str:
    """How the day it is due is counted, such as "25 WD after month end"; what the SEC says where it names no day."""
    if report.due_rule == DueRule.NO_DAY or report.due_days is None:
        return report.due_words or "no day named"
    if report.due_rule == DueRule.NTH_WORKING_DAY:
        return f"{_ordinal(report.due_days)} WD of the month after"
    return f"{report.due_days} WD after month end"


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th; 11th to 13th are like 4th."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _month_after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _falls_on(frequency: str, period: date, due: date | None, delivered: date | None) -> date | None:
    """The day by whose month a delivery is reviewed: the day it is due. Where the SEC names none, the day it came, and
    of a monthly one that has not come the last of the month after its period."""
    if due or delivered or frequency != DccReport.Frequency.MONTHLY:
        return due or delivered
    return _month_after(_month_after(period)) - timedelta(days=1)


def deliveries(
    first_period: date, last_period: date, as_at: date, calendar: WorkingCalendar | None = None
) -> list[DeliveryRow]:
    """Deliveries for the periods named by those first days, as known on `as_at`, by period and report; two queries, or
    one with a calendar at hand."""
    calendar = calendar or sec_calendar()
    expected = DccReportDelivery.objects.filter(period__range=(first_period, last_period)).select_related("report")
    rows = [_row(delivery, calendar, as_at) for delivery in expected]
    return sorted(rows, key=lambda row: (row.period, row.report))


def deliveries_due(first: date, last: date, as_at: date, calendar: WorkingCalendar | None = None) -> list[DeliveryRow]:
    """Deliveries that fell due in the period, as known on `as_at`, by due day and report; two queries, or one with a
    calendar at hand. Those of a report whose day the SEC does not name are the ones that came in it, and monthly ones
    that should have.

    A report is due at most half a year after the last month it covers.
    """
    earliest = (first - timedelta(days=REACH_BACK)).replace(day=1)
    found = deliveries(earliest, last.replace(day=1), as_at, calendar)
    fell = [(_falls_on(row.frequency, row.period, row.due_on, row.delivered_on), row) for row in found]
    rows = [(day, row.report, row) for day, row in fell if day is not None and first <= day <= last]
    return [row for _, _, row in sorted(rows, key=lambda one: one[:2])]


def deliveries_not_entered(first: date, last: date, calendar: WorkingCalendar | None = None) -> list[NotEntered]:
    """What fell due in the period, both days included, and has no delivery entered; by due day and report; three
    queries, or two with a calendar at hand.

    A report is owed from the first period that a delivery is entered for, or for all while none is. A quarterly one
    covers the quarters that its latest delivery keeps to, or the calendar's while it has none. Raises CalendarError
    where bank holidays are not known.
    """
    calendar = calendar or sec_calendar()
    entered: dict[int, set[date]] = {}
    for report_id, period in DccReportDelivery.objects.values_list("report_id", "period"):
        entered.setdefault(report_id, set()).add(period)
    lacking = [
        NotEntered(report.code, report.name, period, due, report.due_rule != DueRule.NO_DAY)
        for report in DccReport.objects.all()
        for period in _periods(report, entered.get(report.pk, set()), first, last)
        if (due := _falls_on(report.frequency, period, due_on(report, period, calendar), None)) and first <= due <= last
    ]
    return sorted(lacking, key=lambda one: (one.due_on, one.report))


def _periods(report: DccReport, entered: set[date], first: date, last: date) -> Iterator[date]:
    """The months that the report could be due for in the period and has no delivery of, the earliest first."""
    # No run of Working Days is longer than this: a year whose bank holidays nobody needs is not asked for.
    reach = first - timedelta(days=min(REACH_BACK, 31 + 2 * (report.due_days or 31) + 14))
    period = reach.replace(day=1)
    while period <= last:
        owed = not entered or period >= min(entered)
        keeps_to = max(entered).month if entered else 12
        in_turn = report.frequency == DccReport.Frequency.MONTHLY or (period.month - keeps_to) % 3 == 0
        if owed and in_turn and period not in entered and period.replace(day=28) + timedelta(days=4) <= last:
            yield period
        period = _month_after(period)


def reports_owed() -> list[ReportRow]:
    """Every report that the DCC owes, by name; one query."""
    return [
        ReportRow(
            *(report.pk, report.code, report.name, report.frequency),
            *(report.delivery_clause, report.content_clause, due_in_words(report)),
        )
        for report in DccReport.objects.order_by("name")
    ]


def figures_of(deliveries: Iterable[int]) -> list[FigureRow]:
    """The figures in these deliveries, by report and as entered; one query."""
    rows = DccReportFigure.objects.filter(delivery__in=list(deliveries)).order_by("delivery__report__code", "id")
    return [
        FigureRow(*row)
        for row in rows.values_list("delivery__report__code", "delivery_id", "label", "actual", "forecast")
    ]


def _row(delivery: DccReportDelivery, calendar: WorkingCalendar, as_at: date) -> DeliveryRow:
    due = due_on(delivery.report, delivery.period, calendar)
    delivered = delivery.delivered_on if delivery.delivered_on and delivery.delivered_on <= as_at else None
    overdue = due is not None and due < as_at
    in_time = (due is None or delivered <= due) if delivered else (False if overdue else None)
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
        id=delivery.pk,
        working_days_late=_working_days_late(due, delivered, calendar) if delivered else None,
        frequency=delivery.report.frequency,
        due_words=due_in_words(delivery.report),
    )


def _working_days_late(due: date | None, delivered: date, calendar: WorkingCalendar) -> int:
    if due is None or delivered <= due:
        return 0
    counted = delivered if calendar.is_working_day(delivered) else calendar.add(delivered, 1)
    return calendar.between(due, counted)
