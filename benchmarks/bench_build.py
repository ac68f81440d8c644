"""Building the Document from 1, 5 and 20 years of records: time, queries, and what they cost by builder and by query.

    python benchmarks/bench_build.py [--years 1 5 20] [--explain 3]

The records are made up in bulk (see records/), in databases of their own that are dropped at the end. The Document must
come out the same for every number of years, so whatever costs more is the years. The databases take turns, so that a
machine that drifts does so for all of them; the ratio of the medians is taken turn by turn. Other work on the machine
can only add, so what builders and queries cost is the best of all builds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.records import fill  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from modifications.models import DccAssessment, Modification  # noqa: E402
from parties.models import Party  # noqa: E402
from reports.building import build_report  # noqa: E402
from reports.engine.build import BuildResult  # noqa: E402
from reports.engine.document import Document  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.models import Report  # noqa: E402

UNTIL = Month(2029, 9)
TURNS, BUILDS_A_TURN = 11, 2
GOAL_RATIO = 2.0
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: who asked for it, and how long the database and the driver took."""

    by: str
    sql: str
    params: Any
    ms: float


@dataclass(slots=True)
class Size:
    """So many years of records, and every build from them."""

    years: int
    database: str
    rows: str = ""
    documents: list[Document] = field(default_factory=list)
    turns: list[list[float]] = field(default_factory=list)
    asked: list[list[Asked]] = field(default_factory=list)
    blocks: int = 0
    builders: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def ms(self) -> list[float]:
        return [ms for turn in self.turns for ms in turn]

    @property
    def best(self) -> float:
        return min(self.ms)

    @property
    def best_in_sql(self) -> float:
        return min(sum(one.ms for one in build) for build in self.asked)

    def ratio_to(self, other: Size) -> float:
        """Turn by turn, so that both were measured in the same moments; the median of the turns."""
        pairs = zip(self.turns, other.turns, strict=True)
        return statistics.median(statistics.median(mine) / statistics.median(its) for mine, its in pairs)

    def by_query(self) -> dict[str, float]:
        """Of each reading function, the least that its queries took together in a build."""
        found: defaultdict[str, list[float]] = defaultdict(list)
        for build in self.asked:
            sums: defaultdict[str, float] = defaultdict(float)
            for one in build:
                sums[one.by] += one.ms
            for by, ms in sums.items():
                found[by].append(ms)
        return {by: min(times) for by, times in found.items()}

    def by_builder(self) -> dict[str, float]:
        return {name: min(times) for name, times in self.builders.items()}


# --- Measuring ----------------------------------------------------------------------------------------


@contextmanager
def recorded() -> Iterator[list[Asked]]:
    asked: list[Asked] = []

    def wrapper(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            ms = (time.perf_counter() - started) * 1000
            text = sql if isinstance(sql, str) else sql.as_string(connection.connection)
            asked.append(Asked(_asking(), text, params, ms))

    with connection.execute_wrapper(wrapper):
        yield asked


def _asking() -> str:
    """The outermost function of a queries module on the way here; else the innermost of ours."""
    frame, ours, asking = sys._getframe(2), "", ""
    while frame:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and path.parts[-2] != "benchmarks":
            inside = path.relative_to(ROOT)
            name = f"{inside.parts[0]}.{frame.f_code.co_qualname}"
            ours = ours or name
            if "queries" in inside.as_posix():
                asking = name
        frame = frame.f_back
    return asking or ours


def measure(size: Size) -> None:
    """One turn: a build to warm the new connection, then those that count."""
    use(size.database)
    build_report(_report())
    times = []
    for _ in range(BUILDS_A_TURN):
        report = _report()
        with recorded() as asked:
            started = time.perf_counter()
            result = build_report(report)
            times.append((time.perf_counter() - started) * 1000)
        _note(size, result, asked)
    size.turns.append(times)


def _report() -> Report:
    """Read anew, so that nothing an earlier build has fetched is at hand."""
    return Report.objects.select_related("meeting__committee").get()


def _note(size: Size, result: BuildResult, asked: list[Asked]) -> None:
    size.asked.append(asked)
    if result.document not in size.documents:
        size.documents.append(result.document)
    for timing in result.timings:
        size.builders[f"{timing.section}: {timing.builder}"].append(timing.milliseconds)


def count_blocks(size: Size) -> None:
    """The blocks of the database that a build's queries touch: the same in every run, whatever else is going on."""
    use(size.database)
    for one in size.asked[-1]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {one.sql}", one.params)
            plan = cursor.fetchone()[0][0]["Plan"]
            size.blocks += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def prepare(size: Size) -> None:
    use(size.database)
    started = time.perf_counter()
    fill(UNTIL, size.years)
    took = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    total = sum(model._default_manager.count() for model in apps.get_models())
    size.rows = (
        f"{total:9,}{Modification.objects.count():9,}{DccAssessment.objects.count():9,}"
        f"{Party.objects.count():9,}{took:9.1f}"
    )


# --- Telling ------------------------------------------------------------------------------------------


def tell(sizes: Sequence[Size]) -> bool:
    """Whether the goal was met."""
    least, most = sizes[0], sizes[-1]
    print(f"Operations Report, {UNTIL.label}: ms of {TURNS * BUILDS_A_TURN} warm builds; ratios to {least.years} y")
    print(
        f"{'years':>5}{'rows':>9}{'modif.':>9}{'assess.':>9}{'Parties':>9}{'made, s':>9}{'queries':>9}"
        f"{'median':>9}{'ratio':>7}{'best':>8}{'ratio':>7}{'in SQL':>8}{'ratio':>7}{'blocks':>9}{'ratio':>7}"
    )
    for size in sizes:
        queries = "/".join(str(number) for number in sorted({len(build) for build in size.asked}))
        print(
            f"{size.years:5}{size.rows}{queries:>9}{statistics.median(size.ms):9.1f}{size.ratio_to(least):7.2f}"
            f"{size.best:8.1f}{size.best / least.best:7.2f}"
            f"{size.best_in_sql:8.1f}{size.best_in_sql / least.best_in_sql:7.2f}"
            f"{size.blocks:9,}{size.blocks / least.blocks:7.2f}"
        )
    same = all(size.documents == least.documents and len(size.documents) == 1 for size in sizes)
    constant = len({len(build) for size in sizes for build in size.asked}) == 1
    met = same and constant and most.ratio_to(least) < GOAL_RATIO
    print(f"The Document is the same for all: {'yes' if same else 'NO'}.")
    print(
        f"Goal (the number of queries constant, {most.years} y under {GOAL_RATIO:g} times {least.years} y): "
        f"{'met' if met else 'MISSED'}"
    )
    _compare("Slowest builders", least.by_builder(), most.by_builder(), least, most)
    _compare("Slowest reads, in SQL", least.by_query(), most.by_query(), least, most)
    return met


def _compare(title: str, few: dict[str, float], many: dict[str, float], least: Size, most: Size) -> None:
    print(f"\n{title:60}{f'{least.years} y':>9}{f'{most.years} y':>9}{'ratio':>7}")
    for name in sorted(many, key=lambda name: -many[name])[:SHOWN]:
        print(f"{name:60}{few[name]:9.1f}{many[name]:9.1f}{many[name] / few[name]:7.2f}")


def explain(size: Size, number: int) -> None:
    """The plans of the slowest queries of the last build."""
    use(size.database)
    for one in sorted(size.asked[-1], key=lambda one: -one.ms)[:number]:
        print(f"\n{one.by}, {one.ms:.1f} ms\n{one.sql % one.params if one.params else one.sql}")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {one.sql}", one.params)
            print("\n".join(line for (line,) in cursor.fetchall()))


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--explain", type=int, default=0, metavar="N", help="show the plans of the N slowest queries")
    options = parser.parse_args(arguments)
    with scratch_databases([f"{years}y" for years in options.years]) as names:
        sizes = [Size(years, names[f"{years}y"]) for years in options.years]
        for size in sizes:
            prepare(size)
        for _ in range(TURNS):
            for size in sizes:
                measure(size)
        for size in sizes:
            count_blocks(size)
        met = tell(sizes)
        explain(sizes[-1], options.explain)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
