"""Charts as SVG, drawn from a block's data alone."""

from reports.charts.cache import ChartCache, chart_key
from reports.charts.draw import Width, render

__all__ = ["ChartCache", "Width", "chart_key", "render"]
