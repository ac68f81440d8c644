"""Columns of the first series, and over them a line of the second: what they come to so far, on the one axis."""

from __future__ import annotations

from reports.charts.columns import GROUP, WIDEST, span
from reports.charts.frame import Frame, close_frame, fill_key, gap_words, open_frame, upright_note
from reports.charts.lines import draw_line, line_key
from reports.charts.palette import LOOKS
from reports.charts.scale import scale_for
from reports.charts.sheet import Sheet
from reports.charts.spec import is_whole, known, number
from reports.charts.text import SIZE, SMALL, widest
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart, Series

_COLUMNS, _LINE = LOOKS[0], LOOKS[2]
_LONGEST_GAP = 100.0


def draw_cumulative(sheet: Sheet, chart: Chart) -> float:
    """Draw, with the line's figures at its points where all of them fit; the height of the drawing."""
    each, so_far = chart.series
    scale = scale_for([*known(each), *known(so_far)], whole=is_whole(chart))
    keys = [fill_key(each.name, _COLUMNS), line_key(so_far, _LINE)]
    frame = open_frame(sheet, chart, scale, keys=keys, margin=8.0)
    thickness = min(frame.pitch * GROUP, WIDEST) * 0.92
    bars = []
    for index, value in enumerate(each.values):
        drawn = number(value)
        if drawn:
            top, foot = span(frame, 0.0, drawn)
            bars.append(Bar(frame.x(index) - thickness / 2, top, thickness, foot - top))
    draw_bars(sheet, bars, _COLUMNS)
    draw_line(frame, so_far, _LINE)
    _print_values(frame, so_far)
    for index in range(len(chart.categories)):
        _say_gap(frame, chart, index)
    return close_frame(frame, chart)


def _print_values(frame: Frame, series: Series) -> None:
    """Over the line and a little to its left, where a sum leaves room as it rises."""
    printed = [value.display for value in series.values if value.is_figure]
    room = frame.pitch - 2
    size = next((size for size in (SIZE, SMALL) if widest(printed, size) <= room), None)
    if size is None:
        return
    lean = min(6.0, (room - widest(printed, size)) / 2)
    for index, value in enumerate(series.values):
        drawn = number(value)
        if drawn is not None:
            frame.sheet.text(frame.x(index) - lean, frame.y(drawn) - 6, value.display, size=size, align="center")


def _say_gap(frame: Frame, chart: Chart, index: int) -> None:
    missing = [one.name for one in chart.series if one.values[index].is_missing]
    if missing:
        column = number(chart.series[0].values[index]) or 0.0
        words = gap_words(missing, len(chart.series), _LONGEST_GAP)
        upright_note(frame.sheet, frame.x(index), frame.y(column) - 2, words)
