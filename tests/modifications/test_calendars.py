from __future__ import annotations

from collections.abc import Callable
from datetime import date

import holidays
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from modifications.calendars import sec_calendar
from modifications.models import BankHoliday
from modifications.working_days import CalendarError
from tests.laid_down import BANK_HOLIDAYS

pytestmark = pytest.mark.django_db


def test_bank_holidays_equal_an_independent_list() -> None:
    expected = {
        day for day in holidays.country_holidays("GB", subdiv="ENG", years=range(2013, 2031)) if day.weekday() < 5
    }
    assert {date.fromisoformat(day) for day, _ in BANK_HOLIDAYS} == expected


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # moved for VE Day, from 4 May
        date(2021, 12, 27),
        date(2021, 12, 28),
        date(2022, 6, 2),
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # the State Funeral
        date(2023, 5, 8),  # the coronation
        date(2021, 4, 2),  # Good Friday
        date(2025, 12, 25),
    ],
)
def test_calendar_knows_the_unusual_days(day: date) -> None:
    assert not sec_calendar().is_working_day(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2021, 11, 30), date(2021, 12, 24)])
def test_calendar_keeps_days_that_were_no_holiday(day: date) -> None:
    assert sec_calendar().is_working_day(day)


def test_calendar_reaches_over_the_years_entered(django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(1):
        calendar = sec_calendar()
    assert (calendar.first, calendar.last) == (date(2013, 1, 1), date(2030, 12, 31))


def test_calendar_does_not_trust_a_year_that_is_half_entered() -> None:
    BankHoliday.objects.create(day=date(2031, 1, 1), name="New Year's Day")
    assert sec_calendar().last == date(2030, 12, 31)


def test_calendar_ends_before_a_year_that_lost_a_day() -> None:
    BankHoliday.objects.filter(day=date(2019, 4, 19)).delete()
    calendar = sec_calendar()
    assert calendar.last == date(2018, 12, 31)
    with pytest.raises(CalendarError, match="2018-12-31"):
        calendar.is_working_day(date(2021, 9, 1))


def test_calendar_without_any_bank_holiday_is_refused() -> None:
    BankHoliday.objects.all().delete()
    with pytest.raises(CalendarError, match="no year"):
        sec_calendar()


def test_bank_holidays_migration_reverses_and_returns() -> None:
    BankHoliday.objects.create(day=date(2031, 1, 1), name="Entered by hand")
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state([("modifications", "0001_records")]).apps
    migration = executor.loader.get_migration("modifications", "0002_bank_holidays")
    operation = migration.operations[0]
    editor = connection.schema_editor()
    operation.reverse_code(state, editor)
    assert list(BankHoliday.objects.values_list("name", flat=True)) == ["Entered by hand"]
    operation.code(state, editor)
    assert BankHoliday.objects.count() == len(BANK_HOLIDAYS) + 1
