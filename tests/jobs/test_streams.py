"""Progress as it is pushed by the web processes of `make run`: real ones, with threads."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from devtools.children import Children
from devtools.run import GRACE_SECONDS, THREADS, answers, start_web
from devtools.state import VarDir, free_port
from jobs.events import STREAMS_A_PROCESS
from jobs.models import Job, State
from tests.access.cast import browser
from tests.workers import live_database_url, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
PROCESSES = 2


@pytest.fixture
def lines() -> Iterator[ExitStack]:
    """What holds the lines of the test to the server open; hung up when that has ended."""
    with ExitStack() as lines:
        yield lines


@pytest.fixture
def port(tmp_path: Path, lines: ExitStack) -> Iterator[int]:
    """Where the web processes listen, as `make run` starts them, at the test's own database."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "secops.settings.development",
        "DATABASE_URL": live_database_url(),
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
        "DEBUG": "false",
        "SECRET_KEY": settings.SECRET_KEY,
        "SEC_VAR_DIR": str(tmp_path / "var"),
        "PATH": "/usr/bin:/bin",
    }
    var, at = VarDir(tmp_path / "var"), free_port()
    var.private("log")
    children = Children(environment, Path(settings.BASE_DIR))
    try:
        web = start_web(children, var, "127.0.0.1", at)
        wait_until(lambda: answers("127.0.0.1", at), 60, f"the web process: {web.tail()}")
        yield at
    finally:
        asked = time.monotonic()
        children.stop_all()
        assert time.monotonic() - asked < GRACE_SECONDS + 2, web.tail()


def asked(port: int, path: str, session: str, lines: ExitStack) -> http.client.HTTPResponse:
    line = lines.enter_context(closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)))
    line.request("GET", path, headers={"Host": "localhost", "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
    return lines.enter_context(closing(line.getresponse()))


def next_event(stream: http.client.HTTPResponse) -> dict[str, object]:
    while not (line := stream.readline().decode()).startswith("data: "):
        assert line, "the stream ended"
    told: dict[str, object] = json.loads(line.removeprefix("data: "))
    return told


def sessions_of_the_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        (count,) = cursor.fetchone()
    return int(count)


def test_streams_push_are_few_hold_no_database_and_end_with_the_server(port: int, lines: ExitStack) -> None:
    """More ask for a stream than get one; those are told when to ask again, and pages are answered all the while. The
    last streams are still open when the server is stopped, which the fixture measures."""
    job = Job.objects.create(kind="test.add", state=State.RUNNING, started_at=timezone.now(), attempts=1, starts=1)
    path, session = reverse("jobs:events", args=(job.pk,)), browser("administrator").session.session_key or ""
    opened = [asked(port, path, session, lines) for _ in range(PROCESSES * THREADS + 2)]
    assert [one.status for one in opened] == [200] * len(opened)
    streams = [one for one in opened if one.chunked]
    assert 1 <= len(streams) <= PROCESSES * STREAMS_A_PROCESS
    assert {next_event(one)["percent"] for one in opened} == {0}
    for told in (one for one in opened if not one.chunked):
        told.close()

    Job.objects.update(percent=40, progress="Drawing the pages")
    assert [next_event(one)["words"] for one in streams] == ["In hand: drawing the pages (40%)."] * len(streams)
    page = asked(port, f"/jobs/{job.pk}/", session, lines)
    assert page.status == 200
    assert b"drawing the pages" in page.read()
    others = PROCESSES * (THREADS - STREAMS_A_PROCESS)
    wait_until(lambda: sessions_of_the_database() <= others, 5, "a moment in which no stream has a connection")
    first, *rest = streams
    assert rest
    first.close()
    Job.objects.update(percent=60)
    assert [next_event(one)["percent"] for one in rest] == [60] * len(rest)
