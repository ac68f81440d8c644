"""What a chart shows, in words, for those who can't see it, and a figure made whole in one call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.engine.blocks import Chart, Figure, Provenance, Series
from reports.engine.tables import chart_table, joined, total_of
from reports.engine.values import Value

_KINDS = {
    "bars": "Bar chart",
    "columns": "Column chart",
    "stacked": "Stacked column chart",
    "lines": "Line chart",
    "pie": "Pie chart",
    "cumulative": "Column chart with a line of the sum so far",
    "clustered": "Clustered bar chart",
}
_MONTH = re.compile(r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{2}(\d{2})?")
_SERIES_NAMED = 3
_GAPS_NAMED = 4

Point = tuple[str, Value]


def figure(
    id: str,
    caption: str,
    chart: Chart,
    *,
    totals: tuple[Value, ...] = (),
    totals_of: str = "",
    basis: str = "",
    provenance: Provenance | None = None,
) -> Figure:
    """A figure with its alternative text and, under the id `<id>-data`, its data as a table, with the `totals` given
    and the fact that they are.

    Raises ValueError when there is no series, when one hasn't a value for each category, or when a pie or bars have
    several. What isn't known is a missing value, or no category at all.
    """
    if not chart.series:
        raise ValueError(f"figure “{id}” has no series to draw")
    for series in chart.series:
        if len(series.values) != len(chart.categories):
            counted = f"{len(series.values)} values for {len(chart.categories)} categories"
            raise ValueError(f"figure “{id}”: the series “{series.name}” has {counted}")
    if chart.kind in ("pie", "bars") and len(chart.series) != 1:
        raise ValueError(f"figure “{id}”: {chart.kind} show one series, not {len(chart.series)}")
    data = chart_table(
        f"{id}-data", caption, chart, totals=totals, totals_of=totals_of, basis=basis, provenance=provenance
    )
    return Figure(id, caption, chart, describe(chart, caption), data, basis, provenance=provenance)


def describe(chart: Chart, caption: str) -> str:
    """Alternative text drafted from the data: trend or extremes and total, then what is missing."""
    opening = f"{_KINDS[chart.kind]}: {caption.strip().rstrip('.')}."
    if not chart.has_data:
        return f"{opening} There is no data to show."
    return " ".join([opening, *_message(chart), *_gaps(chart)])


def _message(chart: Chart) -> Iterator[str]:
    over_time = chart.kind != "pie" and all(_MONTH.fullmatch(name) for name in chart.categories)
    lead = chart.series if len(chart.series) <= _SERIES_NAMED else (_largest_series(chart),)
    if lead is not chart.series:
        yield f"{len(chart.series)} series; {lead[0].name} is the largest."
    for series in lead:
        points = _points(chart, series)
        if points:
            name = f"{series.name}: " if len(chart.series) > 1 else ""
            words = _trend(points) if over_time else _extremes(points, series)
            yield name + words if name else words[0].upper() + words[1:]


def _trend(points: list[Point]) -> str:
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{first[1].display} in {first[0]}."
    if len({value.display for _, value in points}) == 1:
        return f"{first[1].display} throughout, {first[0]} to {last[0]}."
    top, bottom = max(points, key=_size), min(points, key=_size)
    ends = f"{first[1].display} in {first[0]} to {last[1].display} in {last[0]}"
    return f"{ends}; highest {top[1].display} ({top[0]}), lowest {bottom[1].display} ({bottom[0]})."


def _extremes(points: list[Point], series: Series) -> str:
    if len(points) == 1:
        return f"only {points[0][0]} ({points[0][1].display})."
    top, bottom = max(points, key=_size), min(points, key=_size)
    words = f"largest, {top[0]} ({top[1].display}); smallest, {bottom[0]} ({bottom[1].display})"
    total = total_of(series.values)
    return f"{words}." if total.is_missing else f"{words}; total {total.display}."


def _gaps(chart: Chart) -> Iterator[str]:
    gaps = [
        f"{category} ({series.name})" if len(chart.series) > 1 else category
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
        if value.is_missing
    ]
    if gaps:
        named = gaps if len(gaps) <= _GAPS_NAMED else [*gaps[: _GAPS_NAMED - 1], f"{len(gaps) - _GAPS_NAMED + 1} more"]
        yield f"Missing: {joined(named)}."


def _points(chart: Chart, series: Series) -> list[Point]:
    return [point for point in zip(chart.categories, series.values, strict=True) if point[1].is_figure]


def _largest_series(chart: Chart) -> Series:
    return max(chart.series, key=lambda series: sum(_size(point) for point in _points(chart, series)))


def _size(point: Point) -> Decimal:
    raw = point[1].raw
    return Decimal(raw) if isinstance(raw, int | Decimal) else Decimal(0)
