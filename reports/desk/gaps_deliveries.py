"""DCC reports that fell due in the month, and nobody has entered whether they came."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DccReport, DccReportDelivery
from meetings.queries import deliveries_not_entered
from modifications.models import BankHoliday
from modifications.working_days import CalendarError
from reports.desk import mends
from reports.desk.gaps import Gap, Question


def deliveries(question: Question) -> Iterator[Gap]:
    """One that did not come is entered too, without a day: then it is not delivered, and no longer unknown."""
    section = question.needs.deliveries
    if section is None or question.calendar is None:  # without any calendar, the paper itself asks for one
        return
    try:
        rows = deliveries_not_entered(question.month.first, question.month.last, question.calendar)
    except CalendarError as error:
        message = f"Which of the DCC’s reports fell due cannot be told: {error}."
        yield Gap("delivery", section, message, (mends.find(BankHoliday, "See the bank holidays"),))
        return
    due = [row for row in rows if row.due_on < question.as_at]
    keys = dict(DccReport.objects.filter(code__in={row.report_code for row in due}).values_list("code", "pk"))
    for row in due:
        when = f"fell due on {row.due_on:%-d %B}" if row.day_named else f"was to come in {row.due_on:%B}"
        message = f"{row.report} for {row.period:%B %Y} {when}: no delivery is entered."
        period = f"{row.period:%Y-%m}"
        enter = mends.add(DccReportDelivery, "Enter the delivery", report=keys[row.report_code], period=period)
        yield Gap("delivery", section, message, (enter,))
