"""Measures with numbers, as tests of the monthly grid set them up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from measures.models import Measure, MeasureCategory, Observation, RankedEntry

JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2021, month, 1) for month in (7, 8, 9, 10))


def measure(code: str, *categories: str, **columns: Any) -> Measure:
    """Named by its code, its categories by theirs."""
    made = Measure.objects.create(**{"code": code, "name": code.title(), "group": "helpdesk", **columns})
    for position, category in enumerate(categories):
        MeasureCategory.objects.create(measure=made, code=category, name=category.title(), position=position)
    return made


def observe(of: Measure, month: date, value: str, category: str = "", **columns: Any) -> Observation:
    held = of.categories.get(code=category) if category else None
    return Observation.objects.create(measure=of, category=held, month=month, value=Decimal(value), **columns)


def stored(of: Measure, month: date, category: str = "") -> Decimal | None:
    rows = Observation.objects.filter(measure=of, month=month, category__code=category or None)
    return rows.values_list("value", flat=True).first()


def rank(of: Measure, month: date, *labels: str) -> None:
    for place, label in enumerate(labels, start=1):
        RankedEntry.objects.create(measure=of, month=month, rank=place, label=label)


def ranked(of: Measure, month: date) -> list[tuple[int, str]]:
    return list(RankedEntry.objects.filter(measure=of, month=month).order_by("rank").values_list("rank", "label"))
