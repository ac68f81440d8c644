"""What a month's number may be, for its page and for files alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Faults: TypeAlias = Iterator[tuple[str, str]]
Months: TypeAlias = tuple[date | None, date | None]
"""The first and the last month a category is measured, both included; None where it has no end that way."""


def measured(months: Months, month: date) -> bool:
    first, last = months
    return (first is None or first <= month) and (last is None or month <= last)


def fits(value: Decimal, unit: str, decimals: int) -> bool:
    return value == round(value, decimals) and (unit != "percent" or 0 <= value <= 100)


def number_of_its_measure(value: Decimal | None, measure: Mapping[str, Any]) -> Faults:
    """`measure` has its `unit`, its `decimals` and whether it is `ranked`."""
    if measure["ranked"]:
        yield "measure", "Is a ranked list: its lines are ranked entries (ranked_entries.csv)."
    elif value is not None and not fits(value, measure["unit"], measure["decimals"]):
        if value != round(value, measure["decimals"]):
            places = measure["decimals"]
            yield (
                "value",
                f"Has more decimals than its measure, which is printed with {places}."
                if places
                else "Is no whole number, and its measure has no decimals.",
            )
        else:
            yield "value", "Is no percentage from 0 to 100."


def without_category(month: date | None, categories: Iterable[Months]) -> Faults:
    """A number for the measure as a whole, where each of its categories has one."""
    if month is not None and any(measured(one, month) for one in categories):
        yield "category", f"Is blank, and the measure has categories in {month:%B %Y}: give the number of each."


def month_of_category(month: date | None, months: Months) -> Faults:
    if month is not None and not measured(months, month):
        yield "month", "The category is not measured in this month. Correct it, or the category's months."


def category_keeps_its_numbers(months: Months, numbers: Iterable[date]) -> Faults:
    """A category's months may not leave out one it has a number for."""
    first, last = months
    for month in sorted(numbers):
        if first is not None and month < first:
            yield "first_month", f"The category has a number for {month:%B %Y}, before it."
            return
        if last is not None and month > last:
            yield "last_month", f"The category has a number for {month:%B %Y}, after it."
            return


def category_covers_no_plain_number(months: Months, numbers: Iterable[date]) -> Faults:
    """A measure that was given as a whole has its first category from a month without such a number on."""
    covered = sorted(month for month in numbers if measured(months, month))
    if covered:
        yield (
            "first_month",
            f"The measure has a number without a category for {covered[0]:%B %Y}: begin after {covered[-1]:%B %Y}.",
        )


def measure_keeps_its_numbers(
    unit: str, decimals: int, ranked: bool, numbers: Iterable[Decimal], has_list: bool
) -> Faults:
    """A measure that is defined anew must still be able to hold what is recorded of it."""
    values = list(numbers)
    if ranked and values:
        yield "ranked", "The measure has numbers: it can't become a ranked list."
    if not ranked and has_list:
        yield "ranked", "The measure has ranked entries: it can't become a number."
    unfit = [value for value in values if not fits(value, unit, decimals)]
    if unfit:
        field = "decimals" if any(value != round(value, decimals) for value in unfit) else "unit"
        yield field, f"A number that is recorded would not fit: {unfit[0].normalize():f}."


RESERVED = ("share", "group", "year", "year_average", "year_before", "12_months", "12_months_average")
"""What figures of the measure as a whole are called, after its code, where those of a category have the category's."""


def code_of_a_category(code: str, field: str) -> Faults:
    """`field` is what the code is called where it is typed."""
    if code in RESERVED:
        yield field, f"“{code}” is what a figure of the whole measure is called: give the category another code."


def gap(ranks: Iterable[int]) -> int | None:
    """The first rank that a list lacks below one it has."""
    held = set(ranks)
    return next((rank for rank in range(1, max(held, default=0)) if rank not in held), None)
