"""Every fact of a month from 1, 5 and 20 years of records: time, queries, and what the slowest take.

    python benchmarks/bench_facts.py [--years 1 5 20]

What the list of facts and the editor's chips cost. The records are made up in bulk, in databases of their own that are
dropped at the end. Other work on the machine can only add, so the best of several turns is told beside the median.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.records import fill  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from reports.building import context_for  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.facts.registry import Facts, all_values  # noqa: E402
from reports.models import Report  # noqa: E402
from reports.reads import MonthReads  # noqa: E402

UNTIL = Month(2029, 9)
TURNS = 7
GOAL_MS = 400
SHOWN = 10


@dataclass(slots=True)
class Size:
    years: int
    database: str
    facts: int = 0
    queries: set[int] = field(default_factory=set)
    ms: list[float] = field(default_factory=list)


def _reads() -> MonthReads:
    """Read anew, so that nothing is at hand."""
    return context_for(Report.objects.select_related("meeting__committee").get()).reads


def measure(size: Size) -> None:
    use(size.database)
    size.facts = len(all_values(_reads()))  # warms the new connection
    reads = _reads()
    started = time.perf_counter()
    all_values(reads)
    size.ms.append((time.perf_counter() - started) * 1000)
    reads = _reads()
    with CaptureQueriesContext(connection) as captured:
        all_values(reads)
    size.queries.add(len(captured))


def slowest(size: Size) -> list[tuple[float, str]]:
    """What each fact takes beyond what those before it in the list have read."""
    use(size.database)
    taken, reads = [], _reads()
    for fact in Facts(reads).all():
        started = time.perf_counter()
        fact.read(reads)
        taken.append(((time.perf_counter() - started) * 1000, fact.key))
    return sorted(taken, reverse=True)[:SHOWN]


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 5, 20])
    options = parser.parse_args(arguments)
    with scratch_databases([f"{years}y" for years in options.years]) as names:
        sizes = [Size(years, names[f"{years}y"]) for years in options.years]
        for size in sizes:
            use(size.database)
            fill(UNTIL, size.years)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        for _ in range(TURNS):
            for size in sizes:
                measure(size)
        print(f"{'years':>5}{'facts':>7}{'queries':>9}{'median, ms':>12}{'best, ms':>10}")
        for size in sizes:
            queries = "/".join(map(str, sorted(size.queries)))
            median, best = statistics.median(size.ms), min(size.ms)
            print(f"{size.years:5}{size.facts:7}{queries:>9}{median:12.0f}{best:10.0f}")
        print("\nSlowest, beyond what those before them read, ms")
        for ms, key in slowest(sizes[-1]):
            print(f"{ms:8.1f}  {key}")
    constant = len(set.union(*(size.queries for size in sizes))) == 1
    met = constant and min(sizes[-1].ms) < GOAL_MS
    print(f"Goal (the number of queries constant, under {GOAL_MS} ms): {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
