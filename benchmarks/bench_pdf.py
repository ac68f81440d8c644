"""The PDF of a fifteen-page report: cold, warm, memory, where the time goes, and against plain WeasyPrint.

    python benchmarks/bench_pdf.py [--runs 5]

Cold is a new process, its imports included. Warm is the next print in the same process. "Plain" is the same markup
and styles as WeasyPrint's documentation shows its use: nothing kept between prints, the collector on, column widths
worked out from every cell, striped rows, untagged. Each figure is measured in a process of its own, and ours and plain
take turns in one, so that a slow spell of the machine falls on both.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import pstats
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

GOAL_RATIO, GOAL_MIB = 0.75, 150.0
PLAIN_STYLE = """
table.data { table-layout: auto }
.data td.number, .data td.date { white-space: normal }
.data tbody tr:nth-child(even) { background: #f0f2f4 }
"""
STEPS = {
    "weasyprint/layout": "layout",
    "weasyprint/text": "text, line breaking",
    "weasyprint/css": "cascade",
    "weasyprint/formatting_structure": "boxes",
    "weasyprint/draw": "drawing",
    "weasyprint/pdf": "PDF and tags",
    "weasyprint/svg": "charts",
    "weasyprint/images": "charts",
    "fontTools": "fonts",
    "tinyhtml5": "parsing",
    "tinycss2": "parsing",
    "cssselect2": "cascade",
    "pydyf": "PDF and tags",
    "reports/charts": "charts",
    "matplotlib": "charts",
    "reports/renderers": "our markup",
    "django": "our markup",
}


def seconds(work: Callable[[], object]) -> float:
    """Of the processor: what else the machine does at the time is not counted. One print uses one processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_mib() -> float:
    """Of this process since its program was loaded; what the parent held when it forked is not counted."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


# --- what the processes of its own measure ----------------------------------------------------------------------------


def prepared() -> tuple[Callable[[], object], Callable[[], object]]:
    """Ours and plain, ready to run."""
    import django

    django.setup()
    from benchmarks.long_report import document
    from reports.renderers.pdf import paper_html, render_pdf

    report = document()
    return lambda: render_pdf(report), lambda: plain(paper_html(report))


def plain(markup: str) -> bytes:
    from weasyprint import CSS, HTML

    from reports.renderers.stylesheets import PAPER, STATIC

    sheets = [CSS(filename=STATIC / name) for name in PAPER]
    return HTML(string=markup).write_pdf(stylesheets=[*sheets, CSS(string=PLAIN_STYLE)])


def cold() -> dict[str, float]:
    begun = time.process_time()
    ours, _ = prepared()
    ready, idle = time.process_time(), peak_mib()
    first = seconds(ours)
    peak = peak_mib()
    again = [seconds(ours) for _ in range(6)]
    return {
        "import": ready - begun,
        "first": first,
        "second": again[0],
        "idle": idle,
        "peak": peak,
        "after": peak_mib(),
    }


def plain_alone() -> dict[str, float]:
    _, theirs = prepared()
    idle = peak_mib()
    return {"seconds": seconds(theirs), "idle": idle, "peak": peak_mib()}


def turns(runs: int) -> dict[str, float]:
    ours, theirs = prepared()
    ours()
    theirs()
    pairs = []
    for _ in range(runs):
        gc.unfreeze()  # our prints set aside what was there before them; plain has no such help
        slow = seconds(theirs)
        gc.collect()
        gc.freeze()
        pairs.append((seconds(ours), slow))
    return {
        "ours": statistics.median(pair[0] for pair in pairs),
        "plain": statistics.median(pair[1] for pair in pairs),
        "ratio": statistics.median(pair[0] / pair[1] for pair in pairs),
    }


def profile() -> dict[str, float]:
    """Each step's own time, as a share of a warm print."""
    ours, _ = prepared()
    ours()
    profiler = cProfile.Profile()
    profiler.runcall(ours)
    own: Counter[str] = Counter()
    for (file, _line, _name), (_, _, own_time, _, callers) in pstats.Stats(profiler).stats.items():
        if file != "~":
            own[step_of(file)] += own_time
            continue
        # A built-in function's time belongs to whoever called it.
        for (caller, _, _), (_, _, called_time, _) in callers.items():
            own[step_of(caller)] += called_time
    whole = sum(own.values())
    return {step: spent / whole for step, spent in own.most_common()}


def step_of(file: str) -> str:
    return next((step for part, step in STEPS.items() if part in file), "other")


# --- and what is printed ---------------------------------------------------------------------------------------------


def apart(task: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--task", task, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def show(runs: int) -> int:
    import django

    django.setup()
    from benchmarks.long_report import cells, document
    from reports.renderers.pdf import render_pdf

    report = document()
    printed = render_pdf(report)
    print(f"A paper of {printed.pages} pages, {cells(report):,} cells and 8 charts, tagged: {_kb(printed.content)}")
    alone, theirs, both = apart("cold"), apart("plain"), apart("turns", "--runs", str(runs))
    print(
        f"cold {alone['import'] + alone['first']:.2f} s of processor (imports {alone['import']:.2f}), "
        f"then {alone['second']:.2f} s"
    )
    print(
        f"memory: {alone['idle']:.0f} MiB with the program loaded, at most {alone['peak']:.0f} in the first print, "
        f"{alone['after']:.0f} in seven (plain, one: {theirs['peak']:.0f})"
    )
    print(f"warm {both['ours']:.2f} s, plain {both['plain']:.2f} s; ratio {both['ratio']:.2f} (median of {runs} turns)")
    print("where a warm print goes: " + ", ".join(f"{step} {share:.0%}" for step, share in apart("profile").items()))
    own = alone["peak"] - alone["idle"]
    met = both["ratio"] <= GOAL_RATIO and own <= GOAL_MIB
    print(
        f"Goal (at most {GOAL_RATIO} of plain; a first print at most {GOAL_MIB:g} MiB over the program's own, it takes "
        f"{own:.0f}): "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


def _kb(content: bytes) -> str:
    return f"{len(content) / 1000:,.0f} kB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--task", choices=("cold", "plain", "turns", "profile"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task is None:
        return show(given.runs)
    tasks = {"cold": cold, "plain": plain_alone, "turns": lambda: turns(given.runs), "profile": profile}
    print(json.dumps(tasks[given.task]()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
