"""A published page and its PDF as a web process serves them, beside the same bytes handed over from the disk.

    python benchmarks/bench_published.py

September 2021 is loaded into a database of its own and published. Times are of the whole answer inside the process
(middleware, policy, database, frame): the processor's, and what the database is waited for. The median of a hundred
answers, and the wall clock's beside it, which counts what else the machine does too.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import FileResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.scratch import scratch_databases, use  # noqa: E402
from reports.models import Report  # noqa: E402
from tests.access.cast import browser  # noqa: E402
from tests.reports.publishing.life import published  # noqa: E402

RUNS, WARM = 100, 5
GOAL_MS, GOAL_QUERIES = 15.0, 3
AT = "/reports/operations/2021-09/"
READERS = ("stranger", "panel", "editor")
KEPT = "held by the browser"


@dataclass(frozen=True)
class Took:
    """Milliseconds: of the processor and the database, and by the wall clock."""

    own: float
    wall: float

    def __str__(self) -> str:
        return f"{self.own:.1f} ms ({self.wall:.1f} by the clock)"


class Waiting:
    """What the database is waited for, in seconds: the processor's time goes on counting beside it."""

    seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        began, used = time.perf_counter(), time.process_time()
        try:
            return execute(*args)
        finally:
            self.seconds += max(0.0, time.perf_counter() - began - (time.process_time() - used))


def timed(ask: Callable[[], Any]) -> Took:
    for _ in range(WARM):
        ask()
    own, wall, waiting = [], [], Waiting()
    with connection.execute_wrapper(waiting):
        for _ in range(RUNS):
            waiting.seconds, used, began = 0.0, time.process_time(), time.perf_counter()
            ask()
            own.append((time.process_time() - used + waiting.seconds) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
    return Took(statistics.median(own), statistics.median(wall))


def asked(client: Client, address: str, **headers: str) -> tuple[Took, int, int]:
    """Milliseconds, queries and bytes of one answer."""
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers=headers)
    queries = len(captured)  # the next request empties their log
    assert answer.status_code == (304 if headers else 200), answer.status_code
    return timed(lambda: client.get(address, headers=headers)), queries, len(answer.content)


def from_disk(path: Path) -> Took:
    """As the web server hands a file over: opened, and read in its blocks."""
    return timed(lambda: b"".join(FileResponse(path.open("rb")).streaming_content))  # type: ignore[arg-type]


def measured() -> bool:
    publication = published(Report.objects.select_related("meeting__committee").get(kind="operations"))
    files = {file.kind: file for file in publication.files.filter(part="", kind__in=("page", "pdf"))}
    addresses = {"page": AT, "pdf": f"{AT}v1/files/{files['pdf'].name}"}
    met = True
    with tempfile.TemporaryDirectory() as folder:
        for kind, address in addresses.items():
            copy = Path(folder) / files[kind].name
            copy.write_bytes(bytes(files[kind].content))
            disk = from_disk(copy)
            print(f"{kind}: {files[kind].size / 1000:,.0f} kB, from the disk {disk.own:.2f} ms")
            for name in READERS:
                client = browser(name)
                took, queries, size = asked(client, address)
                tag = client.get(address)["ETag"]
                again, queries_again, _ = asked(client, address, **{"If-None-Match": tag})
                print(
                    f"  {name:9} {took}, {queries} queries, {size / 1000:,.0f} kB, {took.own / disk.own:.0f} times; "
                    f"{KEPT} {again}, {queries_again} queries"
                )
                met = met and max(took.own, again.own) < GOAL_MS and (name == "editor" or queries <= GOAL_QUERIES)
    started = time.perf_counter()
    call_command("verify_publications", stdout=StringIO())
    print(f"verify_publications: {time.perf_counter() - started:.1f} s for one, {publication.files.count()} files")
    return met


def main() -> int:
    with scratch_databases(["published"]) as databases:
        use(databases["published"])
        connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
        call_command("load_month", str(ROOT / "sample_data/2021-09"), stdout=StringIO())
        met = measured()
    print(f"Goal (each under {GOAL_MS:g} ms; readers within {GOAL_QUERIES} queries): {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
