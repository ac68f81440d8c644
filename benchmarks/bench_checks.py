"""Running the whole reconciliation book of a report on 20 years of records: time, queries, and the slowest checks.

    python benchmarks/bench_checks.py [--years 20] [--runs 9]

A run builds the report and makes every check, as the book's page does. The records are made up in bulk (see records/),
in a database that is dropped at the end. Other work on the machine can only add, so the best of the runs counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
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
from reports.building import build_report  # noqa: E402
from reports.checks.book import Book, run_book  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.models import Report  # noqa: E402

UNTIL = Month(2029, 9)
GOAL_MS = 1000.0
SHOWN = 10


def _report() -> Report:
    """Read anew, so that nothing an earlier run has fetched is at hand."""
    return Report.objects.select_related("meeting__committee").get()


def timed(runs: int) -> tuple[list[float], list[float], list[Book]]:
    """Milliseconds of building alone and of whole runs, turn by turn, and the books."""
    builds, whole, books = [], [], []
    for _ in range(runs):
        report = _report()
        started = time.perf_counter()
        build_report(report)
        builds.append((time.perf_counter() - started) * 1000)
        report = _report()
        started = time.perf_counter()
        books.append(run_book(report))
        whole.append((time.perf_counter() - started) * 1000)
    return builds, whole, books


def tell(years: int, builds: Sequence[float], whole: Sequence[float], books: Sequence[Book], queries: int) -> bool:
    """Whether the goal was met."""
    best = min(whole)
    print(f"Operations Report, {UNTIL.label}, on {years} years of records: {books[-1].summary}; {queries} queries")
    print(f"built alone: best {min(builds):.0f} ms, median {statistics.median(builds):.0f} ms")
    print(f"whole run:   best {best:.0f} ms, median {statistics.median(whole):.0f} ms")
    least: defaultdict[str, float] = defaultdict(lambda: float("inf"))
    for book in books:
        for result in book.results:
            least[result.check.id] = min(least[result.check.id], result.milliseconds)
    for name in sorted(least, key=lambda name: -least[name])[:SHOWN]:
        print(f"  {name:40}{least[name]:8.1f} ms")
    print(f"Goal (a whole run under {GOAL_MS:.0f} ms): {'met' if best < GOAL_MS else 'MISSED'}")
    return best < GOAL_MS


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args(arguments)
    with scratch_databases(["book"]) as names:
        use(names["book"])
        fill(UNTIL, options.years)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        run_book(_report())
        builds, whole, books = timed(options.runs)
        with CaptureQueriesContext(connection) as captured:
            run_book(_report())
        met = tell(options.years, builds, whole, books, len(captured))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
