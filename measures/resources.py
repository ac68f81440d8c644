"""The CSV templates of measures and their monthly numbers."""

from __future__ import annotations

from collections.abc import Iterator

from importing.columns import Choice, Code, Decimal, Integer, Text, YesNo
from importing.dates import Month
from importing.links import Link, Values
from importing.references import Reference
from importing.template import Related, Template
from measures import models

MEASURES = Template(
    name="measures",
    about="What is measured every month.",
    model=models.Measure,
    key=("measure",),
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
)

_MEASURE = Reference(name="measure", to=MEASURES, example="training-days")

MEASURE_CATEGORIES = Template(
    name="measure_categories",
    about="The categories of a measure. One that has ended is kept, with its last month.",
    model=models.MeasureCategory,
    key=("measure", "category"),
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
)


def _number_expected(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    measure, category, month = related("measure"), related("category"), values["month"]
    if measure and measure["ranked"]:
        yield "measure", "Is a ranked list: its lines go into ranked_entries.csv."
    if category and month:
        first, last = category["first_month"], category["last_month"]
        if (first and month < first) or (last and month > last):
            yield "month", "The category is not measured in this month. Correct it, or the category's months."


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
            help="Blank where the measure has no categories.",
            example="new-parties",
        ),
        Month(name="month", example="2021-09"),
        Decimal(name="value", example="12.5", help="Not negative."),
    ),
    links=(Link("category", MEASURE_CATEGORIES, ("measure", "category")),),
    checks=(_number_expected,),
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
)

TEMPLATES = (MEASURES, MEASURE_CATEGORIES, OBSERVATIONS, RANKED_ENTRIES)
