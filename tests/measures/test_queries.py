"""Numbers of a month: summed over what is expected, and missing as soon as one of them is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from model_bakery import baker

from measures import models, queries

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER = (date(2021, month, 1) for month in (7, 8, 9))


def measure(code: str, *categories: str, **rest: Any) -> models.Measure:
    made = baker.make(models.Measure, code=code, name=code.title(), **rest)
    for position, category in enumerate(categories):
        baker.make(
            models.MeasureCategory, measure=made, code=category, name=category.title(), position=position, group=""
        )
    return made


def observe(of: models.Measure, month: date, value: str, category: str | None = None) -> None:
    models.Observation.objects.create(
        measure=of,
        category=of.categories.get(code=category) if category else None,
        month=month,
        value=Decimal(value),
    )


def between(of: models.Measure, category: str, first: date | None, last: date | None) -> None:
    of.categories.filter(code=category).update(first_month=first, last_month=last)


# --- One number per measure ---------------------------------------------------------------------------


def test_values_missing_month_is_none_and_zero_is_zero() -> None:
    observe(measure("calls"), SEPTEMBER, "0")
    measure("visits")
    assert queries.values(["calls", "visits"], SEPTEMBER) == {"calls": Decimal(0), "visits": None}
    assert queries.values(["calls"], AUGUST) == {"calls": None}


def test_values_of_a_measure_with_categories_is_their_sum() -> None:
    emails = measure("emails", "training", "other")
    observe(emails, SEPTEMBER, "2.25", "training")
    observe(emails, SEPTEMBER, "1.5", "other")
    assert queries.values(["emails"], SEPTEMBER) == {"emails": Decimal("3.75")}


def test_values_one_expected_category_missing_makes_the_sum_missing() -> None:
    emails = measure("emails", "training", "other")
    observe(emails, SEPTEMBER, "2", "training")
    assert queries.values(["emails"], SEPTEMBER) == {"emails": None}


@pytest.mark.parametrize(("month", "total"), [(JULY, "2"), (AUGUST, "5"), (SEPTEMBER, "3")])
def test_values_sum_over_the_categories_of_the_month(month: date, total: str) -> None:
    emails = measure("emails", "old", "new")
    between(emails, "old", None, AUGUST)
    between(emails, "new", AUGUST, None)
    observe(emails, JULY, "2", "old")
    observe(emails, AUGUST, "2", "old")
    observe(emails, AUGUST, "3", "new")
    observe(emails, SEPTEMBER, "3", "new")
    assert queries.values(["emails"], month) == {"emails": Decimal(total)}


def test_values_number_of_an_ended_category_is_left_out() -> None:
    emails = measure("emails", "old", "new")
    between(emails, "old", None, AUGUST)
    observe(emails, SEPTEMBER, "9", "old")
    observe(emails, SEPTEMBER, "3", "new")
    assert queries.values(["emails"], SEPTEMBER) == {"emails": Decimal(3)}
    assert queries.series("emails", [AUGUST, SEPTEMBER]).value("old", SEPTEMBER) is None


def test_values_before_categories_began_is_the_number_without_one() -> None:
    emails = measure("emails", "new")
    between(emails, "new", SEPTEMBER, None)
    observe(emails, AUGUST, "7")
    observe(emails, SEPTEMBER, "3", "new")
    series = queries.series("emails", [AUGUST, SEPTEMBER])
    assert [series.total(month) for month in series.months] == [Decimal(7), Decimal(3)]
    assert series.value(None, AUGUST) == Decimal(7)
    assert series.value(None, SEPTEMBER) is None


def test_values_unknown_code_is_a_key_error() -> None:
    measure("calls")
    with pytest.raises(KeyError, match="visits"):
        queries.values(["calls", "visits"], SEPTEMBER)


# --- Over months --------------------------------------------------------------------------------------


def test_series_values_categories_and_totals() -> None:
    users = measure("users", "networks", "suppliers", unit="count", decimals=1)
    observe(users, AUGUST, "1", "networks")
    observe(users, SEPTEMBER, "2", "networks")
    observe(users, SEPTEMBER, "3", "suppliers")
    series = queries.series("users", [AUGUST, SEPTEMBER])
    assert (series.code, series.name, series.unit, series.decimals) == ("users", "Users", "count", 1)
    assert [category.code for category in series.categories] == ["networks", "suppliers"]
    assert series.value("networks", AUGUST) == Decimal(1)
    assert series.value("suppliers", AUGUST) is None
    assert [series.total(month) for month in (AUGUST, SEPTEMBER)] == [None, Decimal(5)]


def test_percentages_of_categories_have_no_total_and_one_alone_is_its_own() -> None:
    kept = measure("kept", "networks", "suppliers", unit="percent")
    observe(kept, SEPTEMBER, "98", "networks")
    observe(kept, SEPTEMBER, "7", "suppliers")
    observe(measure("met", unit="percent"), SEPTEMBER, "98")
    assert queries.values(["kept", "met"], SEPTEMBER) == {"kept": None, "met": Decimal(98)}
    series = queries.series_many(["kept", "met"], [SEPTEMBER])
    assert [series[code].adds_up(SEPTEMBER) for code in ("kept", "met")] == [False, True]


def test_series_leaves_out_categories_outside_its_months() -> None:
    emails = measure("emails", "old", "new")
    between(emails, "old", None, JULY)
    series = queries.series("emails", [AUGUST, SEPTEMBER])
    assert [category.code for category in series.categories] == ["new"]
    with pytest.raises(KeyError):
        series.value("old", AUGUST)


@pytest.mark.parametrize(("category", "month"), [("nonsense", SEPTEMBER), (None, JULY), ("new", JULY)])
def test_series_value_not_in_the_series_is_a_key_error(category: str | None, month: date) -> None:
    measure("emails", "new")
    with pytest.raises(KeyError):
        queries.series("emails", [SEPTEMBER]).value(category, month)


def test_series_month_not_by_its_first_day_is_refused() -> None:
    measure("emails")
    with pytest.raises(ValueError, match="first day"):
        queries.series("emails", [date(2021, 9, 2)])


def test_series_many_keeps_the_order_asked() -> None:
    for code in ("a", "b", "c"):
        measure(code)
    assert list(queries.series_many(["c", "a", "b"], [SEPTEMBER])) == ["c", "a", "b"]


# --- Ranked lists -------------------------------------------------------------------------------------


def test_ranked_at_the_stored_ranks_of_that_month_alone() -> None:
    pages = measure("pages", ranked=True)
    for month, rank, label in ((SEPTEMBER, 3, "News"), (SEPTEMBER, 1, "Home"), (AUGUST, 1, "Events")):
        models.RankedEntry.objects.create(measure=pages, month=month, rank=rank, label=label)
    assert queries.ranked("pages", SEPTEMBER) == (queries.RankedRow(1, "Home"), queries.RankedRow(3, "News"))
    assert queries.ranked("pages", JULY) == ()
    with pytest.raises(KeyError):
        queries.ranked("nonsense", SEPTEMBER)


# --- Cost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_is_the_same_for_any_number_of_rows(
    rows: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    codes = [f"measure-{number}" for number in range(rows)]
    for code in codes:
        made = measure(code, *(f"category-{number}" for number in range(rows)))
        for category in made.categories.all():
            for month in (JULY, AUGUST, SEPTEMBER)[:rows]:
                observe(made, month, "1", category.code)
    with django_assert_num_queries(3):
        queries.series_many(codes, [JULY, AUGUST, SEPTEMBER])
    with django_assert_num_queries(3):
        queries.values(codes, SEPTEMBER)
