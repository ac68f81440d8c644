from decimal import Decimal

import pytest

from reports.engine import values
from reports.engine.blocks import Cell, Chart, Column, Series
from reports.engine.tables import chart_table, joined, table, total_of
from reports.engine.values import MISSING, NOT_MEASURED

COLUMNS = (Column("stage", "Stage"), Column("open", "Open", "number"))


def shown(made):
    return [[cell.value.display for cell in row.cells] for row in made.rows]


def counts(*numbers):
    return tuple(values.count(one) for one in numbers)


def test_table_takes_text_counts_values_cells_and_gaps():
    marked = Cell(values.working_days(19), mark="over target")
    made = table("t", "T", COLUMNS, [("Refinement", 1200), ("Report", None), ("On", marked)], total=("Total", MISSING))
    assert shown(made) == [["Refinement", "1,200"], ["Report", "missing"], ["On", "19 WD"], ["Total", "missing"]]
    assert made.rows[2].cells[1] is marked
    assert [row.total for row in made.rows] == [False, False, False, True]


def test_table_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="“t” has 2 columns, but a row of 1: Refinement"):
        table("t", "T", COLUMNS, [("Refinement",)])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joined_reads_as_a_sentence_has_it(words, sentence):
    assert joined(words) == sentence


def test_total_of_counts_is_their_sum():
    assert total_of(counts(19, 14, 12, 102, 1114)) == values.count(1261)


@pytest.mark.parametrize("other", [MISSING, values.working_days(3), values.decimal(Decimal(3), 0), values.text("3")])
def test_total_with_what_is_no_count_is_missing(other):
    assert total_of([values.count(1), other]) == MISSING


def pie(*numbers):
    return Chart("pie", ("Large", "Small"), (Series("Groups", counts(*numbers)),), "Voting Groups", "Party Category")


def test_pie_has_a_total_row():
    made = chart_table("d", "Caption", pie(12, 102))
    assert [column.heading for column in made.columns] == ["Party Category", "Voting Groups"]
    assert shown(made) == [["Large", "12"], ["Small", "102"], ["Total", "114"]]


def test_total_of_a_chart_with_a_gap_is_missing_and_not_a_smaller_sum():
    assert shown(chart_table("d", "Caption", pie(12, None))) == [
        ["Large", "12"],
        ["Small", "missing"],
        ["Total", "missing"],
    ]


def test_stacks_have_a_total_beside_them():
    chart = Chart(
        "stacked", ("Aug 21", "Sep 21"), (Series("CPL", counts(2, 5)), Series("DPL", counts(9, None))), "Lists"
    )
    made = chart_table("d", "Caption", chart)
    assert [column.heading for column in made.columns] == ["Category", "CPL", "DPL", "Total"]
    assert shown(made) == [["Aug 21", "2", "9", "11"], ["Sep 21", "5", "missing", "missing"]]


def test_stack_of_which_a_part_was_not_measured_has_the_total_of_the_rest():
    series = (Series("CPL", (*counts(2, 5), NOT_MEASURED)), Series("EPCL", (values.count(1), *[NOT_MEASURED] * 2)))
    made = chart_table("d", "Caption", Chart("stacked", ("Mar 21", "Apr 21", "May 21"), series, "Lists"))
    assert shown(made) == [["Mar 21", "2", "1", "3"], ["Apr 21", "5", "–", "5"], ["May 21", "–", "–", "–"]]


def test_totals_that_are_given_are_printed_and_are_one_a_stack():
    half = values.decimal(Decimal("0.5"), 0)
    chart = Chart("stacked", ("Sep 21",), (Series("CPL", (half,)), Series("DPL", (half,))), "Lists")
    made = chart_table("d", "Caption", chart, totals=counts(1))
    assert shown(made) == [["Sep 21", "1", "1", "1"]]
    with pytest.raises(ValueError, match="“d” has 2 totals for 1 categories"):
        chart_table("d", "Caption", chart, totals=counts(1, 2))


@pytest.mark.parametrize("kind", ["columns", "lines"])
def test_charts_that_add_nothing_up_have_no_total(kind):
    chart = Chart(kind, ("Aug 21",), (Series("CPL", counts(2)), Series("DPL", counts(9))), "Lists")
    assert shown(chart_table("d", "Caption", chart)) == [["Aug 21", "2", "9"]]


def test_shares_are_not_added_up():
    shares = (values.percentage(1, 3), values.percentage(2, 3))
    chart = Chart("pie", ("Large", "Small"), (Series("Share", shares),), "Share")
    assert shown(chart_table("d", "Caption", chart)) == [["Large", "33%"], ["Small", "67%"]]
