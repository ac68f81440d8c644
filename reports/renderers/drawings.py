"""The charts of a report as images, each drawn once and kept for every process that prints it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from django.conf import settings

from reports.charts import ChartCache, Width
from reports.engine.blocks import Figure


@cache
def _drawn() -> ChartCache:
    stored = str(settings.MEDIA_ROOT)
    return ChartCache(Path(stored, "charts") if stored else None)


def chart_svg(figure: Figure, width: Width = Width.PAGE) -> str:
    """The figure's chart. Raises ValueError for one that cannot be drawn truthfully."""
    return _drawn().render(figure.chart, title_for_id=figure.id, width=width)


def chart_data_uri(figure: Figure) -> str:
    """An address that holds the image itself, for pages, files and paper alike."""
    return _data_uri(chart_svg(figure))


def chart_png(figure: Figure) -> bytes:
    """The figure's chart as a picture. Raises ValueError as `chart_svg` does."""
    return _drawn().render_png(figure.chart)


def phone_data_uri(figure: Figure) -> str:
    """The same chart drawn for a narrow screen, so that its words stay legible there."""
    return _data_uri(chart_svg(figure, Width.PHONE))


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
