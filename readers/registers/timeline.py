"""A life as a drawing: a lane for each thing that lasted or happened, on one axis of days."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reports.charts.style import Width

_LABELS = 0.3
"""Share of a page's width that the names of lanes take; on a phone they stand over their lanes."""
_THICK = 11.0
_PITCH = 20.0
_MOST_TICKS = {Width.PAGE: 8, Width.PHONE: 4}
_MONTHS_APART = (1, 2, 3, 6, 12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True)
class Span:
    """From its first day to its last, both drawn whole. `words` stand after it; `goes_on` leaves its end open."""

    first: date
    last: date
    words: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """`look` is the place in the house's row of looks: things of one kind are drawn alike. `marks` are days; `target`
    is the day it was due by."""

    name: str
    look: int
    spans: tuple[Span, ...] = ()
    marks: tuple[date, ...] = ()
    target: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    name: str
    first: date
    last: date
    lanes: tuple[Lane, ...]


@lru_cache(maxsize=256)
def timeline_uri(timeline: Timeline, width: Width) -> str:
    """An address that holds the drawing itself, drawn once as long as it is asked for."""
    return "data:image/svg+xml;base64," + b64encode(timeline_svg(timeline, width).encode()).decode()


def timeline_svg(timeline: Timeline, width: Width) -> str:
    """The drawing on white, as the charts of papers are: see `reports.charts.render`."""
    # matplotlib takes a second to import, which a process that draws nothing need not spend.
    from readers.registers.timeline_drawing import draw

    return draw(timeline, width)


def ticks(first: date, last: date, width: Width) -> Iterator[date]:
    """First days of months to name on the axis, evenly apart and few enough to stand beside each other."""
    months = (last.year - first.year) * 12 + last.month - first.month
    most = _MOST_TICKS[width]
    apart = next((apart for apart in _MONTHS_APART if months // apart <= most), _MONTHS_APART[-1])
    index = first.year * 12 + first.month - 1
    index += -index % apart
    while (day := date(index // 12, index % 12 + 1, 1)) <= last:
        if day >= first:
            yield day
        index += apart


def room_for_labels(width: Width) -> float:
    return width.value * _LABELS if width is Width.PAGE else 0.0


def lane_height(width: Width) -> float:
    return _PITCH if width is Width.PAGE else _PITCH + 12.0


def bar_thickness() -> float:
    return _THICK
