"""Each kind of chart: the right shapes for the figures, and gaps that are never zeros."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import pytest

from reports.charts import Width
from reports.charts.palette import GREY, INK, LOOKS, NAVY, RULE, TEAL
from reports.engine.blocks import Chart, Series
from reports.engine.values import NOT_MEASURED, count, decimal, percentage, working_days
from tests.reports.charts.drawing import MONTHS_12, MONTHS_13, Drawing, series
from tests.reports.charts.gallery import GALLERY, MANY, OPEN, STAGES, VOTING_GROUPS, WEBSITE

both_widths = pytest.mark.parametrize("sheet", Width)


def columns(*numbers: int | None) -> Chart:
    return Chart("columns", MONTHS_12[: len(numbers)], (series("E-mails", *numbers),), "E-mails")


def top_gridline(drawing: Drawing) -> float:
    return min(y for shape in drawing.stroked(RULE) for part in shape.parts for _, y in part)


# --- bars -----------------------------------------------------------------------------------------------------------


@both_widths
def test_bars_are_as_long_as_their_figures_which_stand_at_their_ends(sheet) -> None:
    drawing = Drawing(STAGES, sheet=sheet)
    (bars,) = drawing.filled(NAVY)
    assert [length / bars.widths[0] * 21 for length in bars.widths] == pytest.approx([21, 30, 4, 12], rel=0.01)
    ends = [max(x for x, _ in part) for part in bars.parts]
    figures = [drawing.word(figure).left for figure in ("21", "30", "4", "12")]
    assert [figure - end for figure, end in zip(figures, ends, strict=True)] == pytest.approx([4] * 4)


def test_bars_missing_figure_is_named_and_zero_is_a_nought_and_neither_has_a_bar() -> None:
    drawing = Drawing(STAGES)
    rows = {name: drawing.word(name).y for name in ("Authority decision", "On hold")}
    assert drawing.word("missing").y == rows["Authority decision"]
    assert drawing.word("0").y == rows["On hold"]
    assert len(drawing.filled(NAVY)[0].parts) == 4


def test_bars_print_figures_as_the_report_does() -> None:
    values = (working_days(19), percentage(93, 100), decimal(Decimal("1234.5"), 1))
    drawing = Drawing(Chart("bars", ("A", "B", "C"), (Series("S", values),), "Duration"))
    assert drawing.texts[-6:] == ["A", "19 WD", "B", "93%", "C", "1,234.5"]


def test_bars_below_zero_lie_on_the_other_side_of_the_zero_line() -> None:
    drawing = Drawing(GALLERY["changes"])
    (bars,) = drawing.filled(NAVY)
    ((zero, _), _) = drawing.stroked(INK)[0].parts[0]
    up, down = bars.parts
    assert min(x for x, _ in up) == zero == max(x for x, _ in down)


# --- columns --------------------------------------------------------------------------------------------------------


@both_widths
def test_columns_stand_on_zero_in_proportion(sheet) -> None:
    drawing = Drawing(columns(10, 20, 5), sheet=sheet)
    (bars,) = drawing.filled(NAVY)
    assert [height / bars.heights[0] for height in bars.heights] == pytest.approx([1, 2, 0.5], rel=0.01)
    assert len({max(y for _, y in part) for part in bars.parts}) == 1


def test_columns_zero_is_a_nought_without_a_column() -> None:
    drawing = Drawing(columns(4, 0, 2))
    assert len(drawing.filled(NAVY)[0].parts) == 2
    nought = [words for words in drawing.words if words.text == "0" and "text-anchor: middle" in words.style]
    assert [words.x for words in nought] == [drawing.word(MONTHS_12[1]).x]


@both_widths
def test_columns_missing_figure_is_a_gap_that_says_so(sheet) -> None:
    drawing = Drawing(columns(4, None, 2), sheet=sheet)
    assert len(drawing.filled(NAVY)[0].parts) == 2
    gap = drawing.word("missing")
    assert gap.upright
    assert gap.left < drawing.word(MONTHS_12[1]).x < gap.right


def test_columns_too_thin_for_a_word_mark_gaps_with_a_cross_that_the_key_explains() -> None:
    moves = GALLERY["moves"]
    drawing = Drawing(moves)
    key = drawing.word("missing")
    assert not key.upright
    assert key.y == drawing.word("Accessions").y
    crosses = [shape for shape in drawing.stroked(INK) if len(shape.parts) == 2]
    assert len(crosses) == 2  # one in the key and one in the gap
    whole = Chart("columns", moves.categories, (moves.series[0], moves.series[1]), "Parties")
    assert "missing" not in Drawing(whole).texts


def test_columns_where_every_series_is_missing_say_it_once() -> None:
    chart = Chart("columns", ("Aug", "Sep"), (series("A", None, 1), series("B", None, 2)), "Number")
    assert Drawing(chart).texts.count("missing") == 1


def test_columns_smallest_figure_beside_a_huge_one_can_still_be_seen() -> None:
    drawing = Drawing(GALLERY["huge"])
    (bars,) = drawing.filled(NAVY)
    assert len(bars.parts) == 11
    assert min(bars.heights) >= 0.8
    assert "1,250,000" in drawing.texts


def test_columns_print_all_their_figures_or_none_but_noughts() -> None:
    thin = Drawing(GALLERY["eight by thirteen"])
    printed = [words.text for words in thin.words if words.size < 9]
    assert set(printed) == {"0"}
    assert len(printed) == sum(value.raw == 0 for one in MANY for value in one.values)
    roomy = Drawing(GALLERY["moves"])
    assert roomy.texts.count("10") == 2  # on the axis and on the column
    assert roomy.texts.count("5") == 1


def test_columns_below_zero_hang_with_their_figures_under_them() -> None:
    drawing = Drawing(GALLERY["changes by month"])
    figure = drawing.word("-8")
    (bars,) = drawing.filled(NAVY)
    deepest = max(y for part in bars.parts for _, y in part)
    assert deepest < figure.top < figure.foot < drawing.word("Feb 21").top


# --- stacked --------------------------------------------------------------------------------------------------------


def test_stacked_parts_stand_on_each_other_in_order_with_the_total_on_top() -> None:
    chart = Chart("stacked", ("Aug 21", "Sep 21"), (series("A", 2, 4), series("B", 6, 0)), "Number")
    drawing = Drawing(chart)
    (first,) = drawing.filled(LOOKS[0].colour)
    (second,) = [shape for shape in drawing.shapes if f"stroke: {TEAL}" in shape.style and shape.widths[0] > 30][:1]
    assert min(y for _, y in first.parts[0]) == pytest.approx(max(y for _, y in second.parts[0]), abs=0.5)
    totals = [words for words in drawing.words if "font-weight: 600" in words.style][1:]
    assert [words.text for words in totals] == ["8", "4"]
    assert totals[0].foot < min(y for _, y in second.parts[0])


def test_stacked_total_is_summed_before_rounding() -> None:
    parts = tuple(Series(name, (decimal(Decimal("1.25"), 1),)) for name in "ABC")
    drawing = Drawing(Chart("stacked", ("Sep 21",), parts, "Days"))
    assert "3.8" in drawing.texts  # not 1.3 + 1.3 + 1.3


@both_widths
def test_stacked_with_a_part_missing_has_no_total_and_names_the_part(sheet) -> None:
    chart = Chart("stacked", ("Aug 21", "Sep 21"), (series("Calls", 7, 8), series("E-mails", None, 9)), "Number")
    drawing = Drawing(chart, sheet=sheet)
    assert drawing.word("E-mails missing").upright
    assert [words.text for words in drawing.words if "font-weight: 600" in words.style][1:] == ["17"]


def test_stacked_words_over_a_tall_stack_stay_under_the_key() -> None:
    drawing = Drawing(GALLERY["tall gap"])
    assert drawing.word("E-mails missing").top > top_gridline(drawing) - 14


def test_stacked_part_not_measured_has_no_bar_and_no_word_and_the_rest_its_total() -> None:
    values = (count(4), NOT_MEASURED, NOT_MEASURED)
    others = (count(3), count(5), NOT_MEASURED)
    drawing = Drawing(Chart("stacked", MONTHS_12[:3], (Series("EPCL", values), Series("CPL", others)), "Versions"))
    (ended,) = drawing.filled(NAVY)
    assert len(ended.parts) == 1
    totals = [words.text for words in drawing.words if "font-weight: 600" in words.style][1:]
    assert totals == ["7", "5"]
    assert not [text for text in drawing.texts if "missing" in text]


def test_stacked_with_nothing_known_says_missing_on_the_zero_line() -> None:
    chart = Chart("stacked", ("Aug 21", "Sep 21"), (series("Calls", None, 8), series("E-mails", None, 9)), "Number")
    drawing = Drawing(chart)
    assert drawing.word("missing").upright
    zero = drawing.stroked(INK)[0].parts[0][0][1]
    assert drawing.word("missing").foot == pytest.approx(zero - 4, abs=0.1)


def test_stacked_of_zeros_says_nought() -> None:
    chart = Chart("stacked", ("Aug 21",), (series("Calls", 0), series("E-mails", 0)), "Number")
    totals = [words.text for words in Drawing(chart).words if "font-weight: 600" in words.style][1:]
    assert totals == ["0"]


# --- lines ----------------------------------------------------------------------------------------------------------


def test_line_breaks_where_a_figure_is_missing() -> None:
    drawing = Drawing(OPEN)
    (line,) = drawing.stroked(NAVY, "stroke-width: 1.7")
    assert [len(part) for part in line.parts] == [4, 8]
    gap = drawing.word("missing")
    assert gap.left < drawing.word("Jan 21").x < gap.right


def test_line_to_zero_reaches_the_zero_line() -> None:
    drawing = Drawing(OPEN)
    (line,) = drawing.stroked(NAVY, "stroke-width: 1.7")
    zero = drawing.stroked(INK)[0].parts[0][0][1]
    assert max(y for part in line.parts for _, y in part) == zero


def test_line_figure_between_two_gaps_is_marked_though_no_line_reaches_it() -> None:
    drawing = Drawing(Chart("lines", MONTHS_12[:3], (series("Visits", None, 5, None),), "Visits"))
    assert not drawing.stroked(NAVY)
    assert len(drawing.filled(NAVY)[0].parts) == 1
    assert drawing.texts.count("missing") == 2


def test_lines_name_the_series_that_is_missing() -> None:
    texts = Drawing(WEBSITE).texts
    assert texts.count("Page views missing") == 2
    assert texts.count("Visits missing") == 1


def test_lines_few_are_named_at_their_ends_with_the_latest_figure() -> None:
    drawing = Drawing(WEBSITE)
    (line,) = drawing.stroked(NAVY, "stroke-width: 1.7")
    end_x, end_y = line.parts[-1][-1]
    assert drawing.word("Visits").left > end_x
    assert drawing.word("Visits").top - 8 < end_y < drawing.word("7,400").foot + 8


@pytest.mark.parametrize(("chart", "sheet"), [(GALLERY["eight lines"], Width.PAGE), (WEBSITE, Width.PHONE)])
def test_lines_many_or_narrow_have_a_key_above_the_plot_in_order(chart, sheet) -> None:
    drawing = Drawing(chart, sheet=sheet)
    names = [one.name for one in chart.series]
    key = [drawing.word(name) for name in names]
    assert [words.text for words in sorted(key, key=lambda at: (at.y, at.x))] == names
    assert max(words.foot for words in key) < top_gridline(drawing)


# --- pie ------------------------------------------------------------------------------------------------------------


def test_pie_starts_at_twelve_and_runs_clockwise_in_proportion() -> None:
    drawing = Drawing(VOTING_GROUPS)
    turn = 0.0
    for index, number in enumerate((19, 14, 12, 102, 114)):
        (slice_,) = drawing.filled(LOOKS[index].colour)
        (centre, start) = slice_.parts[0][0], slice_.parts[0][1]
        angle = math.atan2(start[0] - centre[0], centre[1] - start[1]) / (2 * math.pi)
        assert angle % 1 == pytest.approx(turn, abs=0.001)
        turn += number / 261


def test_pie_names_every_slice_with_its_figure_and_share() -> None:
    texts = Drawing(VOTING_GROUPS).texts
    for name, figure in (("Large Suppliers", "12 (5%)"), ("Other SEC Parties", "114 (44%)")):
        assert texts[texts.index(name) + 1] == figure


def test_pie_narrow_lists_its_slices_beneath_in_order() -> None:
    drawing = Drawing(VOTING_GROUPS, sheet=Width.PHONE)
    assert drawing.texts[1:3] == ["Electricity Networks: 19 (7%)", "Gas Networks: 14 (5%)"]
    assert len([shape for shape in drawing.shapes if shape.heights == [10.0] == shape.widths]) == 5


@both_widths
def test_pie_zero_and_missing_are_named_and_shares_say_what_they_are_of(sheet) -> None:
    said = " ".join(Drawing(GALLERY["topics"], sheet=sheet).texts)
    assert "Not drawn: Training days/seminars 0, Other missing. Shares are of the figures that are known." in said


def test_pie_share_is_neither_rounded_to_nothing_nor_to_all() -> None:
    texts = Drawing(GALLERY["tiny slices"]).texts
    assert texts.count("1 (<1%)") == 10
    assert "2,000 (>99%)" in texts


def test_pie_leaders_keep_off_the_pie() -> None:
    drawing = Drawing(GALLERY["tiny slices"])
    x, y = drawing.filled(NAVY)[0].parts[0][0]
    leaders = drawing.stroked(GREY)
    assert len(leaders) == 11
    for leader in leaders:
        (points,) = leader.parts
        for (ax, ay), (bx, by) in pairwise(points):
            steps = [(ax + (bx - ax) * n / 20, ay + (by - ay) * n / 20) for n in range(21)]
            assert min(math.hypot(px - x, py - y) for px, py in steps) > 70


def test_pie_of_zeros_is_an_empty_circle_with_a_nought() -> None:
    drawing = Drawing(GALLERY["no slice"])
    assert "0" in drawing.texts
    assert not drawing.filled(NAVY)


# --- axes -----------------------------------------------------------------------------------------------------------


@both_widths
@pytest.mark.parametrize("name", ["huge", "website", "eight stacked", "one line"])
def test_every_one_of_thirteen_months_is_labelled_in_one_form(name, sheet) -> None:
    texts = Drawing(GALLERY[name], sheet=sheet).texts
    whole = [word for word in texts if word in MONTHS_13]
    halves = [word for word in texts if word in " ".join(MONTHS_13).split()]
    split = sorted(half for month in MONTHS_13 for half in month.split())
    assert whole == [*MONTHS_13] or (whole == [] and sorted(half for half in halves if half in split) == split)


def test_months_are_all_split_when_one_must_be() -> None:
    texts = Drawing(GALLERY["huge"]).texts
    assert not {*MONTHS_13} & {*texts}
    assert texts.count("Sep") == 2


def test_axis_of_counts_has_whole_numbers_only() -> None:
    ticks = [words.text for words in Drawing(columns(1, 2, 1)).words if "text-anchor: end" in words.style]
    assert ticks == ["0", "1", "2"]


def test_axis_of_percentages_says_percent() -> None:
    ticks = [words.text for words in Drawing(GALLERY["shares"]).words if "text-anchor: end" in words.style]
    assert ticks == ["0%", "20%", "40%", "60%", "80%", "100%"]


def test_axis_has_thousands_commas() -> None:
    assert "25,000" in Drawing(WEBSITE).texts


@pytest.mark.parametrize("name", ["moves", "eight stacked", "eight by thirteen"])
def test_key_follows_the_series_and_stands_above_the_plot(name) -> None:
    drawing = Drawing(GALLERY[name])
    names = [one.name for one in GALLERY[name].series]
    key = [drawing.word(one) for one in names]
    assert [words.text for words in sorted(key, key=lambda at: (at.y, at.x))] == names
    assert max(words.foot for words in key) < top_gridline(drawing)


def test_single_series_needs_no_key() -> None:
    assert "Accessions" not in [words.text for words in Drawing(columns(1, 2)).words]


def test_part_missing_in_a_group_is_marked_in_its_own_place() -> None:
    chart = Chart("columns", ("Jul 21", "Aug 21"), (series("A", None, 1), series("B", 3, 4)), "Number")
    drawing = Drawing(chart)
    assert drawing.word("missing").right < drawing.word("Jul 21").x
