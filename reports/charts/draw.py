"""Chart in, SVG text out. The same chart gives the same bytes, on every machine and in every thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

import matplotlib as mpl

from reports.charts.bars import draw_bars_chart
from reports.charts.columns import draw_columns
from reports.charts.lines import draw_lines
from reports.charts.palette import GREY, RULE, WHITE
from reports.charts.pie import draw_pie
from reports.charts.sheet import Sheet, box
from reports.charts.spec import check
from reports.charts.stacked import draw_stacked
from reports.engine.blocks import Chart

NO_DATA = "No data for this period"


class Width(Enum):
    """Points. A chart is drawn for where it is read, so that its words are never scaled down."""

    PAGE = 482.0
    """The text column of A4: 170 mm."""
    PHONE = 255.0
    """340 CSS pixels."""


_KINDS: Mapping[str, Callable[[Sheet, Chart], float]] = {
    "bars": draw_bars_chart,
    "columns": draw_columns,
    "stacked": draw_stacked,
    "lines": draw_lines,
    "pie": draw_pie,
}


def render(chart: Chart, *, title_for_id: str, width: Width = Width.PAGE) -> str:
    """The chart as SVG with live text; `title_for_id` begins every id in it, so that no two charts share one.

    Raises ValueError, naming what is wrong, for a chart that cannot be drawn truthfully: a series that is longer or
    shorter than the categories, a figure that is not a number, a negative part of a whole, too many series.
    """
    check(chart)
    sheet = Sheet(width.value)
    height = _KINDS[chart.kind](sheet, chart) if chart.has_data else _draw_no_data(sheet)
    return sheet.svg(round(height, 1), title_for_id)


def _draw_no_data(sheet: Sheet) -> float:
    height = 72.0
    sheet.fill(box(0.5, 0.5, sheet.width - 1, height - 1), WHITE, edge=RULE, line=1.0)
    sheet.text(sheet.width / 2, height / 2 + 3.5, NO_DATA, size=10.5, colour=GREY, align="center")
    return height


def _style() -> str:
    """What a drawing depends on besides its data: this code, the fonts' widths and matplotlib's release."""
    digest = hashlib.sha256(mpl.__version__.encode())
    folder = Path(__file__).parent
    for file in sorted([*folder.glob("*.py"), *(folder.parents[1] / "static" / "fonts").glob("*.ttf")]):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


STYLE = _style()
