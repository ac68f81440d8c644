"""Drawing a timeline with the house's sheet, palette and textures."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from readers.registers.timeline import Lane, Span, Timeline, bar_thickness, lane_height, room_for_labels, ticks
from reports.charts.palette import GREY, INK, LOOKS, RULE, WHITE
from reports.charts.sheet import Sheet, disc, lines, polygons
from reports.charts.style import Width
from reports.charts.text import LINE, SIZE, SMALL, Face, width, wrap
from reports.charts.textures import Bar, draw_bars

_HEAD = 6.0
_FOOT = 18.0
_END = 8.0
_MARK = 3.4


class _Axis:
    """Days across the sheet, from the first to the end of the last."""

    def __init__(self, timeline: Timeline, left: float, right: float) -> None:
        self.first, self.left, self.right = timeline.first, left, right
        self.days = max(1, (timeline.last - timeline.first).days + 1)

    def at(self, day: date) -> float:
        share = (day - self.first).days / self.days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def after(self, day: date) -> float:
        """The end of the day."""
        share = ((day - self.first).days + 1) / self.days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def draw(timeline: Timeline, of: Width) -> str:
    sheet = Sheet(of.value)
    left, pitch = room_for_labels(of), lane_height(of)
    axis = _Axis(timeline, left or 1.0, of.value - _END)
    foot = _HEAD + pitch * len(timeline.lanes)
    _draw_axis(sheet, axis, timeline, of, foot)
    for number, lane in enumerate(timeline.lanes):
        top = _HEAD + number * pitch
        middle = top + pitch - bar_thickness() / 2 - 4
        _draw_name(sheet, lane, left, top, middle)
        _draw_lane(sheet, axis, lane, middle)
    return sheet.svg(round(foot + _FOOT + 4, 1), timeline.name)


def _draw_axis(sheet: Sheet, axis: _Axis, timeline: Timeline, of: Width, foot: float) -> None:
    days = list(ticks(timeline.first, timeline.last, of))
    sheet.stroke(lines([(axis.at(day), _HEAD), (axis.at(day), foot)] for day in days), RULE, 0.7)
    sheet.stroke(lines([[(axis.left, foot), (axis.right, foot)]]), INK, 1.0)
    named = [(axis.at(day), f"{day:%b %Y}") for day in days] or [(axis.left, f"{timeline.first:%b %Y}")]
    clear = -1e9
    for x, words in named:
        half = width(words, SMALL) / 2
        middle = min(max(x, half), sheet.width - half)
        if middle - half > clear:
            sheet.text(middle, foot + LINE, words, size=SMALL, align="center", colour=GREY)
            clear = middle + half + 4


def _draw_name(sheet: Sheet, lane: Lane, left: float, top: float, middle: float) -> None:
    if left:
        (first, *_) = wrap(lane.name, left - 10)
        words = first if first == lane.name else _cut(lane.name, left - 10)
        sheet.text(left - 8, middle + 3.2, words, align="right")
    else:
        sheet.text(1, top + LINE - 1, _cut(lane.name, sheet.width - 4))


def _cut(words: str, room: float) -> str:
    while width(words) > room and " " in words:
        words = words.rsplit(" ", 1)[0].rstrip(",") + "…" if not words.endswith("…") else words[:-2].rstrip() + "…"
    return words


def _draw_lane(sheet: Sheet, axis: _Axis, lane: Lane, middle: float) -> None:
    look = LOOKS[lane.look]
    bars = [_bar(axis, span, middle) for span in lane.spans]
    draw_bars(sheet, bars, look)
    for span, bar in zip(lane.spans, bars, strict=True):
        if span.goes_on:
            _draw_open_end(sheet, bar, look.colour)
    if lane.marks:
        drawn = [axis.at(day) for day in lane.marks]
        joined = [[(a, middle), (b, middle)] for a, b in pairwise(drawn)]
        if joined:
            sheet.stroke(lines(joined), RULE, 0.8)
        for x in drawn:
            sheet.fill(disc(x, middle, _MARK), look.colour, edge=WHITE, line=0.8)
    if lane.target is not None:
        x = axis.after(lane.target)
        reach = bar_thickness() / 2 + 3
        sheet.stroke(lines([[(x, middle - reach), (x, middle + reach)]]), INK, 1.6)
    _draw_words(sheet, axis, lane, bars, middle)


def _bar(axis: _Axis, span: Span, middle: float) -> Bar:
    x = axis.at(span.first)
    return Bar(x, middle - bar_thickness() / 2, max(1.2, axis.after(span.last) - x), bar_thickness())


def _draw_open_end(sheet: Sheet, bar: Bar, colour: str) -> None:
    """An arrow head: it had not ended."""
    x, half = bar.x + bar.width, bar.height / 2
    sheet.fill(polygons([[(x, bar.y), (x + half + 1, bar.y + half), (x, bar.y + bar.height)]]), colour)


def _draw_words(sheet: Sheet, axis: _Axis, lane: Lane, bars: list[Bar], middle: float) -> None:
    """After a bar where there is room before the next, else before it, on white; else it is left to the table."""
    ends = [*(bar.x for bar in bars[1:]), sheet.width][: len(bars)]
    before = axis.left
    for span, bar, until in zip(lane.spans, bars, ends, strict=True):
        room = width(span.words, SIZE, Face.STRONG) + 6
        right = bar.x + bar.width + (8 if span.goes_on else 2)
        target = axis.after(lane.target) if lane.target else 0.0
        right = max(right, target + 3) if right - 3 <= target <= right + room else right
        if not span.words:
            continue
        if right + room <= until:
            sheet.text(right + 2, middle + 3.2, span.words, face=Face.STRONG)
        elif bar.x - room >= before:
            sheet.text(bar.x - 4, middle + 3.2, span.words, face=Face.STRONG, align="right")
        before = bar.x + bar.width
