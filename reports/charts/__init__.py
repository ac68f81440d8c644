"""Charts as SVG, drawn from a block's data alone."""

from reports.charts.draw import STYLE, Width, render

__all__ = ["STYLE", "Width", "render"]
