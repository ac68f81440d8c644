"""Consultations around a period: open, opened, closed, expected, and late."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from modifications.models import Consultation
from modifications.queries import ConsultationRow, consultations_between
from tests.modifications.histories import raise_one

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)
MONDAY = date(2020, 7, 27)


def consult(kind: str = "refinement", **days: date) -> None:
    number = Consultation.objects.count()
    one = raise_one(f"1{number:02d}", date(2020, 1, 2))
    Consultation.objects.create(modification=one, kind=kind, **days)


def found() -> ConsultationRow:
    (row,) = consultations_between(FIRST, LAST)
    return row


def test_open_until_its_last_day_is_over() -> None:
    consult(opened_on=date(2020, 7, 20), closed_on=date(2020, 8, 1))
    row = found()
    assert (row.is_open, row.closed_on) == (True, None)


def test_closed_on_the_last_day_of_the_period_is_not_open() -> None:
    consult(opened_on=date(2020, 7, 20), closed_on=LAST)
    assert (found().is_open, found().closed_on) == (False, LAST)


def test_closed_before_the_period_is_not_here() -> None:
    consult(opened_on=date(2020, 6, 1), closed_on=date(2020, 6, 30))
    assert consultations_between(FIRST, LAST) == []


@pytest.mark.parametrize(
    ("week", "expected", "slipped"),
    [(date(2020, 8, 10), True, False), (MONDAY, True, False), (date(2020, 7, 20), False, True)],
)
def test_planned_and_not_opened_is_expected_until_its_week_is_over(week: date, expected: bool, slipped: bool) -> None:
    consult(planned_week=week, opened_on=date(2020, 8, 11))
    row = found()
    assert (row.opened_on, row.expected_after(LAST), row.slipped_by(LAST)) == (None, expected, slipped)


def test_plan_of_more_than_a_year_ago_is_forgotten() -> None:
    consult(planned_week=date(2019, 7, 29))
    assert consultations_between(FIRST, LAST) == []


@pytest.mark.parametrize("size", [1, 3])
def test_consultations_take_one_query(size: int) -> None:
    for _ in range(size):
        consult(opened_on=FIRST)
    with CaptureQueriesContext(connection) as captured:
        assert len(consultations_between(FIRST, LAST)) == size
    assert len(captured) == 1
