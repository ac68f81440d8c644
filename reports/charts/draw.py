"""Chart in, SVG text or PNG picture out. The same chart gives the same bytes, on every machine and in every thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.charts.bars import draw_bars_chart
from reports.charts.clustered import draw_clustered
from reports.charts.columns import draw_columns
from reports.charts.cumulative import draw_cumulative
from reports.charts.lines import draw_lines
from reports.charts.palette import GREY, RULE, WHITE
from reports.charts.pie import draw_pie
from reports.charts.sheet import Sheet, box
from reports.charts.spec import check
from reports.charts.stacked import draw_stacked
from reports.charts.style import Width
from reports.engine.blocks import Chart

NO_DATA = "No data for this period"

_KINDS: Mapping[str, Callable[[Sheet, Chart], float]] = {
    "bars": draw_bars_chart,
    "columns": draw_columns,
    "stacked": draw_stacked,
    "lines": draw_lines,
    "pie": draw_pie,
    "cumulative": draw_cumulative,
    "clustered": draw_clustered,
}


def render(chart: Chart, *, title_for_id: str, width: Width = Width.PAGE) -> str:
    """See `reports.charts.render`."""
    sheet, height = _drawn(chart, width)
    return sheet.svg(height, title_for_id)


def render_png(chart: Chart, *, width: Width = Width.PAGE) -> bytes:
    """See `reports.charts.render_png`."""
    sheet, height = _drawn(chart, width)
    return sheet.png(height)


def _drawn(chart: Chart, width: Width) -> tuple[Sheet, float]:
    """The sheet and how high it is, in points."""
    check(chart)
    sheet = Sheet(width.value)
    height = _KINDS[chart.kind](sheet, chart) if chart.has_data else _draw_no_data(sheet)
    return sheet, round(height, 1)


def _draw_no_data(sheet: Sheet) -> float:
    height = 72.0
    sheet.fill(box(0.5, 0.5, sheet.width - 1, height - 1), WHITE, edge=RULE, line=1.0)
    sheet.text(sheet.width / 2, height / 2 + 3.5, NO_DATA, size=10.5, colour=GREY, align="center")
    return height
