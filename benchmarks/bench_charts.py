"""Charts: how long each takes to draw, cold, warm and from the cache, against plain matplotlib in the same run.

    python benchmarks/bench_charts.py

"Plain" is the object-oriented API as its documentation shows it, with fixed axes (tight and constrained layout cost
twice as much): the same bars, lines, hatches, figures, key and fonts, live text, into SVG. Machines differ and drift,
so the ratios say more than the milliseconds.
"""

from __future__ import annotations

import importlib
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reports.charts import ChartCache, render  # noqa: E402
from reports.engine.blocks import Chart, Series  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.engine.values import count  # noqa: E402

RUNS = 9
GOAL_RATIO, GOAL_MS, GOAL_HIT_MS = 0.5, 150.0, 1.0

MONTHS = tuple(month.short for month in Month(2021, 9).window(12))
HATCHES = ("", "///", "---", "|||", "\\\\\\", "+++", "", "")


def series(name: str, *numbers: int | None) -> Series:
    return Series(name, tuple(count(number) for number in numbers))


MOVES = (
    series("Accessions", 3, 1, 2, 0, 4, 2, 1, 1, 0, 2, 3, 1),
    series("Withdrawals", 1, 0, 0, 2, 1, 0, 0, 3, 1, 0, 2, 1),
    series("Expulsions", 0, 0, 1, 0, 0, 0, None, 0, 0, 2, 0, 0),
    series("Events of Default", 4, 2, 3, 5, 1, 0, 2, 6, 8, 4, 7, 10),
)
CHARTS = {
    "pie, 5 slices": Chart(
        "pie",
        ("Electricity Networks", "Gas Networks", "Large Suppliers", "Small Suppliers", "Other SEC Parties"),
        (series("Voting Groups", 19, 14, 12, 102, 114),),
        "Voting Groups",
    ),
    "bars, 6": Chart(
        "bars",
        ("Development Stage", "Refinement Process", "Report Phase", "Change Board", "Authority", "Implementation"),
        (series("Proposals", 21, 30, 4, 2, None, 12),),
        "Modification Proposals",
        "Stage",
    ),
    "columns, 12 × 4": Chart("columns", MONTHS, MOVES, "Parties", "Month"),
    "stacked, 12 × 4": Chart("stacked", MONTHS, MOVES, "Parties", "Month"),
    "lines, 12 × 2": Chart(
        "lines",
        MONTHS,
        (
            series("Visits", 6100, 6500, 7200, 7000, 5800, 6900, None, 7300, 7500, 7100, 7200, 6900),
            series("Page views", *range(21000, 24600, 300)),
        ),
        "Number in the month",
        "Month",
    ),
    "stacked, 12 × 8": Chart(
        "stacked",
        MONTHS,
        tuple(series(f"Topic {n}", *((n * 7 + month * 3) % 11 + 2 for month in range(12))) for n in range(8)),
        "E-mails",
        "Month",
    ),
}


def plain(chart: Chart) -> str:
    """The same chart with axes, containers, legend and hatches."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.69, 3.0))
    FigureCanvasSVG(figure)
    axes = figure.add_axes((0.1, 0.2, 0.86, 0.62))
    values = [[float(value.raw or 0) for value in one.values] for one in chart.series]
    places = range(len(chart.categories))
    if chart.kind == "pie":
        labels = [f"{name}\n{value:g}" for name, value in zip(chart.categories, values[0], strict=True)]
        axes.pie(values[0], labels=labels, startangle=90, counterclock=False)
    elif chart.kind == "bars":
        axes.bar_label(axes.barh(places, values[0]))
        axes.set_yticks(places, chart.categories)
        axes.invert_yaxis()
    else:
        _plain_upright(axes, chart, values)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _plain_upright(axes, chart: Chart, values: list[list[float]]) -> None:
    places = range(len(chart.categories))
    feet = [0.0] * len(places)
    for index, (one, numbers) in enumerate(zip(chart.series, values, strict=True)):
        if chart.kind == "lines":
            gapped = [
                float("nan") if value.is_missing else number for value, number in zip(one.values, numbers, strict=True)
            ]
            axes.plot(places, gapped, marker="os^D"[index % 4], label=one.name)
        elif chart.kind == "columns":
            width = 0.8 / len(values)
            shifted = [place + (index - (len(values) - 1) / 2) * width for place in places]
            axes.bar_label(axes.bar(shifted, numbers, width, hatch=HATCHES[index], label=one.name))
        else:
            bars = axes.bar(places, numbers, 0.7, feet, hatch=HATCHES[index], label=one.name)
            feet = [foot + number for foot, number in zip(feet, numbers, strict=True)]
            if index == len(values) - 1:
                axes.bar_label(bars, [f"{foot:g}" for foot in feet])
    axes.set_xticks(places, chart.categories)
    axes.set_ylabel(chart.value_label)
    axes.grid(axis="y")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4)


def register_fonts() -> None:
    """Plain matplotlib looks fonts up by name; without ours it would search, and complain, at every label."""
    import matplotlib as mpl
    from matplotlib.font_manager import fontManager

    for file in sorted((ROOT / "static" / "fonts").glob("*.ttf")):
        fontManager.addfont(file)
    mpl.rcParams["font.family"] = "Source Sans 3"


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measured_cold() -> dict[str, float]:
    """In a new process: the import, then the first drawing of each chart."""
    done = subprocess.run([sys.executable, __file__, "--cold"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def cold() -> None:
    loading = milliseconds(lambda: importlib.import_module("reports.charts.draw"))
    found = {name: milliseconds(lambda chart=chart: render(chart, title_for_id="x")) for name, chart in CHARTS.items()}
    print(json.dumps({"import": loading, **found}))


def measure(chart: Chart, folder: Path) -> dict[str, float]:
    """Medians; ours and plain take turns, so that a slow spell of the machine falls on both."""
    render(chart, title_for_id="x")
    plain(chart)
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(milliseconds(lambda: render(chart, title_for_id="x")))
        theirs.append(milliseconds(lambda: plain(chart)))
    cache = ChartCache(folder)
    cache.render(chart, title_for_id="x")
    memory = [milliseconds(lambda: cache.render(chart, title_for_id="x")) for _ in range(50)]
    file = [milliseconds(lambda: ChartCache(folder).render(chart, title_for_id="x")) for _ in range(20)]
    found = {"warm": ours, "plain": theirs, "memory": memory, "file": file}
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> int:
    first = measured_cold()
    register_fonts()
    print(f"Charts, in ms (median of {RUNS}; cold: in a new process, after an import of {first['import']:,.0f} ms)")
    print(f"{'chart':18}{'cold':>8}{'warm':>8}{'plain':>8}{'ratio':>8}{'hit: memory':>13}{'folder':>8}{'kB':>6}")
    met = True
    with tempfile.TemporaryDirectory() as folder:
        for name, chart in CHARTS.items():
            at = measure(chart, Path(folder))
            ratio = at["warm"] / at["plain"]
            met &= ratio <= GOAL_RATIO and at["warm"] < GOAL_MS and max(at["memory"], at["file"]) < GOAL_HIT_MS
            size = len(render(chart, title_for_id="x")) / 1000
            print(
                f"{name:18}{first[name]:8.1f}{at['warm']:8.1f}{at['plain']:8.1f}{ratio:8.2f}"
                f"{at['memory']:13.3f}{at['file']:8.3f}{size:6.0f}"
            )
    print(
        f"Goal (warm under {GOAL_MS:g} ms and at most {GOAL_RATIO} of plain, hits under {GOAL_HIT_MS:g} ms): "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(cold() if "--cold" in sys.argv else main())
