"""Check constraints tried in memory say what PostgreSQL says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing.conditions import fields_of, holds
from importing.registry import templates

DAYS = st.sampled_from([date(2021, 8, 30), date(2021, 9, 1), date(2021, 9, 6), None])
TEXTS = st.sampled_from(["", "X", "XX", "(a)", "SECP", "MP128B", "SECMP0007", "SECMP0062 part 2", "128B", "expelled"])
CONDITIONS = [
    pytest.param(template.model, rule.condition, id=f"{template.name}-{place}")
    for template in templates().values()
    for place, rule in enumerate(template.conditions)
]


def values_of(field: models.Field[Any, Any]) -> st.SearchStrategy[Any]:
    """Values that a row may hold in the field: those of the constraints' own making, and nothing where it may be."""
    if field.is_relation:
        return st.sampled_from([1, 2, None] if field.null else [1, 2])
    if field.get_internal_type() == "DateRangeField":
        ranges = [(date(2021, 1, 1), None), (date(2021, 1, 1), date(2021, 1, 1)), (None, date(2021, 1, 1))]
        return st.sampled_from([DateRange(*bounds, "[)") for bounds in ranges])
    if isinstance(field, models.DateField):
        return DAYS if field.null else DAYS.filter(bool)
    if isinstance(field, models.BooleanField):
        return st.booleans()
    if isinstance(field, (models.IntegerField, models.DecimalField)):
        return st.sampled_from([0, 1, 4, 5, None] if field.null else [0, 1, 4, 5])
    return st.sampled_from((field.flatchoices and [value for value, _ in field.flatchoices]) or [""]) | TEXTS


def _plain(field: Any) -> models.Field[Any, Any]:
    return models.BigIntegerField() if field.is_relation or field.primary_key else field


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "condition"), CONDITIONS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_constraint_of_a_template_is_judged_as_the_database_does(
    model: type[models.Model], condition: Q, data: st.DataObject
) -> None:
    fields = {name: model._meta.get_field("id" if name == "id" else name) for name in fields_of(condition)}
    row = {name: 1 if name == "id" else data.draw(values_of(field), label=name) for name, field in fields.items()}
    against = {name: models.Value(value, output_field=_plain(fields[name])) for name, value in row.items()}
    assert (holds(condition, row) is not False) == condition.check(against)


HELD_BY_A_CHECK = {
    "report_issued_after_its_month",
    "restated_after_its_month",
    "affected_categories_known_once",
}
"""Conditions that are worked out; the template has a check of its own for each, or its column has."""


@pytest.mark.parametrize("template", templates().values(), ids=lambda template: template.name)
def test_every_check_constraint_of_a_template_can_be_tried_and_blames_a_column(template: Any) -> None:
    declared = [
        rule
        for rule in template.model._meta.constraints
        if isinstance(rule, models.CheckConstraint) and rule.name not in HELD_BY_A_CHECK
    ]
    assert len(declared) == len(template.conditions)
    assert all(rule.columns for rule in template.conditions)


def test_unknown_lookup_is_an_error_and_not_a_pass() -> None:
    with pytest.raises(LookupError):
        holds(Q(name__icontains="x"), {"name": "y"})
    with pytest.raises(LookupError):
        holds(Q(a=1) ^ Q(b=1), {"a": 1, "b": 1})


def test_comparison_with_nothing_is_left_open() -> None:
    row = {"a": None, "b": 1}
    assert holds(Q(a__gte=F("b")), row) is None
    assert holds(~Q(a__gte=F("b")), row) is None
    assert holds(Q(a__gte=F("b")) | Q(b=1), row) is True
    assert holds(Q(a__gte=F("b")) & Q(b=2), row) is False
