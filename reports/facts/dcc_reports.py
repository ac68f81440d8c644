"""Facts of the reports that the DCC owes: what fell due in the month, when it came, and the figures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.text import slugify

from meetings.models import DccReportDelivery
from meetings.queries import DeliveryRow, FigureRow, ReportRow
from reports.engine.values import MISSING, NONE, Value, count, decimal, percentage, working_days
from reports.facts import sheets
from reports.facts.making import About, counted, dated, fact
from reports.facts.registry import Fact, Unit
from reports.facts.rows import Listing, Sheet, Tally
from reports.reads import MonthReads

Side = Literal["actual", "forecast", "variance", "variance_share"]
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
        for side in SIDES:
            yield _figure(figure, side)


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


def figure_key(figure: FigureRow, side: Side) -> str:
    return f"dcc_report.{figure.report_code}.{slugify(figure.label)}.{side}"


def _figure(figure: FigureRow, side: Side) -> Fact:
    def found(reads: MonthReads) -> list[FigureRow]:
        same = (figure.report_code, figure.label)
        return [row for row in _figures(reads) if (row.report_code, row.label) == same]

    def read(reads: MonthReads) -> Value:
        return SIDES[side].read(rows[0]) if (rows := found(reads)) else MISSING

    def rows(reads: MonthReads) -> Listing:
        number = SIDES[side].number
        return FIGURES.listing(found(reads), Tally.SUM if number else Tally.SHOWN, number=number or (lambda row: 1))

    told = SIDES[side]
    return fact(
        figure_key(figure, side),
        f"{figure.label}, {told.label}",
        told.rule,
        told.unit,
        read,
        rows,
        _DELIVERED.of("meetings.queries.figures_of"),
    )


def printed(number: Decimal | None) -> Value:
    if number is None:
        return MISSING
    return count(int(number)) if number == int(number) else decimal(number, 2)


def signed(number: Decimal | None) -> Value:
    """With its sign, as what is above or below something."""
    if number is None:
        return MISSING
    shown = printed(abs(number)).display
    return Value(number, f"−{shown}" if number < 0 else f"+{shown}" if number else shown)


def variance_share(figure: FigureRow) -> Value:
    """How far the actual figure is under or over the forecast one, in whole percents of that; none of 0."""
    if figure.variance is None or figure.forecast is None:
        return MISSING
    if not figure.forecast:
        return NONE
    share = percentage(abs(figure.variance), figure.forecast)
    side = "under" if figure.variance < 0 else "over"
    return Value(
        figure.variance * 100 / figure.forecast, f"{share.display} {side}" if figure.variance else "as forecast"
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """One side of a figure: how it is read from its row, and the number that the row gives, where it gives one."""

    label: str
    rule: str
    unit: Unit
    read: Callable[[FigureRow], Value]
    number: Callable[[FigureRow], Decimal | None] | None = None


_FELL_DUE = "in the report that fell due in the month."
SIDES: dict[Side, _Told] = {
    "actual": _Told(
        "actual", f"The actual figure {_FELL_DUE}", Unit.COUNT, lambda row: printed(row.actual), lambda row: row.actual
    ),
    "forecast": _Told(
        "forecast",
        f"The forecast figure {_FELL_DUE}",
        Unit.COUNT,
        lambda row: printed(row.forecast),
        lambda row: row.forecast,
    ),
    "variance": _Told(
        "variance",
        f"The actual figure less the forecast one, {_FELL_DUE}",
        Unit.COUNT,
        lambda row: signed(row.variance),
        lambda row: row.variance,
    ),
    "variance_share": _Told(
        "variance as a share of the forecast",
        f"The variance as a share of the forecast figure {_FELL_DUE}",
        Unit.TEXT,
        variance_share,
    ),
}
