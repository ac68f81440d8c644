"""Whatever ends at any step of a publication, its worker, its database session or the broker: there is one publication,
or none that counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from jobs.locks import LOCK_SPACE, locked_job_ids
from jobs.models import Job, Mail, State
from jobs.services import ring
from reports.models import PlannedPublication, Publication, PublishedFile, Report
from reports.publishing.queries import PUBLISH, alarms
from reports.publishing.tasks import request_publication
from reports.review.queries import standing
from tests.access.cast import person
from tests.pdf_structure import faults
from tests.reports.month import quiet_month
from tests.reports.publishing.life import approved
from tests.workers import Worker, WorkerPark, live_database_url, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

STEPS = "tests.reports.publishing.held_up"
CLOCK = "tests.reports.publishing.clock"
PATIENCE = 60  # seconds


@pytest.fixture
def park(transactional_db: None, tmp_path: Path) -> Iterator[WorkerPark]:
    with WorkerPark(tmp_path) as park:
        yield park


def test_worker_killed_at_each_step_publishes_once_in_the_next(park: WorkerPark, tmp_path: Path) -> None:
    jobs, worker = held_at_each_step(park, tmp_path)
    worker.kill()
    wait_until(lambda: not locked_job_ids(), PATIENCE, "the end of its sessions")
    assert PublishedFile.objects.values("publication").distinct().count() == 1
    publish_in_another_worker(park, tmp_path, jobs)
    for job in jobs:
        published_once(job)


def test_session_ended_at_each_step_publishes_once_though_the_handler_goes_on(park: WorkerPark, tmp_path: Path) -> None:
    """PostgreSQL ends the sessions. Another worker publishes while the first still holds what it has made; then the
    first goes on where it was."""
    jobs, _ = held_at_each_step(park, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
            " WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_SPACE],
        )
        assert cursor.fetchone() == (len(jobs),)
    wait_until(lambda: not locked_job_ids(), PATIENCE, "the end of the sessions")
    publish_in_another_worker(park, tmp_path, jobs)
    before = list(Publication.objects.order_by("pk").values_list("pk", "published_at"))
    (tmp_path / "open").touch()
    left = [tmp_path / f"left {job.arguments['report']}" for job in jobs]
    wait_until(lambda: all(file.exists() for file in left), PATIENCE, "the end of the first handlers")
    assert list(Publication.objects.order_by("pk").values_list("pk", "published_at")) == before
    for job in jobs:
        published_once(job)


def test_planned_publication_comes_due_by_the_clock_through_a_broker_killed_while_it_waits_and_runs(
    park: WorkerPark, tmp_path: Path
) -> None:
    """A beat process rings, again and again. The broker is killed when the bell has rung and no worker is there, and
    again while the publication is in hand, which ends without it."""
    stands = approved(quiet_month())
    planned = PlannedPublication.objects.create(
        report=stands.report,
        version=1,
        content_hash=stands.content_hash,
        due_at=timezone.now() + timedelta(seconds=1),
        planned_by=person("approver"),
    )
    log = tmp_path / "beat.log"
    beat = started_beat(park, log)
    try:
        wait_until(lambda: "publish_due" in log.read_text(), PATIENCE, "the first strike of the clock")
        kill_broker(park)
        park.broker.start()
        held = {"HELD_UP_AT": "prepared", "HELD_UP_IN": str(tmp_path), "SEC_STORAGE_DIR": str(tmp_path)}
        park.start(STEPS, concurrency=2, **held)
        there = tmp_path / f"prepared {stands.report.pk}"
        wait_until(there.exists, PATIENCE, "the publication in hand")
        kill_broker(park)
        (tmp_path / "open").touch()
        job = Job.objects.get(kind=PUBLISH)
        ended = Job.objects.filter(pk=job.pk, state=State.DONE)
        wait_until(ended.exists, PATIENCE, "the end of the publication, without a broker")
        park.broker.start()
        struck = log.read_text().count("publish_due")
        wait_until(lambda: log.read_text().count("publish_due") >= struck + 2, PATIENCE, "two strikes more")
    finally:
        beat.kill()
        beat.wait()
    published_once(job)
    planned.refresh_from_db()
    assert planned.publication == Publication.objects.get()
    assert planned.publication.record["planned"]["due"] == planned.due_at.isoformat()
    assert Job.objects.filter(kind=PUBLISH).count() == 1
    assert not alarms(timezone.now())


def held_at_each_step(park: WorkerPark, folder: Path) -> tuple[list[Job], Worker]:
    """Three publications in hand: all files of the first are made, the second is inside its transaction, the third is
    committed and not yet told."""
    reports = [quiet_month(), beside(17, 1), beside(17, 2)]
    steps = dict(zip(reports, ("prepared", "writing", "written"), strict=True))
    jobs = []
    for report in reports:
        stands = approved(report)
        jobs.append(request_publication(report, 1, stands.content_hash, person("approver")))
    held = ",".join(f"{report.pk}={step}" for report, step in steps.items())
    environment = {"HELD_UP_AT": held, "HELD_UP_IN": str(folder), "SEC_STORAGE_DIR": str(folder)}
    worker = park.start(STEPS, concurrency=len(reports), **environment)
    for job in jobs:
        ring(job.pk)
    there = [folder / f"{step} {report.pk}" for report, step in steps.items()]
    wait_until(lambda: all(file.exists() for file in there), PATIENCE, "each job at its step")
    assert [one.report for one in Publication.objects.all()] == [reports[2]]
    return jobs, worker


def publish_in_another_worker(park: WorkerPark, folder: Path, jobs: list[Job]) -> None:
    park.start(concurrency=2, SEC_STORAGE_DIR=str(folder))
    for job in jobs:
        ring(job.pk)
    ended = Job.objects.filter(pk__in=[job.pk for job in jobs], state=State.DONE)
    wait_until(lambda: ended.count() == len(jobs), PATIENCE, "the second start of each")


def beside(paper: int, back: int) -> Report:
    """The report of so many months before, to the same meeting."""
    one = Report.objects.get(paper_number=paper)
    one.pk, one.month, one.paper_number = None, one.covers.back(back).first, paper + back
    one._state.adding = True
    one.save()
    return one


def published_once(job: Job) -> None:
    """Its report, whatever others are: with one file of each name, closed, and told of by no mail twice. What a worker
    printed is held to PDF/UA's structure as what this process prints is."""
    publication = Publication.objects.get(report=job.arguments["report"])
    job.refresh_from_db()
    assert job.result == {"publication": publication.pk}
    assert standing(Report.objects.get(pk=publication.report_id)).closed
    assert faults(bytes(publication.files.get(kind="pdf").content)) == []
    assert {file.name: file.sha256 for file in publication.files.all()} == publication.record["files"]
    assert not Mail.objects.exists()  # nobody is told of a publication by mail, so none is sent twice


def kill_broker(park: WorkerPark) -> None:
    with redis.Redis.from_url(park.var.broker_url()) as client:
        os.kill(client.info()["process_id"], signal.SIGKILL)
    wait_until(lambda: not park.broker.ready(), 10, "the end of the broker")


def started_beat(park: WorkerPark, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "-A", CLOCK, "beat", "--loglevel", "INFO"]
    command += ["--schedule", str(log.with_suffix(".schedule")), "--pidfile", ""]
    servers = {
        "DJANGO_SETTINGS_MODULE": "secops.settings.development",
        "DATABASE_URL": live_database_url(),
        "CELERY_BROKER_URL": park.var.broker_url(),
        "DEBUG": "false",
    }
    with log.open("w") as output:
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env={**os.environ, **servers}, stdout=output, stderr=subprocess.STDOUT
        )
