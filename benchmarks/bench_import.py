"""An import of 5,000 rows among 20 years of records: reading the file, the preview, saving and undoing it.

    python benchmarks/bench_import.py [--rows 5000] [--years 20]

A fifth of the rows change a stored Party, the others add Parties and their categories, so that rows name rows. Every
kind of file is written, read, previewed, saved and undone as an import's job does it, in a database of its own that is
dropped at the end. The goal is a preview, from the stored file to the stored rows, in under 10 seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402

from access.models import Role, RoleGrant, User  # noqa: E402
from benchmarks.records import fill  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from importing.exporting import write  # noqa: E402
from importing.loading import read_files  # noqa: E402
from importing.models import ImportRun, RunState  # noqa: E402
from importing.package import Format  # noqa: E402
from importing.registry import templates  # noqa: E402
from importing.services import accept, ask_to_undo, begin  # noqa: E402
from importing.sources import Upload  # noqa: E402
from importing.work import check_run, save_run, undo_run  # noqa: E402
from parties.models import Party  # noqa: E402
from reports.engine.month import Month  # noqa: E402

GOAL_SECONDS = 10.0
UNTIL = Month(2029, 9)


@dataclass(slots=True)
class Measured:
    format: Format
    size: int
    writing: float
    reading: float
    preview: float
    saving: float
    undoing: float
    counts: dict[str, Any]


def files(rows: int, format: Format) -> list[Upload]:
    """Of `rows` rows in all, a third of them categories of the new Parties."""
    third = rows // 3
    stored = list(Party.objects.order_by("pk").values_list("code", "name")[:third])
    parties = [[code, f"{name} again", "", False] for code, name in stored]
    added = rows - third - len(stored)
    parties += [[f"bench-{number}", f"Benchmark {number} Limited", "", False] for number in range(added)]
    categories = [[(f"bench-{number}",), "other", date(2020, 1, 1), None, False] for number in range(third)]
    return [
        Upload(f"{name}.{format.value}", write(templates()[name], lines, format))
        for name, lines in (("parties", parties), ("party_categories", categories))
    ]


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _silent(percent: int, text: str = "") -> None:
    """Nobody looks on."""


def measure(person: User, rows: int, format: Format) -> Measured:
    started = time.perf_counter()
    uploads = files(rows, format)
    writing = time.perf_counter() - started
    reading = _seconds(lambda: read_files(uploads))
    run = begin(person, uploads)
    preview = _seconds(lambda: check_run(run.pk, run.version, _silent))
    run.refresh_from_db()
    assert run.state == RunState.PREVIEWED, run.problems
    counts = run.counts
    accept(run, person, run.version)
    saving = _step(run, save_run, RunState.ACCEPTED)
    ask_to_undo(run, person)
    undoing = _step(run, undo_run, RunState.UNDONE)
    return Measured(
        format, sum(len(one.content) for one in uploads), writing, reading, preview, saving, undoing, counts
    )


def _step(run: ImportRun, work: Callable[..., Any], state: RunState) -> float:
    run.refresh_from_db()
    seconds = _seconds(lambda: work(run.pk, run.version, _silent))
    run.refresh_from_db()
    assert run.state == state, (run.state, run.undo_problems)
    return seconds


def tell(found: Sequence[Measured]) -> bool:
    """Whether the goal was met."""
    print(f"{'file':>6}{'KB':>7}{'writing':>9}{'reading':>9}{'preview':>9}{'saving':>9}{'undoing':>9}   seconds")
    for one in found:
        print(
            f"{one.format.value:>6}{one.size // 1024:7,}{one.writing:9.2f}{one.reading:9.2f}"
            f"{one.preview:9.2f}{one.saving:9.2f}{one.undoing:9.2f}   {one.counts}"
        )
    met = all(one.preview < GOAL_SECONDS for one in found)
    print(f"Goal (a preview under {GOAL_SECONDS:g} s): {'met' if met else 'MISSED'}")
    return met


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--years", type=int, default=20)
    options = parser.parse_args(arguments)
    with scratch_databases(["import"]) as names:
        use(names["import"])
        fill(UNTIL, options.years)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        person = User.objects.create_user("bench", "bench@example.org")
        RoleGrant.objects.create(user=person, role=Role.EDITOR)
        found = [measure(person, options.rows, format) for format in Format]
    return 0 if tell(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
