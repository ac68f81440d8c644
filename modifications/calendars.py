"""The calendar of SEC Working Days, from the table of bank holidays."""

from __future__ import annotations

from collections import Counter
from datetime import date

from modifications.models import BankHoliday
from modifications.working_days import WORKING_DAYS_A_WEEK, CalendarError, WorkingCalendar

BANK_HOLIDAYS_A_YEAR = 8
"""England and Wales have never had fewer since 1978: a year with fewer rows has not been entered whole."""


def sec_calendar() -> WorkingCalendar:
    """The calendar that every deadline of the SEC is counted by; one query.

    It reaches over the years whose bank holidays are all entered, from the earliest on without a gap. Raises
    CalendarError when there is no such year.
    """
    days = [day for day in BankHoliday.objects.values_list("day", flat=True) if day.weekday() < WORKING_DAYS_A_WEEK]
    entered = Counter(day.year for day in days)
    whole = sorted(year for year, count in entered.items() if count >= BANK_HOLIDAYS_A_YEAR)
    if not whole:
        raise CalendarError("no year's bank holidays are entered")
    last = first = whole[0]
    while last + 1 in whole:
        last += 1
    return WorkingCalendar(frozenset(days), date(first, 1, 1), date(last, 12, 31))
