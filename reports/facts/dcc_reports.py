"""Facts of the reports that the DCC owes: what fell due in the month, when it came, and the figures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.text import slugify

from meetings.models import DccReportDelivery
from meetings.queries import DeliveryRow, FigureRow, ReportRow
from reports.engine.values import MISSING, Value, count, decimal, working_days
from reports.facts import sheets
from reports.facts.making import About, counted, dated, fact
from reports.facts.registry import Fact, Unit
from reports.facts.rows import Listing, Sheet, Tally
from reports.reads import MonthReads

DCC_REPORTS = "DCC reports"
_DELIVERED = About(
    DCC_REPORTS,
    "meetings.queries.deliveries_due",
    "Due by each report's own rule, in SEC Working Days; one whose day the SEC does not name falls in the month it "
    "came. Delivered as known on the issue date. Missing while one that fell due has no delivery entered.",
    monthly=False,
)

FIGURES: Sheet[FigureRow] = Sheet(
    ("Figure", "Actual", "Forecast"),
    lambda row: (row.label, printed(row.actual), printed(row.forecast)),
    DccReportDelivery,
    lambda row: row.delivery_id,
)

_STATES: tuple[tuple[str, str, str, Callable[[DeliveryRow], bool]], ...] = (
    ("due", "due", "", lambda row: True),
    ("delivered", "delivered", " and were delivered", lambda row: row.delivered_on is not None),
    ("in_time", "delivered on time", " and were delivered by then", lambda row: row.in_time is True),
    ("late", "delivered late", " and were delivered after", lambda row: bool(row.delivered_on) and not row.in_time),
    ("not_delivered", "not delivered", " and were not delivered", lambda row: row.delivered_on is None),
)


def facts() -> Iterator[Fact]:
    for key, label, rule, wanted in _STATES:
        yield _in_state(key, label, rule, wanted)
    yield counted(
        "dcc_reports.nothing_to_review",
        "DCC reports with nothing to review",
        "Reports that the DCC owes of which none fell due in the month, such as quarterly ones.",
        _not_due,
        sheets.REPORTS_OWED,
        _DELIVERED,
    )


def _in_state(key: str, label: str, rule: str, wanted: Callable[[DeliveryRow], bool]) -> Fact:
    return counted(
        f"dcc_reports.{key}",
        f"DCC reports {label}",
        f"Reports of the DCC that fell due in the month{rule}.",
        lambda reads: _due(reads, wanted),
        sheets.DELIVERIES,
        _DELIVERED,
    )


def _whole(reads: MonthReads) -> bool:
    """Whether everything that fell due is entered, so that it can be counted."""
    return reads.deliveries_due is not None and reads.deliveries_not_entered == []


def _due(reads: MonthReads, wanted: Callable[[DeliveryRow], bool]) -> list[DeliveryRow] | None:
    return None if not _whole(reads) else [row for row in reads.deliveries_due or () if wanted(row)]


def _not_due(reads: MonthReads) -> list[ReportRow] | None:
    if not _whole(reads):
        return None
    due = {row.report_code for row in reads.deliveries_due or ()}
    return [row for row in reads.reports_owed if row.code not in due]


# --- Each report --------------------------------------------------------------------------------------


def family(reads: MonthReads) -> Iterator[Fact]:
    """The facts of each delivery that fell due in the month, with its figures."""
    due = reads.deliveries_due or ()
    for code, name in dict.fromkeys((row.report_code, row.report) for row in due):
        yield from _of_report(code, name)
    for figure in _figures(reads):
        yield _figure(figure, "actual")
        yield _figure(figure, "forecast")


def _of_report(code: str, name: str) -> Iterator[Fact]:
    yield dated(
        f"dcc_report.{code}.due",
        f"{name}: due",
        "The day the report fell due; missing where the SEC names none.",
        lambda reads: (row.due_on, row) if (row := _delivery(reads, code)) and row.due_on else None,
        sheets.DELIVERIES,
        _DELIVERED,
    )
    yield dated(
        f"dcc_report.{code}.delivered",
        f"{name}: delivered",
        "The day the report was delivered.",
        lambda reads: _delivered(_delivery(reads, code)),
        sheets.DELIVERIES,
        _DELIVERED,
    )
    yield fact(
        f"dcc_report.{code}.late_by",
        f"{name}: Working Days late",
        "SEC Working Days after the due day that the report was delivered, 0 where it was on time; what came on a day "
        "that is none came on the next.",
        Unit.WORKING_DAYS,
        lambda reads: working_days(row.working_days_late if (row := _delivery(reads, code)) else None),
        lambda reads: sheets.DELIVERIES.listing([row] if (row := _delivery(reads, code)) else [], Tally.SHOWN),
        _DELIVERED,
    )


def _delivered(row: DeliveryRow | None) -> tuple[date, DeliveryRow] | None:
    return (row.delivered_on, row) if row and row.delivered_on else None


def _delivery(reads: MonthReads, code: str) -> DeliveryRow | None:
    """The latest that fell due in the month."""
    return next((row for row in reversed(reads.deliveries_due or []) if row.report_code == code), None)


def _figures(reads: MonthReads) -> list[FigureRow]:
    """Those in that delivery of each report: the days and the figures are of one."""
    latest = {row.report_code: row.id for row in reads.deliveries_due or ()}
    return [row for row in reads.figures_delivered if latest[row.report_code] == row.delivery_id]


def _figure(figure: FigureRow, side: Literal["actual", "forecast"]) -> Fact:
    def found(reads: MonthReads) -> list[FigureRow]:
        same = (figure.report_code, figure.label)
        return [row for row in _figures(reads) if (row.report_code, row.label) == same]

    def read(reads: MonthReads) -> Value:
        return printed(getattr(rows[0], side)) if (rows := found(reads)) else MISSING

    def rows(reads: MonthReads) -> Listing:
        return FIGURES.listing(found(reads), Tally.SUM, number=lambda row: getattr(row, side))

    return fact(
        f"dcc_report.{figure.report_code}.{slugify(figure.label)}.{side}",
        f"{figure.label}, {side}",
        f"The {side} figure in the report that fell due in the month.",
        Unit.COUNT,
        read,
        rows,
        _DELIVERED.of("meetings.queries.figures_of"),
    )


def printed(number: Decimal | None) -> Value:
    if number is None:
        return MISSING
    return count(int(number)) if number == int(number) else decimal(number, 2)
