"""Fills that can be told apart without colour.

The lines are drawn, cut to each bar, rather than asked for as an SVG pattern: every viewer then shows the same ones,
and a bar's pattern is in step with its neighbour's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.charts.palette import WHITE, Look
from reports.charts.sheet import Point, Sheet, lines, polygons

GAP = 4.0
WEIGHT = 0.9
EDGE = 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in points from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def corners(self) -> list[Point]:
        right, foot = self.x + self.width, self.y + self.height
        return [(self.x, self.y), (right, self.y), (right, foot), (self.x, foot)]

    def touches(self, other: Bar) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def inside(self, margin: float) -> Bar:
        across, down = min(margin, self.width / 2), min(margin, self.height / 2)
        return Bar(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)


def draw_bars(sheet: Sheet, bars: Sequence[Bar], look: Look) -> None:
    """Every bar of a series in its look. An open look is outlined inside the bar, so all bars are equally wide."""
    if not bars:
        return
    if look.open:
        inner = [bar.inside(EDGE / 2) for bar in bars]
        sheet.fill(polygons(bar.corners for bar in inner), WHITE, edge=look.colour, line=EDGE)
    else:
        inner = list(bars)
        sheet.fill(polygons(bar.corners for bar in inner), look.colour)
    strokes = [stroke for bar in inner for stroke in _strokes(bar, look)]
    if strokes:
        sheet.stroke(lines(strokes), look.colour if look.open else WHITE, WEIGHT)


def _strokes(bar: Bar, look: Look) -> Iterator[list[Point]]:
    if look.texture in ("level", "crossed"):
        yield from ([(bar.x, y), (bar.x + bar.width, y)] for y in _steps(bar.y, bar.height))
    if look.texture in ("upright", "crossed"):
        yield from ([(x, bar.y), (x, bar.y + bar.height)] for x in _steps(bar.x, bar.width))
    if look.texture == "rising":
        yield from _slanting(bar, 1)
    if look.texture == "falling":
        yield from _slanting(bar, -1)


def _steps(start: float, length: float, gap: float = GAP) -> Iterator[float]:
    """The multiples of `gap` strictly inside, so that patterns keep step over the whole sheet."""
    number = start // gap + 1
    while number * gap < start + length - 1e-6:
        yield number * gap
        number += 1


def _slanting(bar: Bar, slope: int) -> Iterator[list[Point]]:
    """45° lines x + slope × y = c, cut to the bar; `slope` 1 rises to the right, y being downwards."""
    ends = (slope * bar.y, slope * (bar.y + bar.height))
    low, high = bar.x + min(ends), bar.x + bar.width + max(ends)
    for c in _steps(low, high - low, GAP * 1.414):
        left = max(bar.x, c - max(ends))
        right = min(bar.x + bar.width, c - min(ends))
        if right - left > 0.05:
            yield [(left, slope * (c - left)), (right, slope * (c - right))]
