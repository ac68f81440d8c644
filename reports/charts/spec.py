"""What a chart may ask for. A chart that cannot be drawn truthfully is refused by name, never drawn wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args, get_type_hints

from reports.charts.palette import MOST_SERIES
from reports.engine.blocks import Chart, Series
from reports.engine.values import Value

KINDS = get_args(get_type_hints(Chart)["kind"])
_ONE_SERIES = ("bars", "pie")
_EACH_AND_SUM = ("cumulative",)
_PARTS_OF_A_WHOLE = ("stacked", "pie", "cumulative")


def check(chart: Chart) -> None:
    """Raise ValueError, naming the series or the kind, when the chart cannot be drawn."""
    if chart.kind not in KINDS:
        raise ValueError(f"there is no chart of kind {chart.kind!r}; the kinds are {', '.join(KINDS)}")
    if chart.kind in _ONE_SERIES and len(chart.series) > 1:
        raise ValueError(f"a chart of kind {chart.kind!r} draws one series, not {len(chart.series)}")
    if chart.kind in _EACH_AND_SUM and len(chart.series) != 2:
        raise ValueError(f"a chart of kind {chart.kind!r} draws a series and its sum so far, not {len(chart.series)}")
    if len(chart.series) > MOST_SERIES:
        raise ValueError(f"{len(chart.series)} series cannot be told apart in one chart; at most {MOST_SERIES} can")
    for one in chart.series:
        _check_series(chart, one)


def _check_series(chart: Chart, series: Series) -> None:
    if len(series.values) != len(chart.categories):
        raise ValueError(
            f"series {series.name!r} has {len(series.values)} values for {len(chart.categories)} categories"
        )
    for category, value in zip(chart.categories, series.values, strict=True):
        try:
            drawn = number(value)
        except ValueError as error:
            raise ValueError(f"series {series.name!r}, {category!r}: {error}") from None
        if drawn is not None and drawn < 0 and chart.kind in _PARTS_OF_A_WHOLE:
            raise ValueError(f"series {series.name!r}, {category!r}: {drawn:g} cannot be a part of a whole")


def number(value: Value) -> float | None:
    """The figure as drawn; None when it is missing or was not measured. Raises ValueError for what has no place on an
    axis."""
    if not value.is_figure:
        return None
    if isinstance(value.raw, bool) or not isinstance(value.raw, int | Decimal):
        raise ValueError(f"{value.raw!r} is not a number")
    drawn = float(value.raw)
    if drawn in (float("inf"), float("-inf")) or drawn != drawn:
        raise ValueError(f"{value.raw} is not a number that can be drawn")
    return drawn


def numbers(series: Series) -> tuple[float | None, ...]:
    return tuple(number(value) for value in series.values)


def known(series: Series) -> list[float]:
    return [drawn for drawn in numbers(series) if drawn is not None]


def is_whole(chart: Chart) -> bool:
    """Whether every figure is a count, so that the axis may show no fractions."""
    figures = (value for series in chart.series for value in series.values if value.is_figure)
    return all(isinstance(value.raw, int) for value in figures)
