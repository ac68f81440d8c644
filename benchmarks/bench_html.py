"""The web page of a fifteen-page report from its Document, against one template for everything, in the same run.

    python benchmarks/bench_html.py

Times are the processor's: what else the machine does meanwhile is not counted.
"Templates" is the same page with its table rows looped over in a Django template instead of joined in Python.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.template import engines  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402

from benchmarks.long_report import cells, document  # noqa: E402
from reports.engine.blocks import Figure  # noqa: E402
from reports.renderers import blocks  # noqa: E402
from reports.renderers.html import render_file, render_page  # noqa: E402

RUNS = 21
GOAL_MS, GOAL_RATIO = 50.0, 0.75

ROWS = engines["django"].from_string(
    "{% for row in rows %}<tr{% if row.total %} class=total{% endif %}>{% for cell in row.cells %}"
    "{% if forloop.first %}<th scope=row>{% else %}<td>{% endif %}"
    "{% if cell.href %}<a href='{{ cell.href }}'>{% endif %}"
    "{% if cell.value.is_missing %}<em>{{ cell.value.display }}</em>{% else %}{{ cell.value.display }}{% endif %}"
    "{% if cell.href %}</a>{% endif %}{% if cell.mark %} <span>{{ cell.mark }}</span>{% endif %}"
    "{% if forloop.first %}</th>{% else %}</td>{% endif %}{% endfor %}</tr>\n{% endfor %}"
)


def rows_from_a_template(columns: object, rows: object, writer: object) -> str:
    return mark_safe(ROWS.render({"rows": rows}))


def address(figure: Figure) -> str:
    return f"/charts/{figure.id}.svg"


def milliseconds(work: Callable[[], object]) -> float:
    """Of the processor: what else the machine does at the time is not counted."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> int:
    report = document()

    def ours() -> str:
        return render_page(report, figure_src=address)

    def templates() -> str:
        with patch.object(blocks, "rows_markup", rows_from_a_template):
            return render_page(report, figure_src=address)

    first = milliseconds(ours)
    templates()
    times: dict[str, list[float]] = {"ours": [], "templates": []}
    for _ in range(RUNS):
        times["ours"].append(milliseconds(ours))
        times["templates"].append(milliseconds(templates))
    warm, slow = (statistics.median(times[name]) for name in ("ours", "templates"))
    render_file(report)
    file = statistics.median(milliseconds(lambda: render_file(report)) for _ in range(5))
    print(f"A page of {cells(report):,} cells and 8 charts, {len(ours()) / 1000:,.0f} kB (median of {RUNS})")
    print(f"first {first:.1f} ms, then {warm:.1f} ms; rows in a template {slow:.1f} ms; ratio {warm / slow:.2f}")
    print(f"self-contained file, charts drawn: {file:.1f} ms, {len(render_file(report)) / 1000:,.0f} kB")
    met = warm < GOAL_MS and warm / slow <= GOAL_RATIO
    print(f"Goal (under {GOAL_MS:g} ms and at most {GOAL_RATIO} of templates): {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
