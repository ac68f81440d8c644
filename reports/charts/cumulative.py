"""Columns of the first series, and over them a line of the second: what they come to so far, on the one axis."""

from __future__ import annotations

from reports.charts.columns import GROUP, WIDEST, span
from reports.charts.frame import (
    HEADROOM,
    MISSING_WORD,
    PLOT,
    Frame,
    close_frame,
    fill_key,
    open_frame,
    upright_note,
)
from reports.charts.lines import draw_line, line_key
from reports.charts.palette import LOOKS
from reports.charts.scale import scale_for
from reports.charts.sheet import Sheet
from reports.charts.spec import is_whole, known, number
from reports.charts.text import SIZE, SMALL, Face, widest, width
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart, Series

_COLUMNS, _LINE = LOOKS[0], LOOKS[2]
_NOUGHT_ROOM = 14.0
_STRETCH = PLOT / (PLOT + HEADROOM - width(MISSING_WORD, SIZE, Face.ITALIC) - 10)
"""How much higher than a column the axis must reach, for the word over it to stay in the plot."""


def draw_cumulative(sheet: Sheet, chart: Chart) -> float:
    """Draw, with the line's figures at its points where all of them fit; the height of the drawing."""
    each, so_far = chart.series
    gaps = _gaps(chart)
    under_words = [_STRETCH * (number(each.values[index]) or 0.0) for index in gaps]
    scale = scale_for([*known(each), *known(so_far), *under_words], whole=is_whole(chart))
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
    _print_noughts(frame, chart, gaps)
    for index in gaps:
        upright_note(sheet, frame.x(index), frame.y(number(each.values[index]) or 0.0) - 2, MISSING_WORD)
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


def _print_noughts(frame: Frame, chart: Chart, gaps: list[int]) -> None:
    """A figure of zero has no column, and says so wherever the line leaves it room: it is not missing."""
    each, so_far = chart.series
    for index, value in enumerate(each.values):
        sum_ = number(so_far.values[index])
        clear = index not in gaps if sum_ is None else frame.y(sum_) < frame.y(0) - _NOUGHT_ROOM
        if number(value) == 0 and clear:
            frame.sheet.text(frame.x(index), frame.y(0) - 2.5, "0", size=SMALL, align="center")


def _gaps(chart: Chart) -> list[int]:
    """Where a gap is named: at each figure that is missing, and where the line ends for want of one. From there on
    the sum is missing too, and what stands beneath the chart names every month of it."""
    each, so_far = chart.series
    found = []
    for index, value in enumerate(so_far.values):
        ends = value.is_missing and not (index and so_far.values[index - 1].is_missing)
        if ends or each.values[index].is_missing:
            found.append(index)
    return found
