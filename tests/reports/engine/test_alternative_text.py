from datetime import date

import pytest

from reports.engine import values
from reports.engine.alternative_text import describe, figure
from reports.engine.blocks import Chart, Provenance, Series
from tests.reports.engine.samples import SEPTEMBER

MONTHS = tuple(month.short for month in SEPTEMBER.window(4))


def series(name, *numbers):
    return Series(name, tuple(values.count(one) for one in numbers))


def over_months(kind, *drawn):
    return Chart(kind, MONTHS, drawn, "Number", "Month")


def test_pie_names_largest_smallest_and_total():
    categories = ("Electricity Networks", "Gas Networks", "Large Suppliers", "Small Suppliers", "Other SEC Parties")
    chart = Chart("pie", categories, (series("Voting Groups", 19, 14, 12, 102, 114),), "Voting Groups")
    assert describe(chart, "Voting Groups by Party Category (excluding the DCC).") == (
        "Pie chart: Voting Groups by Party Category (excluding the DCC). "
        "Largest, Other SEC Parties (114); smallest, Large Suppliers (12); total 261."
    )


def test_bars_of_durations_have_no_total():
    drawn = Series("Age", (values.working_days(339), values.working_days(355)))
    chart = Chart("bars", ("Open", "Concluded"), (drawn,), "Average age")
    assert describe(chart, "Ages") == "Bar chart: Ages. Largest, Concluded (355 WD); smallest, Open (339 WD)."


@pytest.mark.parametrize(("kind", "opening"), [("columns", "Column chart"), ("lines", "Line chart")])
def test_months_are_told_from_first_to_last_with_their_extremes(kind, opening):
    assert describe(over_months(kind, series("Open", 55, 61, 48, 59)), "Open proposals") == (
        f"{opening}: Open proposals. 55 in Jun 21 to 59 in Sep 21; highest 61 (Jul 21), lowest 48 (Aug 21)."
    )


def test_unchanging_months_are_said_once():
    assert describe(over_months("lines", series("Exits", 0, 0, 0, 0)), "Exits") == (
        "Line chart: Exits. 0 throughout, Jun 21 to Sep 21."
    )


def test_missing_month_is_named_and_never_counted_as_the_lowest():
    assert describe(over_months("columns", series("E-mails", 55, None, 48, 59)), "E-mails") == (
        "Column chart: E-mails. 55 in Jun 21 to 59 in Sep 21; highest 59 (Sep 21), lowest 48 (Aug 21). Missing: Jul 21."
    )


def test_single_known_month_is_no_trend():
    assert describe(over_months("lines", series("E-mails", None, None, None, 59)), "E-mails") == (
        "Line chart: E-mails. 59 in Sep 21. Missing: Jun 21, Jul 21 and Aug 21."
    )


def test_each_of_a_few_series_is_told():
    drawn = (series("CPL", 1, 2, 3, 5), series("DPL", 9, 9, 9, None))
    assert describe(over_months("stacked", *drawn), "Lists produced") == (
        "Stacked column chart: Lists produced. CPL: 1 in Jun 21 to 5 in Sep 21; highest 5 (Sep 21), lowest 1 (Jun 21). "
        "DPL: 9 throughout, Jun 21 to Aug 21. Missing: Sep 21 (DPL)."
    )


def test_of_many_series_the_largest_is_told():
    drawn = tuple(series(name, n, n, n, n) for n, name in enumerate(("CPL", "PPCL", "DPL", "EPCL"), 1))
    assert describe(over_months("stacked", *drawn), "Lists produced") == (
        "Stacked column chart: Lists produced. 4 series; EPCL is the largest. EPCL: 4 throughout, Jun 21 to Sep 21."
    )


def test_many_gaps_are_counted_rather_than_listed():
    drawn = (series("CPL", 1, None, None, None), series("DPL", None, None, None, 9))
    assert describe(over_months("columns", *drawn), "Lists").endswith(
        "Missing: Jul 21 (CPL), Aug 21 (CPL), Sep 21 (CPL) and 3 more."
    )


@pytest.mark.parametrize("kind", ["bars", "columns", "stacked", "lines", "pie"])
@pytest.mark.parametrize("numbers", [(None,) * 4, ()])
def test_chart_without_data_says_so(kind, numbers):
    chart = Chart(kind, MONTHS[: len(numbers)], (series("Open", *numbers),), "Number")
    assert describe(chart, "Open proposals").endswith(": Open proposals. There is no data to show.")


def test_figure_brings_its_description_and_its_data():
    provenance = Provenance("modifications.queries.open_by_stage", date(2021, 9, 30))
    chart = over_months("lines", series("Open", 55, 61, None, 59))
    made = figure("open", "Open proposals", chart, basis="At month end.", provenance=provenance)
    assert (made.id, made.caption, made.chart, made.basis) == ("open", "Open proposals", chart, "At month end.")
    assert made.alt == describe(chart, "Open proposals")
    assert made.data.id == "open-data"
    assert [row.cells[1].value.display for row in made.data.rows] == ["55", "61", "missing", "59"]
    assert made.provenance == made.data.provenance == provenance


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (over_months("lines"), "no series"),
        (over_months("lines", series("Open", 1, 2)), "“Open” has 2 values for 4 categories"),
        (over_months("pie", series("A", 1, 2, 3, 4), series("B", 1, 2, 3, 4)), "pie show one series, not 2"),
    ],
)
def test_figure_that_cannot_be_drawn_is_refused(chart, told):
    with pytest.raises(ValueError, match=told):
        figure("open", "Open proposals", chart)
