"""What the database itself refuses about measures, whatever wrote the row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from measures.models import Measure, MeasureCategory, Observation, RankedEntry

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = date(2021, 9, 1), date(2021, 10, 1)


def refuses(constraint: str, write: Callable[[], Any]) -> None:
    with connection.cursor() as cursor:
        # References are asked for at the end of a transaction otherwise, and a test's never ends.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


@pytest.fixture
def emails() -> Measure:
    return Measure.objects.create(code="emails", name="E-mails", group="helpdesk")


@pytest.fixture
def training(emails: Measure) -> MeasureCategory:
    return MeasureCategory.objects.create(measure=emails, code="training", name="Training days")


def observe(measure: Measure, category: MeasureCategory | None = None, **columns: Any) -> Observation:
    row = {"measure": measure, "category": category, "month": SEPTEMBER, "value": Decimal(1), **columns}
    return Observation.objects.create(**row)


def test_observation_twice_for_one_month_refused(emails: Measure, training: MeasureCategory) -> None:
    observe(emails, training)
    refuses("one_number_a_month", lambda: observe(emails, training))


def test_observation_twice_without_a_category_refused(emails: Measure) -> None:
    observe(emails)
    refuses("one_number_a_month", lambda: observe(emails))


def test_observation_negative_refused(emails: Measure) -> None:
    refuses("observation_not_negative", lambda: observe(emails, value=Decimal("-0.0001")))


def test_observation_month_not_by_its_first_day_refused(emails: Measure) -> None:
    refuses("observation_month_by_first_day", lambda: observe(emails, month=date(2021, 9, 30)))


def test_observation_with_a_category_of_another_measure_refused(training: MeasureCategory) -> None:
    other = Measure.objects.create(code="calls", name="Calls", group="helpdesk")
    refuses("observation_category_of_its_measure", lambda: observe(other, training))
    with pytest.raises(ValidationError, match="category of another measure"):
        Observation(measure=other, category=training, month=SEPTEMBER, value=1).full_clean()


def test_observation_outside_its_category_is_told_before_saving(emails: Measure, training: MeasureCategory) -> None:
    training.last_month = SEPTEMBER
    training.save()
    with pytest.raises(ValidationError, match="not measured in this month"):
        Observation(measure=emails, category=training, month=OCTOBER, value=1).full_clean()


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("measure_unit_known", {"unit": "furlongs"}),
        ("measure_group_known", {"group": "weather"}),
        ("measure_decimals_bounded", {"decimals": 5}),
    ],
)
def test_measure_against_its_rules_refused(constraint: str, columns: dict[str, Any]) -> None:
    row = {"code": "calls", "name": "Calls", "group": "helpdesk", **columns}
    refuses(constraint, lambda: Measure.objects.create(**row))


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("category_code_once", {"code": "training"}),
        ("category_name_once", {"name": "Training days"}),
        ("category_months_by_first_day", {"first_month": date(2021, 9, 2)}),
        ("category_months_by_first_day", {"last_month": date(2021, 9, 30)}),
        ("category_ends_after_it_begins", {"first_month": OCTOBER, "last_month": SEPTEMBER}),
    ],
)
def test_category_against_its_rules_refused(
    constraint: str, columns: dict[str, Any], emails: Measure, training: MeasureCategory
) -> None:
    row = {"measure": emails, "code": "other", "name": "Other", **columns}
    refuses(constraint, lambda: MeasureCategory.objects.create(**row))


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("rank_once", {"label": "News"}),
        ("ranked_label_once", {"rank": 2}),
        ("rank_from_one", {"rank": 0, "label": "News"}),
        ("ranked_month_by_first_day", {"rank": 2, "label": "News", "month": date(2021, 9, 2)}),
    ],
)
def test_ranked_entry_against_its_rules_refused(constraint: str, columns: dict[str, Any], emails: Measure) -> None:
    row = {"measure": emails, "month": SEPTEMBER, "rank": 1, "label": "Home"}
    RankedEntry.objects.create(**row)
    refuses(constraint, lambda: RankedEntry.objects.create(**{**row, **columns}))


def test_code_in_capitals_refused(emails: Measure) -> None:
    refuses("measure_code_in_small_letters", lambda: Measure.objects.create(code="Emails", name="Other"))
    refuses(
        "category_code_in_small_letters",
        lambda: MeasureCategory.objects.create(measure=emails, code="Training", name="Training"),
    )
