"""Bars that lie, one to a category, each with its figure at its end: no axis is needed."""

from __future__ import annotations

from reports.charts.frame import MISSING_WORD, heading
from reports.charts.palette import GREY, INK, LOOKS
from reports.charts.scale import Scale, scale_for
from reports.charts.sheet import Sheet, lines
from reports.charts.spec import is_whole, known, number
from reports.charts.text import LINE, Face, widest, width, wrap
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart
from reports.engine.values import Value

_THICK = 13.0
_THINNEST = 0.9
_APART = 6.5
_LABEL_SHARE = 0.42


def draw_bars_chart(sheet: Sheet, chart: Chart) -> float:
    """Draw in the order of the categories, from the top; the height of the drawing."""
    (series,) = chart.series
    labels, head = wrapped_labels(sheet, chart)
    left = max(max(map(widest, labels)), widest(head, face=Face.STRONG)) + 8
    figures = max(width(value.display) for value in series.values) + 8
    values = known(series)
    scale = scale_for([min(values), max(values)], whole=is_whole(chart))
    scale = Scale(min(0.0, *values), max(0.0, *values), scale.step) if any(values) else scale
    before = figures if scale.low < 0 else 0.0
    room = sheet.width - left - figures - before

    def x(value: float) -> float:
        return left + before + room * scale.share(value)

    y = max(heading(sheet, left, 0, chart.value_label), category_heading(sheet, head, left))
    start = y
    bars: list[Bar] = []
    for names, value in zip(labels, series.values, strict=True):
        pitch = max(_THICK, len(names) * LINE) + _APART
        middle = y + pitch / 2
        print_label(sheet, names, left, middle)
        bars += _bar(x(0), x(number(value) or 0.0), middle)
        print_value(sheet, value, x(number(value) or 0.0), middle)
        y += pitch
    draw_bars(sheet, bars, LOOKS[0])
    sheet.stroke(lines([[(x(0), start), (x(0), y)]]), INK, 1.0)
    return y + 3


def wrapped_labels(sheet: Sheet, chart: Chart) -> tuple[list[list[str]], list[str]]:
    """The names of the categories, and what they are names of, in lines that leave room for the bars."""
    room = sheet.width * _LABEL_SHARE
    return [wrap(name, room) for name in chart.categories], wrap(chart.category_label, room, face=Face.STRONG)


def category_heading(sheet: Sheet, head: list[str], left: float, y: float = 0.0) -> float:
    """What the categories are, over their names; the height it takes."""
    if head == [""]:
        return 0.0
    for number_, line in enumerate(head, start=1):
        sheet.text(left - 7, y + number_ * LINE - 2, line, align="right", face=Face.STRONG)
    return len(head) * LINE + 3


def _bar(zero: float, end: float, middle: float) -> list[Bar]:
    if zero == end:
        return []
    length = max(abs(end - zero), _THINNEST)
    return [Bar(zero if end > zero else zero - length, middle - _THICK / 2, length, _THICK)]


def print_label(sheet: Sheet, names: list[str], left: float, middle: float) -> None:
    first = middle + 3.2 - (len(names) - 1) * LINE / 2
    for number_, name in enumerate(names):
        sheet.text(left - 7, first + number_ * LINE, name, align="right")


def print_value(sheet: Sheet, value: Value, end: float, middle: float) -> None:
    if value.is_missing:
        sheet.text(end + 4, middle + 3.2, MISSING_WORD, face=Face.ITALIC, colour=GREY)
    elif (number(value) or 0.0) < 0:
        sheet.text(end - 4, middle + 3.2, value.display, align="right")
    else:
        sheet.text(end + 4, middle + 3.2, value.display)
