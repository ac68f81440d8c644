"""Columns stacked in the order of the series, the first at the foot, with the total on top."""

from __future__ import annotations

from reports.charts.columns import GROUP, WIDEST, span
from reports.charts.frame import HEADROOM, PLOT, Frame, close_frame, fill_keys, gap_words, open_frame, upright_note
from reports.charts.palette import LOOKS
from reports.charts.scale import scale_for, total_text
from reports.charts.sheet import Sheet
from reports.charts.spec import is_whole, number
from reports.charts.text import SIZE, SMALL, Face, width
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart
from reports.engine.values import Value

_LONGEST_GAP = 84.0


def draw_stacked(sheet: Sheet, chart: Chart) -> float:
    """Draw; a stack with a part missing has no total, and says which part. The height of the drawing."""
    stacks = [tuple(one.values[index] for one in chart.series) for index in range(len(chart.categories))]
    gaps = [_gap(chart, stack) for stack in stacks]
    heights = [_height(stack) for stack in stacks]
    needed = [height * _stretch(gap) for height, gap in zip(heights, gaps, strict=True)]
    frame = open_frame(sheet, chart, scale_for(needed, whole=is_whole(chart)), keys=fill_keys(chart))
    _draw_parts(frame, chart)
    totals = ["" if gap else total_text(stack) for stack, gap in zip(stacks, gaps, strict=True)]
    size = next((size for size in (SIZE, SMALL) if _all_fit(totals, frame.pitch, size)), None)
    for index, (total, gap) in enumerate(zip(totals, gaps, strict=True)):
        top = frame.y(heights[index])
        if gap:
            upright_note(sheet, frame.x(index), top, gap)
        elif size and total:
            sheet.text(frame.x(index), top - 3.5, total, size=size, face=Face.STRONG, align="center")
    return close_frame(frame, chart)


def _draw_parts(frame: Frame, chart: Chart) -> None:
    thickness = min(frame.pitch * GROUP, WIDEST) * 0.92
    feet = [0.0] * len(chart.categories)
    for position, one in enumerate(chart.series):
        bars: list[Bar] = []
        for index, value in enumerate(one.values):
            part = number(value) or 0.0
            if part:
                top, foot = span(frame, feet[index], feet[index] + part)
                bars.append(Bar(frame.x(index) - thickness / 2, top, thickness, foot - top))
            feet[index] += part
        draw_bars(frame.sheet, bars, LOOKS[position])


def _gap(chart: Chart, stack: tuple[Value, ...]) -> str:
    names = [one.name for one, value in zip(chart.series, stack, strict=True) if value.is_missing]
    return gap_words(names, len(stack), _LONGEST_GAP) if names else ""


def _height(stack: tuple[Value, ...]) -> float:
    return sum(number(value) or 0.0 for value in stack)


def _stretch(gap: str) -> float:
    """How much higher than a stack the axis must reach, for the words above the stack to stay in the plot."""
    return PLOT / (PLOT + HEADROOM - width(gap, SIZE, Face.ITALIC) - 8) if gap else 1.0


def _all_fit(totals: list[str], room: float, size: float) -> bool:
    return all(width(total, size, Face.STRONG) <= room for total in totals)
