"""Columns that stand side by side, the series in their order within each category."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.frame import (
    MISSING_WORD,
    Frame,
    Key,
    close_frame,
    fill_keys,
    gap_foot,
    open_frame,
    upright_note,
    upright_room,
)
from reports.charts.palette import INK, LOOKS
from reports.charts.scale import scale_for
from reports.charts.sheet import Sheet, lines
from reports.charts.spec import is_whole, known, number
from reports.charts.text import LINE, SIZE, SMALL, width
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart, Series

GROUP = 0.8
"""Share of a category's width that its columns take."""

WIDEST = 46.0
THINNEST = 0.9
"""A figure that is not zero is never too small to see."""

_CROSS = 2.2


@dataclass(frozen=True, slots=True)
class _Column:
    """A known figure: the middle of its column, and the column's top and foot (equal for zero)."""

    middle: float
    drawn: float
    printed: str
    top: float
    foot: float

    def label(self, size: float) -> Bar:
        """The room its figure takes: above the column, or under one that hangs."""
        across, high = width(self.printed, size), size * 0.7
        y = self.foot + 2.5 if self.drawn < 0 else self.top - 3.5 - high
        return Bar(self.middle - across / 2, y, across, high)


def draw_columns(sheet: Sheet, chart: Chart) -> float:
    """Draw, with a figure on every column when all of them fit; the height of the drawing."""
    scale = scale_for([value for one in chart.series for value in known(one)], whole=is_whole(chart))
    room = (sheet.width - 40) / len(chart.categories) * GROUP / len(chart.series)
    crossed = room < LINE - 2 and len(chart.series) > 1
    keys = fill_keys(chart)
    if crossed and any(value.is_missing for one in chart.series for value in one.values):
        keys.append(Key(MISSING_WORD, _key_cross, 6.0))
    frame = open_frame(sheet, chart, scale, keys=keys, below=LINE if scale.low < 0 else 0.0)
    step = min(frame.pitch * GROUP / len(chart.series), WIDEST)
    columns: list[_Column] = []
    for position, one in enumerate(chart.series):
        drawn = _columns(frame, one, (position - (len(chart.series) - 1) / 2) * step)
        bars = [Bar(at.middle - step * 0.46, at.top, step * 0.92, at.foot - at.top) for at in drawn if at.drawn]
        draw_bars(sheet, bars, LOOKS[position])
        columns += drawn
    gaps = _gaps(frame, chart, step, crossed)
    _print_values(frame, sorted(columns, key=lambda at: at.middle), step, [gap.room(frame) for gap in gaps])
    for gap in gaps:
        gap.mark(frame)
    return close_frame(frame, chart)


def _columns(frame: Frame, series: Series, shift: float) -> list[_Column]:
    found = []
    for index, value in enumerate(series.values):
        drawn = number(value)
        if drawn is not None:
            top, foot = span(frame, 0.0, drawn)
            found.append(_Column(frame.x(index) + shift, drawn, value.display, top, foot))
    return found


def span(frame: Frame, start: float, end: float) -> tuple[float, float]:
    """Top and foot of the bar from one value to another; equal when there is none."""
    top, foot = sorted((frame.y(start), frame.y(end)))
    if start < end:
        return min(top, foot - THINNEST), foot
    return top, (max(foot, top + THINNEST) if end < start else foot)


def _print_values(frame: Frame, columns: list[_Column], step: float, gaps: list[Bar]) -> None:
    """A figure to each column, or, where they would run into each other or a gap's word, to none but the zeros."""
    size = next((size for size in (SIZE, SMALL) if _all_fit(frame, columns, step, size, gaps)), None)
    for at in columns:
        if size:
            place = at.label(size)
            frame.sheet.text(at.middle, place.y + place.height, at.printed, size=size, align="center")
        elif not at.drawn:
            frame.sheet.text(at.middle, at.top - 2.5, "0", size=min(SMALL, step * 1.7), align="center")


def _all_fit(frame: Frame, columns: list[_Column], step: float, size: float, gaps: list[Bar]) -> bool:
    """Whether no figure touches another figure, another column, a gap's mark or the edge; `columns` run from left to
    right."""
    labels = [at.label(size) for at in columns]
    if any(label.x < frame.left - 4 or label.x + label.width > frame.sheet.width for label in labels):
        return False
    if any(label.touches(gap) for gap in gaps for label in labels):
        return False
    reach = max((label.width for label in labels), default=0.0) + step
    for first, (at, label) in enumerate(zip(columns, labels, strict=True)):
        for other, beside in zip(columns[first + 1 :], labels[first + 1 :], strict=True):
            if other.middle - at.middle > reach:
                break
            bars = [Bar(one.middle - step * 0.46, one.top, step * 0.92, one.foot - one.top) for one in (at, other)]
            if label.touches(beside) or label.touches(bars[1]) or beside.touches(bars[0]):
                return False
    return True


@dataclass(frozen=True, slots=True)
class _Gap:
    """A figure that is missing: the middle of its column, and whether there is room for a cross alone."""

    middle: float
    crossed: bool

    def room(self, frame: Frame) -> Bar:
        if self.crossed:
            return Bar(self.middle - _CROSS, frame.y(0) - 2 * _CROSS - 2, 2 * _CROSS, 2 * _CROSS)
        return upright_room(self.middle, gap_foot(frame), MISSING_WORD)

    def mark(self, frame: Frame) -> None:
        if self.crossed:
            _cross(frame.sheet, self.middle, frame.y(0) - _CROSS - 2)
        else:
            upright_note(frame.sheet, self.middle, gap_foot(frame), MISSING_WORD)


def _gaps(frame: Frame, chart: Chart, step: float, crossed: bool) -> list[_Gap]:
    """A gap for each figure that is missing; where all of a category's are, one, in words."""
    found = []
    for index in range(len(chart.categories)):
        missing = [position for position, one in enumerate(chart.series) if one.values[index].is_missing]
        if len(missing) == len(chart.series):
            found.append(_Gap(frame.x(index), False))
            continue
        shifts = [(position - (len(chart.series) - 1) / 2) * step for position in missing]
        found += [_Gap(frame.x(index) + shift, crossed) for shift in shifts]
    return found


def _cross(sheet: Sheet, x: float, y: float) -> None:
    arm = _CROSS * 0.7
    sheet.stroke(lines([[(x - arm, y - arm), (x + arm, y + arm)], [(x - arm, y + arm), (x + arm, y - arm)]]), INK, 0.8)


def _key_cross(sheet: Sheet, x: float, y: float) -> None:
    _cross(sheet, x + 3, y)
