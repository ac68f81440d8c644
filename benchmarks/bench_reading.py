"""The library and a published paper's own pages at 20 years of data, each as a stranger reads it.

    python benchmarks/bench_reading.py [--turns 9]

Server time, queries and size of every kind of page that `readers/library` and `readers/reading` answer, the second time
that it is asked for: once a process read a Document it keeps it. The first time is printed beside it. It exits with 1
when a page takes over 100 ms, or is over 150 kB compressed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.bench_modifications import cold  # noqa: E402
from benchmarks.bench_registers import GOAL_BYTES, GOAL_MS, measured  # noqa: E402
from benchmarks.twenty_years import MONTHLY, UNTIL, YEARLY, twenty_years  # noqa: E402
from readers.reading.frozen import document_of, exhibits_of  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.models import PublishedFile  # noqa: E402
from reports.models.publication import FileKind  # noqa: E402


def addresses() -> Iterator[str]:
    library = reverse("reports:library")
    yield from (library, f"{library}?year=all", f"{library}?kind=operations&year=2019")
    yield from (reverse("readers:calendar"), reverse("readers:calendar-file"), reverse("readers:papers-feed"))
    for kind in (*MONTHLY, *YEARLY):
        yield from pages_of(kind, UNTIL)


def pages_of(kind: str, month: Month) -> Iterator[str]:
    """Every page of one paper but the list of its versions, for which it lacks the PDF; of its tables and figures the
    one with most rows of each."""
    version = (kind, month, 1)
    yield reverse("reading:changes", args=(kind, month))
    yield from (reverse(f"reading:{name}", args=version) for name in ("data", "dictionary", "cite", "facts"))
    file = PublishedFile.objects.get(publication__kind=kind, publication__month=month.first, kind=FileKind.DATA)
    largest = {one.of: one for one in sorted(exhibits_of(document_of(file)), key=lambda one: len(one.table.rows))}
    for one in largest.values():
        yield reverse("reading:exhibit", args=(*version, one.of, one.block.id))
        yield from (
            reverse("reading:exhibit-file", args=(*version, one.of, one.block.id, name))
            for name in ("data.csv", "data.xlsx")
        )
    fact = file.publication.figures.order_by("fact").first()
    if fact is not None:
        yield reverse("reading:fact", args=(*version, fact.fact))


def main() -> int:
    """1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=9)
    turns = parser.parse_args().turns
    with twenty_years():
        connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
        stranger = Client()
        met = []
        for address in list(addresses()):
            cold(stranger, address)
            met.append(measured(stranger, address, turns))
    print(f"load {os.getloadavg()[0]:.1f}; goal (under {GOAL_MS:g} ms, {GOAL_BYTES / 1000:g} kB compressed): ", end="")
    print("met" if all(met) else "MISSED")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
