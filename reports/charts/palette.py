"""The house colours, and how series are told apart in colour and in black and white.

Pages and papers share these colours. Every one stands at 4.5:1 or more against white, so it can carry text as well as
shapes. Colour is never the only sign: each series also has a texture, a line style and a marker of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INK = "#0b0c0c"
NAVY = "#1d3557"
TEAL = "#00707c"
AMBER = "#b45f06"
PLUM = "#6a3d74"
GREY = "#5f6b73"
MOSS = "#4c6a2d"
BRICK = "#9c2f2f"
WHITE = "#ffffff"

RULE = "#d5dadd"
"""Gridlines: there to guide the eye, so lighter than anything that carries meaning."""

Texture = Literal["solid", "rising", "falling", "level", "upright", "crossed"]
Marker = Literal["circle", "square", "triangle", "diamond"]


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is drawn. `open` is coloured lines on white (or a hollow marker) instead of the reverse."""

    colour: str
    texture: Texture
    open: bool
    dash: tuple[float, ...]
    marker: Marker


LOOKS = (
    Look(NAVY, "solid", False, (), "circle"),
    Look(TEAL, "rising", True, (5, 2), "square"),
    Look(AMBER, "level", False, (1.2, 1.8), "triangle"),
    Look(GREY, "upright", True, (7, 2, 1.2, 2), "diamond"),
    Look(PLUM, "falling", False, (), "square"),
    Look(MOSS, "crossed", True, (3, 1.5), "circle"),
    Look(BRICK, "solid", False, (9, 2.5), "diamond"),
    Look(INK, "solid", True, (4, 2, 1.2, 2, 1.2, 2), "triangle"),
)
MOST_SERIES = len(LOOKS)


def tint(colour: str, share: float) -> str:
    """`colour` mixed with white; `share` of 0 is white and 1 the colour itself."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
