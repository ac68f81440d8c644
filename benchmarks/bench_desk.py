"""The month page from 1 and 20 years of records: what the server takes for it, and how many queries.

    python benchmarks/bench_desk.py [--years 1 20] [--explain 3]

The page is asked for through the whole of Django, as an editor who owns half of the sections sees it: session, policy,
reads, templates. Nothing is kept between two requests. "Busy" is the processor's time, of Python and of the PostgreSQL
process behind its connection: what a quiet machine takes, whatever else this one does meanwhile. Linux only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from access.models import Role, RoleGrant, User  # noqa: E402
from benchmarks.records import fill  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from reports.desk import views  # noqa: E402
from reports.desk.outline import owned_sections  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.models import CheckRun, OpenItem, Report, SectionDuty  # noqa: E402

UNTIL = Month(2029, 9)
TODAY = date(2029, 10, 4)
ADDRESSES = (f"/desk/operations/{UNTIL.iso}/", "/desk/")
RUNS = 31
GOAL_MS = 150.0


@dataclass
class Measured:
    years: int
    address: str
    ms: list[float] = field(default_factory=list)
    queries: int = 0
    python: float = 0.0
    postgres: float = 0.0

    @property
    def busy(self) -> float:
        """Milliseconds of the processor for one request."""
        return self.python + self.postgres


def postgres_ms() -> float:
    """What the processor has done so far for our connection, in its own process of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def prepare(years: int) -> User:
    """The records, every month's report, and this month's desk with sections, items and a run of its checks."""
    report = fill(UNTIL, years)
    editor = User.objects.create_user("editor", "editor@example.org")
    RoleGrant.objects.create(user=editor, role=Role.EDITOR)
    for place in range(20):
        person = User.objects.create_user(f"person-{place}", f"person-{place}@example.org")
        RoleGrant.objects.create(user=person, role=Role.EDITOR)
    _earlier_months(report, years)
    noon = datetime(2029, 10, 1, 12, tzinfo=UTC)
    for place, section in enumerate(owned_sections(report.kind, report.covers)):
        SectionDuty.objects.create(report=report, section=section.id, owner=editor if place % 2 else None)
    for place in range(30):
        OpenItem.objects.create(report=report, text=f"Ask about figure {place}.", raised_by=editor, raised_at=noon)
    findings = [{"severity": "warning", "section": "smda", "reason": ""}] * 60
    CheckRun.objects.create(
        report=report, run_at=noon, run_by=editor, checks=62, hold=2, errors=0, warnings=60, findings=findings
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return editor


def _earlier_months(report: Report, years: int) -> None:
    Report.objects.bulk_create(
        Report(
            kind=report.kind,
            month=month.first,
            meeting=report.meeting,
            paper_number=100 + place,
            author=report.author,
            issue_date=report.issue_date,
        )
        for place, month in enumerate(UNTIL.back(1).window(min(12 * years, 12 * (UNTIL.year - 2021)) - 1))
    )


def measure(years: int, address: str, editor: User) -> Measured:
    client, found = Client(), Measured(years, address)
    client.force_login(editor)
    client.get(address)
    server, here = postgres_ms(), time.process_time()
    for _ in range(RUNS):
        started = time.perf_counter()
        answer = client.get(address)
        found.ms.append((time.perf_counter() - started) * 1000)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address} answers {answer.status_code}")
    found.python = (time.process_time() - here) * 1000 / RUNS
    found.postgres = (postgres_ms() - server) / RUNS
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    found.queries = len(captured)
    return found


def explain(address: str, editor: User, number: int) -> None:
    client = Client()
    client.force_login(editor)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    for one in sorted(captured.captured_queries, key=lambda one: -float(one["time"]))[:number]:
        print(f"\n{float(one['time']) * 1000:.1f} ms\n{one['sql'][:1500]}")


def tell(found: Sequence[Measured]) -> bool:
    """Whether the goal was met."""
    print(f"The desk on {TODAY:%-d %B %Y}: ms of {RUNS} requests")
    print(f"{'page':28}{'years':>6}{'queries':>9}{'median':>9}{'best':>8}{'Python':>9}{'SQL':>7}{'busy':>7}")
    for one in found:
        print(
            f"{one.address:28}{one.years:6}{one.queries:9}{statistics.median(one.ms):9.1f}{min(one.ms):8.1f}"
            f"{one.python:9.1f}{one.postgres:7.1f}{one.busy:7.1f}"
        )
    constant = all(len({one.queries for one in found if one.address == page}) == 1 for page in ADDRESSES)
    met = constant and all(one.busy < GOAL_MS for one in found)
    print(f"Goal (constant queries, busy under {GOAL_MS:g} ms): {'met' if met else 'MISSED'}")
    return met


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 20])
    parser.add_argument("--explain", type=int, default=0, metavar="N", help="show the N slowest queries")
    options = parser.parse_args(arguments)
    found = []
    with (
        scratch_databases([f"{years}y" for years in options.years]) as names,
        patch.object(views, "today", lambda: TODAY),
    ):
        for years in options.years:
            use(names[f"{years}y"])
            editor = prepare(years)
            found += [measure(years, address, editor) for address in ADDRESSES]
            explain(ADDRESSES[0], editor, options.explain)
    return 0 if tell(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
