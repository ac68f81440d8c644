"""Reads a drawn chart back: what it says and where, and the shapes in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from reports.charts import Width, render
from reports.charts.text import SLACK, Face, width
from reports.engine.blocks import Chart, Series
from reports.engine.month import Month
from reports.engine.values import count

SVG = "{http://www.w3.org/2000/svg}"
MONTHS_12 = tuple(month.short for month in Month(2021, 9).window(12))
MONTHS_13 = tuple(month.short for month in Month(2021, 9).window(13))


def series(name: str, *numbers: int | None) -> Series:
    return Series(name, tuple(count(number) for number in numbers))


@dataclass(frozen=True)
class Words:
    """A piece of text: where it is anchored and the box it takes, y downwards."""

    text: str
    x: float
    y: float
    left: float
    right: float
    top: float
    foot: float
    upright: bool
    size: float
    style: str

    def overlaps(self, other: Words) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot


@dataclass(frozen=True)
class Shape:
    """One path: each of its closed or open parts as points, and its style."""

    parts: tuple[tuple[tuple[float, float], ...], ...]
    style: str

    @property
    def heights(self) -> list[float]:
        return [round(max(y for _, y in part) - min(y for _, y in part), 2) for part in self.parts]

    @property
    def widths(self) -> list[float]:
        return [round(max(x for x, _ in part) - min(x for x, _ in part), 2) for part in self.parts]


class Drawing:
    """`stretched` sets the words in a font so much wider than ours, as a browser's fallback is."""

    def __init__(
        self, chart: Chart, *, name: str = "figure", sheet: Width = Width.PAGE, stretched: float = 1.0
    ) -> None:
        self.svg = render(chart, title_for_id=name, width=sheet)
        self.root = ElementTree.fromstring(self.svg)
        self.width, self.height = (float(number) for number in self.root.attrib["viewBox"].split()[2:])
        self.words = [_words(element, stretched) for element in self.root.iter(f"{SVG}text")]
        self.shapes = [_shape(element) for element in self.root.iter(f"{SVG}path")]

    @property
    def texts(self) -> list[str]:
        return [words.text for words in self.words]

    def word(self, text: str) -> Words:
        (found,) = [words for words in self.words if words.text == text]
        return found

    def filled(self, colour: str) -> list[Shape]:
        """Shapes filled with a colour, but for the key's samples at the chart's head."""
        found = [shape for shape in self.shapes if f"fill: {colour}" in shape.style]
        return [shape for shape in found if not (shape.heights == [10.0] and shape.widths == [16.0])]

    def stroked(self, colour: str, line: str = "") -> list[Shape]:
        return [
            shape
            for shape in self.shapes
            if "fill: none" in shape.style and f"stroke: {colour}" in shape.style and line in shape.style
        ]


def _words(element: ElementTree.Element, stretched: float) -> Words:
    style = element.attrib["style"]
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    size = float(re.search(r"font-size: ([\d.]+)px", style)[1])
    face = Face.STRONG if "font-weight: 600" in style else Face.ITALIC if "italic" in style else Face.REGULAR
    text = element.text or ""
    length = width(text, size, face) / SLACK * stretched
    before = {"start": 0.0, "middle": length / 2, "end": length}[re.search(r"text-anchor: (\w+)", style)[1]]
    rise, fall = size * 0.66, size * 0.2
    upright = "rotate(-90" in element.attrib.get("transform", "")
    if upright:
        return Words(text, x, y, x - rise, x + fall, y - length + before, y + before, True, size, style)
    return Words(text, x, y, x - before, x - before + length, y - rise, y + fall, False, size, style)


def _shape(element: ElementTree.Element) -> Shape:
    parts: list[list[tuple[float, float]]] = []
    for command, numbers in re.findall(r"([MLCQz])([^MLCQz]*)", element.attrib["d"]):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            parts.append([])
        parts[-1] += list(zip(values[::2], values[1::2], strict=True))
    return Shape(tuple(tuple(part) for part in parts), element.attrib["style"])
