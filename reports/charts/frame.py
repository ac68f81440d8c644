"""What columns, stacks and lines share: heading, key, value axis, gridlines and category labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.charts.palette import GREY, INK, LOOKS, RULE, WHITE, Look
from reports.charts.scale import Scale, tick_text, unit
from reports.charts.sheet import Sheet, lines, polygons
from reports.charts.text import LINE, SIZE, SLACK, Face, widest, width, wrap
from reports.charts.textures import Bar, draw_bars
from reports.engine.blocks import REVISED, Chart

PLOT = 150.0
HEADROOM = 14.0
"""Room above the highest gridline for the figure on top of the highest bar."""

_ASCENT = 7.0
_TURNED = (92.0, 130.0, 170.0)
"""How deep turned labels may reach: the first at which they fit."""
MISSING_WORD = "missing"


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: draws its sample `sample` wide, from (x, middle y)."""

    name: str
    draw: Callable[[Sheet, float, float], None]
    sample: float = 16.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot area in points. `top` is the highest gridline and `foot` the lowest; y is downwards."""

    sheet: Sheet
    scale: Scale
    left: float
    right: float
    top: float
    foot: float
    pitch: float
    below: float = 0.0
    """Room between the lowest gridline and the categories, for figures under columns that hang."""

    def x(self, index: int) -> float:
        """The middle of a category."""
        return self.left + self.pitch * (index + 0.5)

    def y(self, value: float) -> float:
        return self.foot - (self.foot - self.top) * self.scale.share(value)


def open_frame(
    sheet: Sheet, chart: Chart, scale: Scale, *, keys: Sequence[Key] = (), margin: float = 3.0, below: float = 0.0
) -> Frame:
    """Draw all that lies under the data; `margin` is kept free to the right, `below` under the lowest gridline."""
    y = heading(sheet, 0, 0, chart.value_label)
    y = legend(sheet, y, keys)
    top = y + HEADROOM
    values = [value for one in chart.series for value in one.values]
    suffix = "%" if unit(values) == "%" else ""
    ticks = [(tick, tick_text(tick, scale, suffix)) for tick in scale.ticks]
    left = max(width(words) for _, words in ticks) + 7
    right = sheet.width - margin
    pitch = (right - left) / len(chart.categories)
    frame = Frame(sheet, scale, left, right, top, top + PLOT, pitch, below)
    for tick, words in ticks:
        level = frame.y(tick)
        sheet.text(left - 5, level + 3.2, words, align="right")
    sheet.stroke(lines([(left, frame.y(tick)), (right, frame.y(tick))] for tick in scale.ticks if tick), RULE, 0.7)
    return frame


def fill_keys(chart: Chart) -> list[Key]:
    """The key of filled shapes; a single series needs none, being what the heading says."""
    if len(chart.series) == 1:
        return []
    return [fill_key(one.name, look) for one, look in zip(chart.series, LOOKS, strict=False)]


def fill_key(name: str, look: Look) -> Key:
    return Key(name, lambda sheet, x, y: draw_bars(sheet, [Bar(x, y - 5, 16, 10)], look))


def close_frame(frame: Frame, chart: Chart) -> float:
    """Draw what lies over the data (the zero line) and under it (the categories); the height of the whole chart."""
    zero = frame.y(0)
    frame.sheet.stroke(lines([[(frame.left, zero), (frame.right, zero)]]), INK, 1.0)
    y = _categories(frame, chart.printed_categories)
    if chart.category_label:
        middle = (frame.left + frame.right) / 2
        for line in wrap(chart.category_label, frame.right - frame.left):
            y += LINE
            frame.sheet.text(middle, y, line, align="center", colour=GREY)
        y += 1
    return y + 4


def heading(sheet: Sheet, x: float, y: float, words: str) -> float:
    """What the figures are, level and above them; the y beneath it."""
    if not words.strip():
        return y
    for line in wrap(words, sheet.width - x, face=Face.STRONG):
        y += LINE
        sheet.text(x, y - 2, line, face=Face.STRONG)
    return y + 3


def legend(sheet: Sheet, y: float, keys: Sequence[Key]) -> float:
    """The key in the order of the series, flowing over lines as words do; the y beneath it."""
    x = 0.0
    for number, key in enumerate(keys):
        names = wrap(key.name, sheet.width - key.sample - 5)
        needs = key.sample + 5 + widest(names)
        if number == 0:
            y += LINE
        elif x + needs > sheet.width:
            x, y = 0.0, y + LINE + 2
        key.draw(sheet, x, y - 3)
        for extra, name in enumerate(names):
            sheet.text(x + key.sample + 5, y + extra * LINE, name)
        y += (len(names) - 1) * LINE
        x += needs + 12
    return y + 6 if keys else y


def _categories(frame: Frame, categories: Sequence[str]) -> float:
    """Level labels under their categories where the words fit, else turned; the y beneath them."""
    room = frame.pitch - 2
    y = frame.foot + frame.below + 4
    if all(width(word) <= room for name in categories for word in name.split()):
        wrapped = _alike([wrap(name, room) for name in categories], categories)
        if max(map(len, wrapped)) <= 4:
            return _level_labels(frame, wrapped, y)
    return _turned_labels(frame, categories, y)


def _alike(wrapped: list[list[str]], categories: Sequence[str]) -> list[list[str]]:
    """Months keep one form: when one of "Oct 20", "May 21" needs two lines, all take two, and a mark a third."""
    pairs = [name.split() for name in categories]
    if max(map(len, wrapped)) > 1 and all(len(pair) == 2 or pair[2:] == [REVISED] for pair in pairs):
        return pairs
    return wrapped


def _level_labels(frame: Frame, wrapped: Sequence[Sequence[str]], y: float) -> float:
    for index, names in enumerate(wrapped):
        for number, name in enumerate(names):
            frame.sheet.text(frame.x(index), y + _ASCENT + number * LINE, name, align="center")
    return y + max(map(len, wrapped)) * LINE


def _turned_labels(frame: Frame, categories: Sequence[str], y: float) -> float:
    most = max(1, int(frame.pitch // LINE))
    room = next((room for room in _TURNED if all(len(wrap(name, room)) <= most for name in categories)), _TURNED[-1])
    # Where even turned labels would touch, every second or third is printed; the table beside has them all.
    every = max(1, -int(-LINE // frame.pitch))
    deepest = 0.0
    for index, name in enumerate(categories):
        if index % every:
            continue
        names = _shortened(wrap(name, room), most, room)
        first = frame.x(index) + 3.2 - (len(names) - 1) * LINE / 2
        for number, line in enumerate(names):
            frame.sheet.text(first + number * LINE, y, line, align="right", upwards=True)
        deepest = max(deepest, widest(names))
    return y + deepest + 2


def _shortened(names: list[str], most: int, room: float) -> list[str]:
    if len(names) <= most:
        return names
    last = names[most - 1]
    while last and width(last + "…") > room:
        last = last[:-1]
    return [*names[: most - 1], last.rstrip(" -–,") + "…"]


def upright_room(x: float, y: float, words: str) -> Bar:
    """The room that `upright_note` takes."""
    length = width(words, SIZE, Face.ITALIC) / SLACK
    return Bar(x - 5.5, y - length - 6, 11, length + 4)


def upright_note(sheet: Sheet, x: float, y: float, words: str) -> None:
    """Words standing on `y`, for a gap: read upwards, in italics."""
    sheet.fill(polygons([upright_room(x, y, words).corners]), WHITE)
    sheet.text(x + 3, y - 4, words, face=Face.ITALIC, colour=GREY, upwards=True)


def gap_foot(frame: Frame) -> float:
    """Where the word for a gap stands: on the zero line, or hanging from it where all figures are below zero."""
    zero = frame.y(0)
    length = width(MISSING_WORD, SIZE, Face.ITALIC) + 6
    return zero if zero - length > frame.top - HEADROOM else zero + length


def gap_words(names: Sequence[str], of: int, room: float) -> str:
    """What stands in a gap: which series are missing there, as far as there is room to name them."""
    if len(names) == of:
        return MISSING_WORD
    named = f"{' and '.join(names)} {MISSING_WORD}"
    if width(named, SIZE, Face.ITALIC) <= room:
        return named
    return f"{len(names)} of {of} {MISSING_WORD}"
