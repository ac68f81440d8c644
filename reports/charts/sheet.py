"""A sheet to draw on: points from the top left corner, matplotlib artists beneath, SVG text or a PNG picture out.

A sheet has no axes. Placing our own labels and rules costs a few milliseconds, where matplotlib's ticks, legends and
text layout cost hundreds, and it leaves nothing shared between threads: each sheet has its own figure.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from reports.charts.palette import INK, WHITE
from reports.charts.text import FAMILY, SIZE, Face, clean, font

# Set once, on import: rc_context would leak from thread to thread.
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "charts",
        "font.sans-serif": [FAMILY, "Arial"],
        "path.simplify": False,
    }
)

Point = tuple[float, float]
Align = Literal["left", "center", "right"]

# Nothing that differs from day to day or from one release of matplotlib to the next.
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_PNG_METADATA = {"Software": None}
PNG_DPI = 200
_BEFORE: dict[str, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of a line of text stands before its point."""
_PROLOGUE = re.compile(r"\A<\?xml.*?(?=<svg)", re.DOTALL)
_LEVEL = re.compile(r' transform="rotate\(-0 [^)]*\)"')
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


class _Label(Text):
    """Text at a point. What matplotlib's own text measures and lays out is settled before it comes here."""

    def draw(self, renderer: RendererBase) -> None:
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        x, y = self.get_transform().transform(self.get_position())
        _, height = renderer.get_canvas_width_height()
        words, face, turned = self.get_text(), self.get_fontproperties(), self.get_rotation()
        is_picture = isinstance(renderer, RendererAgg)
        if not is_picture:
            renderer.draw_text(gc, x, height - y, words, face, turned, False, self)
        elif words:
            # An SVG says where its text is aligned; a picture has to be told where it begins.
            width, _, _ = renderer.get_text_width_height_descent(words, face, False)
            before = width * _BEFORE[self.get_horizontalalignment()]
            begins = (x, height - y + before) if turned else (x - before, height - y)
            renderer.draw_text(gc, *begins, words, face, turned, False)
        gc.restore()


class Sheet:
    """Marks are kept in the order they are made; later ones lie on top. All lengths are points, y downwards."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._flip = Affine2D()
        self._marks: list[PathPatch | _Label] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        face: Face = Face.REGULAR,
        colour: str = INK,
        align: Align = "left",
        upwards: bool = False,
    ) -> None:
        """One line with its baseline at `y`; `upwards` turns it to be read from the foot of the chart."""
        self._marks.append(
            _Label(
                round(x, 2),
                round(y, 2),
                clean(words),
                fontproperties=font(face, size),
                color=colour,
                ha=align,
                va="baseline",
                rotation=90 if upwards else 0,
                rotation_mode="anchor",
                transform=self._flip,
            )
        )

    def fill(self, path: Path, colour: str, *, edge: str = "none", line: float = 0.0) -> None:
        self._add(path, facecolor=colour, edgecolor=edge, linewidth=line, joinstyle="miter")

    def stroke(self, path: Path, colour: str, line: float, *, dash: Sequence[float] = ()) -> None:
        """A line; `dash` is lengths on and off, as multiples of the line's own width."""
        style = (0, tuple(dash)) if dash else "solid"
        self._add(path, facecolor="none", edgecolor=colour, linewidth=line, linestyle=style)

    def _add(self, path: Path, **style: Any) -> None:
        rounded = Path(np.round(np.asarray(path.vertices), 2) + 0.0, path.codes)
        self._marks.append(PathPatch(rounded, transform=self._flip, **style))

    def svg(self, height: float, name: str) -> str:
        """The finished drawing on white; every id in it begins with `name`, so that two can share a page."""
        out = io.StringIO()
        canvas: Any = FigureCanvasSVG(self._figure(height, 72))
        canvas.print_svg(out, metadata=_METADATA)
        prefix = _NOT_IN_AN_ID.sub("-", name).strip("-") or "chart"
        drawn = _LEVEL.sub("", _PROLOGUE.sub("", out.getvalue()))
        return drawn.replace('<g id="', f'<g id="{prefix}-')

    def png(self, height: float) -> bytes:
        """The same drawing as a picture of PNG_DPI dots to the inch, for what cannot show SVG."""
        out = io.BytesIO()
        canvas: Any = FigureCanvasAgg(self._figure(height, PNG_DPI))
        canvas.print_png(out, metadata=_PNG_METADATA)
        return out.getvalue()

    def _figure(self, height: float, dpi: int) -> Figure:
        figure = Figure(figsize=(self.width / 72, height / 72), dpi=dpi, facecolor=WHITE, edgecolor="none")
        self._flip.clear().scale(dpi / 72, -dpi / 72).translate(0, height * dpi / 72)
        for order, mark in enumerate(self._marks):
            mark.set_zorder(order)
            figure.add_artist(mark)
        return figure


def box(x: float, y: float, width: float, height: float) -> Path:
    return polygons([[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]])


def polygons(shapes: Iterable[Sequence[Point]]) -> Path:
    """Closed shapes as one path, so that a series is one element of the file however many bars it has."""
    points: list[Point] = []
    codes: list[Any] = []
    for shape in shapes:
        points += [*shape, shape[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(shape) - 1), Path.CLOSEPOLY]
    return Path(np.array(points, dtype=float).reshape(-1, 2), np.array(codes, dtype=np.uint8))


def lines(strokes: Iterable[Sequence[Point]]) -> Path:
    """Open lines as one path."""
    points: list[Point] = []
    codes: list[Any] = []
    for stroke in strokes:
        points += stroke
        codes += [Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1)]
    return Path(np.array(points, dtype=float).reshape(-1, 2), np.array(codes, dtype=np.uint8))


def disc(x: float, y: float, radius: float) -> Path:
    circle = Path.unit_circle()
    return Path(np.asarray(circle.vertices) * radius + (x, y), circle.codes)


def wedge(centre: Point, radius: float, start: float, end: float) -> Path:
    """A slice between two turns (0 is twelve o'clock, 0.25 three o'clock), clockwise."""
    # Down the page, matplotlib's degrees run clockwise from three o'clock.
    slice_ = Path.wedge(360 * start - 90, 360 * end - 90)
    return Path(np.asarray(slice_.vertices) * radius + centre, slice_.codes)
