"""Lines: a break where a figure is missing, a dash and a marker for each series, names beside the line's end."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.path import Path

from reports.charts.frame import Frame, Key, close_frame, gap_words, open_frame, upright_note
from reports.charts.palette import GREY, INK, LOOKS, WHITE, Look
from reports.charts.scale import scale_for
from reports.charts.sheet import Align, Point, Sheet, disc, lines, polygons
from reports.charts.spec import is_whole, known, number, numbers
from reports.charts.spread import spread
from reports.charts.text import LINE, SIZE, SMALL, Face, widest, width, wrap
from reports.engine.blocks import Chart, Series

WEIGHT = 1.7
_MARK = 2.6
_MOST_NAMED_AT_THE_END = 4
_NARROWEST_FOR_NAMES = 400.0
_WIDEST_NAME = 108.0


@dataclass(slots=True)
class _EndName:
    """A series' name and latest figure, to stand right of its last point at `x`, `y`."""

    look: Look
    x: float
    y: float
    names: list[str]
    figure: str

    @property
    def height(self) -> float:
        return LINE * (len(self.names) + bool(self.figure)) + 2


def draw_lines(sheet: Sheet, chart: Chart) -> float:
    """Draw, naming up to four lines at their ends and more in a key; the height of the drawing."""
    scale = scale_for([value for one in chart.series for value in known(one)], whole=is_whole(chart))
    many = len(chart.series) > 1
    named = many and len(chart.series) <= _MOST_NAMED_AT_THE_END and sheet.width >= _NARROWEST_FOR_NAMES
    margin = _name_room(chart) + 12 if named else 3.0
    keys = [] if named or not many else [line_key(one, look) for one, look in zip(chart.series, LOOKS, strict=False)]
    frame = open_frame(sheet, chart, scale, keys=keys, margin=margin, below=LINE if scale.low < 0 else 0.0)
    for index in range(len(chart.categories)):
        _say_gap(frame, chart, index)
    for one, look in zip(chart.series, LOOKS, strict=False):
        draw_line(frame, one, look)
    if named:
        _name_ends(frame, chart)
    elif not many:
        _print_values(frame, chart)
    return close_frame(frame, chart)


def draw_line(frame: Frame, series: Series, look: Look) -> None:
    points = _points(frame, series)
    runs = [run for run in _runs(points) if len(run) > 1]
    if runs:
        frame.sheet.stroke(lines(runs), look.colour, WEIGHT, dash=look.dash)
    draw_markers(frame.sheet, [point for point in points if point], look)


def _points(frame: Frame, series: Series) -> list[Point | None]:
    return [None if drawn is None else (frame.x(index), frame.y(drawn)) for index, drawn in enumerate(numbers(series))]


def _runs(points: list[Point | None]) -> list[list[Point]]:
    """The stretches between gaps."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs


def draw_markers(sheet: Sheet, points: list[Point], look: Look) -> None:
    if not points:
        return
    path = Path.make_compound_path(*(_marker(look, x, y) for x, y in points))
    sheet.fill(path, WHITE if look.open else look.colour, edge=look.colour if look.open else WHITE, line=1.1)


def _marker(look: Look, x: float, y: float) -> Path:
    if look.marker == "circle":
        return disc(x, y, _MARK + 0.3)
    reach = _MARK + 0.9
    shapes: dict[str, list[Point]] = {
        "square": [(-_MARK, -_MARK), (_MARK, -_MARK), (_MARK, _MARK), (-_MARK, _MARK)],
        "triangle": [(0, -reach), (reach, reach * 0.8), (-reach, reach * 0.8)],
        "diamond": [(0, -reach), (reach, 0), (0, reach), (-reach, 0)],
    }
    return polygons([[(x + across, y + down) for across, down in shapes[look.marker]]])


def line_key(series: Series, look: Look) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.stroke(lines([[(x, y), (x + 28, y)]]), look.colour, WEIGHT, dash=look.dash)
        draw_markers(sheet, [(x + 14, y)], look)

    return Key(series.name, draw, 28.0)


# --- figures, names and gaps ----------------------------------------------------------------------------------------


def _print_values(frame: Frame, chart: Chart) -> None:
    """A single line has its figures at its points, when all of them fit."""
    (series,) = chart.series
    printed = [value.display for value in series.values if value.is_figure]
    room = frame.pitch - 2
    size = next((size for size in (SIZE, SMALL) if widest(printed, size) <= room), None)
    if size is None:
        return
    # Two neighbours may lean towards each other, so neither takes more than half of what is spare.
    lean = min(6.0, (room - widest(printed, size)) / 2)
    points = _points(frame, series)
    for index, (point, value) in enumerate(zip(points, series.values, strict=True)):
        if point is not None:
            before = points[index - 1] if index else None
            after = points[index + 1] if index + 1 < len(points) else None
            across, down, align = _beside_the_line(frame, before, point, after, size, lean)
            frame.sheet.text(point[0] + across, point[1] + down, value.display, size=size, align=align)


def _beside_the_line(
    frame: Frame, before: Point | None, point: Point, after: Point | None, size: float, lean: float
) -> tuple[float, float, Align]:
    """Where the figure of a point stands clear of the line: under a dip, over a peak, to the open side of a slope."""
    climbs = [point[1] - other[1] for other in (before, after) if other]
    if climbs and min(climbs) > 1:
        if point[1] + size + 6 < frame.foot + frame.below:
            return 0.0, size + 3.5, "center"
        if max(climbs) < frame.pitch:
            return 0.0, -6.0, "center"
        return (5.5, -3.0, "left") if after else (-5.5, -3.0, "right")
    if before and after and before[1] - 4 > point[1] > after[1] + 4:
        return -lean, -5.0, "center"
    if before and after and before[1] + 4 < point[1] < after[1] - 4:
        return lean, -5.0, "center"
    return 0.0, -6.0, "center"


def _say_gap(frame: Frame, chart: Chart, index: int) -> None:
    """Name the missing series where they are missing, at the foot or, when a line runs there, under the top."""
    missing = [one.name for one in chart.series if one.values[index].is_missing]
    if not missing:
        return
    words = gap_words(missing, len(chart.series), (frame.foot - frame.top) * 0.8)
    length = width(words, SIZE, Face.ITALIC) + 6
    drawn = [number(one.values[index]) for one in chart.series]
    levels = [frame.y(value) for value in drawn if value is not None]
    lowest, highest = max(levels, default=frame.top), min(levels, default=frame.top)
    zero = frame.y(0)
    at_foot = zero - lowest >= length or zero - lowest >= highest - frame.top
    upright_note(frame.sheet, frame.x(index), max(zero if at_foot else 0.0, frame.top + length), words)


def _name_room(chart: Chart) -> float:
    names = [line for one in chart.series for line in wrap(one.name, _WIDEST_NAME)]
    figures = [one.values[-1].display for one in chart.series]
    return max(widest(names), widest(figures, face=Face.STRONG))


def _name_ends(frame: Frame, chart: Chart) -> None:
    ends = []
    for one, look in zip(chart.series, LOOKS, strict=False):
        points = [point for point in _points(frame, one) if point]
        if points:
            figure = one.values[-1]
            names = wrap(one.name, _WIDEST_NAME)
            ends.append(_EndName(look, *points[-1], names, figure.display if figure.is_figure else ""))
    ends.sort(key=lambda end: end.y)
    x = frame.right + 8
    tops = spread([end.y for end in ends], [end.height for end in ends], frame.top - LINE, frame.foot + LINE)
    for end, top in zip(ends, tops, strict=True):
        middle = top + end.height / 2
        if abs(middle - end.y) > 4 or end.x < frame.right - frame.pitch:
            frame.sheet.stroke(lines([[(end.x + 5, end.y), (x - 2, middle)]]), GREY, 0.6)
        for number_, name in enumerate(end.names):
            frame.sheet.text(x, top + 9 + number_ * LINE, name, colour=end.look.colour)
        if end.figure:
            frame.sheet.text(x, top + 9 + len(end.names) * LINE, end.figure, face=Face.STRONG, colour=INK)
