"""Numbers of the months. A month not yet entered gives None, which is never zero.

Months are given by their first day. What a measure is expected to have in a month is its categories of that month, or,
if it has none then, one number without a category; numbers that are not expected are left out of every answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from measures.models import Measure, MeasureCategory, Observation, RankedEntry, Unit


@dataclass(frozen=True, slots=True)
class CategoryAt:
    """A category, and the months it is measured in, both included; None where open."""

    code: str
    name: str
    group: str
    first_month: date | None = None
    last_month: date | None = None

    def expected(self, month: date) -> bool:
        return (self.first_month is None or self.first_month <= month) and (
            self.last_month is None or month <= self.last_month
        )


@dataclass(frozen=True, slots=True)
class MeasureSeries:
    """A measure over some months. `categories` are those expected in at least one of them, in order of position."""

    code: str
    name: str
    unit: str
    decimals: int
    months: tuple[date, ...]
    categories: tuple[CategoryAt, ...]
    numbers: Mapping[tuple[str | None, date], Decimal] = field(repr=False)

    def expected(self, month: date) -> tuple[CategoryAt, ...]:
        """The categories a number is expected for in the month. KeyError for a month that was not asked for."""
        if month not in self.months:
            raise KeyError(month)
        return tuple(category for category in self.categories if category.expected(month))

    def adds_up(self, month: date) -> bool:
        """Whether the month has a total: percentages of several categories come to nothing that could be said."""
        return self.unit != Unit.PERCENT or not self.expected(month)

    def value(self, category_code: str | None, month: date) -> Decimal | None:
        """The number of a category, or of a measure without categories; None if missing or not expected.

        KeyError for a category or a month that the series does not have.
        """
        if category_code is not None and category_code not in {category.code for category in self.categories}:
            raise KeyError(category_code)
        return self.numbers.get((category_code, month)) if category_code in self._slots(month) else None

    def total(self, month: date) -> Decimal | None:
        """The sum over the categories expected in the month, or the measure's one number; None if any is missing.

        None too where its categories don't add up.
        """
        if not self.adds_up(month):
            return None
        numbers = [self.numbers.get((code, month)) for code in self._slots(month)]
        present = [number for number in numbers if number is not None]
        return sum(present, Decimal(0)) if len(present) == len(numbers) else None

    def _slots(self, month: date) -> tuple[str | None, ...]:
        """Where a number is expected in the month; None stands for the one without a category."""
        return tuple(category.code for category in self.expected(month)) or (None,)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A line of a month's ranked list, with the rank it was entered at."""

    rank: int
    label: str
    id: int = field(default=0, compare=False)


def values(codes: Sequence[str], month: date) -> dict[str, Decimal | None]:
    """One number per measure: its total of the month. KeyError for a code that no measure has."""
    return {code: series.total(month) for code, series in series_many(codes, [month]).items()}


def series(code: str, months: Iterable[date]) -> MeasureSeries:
    return series_many([code], months)[code]


def series_many(codes: Iterable[str], months: Iterable[date]) -> dict[str, MeasureSeries]:
    """The measures over the months, in the order asked. KeyError for a code that no measure has."""
    wanted = tuple(dict.fromkeys(codes))
    found = {measure.code: series for measure, series in series_of(Measure.objects.filter(code__in=wanted), months)}
    return {code: found[code] for code in wanted}


def series_of(measures: QuerySet[Measure], months: Iterable[date]) -> list[tuple[Measure, MeasureSeries]]:
    """Each of the measures with its numbers over the months, in their order. Three queries."""
    period = _months(months)
    return [
        (measure, _series(measure, period))
        for measure in measures.prefetch_related(
            Prefetch("categories", MeasureCategory.objects.order_by("position", "name")),
            Prefetch("observations", Observation.objects.filter(month__in=period).order_by()),
        )
    ]


def _series(measure: Measure, months: tuple[date, ...]) -> MeasureSeries:
    codes: dict[int | None, str | None] = {None: None}
    categories = []
    for category in measure.categories.all():
        codes[category.pk] = category.code
        categories.append(
            CategoryAt(category.code, category.name, category.group, category.first_month, category.last_month)
        )
    return MeasureSeries(
        code=measure.code,
        name=measure.name,
        unit=measure.unit,
        decimals=measure.decimals,
        months=months,
        categories=tuple(each for each in categories if any(each.expected(month) for month in months)),
        numbers={(codes[row.category_id], row.month): row.value for row in measure.observations.all()},
    )


def observation_ids(code: str, months: Iterable[date]) -> dict[tuple[str | None, date], int]:
    """What was entered of a measure in the months, by category and month: the record's id. One query."""
    rows = Observation.objects.filter(measure__code=code, month__in=_months(months))
    return {(category, month): id for category, month, id in rows.values_list("category__code", "month", "pk")}


def ranked_many(month: date) -> dict[str, tuple[str, tuple[RankedRow, ...]]]:
    """Every ranked list that was entered for the month, by the measure's code: its name, and its lines. One query."""
    (month,) = _months([month])
    entries = RankedEntry.objects.filter(month=month).order_by("measure__code", "rank")
    found: dict[str, tuple[str, tuple[RankedRow, ...]]] = {}
    for code, name, rank, label, id in entries.values_list("measure__code", "measure__name", "rank", "label", "pk"):
        found[code] = (name, (*found.get(code, (name, ()))[1], RankedRow(rank, label, id)))
    return found


def ranked(code: str, month: date) -> tuple[RankedRow, ...]:
    """The month's ranked list, first to last; empty if not entered. KeyError for an unknown code."""
    (month,) = _months([month])
    entries = RankedEntry.objects.filter(measure__code=code, month=month).order_by("rank")
    rows = tuple(RankedRow(rank, label) for rank, label in entries.values_list("rank", "label"))
    if not rows and not Measure.objects.filter(code=code).exists():
        raise KeyError(code)
    return rows


def _months(months: Iterable[date]) -> tuple[date, ...]:
    period = tuple(months)
    for month in period:
        if month.day != 1:
            raise ValueError(f"a month is given by its first day, not {month}")
    return period
