"""Columns with the line of their sum, and bars in clusters: the right shapes for the figures, and gaps in words."""

from __future__ import annotations

import pytest

from reports.charts import Width, render
from reports.charts.palette import AMBER, LOOKS, NAVY
from reports.engine.alternative_text import describe
from reports.engine.blocks import Chart
from tests.reports.charts.drawing import Drawing, series
from tests.reports.charts.gallery import COMMITTEES, GALLERY, sums_of

both_widths = pytest.mark.parametrize("sheet", Width)


# --- cumulative -------------------------------------------------------------------------------------------------------


@both_widths
def test_cumulative_columns_and_line_stand_on_one_axis(sheet: Width) -> None:
    drawing = Drawing(GALLERY["new proposals"], sheet=sheet)
    (columns,) = drawing.filled(NAVY)
    assert len(columns.parts) == 11  # a month with none has no column
    (line,) = (shape for shape in drawing.stroked(AMBER) if len(shape.parts[0]) > 2)
    rises = line.heights[0] / max(columns.heights)
    assert rises == pytest.approx((52 - 3) / 8, rel=0.01)


def test_cumulative_line_prints_its_figures_at_its_points() -> None:
    drawing = Drawing(GALLERY["new proposals"])
    for figure in ("18", "22", "28", "47", "52"):
        assert figure in drawing.texts


def test_cumulative_month_with_none_says_nought_and_is_not_missing() -> None:
    drawing = Drawing(GALLERY["new proposals"])
    assert drawing.texts.count("0") == 2  # on the axis and where the column would stand
    assert "missing" not in drawing.texts


def test_cumulative_line_ends_at_the_month_that_is_missing_and_the_gap_says_so() -> None:
    drawing = Drawing(GALLERY["new proposals, a month missing"])
    assert drawing.texts.count("missing") == 1
    assert "18" in drawing.texts
    assert "22" not in drawing.texts
    (columns,) = drawing.filled(NAVY)
    assert len(columns.parts) == 10


def test_cumulative_is_of_two_series_and_never_below_zero() -> None:
    with pytest.raises(ValueError, match="a series and its sum so far, not 1"):
        render(Chart("cumulative", ("A",), (series("One", 1),), "Number"), title_for_id="x")
    below = series("One", -1)
    with pytest.raises(ValueError, match="cannot be a part of a whole"):
        render(Chart("cumulative", ("A",), (below, sums_of(below)), "Number"), title_for_id="x")


def test_cumulative_is_told_in_words() -> None:
    told = describe(GALLERY["new proposals"], "New proposals by month")
    assert told.startswith("Column chart with a line of the sum so far: New proposals by month.")
    assert "Sum so far: 3 in Oct 20 to 52 in Sep 21" in told


# --- clustered --------------------------------------------------------------------------------------------------------


@both_widths
def test_clustered_bars_are_as_long_as_their_figures(sheet: Width) -> None:
    drawing = Drawing(GALLERY["committees"], sheet=sheet)
    (this_year,) = (shape for shape in drawing.filled("#ffffff") if len(shape.parts) == 4)
    assert f"stroke: {LOOKS[1].colour}" in this_year.style
    (year_before,) = drawing.filled(NAVY)
    assert [length / year_before.widths[0] * 14 for length in year_before.widths] == pytest.approx([14, 12], rel=0.01)
    assert [length / this_year.widths[0] * 13 for length in this_year.widths] == pytest.approx(
        [13, 12, 15, 25], rel=0.03
    )


def test_clustered_bar_that_is_missing_is_named_and_zero_is_a_nought() -> None:
    drawing = Drawing(GALLERY["committees"])
    assert drawing.texts.count("missing") == 1
    assert drawing.texts.count("0") == 1
    assert drawing.word("missing").y < drawing.word("0").y


def test_clustered_key_names_the_series_and_every_category_is_named() -> None:
    drawing = Drawing(GALLERY["committees"])
    key = [drawing.word(name) for name in ("2018-19", "2019-20")]
    assert max(word.foot for word in key) < drawing.word(COMMITTEES[0]).top
    assert "TAG" in drawing.texts


def test_clustered_chart_is_told_in_words() -> None:
    told = describe(GALLERY["committees"], "Meetings by committee")
    assert told.startswith("Clustered bar chart: Meetings by committee. 2018-19: largest, SEC Panel (14);")
    assert told.endswith("Missing: Technical Architecture and Business Architecture Sub-Committee (2018-19).")
