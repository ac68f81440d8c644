"""The Word file of a fifteen-page report from its Document, against python-docx in the same run.

    python benchmarks/bench_docx.py

"python-docx" is the same headings, tables and pictures as its documentation shows its use, without notes, captions'
numbers, repeated heads, heads and feet of pages, or links. Times are the processor's.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

import docx  # noqa: E402

from benchmarks.long_report import cells, document  # noqa: E402
from reports.engine.blocks import Figure, Section, Table  # noqa: E402
from reports.engine.document import Document, walk_sections  # noqa: E402
from reports.renderers.docx import render_docx  # noqa: E402
from reports.renderers.drawings import chart_png  # noqa: E402

RUNS = 7
GOAL_MS, GOAL_RATIO = 100.0, 0.25


def plain(report: Document) -> bytes:
    word = docx.Document()
    for part in report.parts:
        for section in walk_sections(part.sections):
            _section(word, section)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _section(word: docx.document.Document, section: Section) -> None:
    word.add_heading(f"{section.number} {section.title}", 1)
    for block in section.blocks:
        if isinstance(block, Table):
            table = word.add_table(1, len(block.columns))
            for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
                cell.text = column.heading
            for row in block.rows:
                for cell, own in zip(table.add_row().cells, row.cells, strict=True):
                    cell.text = own.value.display
        elif isinstance(block, Figure) and block.chart.has_data:
            word.add_picture(io.BytesIO(chart_png(block)))


def milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> int:
    report = document()
    first = milliseconds(lambda: render_docx(report))
    plain(report)
    times: dict[str, list[float]] = {"ours": [], "python-docx": []}
    for _ in range(RUNS):
        times["ours"].append(milliseconds(lambda: render_docx(report)))
        times["python-docx"].append(milliseconds(lambda: plain(report)))
    warm, slow = (statistics.median(times[name]) for name in ("ours", "python-docx"))
    size = len(render_docx(report)) / 1000
    print(f"A Word file of {cells(report):,} cells and 8 charts, {size:,.0f} kB (median of {RUNS})")
    print(f"first {first:.0f} ms, charts drawn or found; then {warm:.0f} ms; python-docx {slow:.0f} ms")
    print(f"ratio {warm / slow:.2f}")
    met = warm < GOAL_MS and warm / slow <= GOAL_RATIO
    print(f"Goal (under {GOAL_MS:g} ms and at most {GOAL_RATIO} of python-docx): {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
