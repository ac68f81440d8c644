"""A figure over every month since the first that was published."""

from __future__ import annotations

from collections.abc import Mapping

from access.policy import Reader
from readers.dashboard.figures import Shown
from readers.dashboard.reads import Board, Paper, Point, board
from reports.engine.month import Month


def every_month(
    reader: Reader, shown: Shown, papers: Mapping[tuple[str, Month], Paper]
) -> tuple[Board, tuple[Point, ...]]:
    """From the first to the last of the months of which a report that may have the figure was published: one is among
    `papers`. What it asks is what `board` does."""
    own = {place: paper for place, paper in papers.items() if place[0] in shown.kinds}
    months = sorted(month for _, month in own)
    first, last = months[0], months[-1]
    window = last.window((last.year - first.year) * 12 + last.month - first.month + 1)
    read = board(reader, own, window, [shown])
    return read, read.points(shown, window)
