"""Bars that lie in clusters, a bar for each series within a category, each with its figure at its end."""

from __future__ import annotations

from reports.charts.bars import category_heading, print_label, print_value, wrapped_labels
from reports.charts.frame import fill_keys, heading, legend
from reports.charts.palette import INK, LOOKS
from reports.charts.scale import Scale, scale_for
from reports.charts.sheet import Sheet, lines
from reports.charts.spec import is_whole, known, number
from reports.charts.text import LINE, Face, widest, width
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import Chart

_THICK = 10.5
_THINNEST = 0.9
_APART = 8.0


def draw_clustered(sheet: Sheet, chart: Chart) -> float:
    """Draw in the order of the categories, from the top; the height of the drawing."""
    labels, head = wrapped_labels(sheet, chart)
    left = max(max(map(widest, labels)), widest(head, face=Face.STRONG)) + 8
    figures = max(width(value.display) for one in chart.series for value in one.values) + 8
    values = [value for one in chart.series for value in known(one)]
    before = figures if min(values) < 0 else 0.0
    scale = scale_for(values, whole=is_whole(chart))
    scale = Scale(min(0.0, *values), max(0.0, *values), scale.step) if any(values) else scale
    room = sheet.width - left - figures - before

    def x(value: float) -> float:
        return left + before + room * scale.share(value)

    under = legend(sheet, heading(sheet, 0, 0, chart.value_label), fill_keys(chart))
    start = y = under + category_heading(sheet, head, left, under)
    bars: list[list[Bar]] = [[] for _ in chart.series]
    cluster = _THICK * len(chart.series)
    for index, names in enumerate(labels):
        pitch = max(cluster, len(names) * LINE) + _APART
        print_label(sheet, names, left, y + pitch / 2)
        top = y + (pitch - cluster) / 2
        for place, one in enumerate(chart.series):
            middle = top + _THICK * (place + 0.5)
            drawn = number(one.values[index]) or 0.0
            if drawn:
                length = max(abs(x(drawn) - x(0)), _THINNEST)
                bars[place].append(Bar(min(x(drawn), x(0)), middle - _THICK * 0.46, length, _THICK * 0.92))
            print_value(sheet, one.values[index], x(drawn), middle)
        y += pitch
    for place, drawn_bars in enumerate(bars):
        draw_bars(sheet, drawn_bars, LOOKS[place])
    sheet.stroke(lines([[(x(0), start), (x(0), y)]]), INK, 1.0)
    return y + 3
