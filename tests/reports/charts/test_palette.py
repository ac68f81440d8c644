from __future__ import annotations

from itertools import pairwise

import pytest

from reports.charts import palette
from reports.charts.palette import LOOKS, tint
from reports.charts.sheet import Sheet
from reports.charts.textures import Bar, draw_bars


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["INK", "NAVY", "TEAL", "AMBER", "PLUM", "GREY", "MOSS", "BRICK"])
def test_house_colour_carries_text_on_white(name) -> None:
    assert 1.05 / (luminance(getattr(palette, name)) + 0.05) >= 4.5


def test_series_differ_without_colour() -> None:
    assert len({(look.texture, look.open, look.texture == "solid" and look.colour) for look in LOOKS}) == len(LOOKS)
    solid = [luminance(look.colour) for look in LOOKS if look.texture == "solid" and not look.open]
    assert max(solid) / min(solid) > 1.8
    assert len({(look.dash, look.marker, look.open) for look in LOOKS}) == len(LOOKS)


def test_neighbours_in_a_stack_differ_in_texture() -> None:
    for one, other in pairwise(LOOKS):
        assert (one.texture, one.open) != (other.texture, other.open)


def test_tint_runs_from_white_to_the_colour() -> None:
    assert tint("#1d3557", 0) == "#ffffff"
    assert tint("#1d3557", 1) == "#1d3557"
    assert tint("#000000", 0.6) == "#666666"


@pytest.mark.parametrize("look", LOOKS)
def test_texture_stays_inside_its_bar(look) -> None:
    sheet = Sheet(100)
    draw_bars(sheet, [Bar(10, 20, 30.5, 17.3)], look)
    drawn = [mark.get_path().vertices for mark in sheet._marks]
    assert drawn
    for points in drawn:
        assert points[:, 0].min() >= 10
        assert points[:, 0].max() <= 40.5
        assert points[:, 1].min() >= 20
        assert points[:, 1].max() <= 37.3


@pytest.mark.parametrize("look", [look for look in LOOKS if look.texture != "solid"])
def test_texture_shows_on_an_ordinary_bar(look) -> None:
    sheet = Sheet(100)
    draw_bars(sheet, [Bar(10, 20, 20, 20)], look)
    *_, strokes = sheet._marks
    assert len(strokes.get_path().vertices) >= 6
