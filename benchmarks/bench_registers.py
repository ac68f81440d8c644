"""Every register's page, its files and the pages of single records, at 20 years of data.

    python benchmarks/bench_registers.py [--turns 15]

Each address is asked as a stranger, or as a Party where a stranger may not read it, in a process that keeps its
connection. Times are of the whole answer inside the process: the processor's, and what the database is waited for; the
median and the best, and by the clock, which counts what else the machine does too. A page is as large as it goes over
the line, compressed. Files are taken once, whole.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from benchmarks.bench_published import Waiting  # noqa: E402
from benchmarks.twenty_years import UNTIL, twenty_years  # noqa: E402
from meetings.models import Meeting  # noqa: E402
from modifications.models import Modification, Release  # noqa: E402
from parties.models import Party  # noqa: E402
from readers.registers.registry import REGISTERS  # noqa: E402
from tests.access.cast import browser  # noqa: E402

GOAL_MS, GOAL_BYTES = 100.0, 150_000
DAYS = (UNTIL.last.isoformat(), UNTIL.back(120).last.isoformat())
"""The last one that a stranger is shown, and ten years before it."""
MORE = {
    "parties": ("status=all&sort=-acceded_on", "status=all&uep=gas_supplier", "name=1"),
    "meetings": ("state=all&sort=title", "committee=panel"),
    "releases": ("sort=-moves",),
    "sec-versions": ("words=change&sort=cause",),
    "actions": ("words=asked&state=all", "state=closed&sort=-closed"),
}
"""What else is asked of a register, as at its last day."""


def addresses() -> Iterator[str]:
    for register in REGISTERS:
        for query in (*(f"as_at={day}" for day in DAYS), *MORE.get(register.slug, ())):
            yield f"{register.address()}?{query}"
    meeting = Meeting.objects.filter(committee__code="panel", held_on__lte=UNTIL.last, suffix="").latest("held_on")
    release = Release.objects.filter(targeted_by__isnull=False).latest("pk")
    modification = Modification.objects.filter(stages__stage="implemented").latest("pk")
    party = Party.objects.filter(memberships__exited_on__isnull=True, uep_completions__isnull=False).first()
    assert party is not None
    yield reverse("registers:party", kwargs={"code": party.code})
    yield reverse("registers:meeting", kwargs={"name": meeting.code})
    yield reverse("registers:release", kwargs={"slug": slugify(release.name)})
    yield reverse("registers:modification", kwargs={"reference": f"MP{modification.code}"})
    yield reverse("registers:index")


def measured(client: Client, address: str, turns: int) -> bool:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    queries, content = len(captured), answer.content
    if answer.status_code != 200:
        print(f"{address}: {answer.status_code} {answer.headers.get('Location', '')}")
        return False
    own, wall, waiting = [], [], Waiting()
    with connection.execute_wrapper(waiting):
        for _ in range(turns):
            waiting.seconds, used, began = 0.0, time.process_time(), time.perf_counter()
            client.get(address)
            own.append((time.process_time() - used + waiting.seconds) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
    took, size = statistics.median(own), len(gzip.compress(content, 6))
    met = took < GOAL_MS and size < GOAL_BYTES
    times = f"{took:6.1f} ms (best {min(own):5.1f}; {statistics.median(wall):6.1f} by the clock)"
    print(f"{times} {queries:3} queries {size / 1000:6.1f} kB  {address}{'' if met else '  MISSED'}", flush=True)
    return met


def taken(client: Client) -> None:
    """Every register's files, whole."""
    for register in REGISTERS:
        for ending in ("csv", "xlsx", "json"):
            started = time.perf_counter()
            answer = client.get(f"{register.export_address(ending)}?as_at={DAYS[0]}")
            content = answer.getvalue() if answer.streaming else answer.content
            print(f"{time.perf_counter() - started:6.2f} s {len(content) / 1000:8,.0f} kB  {register.slug}.{ending}")


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15)
    options = parser.parse_args(arguments)
    with twenty_years():
        connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
        stranger, party = browser("stranger"), browser("party")
        met = [
            measured(party if "/actions/" in address else stranger, address, options.turns) for address in addresses()
        ]
        taken(party)
    print(f"load {os.getloadavg()[0]:.1f}; goal (under {GOAL_MS:g} ms, {GOAL_BYTES / 1000:g} kB compressed): ", end="")
    print("met" if all(met) else "MISSED")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
