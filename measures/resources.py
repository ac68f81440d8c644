"""The CSV templates of measures and their monthly numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from importing.columns import Choice, Code, Decimal, Integer, Text, YesNo
from importing.dates import Month
from importing.links import Link, Values
from importing.problems import Problem
from importing.references import Reference
from importing.surroundings import Surroundings
from importing.template import Related, Template
from measures import models, rules


def _measure_keeps_its_numbers(around: Surroundings) -> Iterator[Problem]:
    defined = [row for row, _ in around.changed("measures", "measure", "unit", "decimals", "ranked")]
    keys = {row.key for row in defined}
    numbers = around.left_alone("observations", "measure", keys)
    lists = around.left_alone("ranked_entries", "measure", keys)
    for row in defined:
        about = row.values
        values = [number["value"] for number in numbers[row.key]]
        for column, message in rules.measure_keeps_its_numbers(
            about["unit"], about["decimals"], about["ranked"], values, bool(lists[row.key])
        ):
            yield row.problem(message, column)


MEASURES = Template(
    name="measures",
    about="What is measured every month.",
    model=models.Measure,
    key=("measure",),
    called=("name",),
    columns=(
        Code(
            name="measure",
            field="code",
            help="A short name, by which reports ask for it; it never changes.",
            example="training-days",
        ),
        Text(name="name", help="The name as reports print it.", example="Training days"),
        Choice(
            name="group", help="The part of the work it belongs to.", choices=models.MeasureGroup, example="helpdesk"
        ),
        Choice(name="unit", help="What its numbers are.", choices=models.Unit, example="days"),
        Integer(name="decimals", help="How many places are printed.", example="1"),
        YesNo(name="ranked", example="no"),
        Text(name="definition", example="Days of training given to Parties; half days count as 0.5."),
    ),
    rules=(_measure_keeps_its_numbers,),
)

_MEASURE = Reference(name="measure", to=MEASURES, example="training-days")


def _months(category: Values) -> rules.Months:
    return category["first_month"], category["last_month"]


def _category_keeps_numbers(around: Surroundings) -> Iterator[Problem]:
    """Against stored numbers that the load leaves alone: loaded ones are told of in their own file."""
    columns = ("measure", "category", "first_month", "last_month")
    categories = [row for row, _ in around.touched("measure_categories", *columns)]
    stored = around.left_alone("observations", "measure", {row.values["measure"] for row in categories})
    for row in categories:
        numbers: dict[Any, list[date]] = defaultdict(list)
        for number in stored[row.values["measure"]]:
            numbers[number["category"]].append(number["month"])
        for column, message in (
            *rules.category_covers_no_plain_number(_months(row.values), numbers[None]),
            *rules.category_keeps_its_numbers(_months(row.values), numbers[row.values["category"]]),
        ):
            if column not in row.bad:
                yield row.problem(message, column)


def _category_named(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    yield from rules.code_of_a_category(values["category"] or "", "category")


MEASURE_CATEGORIES = Template(
    name="measure_categories",
    about="The categories of a measure. One that has ended is kept, with its last month.",
    model=models.MeasureCategory,
    key=("measure", "category"),
    called=("name",),
    columns=(
        _MEASURE,
        Code(
            name="category",
            field="code",
            help="A short name; another measure may use the same.",
            example="new-parties",
        ),
        Text(name="name", help="The name as reports print it.", example="New Parties"),
        Text(name="group", example="Services"),
        Integer(name="position", help="Its place among the measure's categories, the lowest first.", example="1"),
        Month(name="first_month", help="The first month it is measured; blank if always.", example="2021-04"),
        Month(name="last_month", help="The last month it is measured; blank if it still is."),
    ),
    checks=(_category_named,),
    rules=(_category_keeps_numbers,),
)


def _number_expected(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    if measure := related("measure"):
        yield from rules.number_of_its_measure(values["value"], measure)
    if category := related("category"):
        yield from rules.month_of_category(values["month"], _months(category))


def _number_without_category(around: Surroundings) -> Iterator[Problem]:
    plain = [row for row in around.rows("observations", "measure", "category") if row.values["category"] is None]
    categories = around.after("measure_categories", "measure", {row.values["measure"] for row in plain})
    for row in plain:
        held = categories[row.values["measure"]]
        if held is not None:
            for column, message in rules.without_category(row.values["month"], [_months(one) for one in held]):
                yield row.problem(message, column)


def _list_without_gap(around: Surroundings) -> Iterator[Problem]:
    lines = list(around.rows("ranked_entries", "measure", "month", "rank"))
    told = set()
    held = around.after("ranked_entries", "month", {row.values["month"] for row in lines})
    for row in lines:
        month, measure = row.values["month"], row.values["measure"]
        others = held[month]
        if others is not None and (measure, month) not in told:
            missing = rules.gap(one["rank"] for one in others if one["measure"] == measure)
            if missing is not None and row.values["rank"] > missing:
                told.add((measure, month))
                yield row.problem(f"Nothing has rank {missing} in {month:%B %Y}: a list has no gap, from 1 on.", "rank")


def _list_is_ranked(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    if (measure := related("measure")) and not measure["ranked"]:
        yield "measure", "Is not a ranked list: its numbers go into observations.csv."


OBSERVATIONS = Template(
    name="observations",
    about="The number for one month, measure and category. A month without a row is missing, which is not zero.",
    model=models.Observation,
    key=("measure", "category", "month"),
    columns=(
        _MEASURE,
        Code(
            name="category",
            field="",
            path="category__code",
            form="the category's code",
            help="Blank where the measure has no categories in that month.",
            example="new-parties",
        ),
        Month(name="month", example="2021-09"),
        Decimal(
            name="value",
            example="12.5",
            help="Not negative, with no more decimals than its measure; of a percentage, from 0 to 100.",
        ),
    ),
    links=(Link("category", MEASURE_CATEGORIES, ("measure", "category")),),
    checks=(_number_expected,),
    rules=(_number_without_category,),
)

RANKED_ENTRIES = Template(
    name="ranked_entries",
    about="The lines of a month's ranked list, such as the five most viewed pages.",
    model=models.RankedEntry,
    key=("measure", "month", "rank"),
    columns=(
        _MEASURE.like("top-downloads"),
        Month(name="month", example="2021-09"),
        Integer(name="rank", help="1 for the first.", example="1"),
        Text(name="label", help="What stands in that place.", example="SEC Section H"),
    ),
    checks=(_list_is_ranked,),
    rules=(_list_without_gap,),
)

TEMPLATES = (MEASURES, MEASURE_CATEGORIES, OBSERVATIONS, RANKED_ENTRIES)
