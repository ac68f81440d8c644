"""The two conventions of `modifications.working_days` asked of the database, so that rows are sorted and found by them.

A test holds both to the Python that papers are made with.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, Func, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from modifications.models import BankHoliday
from modifications.working_days import WorkingCalendar

_SATURDAY = 6


class WeekdaysBetween(Func):
    """Weekdays from the first day up to but not including the second, each moved on by so many days."""

    output_field = IntegerField()

    def __init__(self, first: Any, second: Any, *, moved: tuple[int, int], **extra: Any) -> None:
        super().__init__(first, second, **extra)
        self.moved = moved

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        counted: list[tuple[str, tuple[Any, ...]]] = []
        for expression, moved in zip(self.source_expressions, self.moved, strict=True):
            sql, given = compiler.compile(expression)
            # As the Python counts: whole weeks of five, and the rest of one, from a Monday on.
            ordinal = f"(({sql}) - DATE '0001-01-01' + {moved:d})"
            counted.append((f"({ordinal} / 7 * 5 + LEAST({ordinal} %% 7, 5))", (*given, *given)))
        (before, of_before), (after, of_after) = counted
        return f"({after} - {before})", (*of_after, *of_before)


def published_days(first: Any, last: Any) -> WeekdaysBetween:
    """Published Working Days, as `published_duration` counts them; NULL where a day is."""
    return WeekdaysBetween(first, last, moved=(0, 1))


def sec_days(first: str, last: str, calendar: WorkingCalendar | None) -> Any:
    """SEC Working Days after the day named `first` up to and including the one named `last`, counted as
    `WorkingCalendar.between` does; NULL for days that the calendar does not reach."""
    if calendar is None:
        return Value(None, output_field=IntegerField())
    holidays = BankHoliday.objects.filter(
        day__gt=OuterRef(first), day__lte=OuterRef(last), day__iso_week_day__lt=_SATURDAY
    )
    number = Subquery(holidays.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n"))
    counted = WeekdaysBetween(F(first), F(last), moved=(1, 1)) - Coalesce(number, 0)
    known = {f"{first}__gte": calendar.first, f"{last}__lte": calendar.last}
    return Case(When(**known, then=counted), default=None, output_field=IntegerField())
