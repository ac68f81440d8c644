"""The month's numbers as staff enter and find them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Measure, MeasureCategory, Observation, RankedEntry
from tests.access.cast import browser

pytestmark = pytest.mark.django_db

AUGUST, SEPTEMBER = date(2021, 8, 1), date(2021, 9, 1)
LISTS = ("measure", "measurecategory", "observation", "rankedentry")


def page(name: str, *arguments: Any) -> str:
    return reverse(f"admin:measures_{name}", args=arguments)


def measure(number: int, month: date = SEPTEMBER) -> Measure:
    made = Measure.objects.create(code=f"measure-{number}", name=f"Measure {number}", group="helpdesk")
    category = MeasureCategory.objects.create(measure=made, code="all", name=f"Category {number}")
    Observation.objects.create(measure=made, category=category, month=month, value=Decimal("12.5"))
    RankedEntry.objects.create(measure=made, month=month, rank=1, label=f"Page {number}")
    return made


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_as_many_queries_however_many_rows(name: str) -> None:
    """A filter by measure shows itself, and asks, from the second measure on."""
    client, taken = browser("editor"), []
    for rows in (range(1), range(1, 3), range(3, 9)):
        for number in rows:
            measure(number)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page(f"{name}_changelist"))
        taken.append(len(captured))
    assert response.context["cl"].result_count == 9
    assert taken[0] <= taken[1] == taken[2] <= 13


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"month": "2021-08-01"}, ["Measure 1"]),
        ({"month": "2021-09-01"}, ["Measure 2", "Measure 3"]),
        ({"month": "nonsense"}, ["Measure 1", "Measure 2", "Measure 3"]),
        ({"q": "Category 3"}, ["Measure 3"]),
    ],
)
def test_observations_are_found_by_month_and_name(query: dict[str, str], names: list[str]) -> None:
    measure(1, AUGUST)
    measure(2)
    measure(3)
    shown = browser("editor").get(page("observation_changelist"), query)
    assert sorted(row.measure.name for row in shown.context["cl"].result_list) == names
    (months,) = [each for each in shown.context["cl"].filter_specs if each.title == "month"]
    assert months.lookup_choices == [("2021-09-01", "September 2021"), ("2021-08-01", "August 2021")]


def test_observations_are_filtered_by_measure() -> None:
    first = measure(1)
    measure(2)
    shown = browser("editor").get(page("observation_changelist"), {"measure__id__exact": first.pk})
    assert [row.measure for row in shown.context["cl"].result_list] == [first]


@pytest.mark.parametrize("month", ["2021-10", "October 2021", "Oct 2021", "10/2021"])
def test_month_is_typed_as_a_month(month: str) -> None:
    made = measure(1)
    answers = {"measure": made.pk, "category": made.categories.get().pk, "month": month, "value": "3"}
    assert browser("contributor").post(page("observation_add"), answers).status_code == 302
    assert Observation.objects.filter(measure=made, month=date(2021, 10, 1), value=3).exists()


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"month": "the tenth"}, "month", "Write the month like 2021-09."),
        ({"month": "2021-13"}, "month", "Write the month like 2021-09."),
        ({"month": ""}, "month", "This field is required."),
        ({"value": "-1"}, "__all__", "A measure is not negative."),
        ({"value": "many"}, "value", "Enter a number."),
        ({"month": "2021-09"}, "__all__", "The month has a number for this measure and category already."),
    ],
)
def test_observation_against_its_rules_comes_back_as_typed(changes: dict[str, str], field: str, reason: str) -> None:
    made = measure(1)
    answers = {"measure": made.pk, "category": made.categories.get().pk, "month": "2021-10", "value": "3", **changes}
    response = browser("contributor").post(page("observation_add"), answers)
    assert response.context["adminform"].form.errors[field] == [reason]
    for typed in filter(None, changes.values()):
        assert f'value="{typed}"' in response.content.decode()


def test_observation_with_a_category_of_another_measure_refused_at_its_field() -> None:
    made, other = measure(1), measure(2)
    answers = {"measure": made.pk, "category": other.categories.get().pk, "month": "2021-10", "value": "3"}
    response = browser("contributor").post(page("observation_add"), answers)
    assert response.context["adminform"].form.errors["category"] == ["This is a category of another measure."]


def test_month_is_shown_as_text_to_type_over() -> None:
    row = Observation.objects.get(measure=measure(1))
    shown = browser("editor").get(page("observation_change", row.pk)).content.decode()
    assert 'type="text" name="month" value="2021-09"' in shown
