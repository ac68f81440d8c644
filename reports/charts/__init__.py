"""Charts as SVG and as PNG, drawn from a block's data alone."""

from __future__ import annotations

from reports.charts.cache import ChartCache, chart_key
from reports.charts.style import Width
from reports.engine.blocks import Chart

__all__ = ["ChartCache", "Width", "chart_key", "render", "render_png"]


def render(chart: Chart, *, title_for_id: str, width: Width = Width.PAGE) -> str:
    """The chart as SVG with live text; `title_for_id` begins every id in it, so that no two charts share one.

    Safe in threads, and the same bytes each time. Raises ValueError, naming what is wrong, for a chart that cannot be
    drawn truthfully: a series longer or shorter than the categories, a figure that is not a number, a negative part
    of a whole, more series than can be told apart.
    """
    # matplotlib takes a second to import, which a process that finds its charts kept need not spend.
    from reports.charts.draw import render as draw

    return draw(chart, title_for_id=title_for_id, width=width)


def render_png(chart: Chart, *, width: Width = Width.PAGE) -> bytes:
    """The same drawing as a picture at 200 dots to the inch, on white. Raises ValueError as `render` does."""
    from reports.charts.draw import render_png as draw

    return draw(chart, width=width)
