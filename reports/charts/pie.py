"""A pie: clockwise from twelve o'clock in the order of the categories, each slice named with its figure and share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frame import heading
from reports.charts.palette import GREY, LOOKS, WHITE, tint
from reports.charts.sheet import Align, Point, Sheet, box, disc, lines, wedge
from reports.charts.spread import spread
from reports.charts.text import LINE, Face, wrap
from reports.engine.blocks import Chart
from reports.engine.values import Value, round_half_up

_RADIUS = 70.0
_ELBOW = 9.0
_NARROWEST_FOR_NAMES_BESIDE = 400.0
_ROOM_FOR_A_GAP = 3.0
"""Rim length under which a slice is not parted from its neighbours by a white line, which would hide it."""


@dataclass(frozen=True, slots=True)
class _Slice:
    """Shares of a whole turn: where it starts, how much it takes."""

    name: str
    figure: str
    colour: str
    start: float
    share: float

    @property
    def middle(self) -> float:
        return self.start + self.share / 2


def draw_pie(sheet: Sheet, chart: Chart) -> float:
    """Draw the slices; what has none (a zero, a missing figure) is named beneath. The height of the drawing."""
    y = heading(sheet, 0, 0, chart.value_label)
    slices = list(_slices(chart))
    if slices and sheet.width >= _NARROWEST_FOR_NAMES_BESIDE:
        y = _pie_with_names_beside(sheet, slices, y)
    elif not slices:
        y = _draw_empty(sheet, y)
    else:
        _draw_slices(sheet, slices, (sheet.width / 2, y + 4 + _RADIUS))
        y = _names_beneath(sheet, slices, y + 2 * _RADIUS + 14)
    return _not_drawn(sheet, chart, y) + 4


def _draw_empty(sheet: Sheet, y: float) -> float:
    """No slice at all: every figure that is known is zero."""
    x, middle = sheet.width / 2, y + 40.0
    sheet.fill(disc(x, middle, 34), WHITE, edge=GREY, line=1.0)
    sheet.text(x, middle + 4.5, "0", size=13, face=Face.STRONG, align="center")
    return y + 80


def _slices(chart: Chart) -> Iterator[_Slice]:
    values = chart.series[0].values
    total = sum((Decimal(str(value.raw)) for value in values if value.is_figure), Decimal(0))
    start = Decimal(0)
    for index, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        part = Decimal(str(value.raw)) if value.is_figure else Decimal(0)
        if part:
            look, again = LOOKS[index % len(LOOKS)], index >= len(LOOKS)
            figure = f"{value.display} ({share_text(part, total)})"
            colour = tint(look.colour, 0.6) if again else look.colour
            yield _Slice(name, figure, colour, float(start / total), float(part / total))
        start += part


def share_text(part: Decimal, total: Decimal) -> str:
    """A whole percentage; a small share is not rounded away to nothing, nor a large one up to all."""
    share = round_half_up(part * 100 / total)
    if share == 0:
        return "<1%"
    return ">99%" if share == 100 and part != total else f"{share}%"


def _at(centre: Point, turn: float, radius: float) -> Point:
    angle = 2 * math.pi * turn
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _draw_slices(sheet: Sheet, slices: list[_Slice], centre: Point) -> None:
    for one in slices:
        sheet.fill(wedge(centre, _RADIUS, one.start, one.start + one.share), one.colour)
    wide = 2 * math.pi * _RADIUS
    gaps = [
        [centre, _at(centre, after.start, _RADIUS + 0.5)]
        for before, after in zip([slices[-1], *slices], slices, strict=False)
        if min(before.share, after.share) * wide >= _ROOM_FOR_A_GAP and len(slices) > 1
    ]
    if gaps:
        sheet.stroke(lines(gaps), WHITE, 1.3)


# --- names ----------------------------------------------------------------------------------------------------------


def _pie_with_names_beside(sheet: Sheet, slices: list[_Slice], y: float) -> float:
    room = sheet.width / 2 - _RADIUS - 2 * _ELBOW - 8
    right = [one for one in slices if one.middle < 0.5]
    left = [one for one in reversed(slices) if one.middle >= 0.5]
    names = {one: wrap(one.name, room) for one in slices}
    tallest = max(sum(_height(names[one]) for one in side) for side in (left, right))
    height = max(2 * _RADIUS + 16, tallest)
    centre = (sheet.width / 2, y + height / 2)
    _draw_slices(sheet, slices, centre)
    for side, way in ((left, -1), (right, 1)):
        wanted = [_at(centre, one.middle, _RADIUS + _ELBOW)[1] for one in side]
        tops = spread(wanted, [_height(names[one]) for one in side], y, y + height)
        for one, top in zip(side, tops, strict=True):
            _name(sheet, one, names[one], top, centre, way)
    return y + height


def _height(names: list[str]) -> float:
    return LINE * (len(names) + 1) + 3


def _name(sheet: Sheet, one: _Slice, names: list[str], top: float, centre: Point, way: int) -> None:
    middle = top + _height(names) / 2
    x = centre[0] + way * (_RADIUS + 2 * _ELBOW)
    sheet.stroke(lines([[*_round_the_rim(centre, one.middle, (x, middle), way), (x, middle)]]), GREY, 0.7)
    for number, words in enumerate([*names, one.figure]):
        face = Face.STRONG if number == len(names) else Face.REGULAR
        align: Align = "left" if way > 0 else "right"
        sheet.text(x + way * 4, top + 10 + number * LINE, words, face=face, align=align)


def _round_the_rim(centre: Point, turn: float, end: Point, way: int) -> list[Point]:
    """A leader from a slice: out from the rim, then along it until its end can be seen past the pie."""
    leader = [_at(centre, turn, _RADIUS + 1.5), _at(centre, turn, _RADIUS + _ELBOW)]
    while _crosses_pie(centre, leader[-1], end):
        # Towards three o'clock on the right and nine on the left, which every end can be seen from.
        side = 0.25 if way > 0 else 0.75
        turn += math.copysign(min(0.01, abs(side - turn)), side - turn)
        leader.append(_at(centre, turn, _RADIUS + _ELBOW))
    return leader


def _crosses_pie(centre: Point, start: Point, end: Point) -> bool:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2
    along = ((centre[0] - start[0]) * across + (centre[1] - start[1]) * down) / length if length else 0.0
    nearest = min(1.0, max(0.0, along))
    reach = math.hypot(start[0] + nearest * across - centre[0], start[1] + nearest * down - centre[1])
    return reach < _RADIUS + 2


def _names_beneath(sheet: Sheet, slices: list[_Slice], y: float) -> float:
    """On a narrow sheet: one under another, in the order of the slices."""
    for one in slices:
        names = wrap(f"{one.name}: {one.figure}", sheet.width - 16)
        sheet.fill(box(0, y + 1, 10, 10), one.colour)
        for number, words in enumerate(names):
            sheet.text(16, y + 9.5 + number * LINE, words)
        y += len(names) * LINE + 3
    return y


def _not_drawn(sheet: Sheet, chart: Chart, y: float) -> float:
    values: list[tuple[str, Value]] = list(zip(chart.categories, chart.series[0].values, strict=True))
    absent = [f"{name} {value.display}" for name, value in values if not value.is_figure or not value.raw]
    if not absent:
        return y
    missing = any(value.is_missing for _, value in values)
    rest = " Shares are of the figures that are known." if missing and len(absent) < len(values) else ""
    y += 5
    for line in wrap(f"Not drawn: {', '.join(absent)}.{rest}", sheet.width, face=Face.ITALIC):
        y += LINE
        sheet.text(0, y, line, face=Face.ITALIC, colour=GREY)
    return y
