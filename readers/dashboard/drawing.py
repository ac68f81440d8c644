"""The charts of the dashboard: a gap where nothing was published, and a word where a published month is missing."""

from __future__ import annotations

from collections.abc import Sequence

from readers.dashboard.figures import Shown
from readers.dashboard.reads import Point
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Figure, Series
from reports.engine.values import NONE, NOT_MEASURED, Value


def drawn(shown: Shown, points: Sequence[Point]) -> Figure:
    series = tuple(
        Series(line.label, tuple(_plotted(point, place) for point in points)) for place, line in enumerate(shown.lines)
    )
    chart = Chart("lines", tuple(point.month.short for point in points), series, shown.value_label)
    return figure(f"dashboard-{shown.slug}", shown.title, chart, basis=shown.basis)


def in_words(of: Figure, points: Sequence[Point]) -> str:
    """The alternative text, with the months that nothing was published of."""
    unpublished = sum(not point.papers for point in points)
    months = "1 month is" if unpublished == 1 else f"{unpublished} months are"
    return f"{of.alt} {months} not published." if unpublished else of.alt


def _plotted(point: Point, place: int) -> Value:
    value = point.values[place] if point.values else NOT_MEASURED
    return NOT_MEASURED if value == NONE else value
