"""Labels in a column, each as near its own point as the others allow."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, foot: float) -> list[float]:
    """The tops of labels whose middles would like to be at `wanted` (in rising order), none over another.

    They stay between `top` and `foot` as long as they fit there; when they do not, they overrun the foot.
    """
    tops = [middle - height / 2 for middle, height in zip(wanted, heights, strict=True)]
    floor = foot
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], floor - heights[at])
        floor = tops[at]
    ceiling = top
    for at, height in enumerate(heights):
        tops[at] = max(tops[at], ceiling)
        ceiling = tops[at] + height
    return tops
