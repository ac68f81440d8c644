"""Whatever is killed, and at whichever step: each job has its effect exactly once."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import redis
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from access.models import Act
from jobs.locks import LOCK_SPACE, locked_job_ids
from jobs.mail import send_once
from jobs.models import Job, Mail, MailState, State
from jobs.services import enqueue
from jobs.tasks import RING_AGAIN_AFTER, sweep
from reports.building import build_report
from reports.models import DraftPaper, Report
from reports.papers import fingerprint
from reports.tasks import PRINT_DRAFT
from tests.conftest import SAMPLE_MONTH
from tests.jobs.gates import BEFORE, MAIL, RECORDING, STEPS, WORKING
from tests.jobs.mail_server import MailServer
from tests.workers import WorkerPark, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
GATES = "tests.jobs.gates"
PATIENCE = 40  # seconds


@pytest.fixture
def park(transactional_db: None, tmp_path: Path) -> Iterator[WorkerPark]:
    with WorkerPark(tmp_path) as park:
        yield park


@pytest.fixture
def gates(tmp_path: Path) -> Path:
    folder = tmp_path / "gates"
    folder.mkdir()
    return folder


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def probes() -> list[Job]:
    """One for each step; and one without a fence where it matters most."""
    fenced = [enqueue("test.probe", {"gate": step, "name": step}, key=step) for step in STEPS]
    plain = enqueue("test.plain_probe", {"gate": RECORDING, "name": f"plain {RECORDING}"}, key="plain")
    return [*fenced, plain]


def wait_for(folder: Path, names: list[str], what: str) -> None:
    missing = [folder / f"{name} {what}" for name in names]
    wait_until(lambda: all(file.exists() for file in missing), PATIENCE, f"{what}: {names}")


def names(jobs: list[Job]) -> list[str]:
    return [job.arguments["name"] for job in jobs]


def all_done(jobs: list[Job]) -> Callable[[], bool]:
    wanted = [job.pk for job in jobs]
    return lambda: Job.objects.filter(pk__in=wanted, state=State.DONE).count() == len(wanted)


def effects() -> Counter[str]:
    return Counter(act.detail["name"] for act in Act.objects.filter(kind="probe"))


def once(jobs: list[Job]) -> Counter[str]:
    return Counter(names(jobs))


def outcomes(jobs: list[Job]) -> list[tuple[str, str, int]]:
    """For the message of a failure."""
    rows = Job.objects.filter(pk__in=[job.pk for job in jobs]).order_by("pk")
    return [(job.arguments["name"], job.error, job.starts) for job in rows]


def ring_for_the_unheard() -> None:
    """As the timetable does, a while later."""
    Job.objects.filter(state=State.QUEUED).update(sent_at=timezone.now() - 2 * RING_AGAIN_AFTER)
    sweep()


def test_worker_killed_at_each_step_leaves_one_effect_and_one_mail(
    park: WorkerPark, gates: Path, server: MailServer
) -> None:
    killed, server.before_answer = Event(), lambda: None
    jobs = probes()
    before = send_once(MAIL, "one@example.org", "Held before", "a link")
    worker = park.start(GATES, concurrency=10, PROBE_GATES=str(gates), PROBE_MAIL_PORT=str(server.port))
    ring_for_the_unheard()
    wait_for(gates, [*names(jobs), MAIL], "held")
    server.before_answer = lambda: killed.wait(PATIENCE) and None
    between = send_once("between", "two@example.org", "Taken and not recorded", "a link")
    wait_until(lambda: len(server.taken) == 1, PATIENCE, "the mail in the server's hands")
    worker.kill()
    killed.set()
    server.before_answer = lambda: None

    park.start(GATES, concurrency=2, PROBE_MAIL_PORT=str(server.port))
    wait_until(lambda: not locked_job_ids(), PATIENCE, "the end of the dead worker's sessions")
    ring_for_the_unheard()
    wait_until(all_done(jobs), PATIENCE, "the end of every job")
    assert effects() == once(jobs), outcomes(jobs)
    wait_until(lambda: Mail.objects.get(pk=before.pk).state == MailState.HANDED_OVER, PATIENCE, "the mail held before")
    wait_until(lambda: Mail.objects.get(pk=between.pk).state == MailState.UNCERTAIN, PATIENCE, "the doubt of the other")
    assert Counter(server.message_ids) == {before.message_id: 1, between.message_id: 1}


def test_session_ended_at_each_step_leaves_one_effect_though_the_handler_goes_on(park: WorkerPark, gates: Path) -> None:
    """Another worker begins while the first still holds each job; then the first goes on where it was."""
    jobs = probes()
    unaware = {"gate": WORKING, "name": "unaware of its end", "reconnects": True}
    jobs.append(enqueue("test.probe", unaware, key="unaware"))
    park.start(GATES, concurrency=len(jobs), PROBE_GATES=str(gates))
    ring_for_the_unheard()
    wait_for(gates, names(jobs), "held")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
            " WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_SPACE],
        )
        assert cursor.fetchone() == (len(jobs),)
    wait_until(lambda: not locked_job_ids(), PATIENCE, "the end of the sessions")
    park.start(GATES, concurrency=2)
    overtaken = [job for job in jobs if job.arguments["gate"] != BEFORE]
    wait_until(all_done(overtaken), PATIENCE, "the second start of those that had begun")
    (gates / "open").touch()
    wait_for(gates, names(jobs), "left")
    wait_until(all_done(jobs), PATIENCE, "the end of every job")
    assert effects() == once(jobs), outcomes(jobs)


def test_broker_killed_while_jobs_wait_and_run_loses_none(park: WorkerPark, gates: Path) -> None:
    held = enqueue("test.probe", {"gate": WORKING, "name": "held"}, key="held")
    park.start(GATES, concurrency=1, PROBE_GATES=str(gates))
    ring_for_the_unheard()
    wait_for(gates, ["held"], "held")
    queued = enqueue("test.probe", {"gate": "", "name": "queued"}, key="queued")
    with redis.Redis.from_url(park.var.broker_url()) as client:
        os.kill(client.info()["process_id"], signal.SIGKILL)
    unheard = enqueue("test.probe", {"gate": "", "name": "unheard"}, key="unheard")
    (gates / "open").touch()
    wait_until(all_done([held]), PATIENCE, "the end of the one in hand, without a broker")
    park.broker.start()
    ring_for_the_unheard()
    jobs = [held, queued, unheard]
    wait_until(all_done(jobs), PATIENCE, "the end of every job")
    assert effects() == once(jobs), outcomes(jobs)


def test_print_killed_between_the_paper_and_its_record_is_one_paper(
    park: WorkerPark, gates: Path, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_month", str(SAMPLE_MONTH), verbosity=0)
    report = Report.objects.get()
    wanted = {"report": report.pk, "fingerprint": fingerprint(build_report(report).document)}
    job = enqueue(PRINT_DRAFT, {**wanted, "gate": RECORDING, "name": "print"})
    worker = park.start(GATES, PROBE_GATES=str(gates), SEC_STORAGE_DIR=str(tmp_path))
    ring_for_the_unheard()
    wait_for(gates, ["print"], "held")
    assert DraftPaper.objects.count() == 1
    worker.kill()
    park.start(GATES, SEC_STORAGE_DIR=str(tmp_path))
    wait_until(all_done([job]), PATIENCE, "the end of the print")
    job.refresh_from_db()
    assert (job.attempts, job.error) == (2, "Attempt 1: its worker ended before it did")
    assert job.result == {"paper": DraftPaper.objects.get().pk, "pages": DraftPaper.objects.get().pages}
    assert len(list((tmp_path / "media").rglob("*.pdf"))) == 1
