"""What one call of the task does, in this process; test_worker.py has the real worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from jobs import tasks
from jobs.locks import LOCK_SPACE, locked_job_ids
from jobs.models import Job, State
from jobs.services import cancel, enqueue
from jobs.tasks import RING_AGAIN_AFTER, run, sweep
from tests.jobs import handlers
from tests.workers import live_database_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids that the task or the sweep rang for."""
    ids: list[int] = []
    monkeypatch.setattr(tasks, "ring", lambda job_id, delay_seconds=0: ids.append(job_id))
    return ids


@contextmanager
def another_worker_holds(job: Job) -> Iterator[None]:
    """As a living worker does: the lock, in a database session of its own."""
    other = psycopg2.connect(live_database_url())
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, job.pk])
        yield
    finally:
        other.close()


def running(attempts: int = 1) -> Job:
    begun = {"state": State.RUNNING, "started_at": timezone.now(), "attempts": attempts, "starts": attempts}
    return Job.objects.create(kind="test.add", arguments={"a": 1, "b": 2}, **begun)


def test_run_queued_is_done_with_result() -> None:
    job = enqueue("test.add", {"a": 1, "b": 2})
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.percent, job.attempts) == (State.DONE, {"sum": 3}, 100, 1)
    assert job.progress == "half way"
    assert job.started_at
    assert job.finished_at
    assert job.started_at <= job.finished_at
    assert locked_job_ids() == set()


def test_run_twice_works_once(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    job = enqueue("test.slow", {"file": str(notes), "seconds": 0})
    run(job.pk)
    run(job.pk)
    assert notes.read_text() == "run\n"
    assert Job.objects.get().attempts == 1


def test_run_locked_by_another_leaves_it_alone() -> None:
    job = running()
    with another_worker_holds(job):
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (State.RUNNING, 1)


def test_run_orphan_counts_the_lost_attempt() -> None:
    job = running()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert job.error == "Attempt 1: its worker ended before it did"


def test_run_orphan_too_often_fails() -> None:
    job = running(attempts=3)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert "Attempt 3: its worker ended" in job.error


def test_run_failing_handler_keeps_error(rung: list[int]) -> None:
    job = enqueue("test.fail", {"month": "2021-13"})
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.error == "Attempt 1: ValueError: no such month: 2021-13"
    assert rung == []


def test_run_passing_trouble_is_retried_and_counted(tmp_path: Path, rung: list[int]) -> None:
    job = enqueue("test.flaky", {"file": str(tmp_path / "notes"), "succeed_on": 2})
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, rung) == (State.QUEUED, [job.pk])
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (State.DONE, 2, {"runs": 2})
    assert "Attempt 1:" in job.error
    assert "run 1 met a closed door" in job.error


def test_run_trouble_that_stays_fails_at_last(tmp_path: Path, rung: list[int]) -> None:
    job = enqueue("test.flaky", {"file": str(tmp_path / "notes"), "succeed_on": 99})
    for _ in range(4):
        run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, rung) == (State.FAILED, 3, [job.pk] * 2)
    assert job.error.count("closed door") == 3


def test_run_unknown_kind_fails_by_name() -> None:
    job = enqueue("test.unheard_of")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "'test.unheard_of'" in job.error


def test_run_cancelled_while_running_stays_cancelled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    job = enqueue("test.slow", {"file": str(tmp_path / "notes"), "seconds": 60})
    monkeypatch.setattr(handlers.time, "sleep", lambda seconds: cancel(job))
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.CANCELLED, None)


def test_run_cancelled_before_never_starts(tmp_path: Path) -> None:
    job = enqueue("test.slow", {"file": str(tmp_path / "notes"), "seconds": 0})
    cancel(job)
    run(job.pk)
    assert not (tmp_path / "notes").exists()


def test_sweep_finds_orphans_and_unheard_only(rung: list[int]) -> None:
    orphan, alive = running(), running()
    fresh, unheard = enqueue("test.add"), enqueue("test.add")
    Job.objects.filter(pk=unheard.pk).update(sent_at=timezone.now() - RING_AGAIN_AFTER - timedelta(seconds=1))
    cancel(enqueue("test.add"))
    with another_worker_holds(alive):
        assert sorted(sweep()) == sorted(rung) == [orphan.pk, unheard.pk]
    assert fresh.pk not in rung


def test_lock_of_another_space_is_not_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE + 1, 5])
        assert locked_job_ids() == set()
