"""The whole way: a row, a real broker, a real worker, and a worker that dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from jobs.models import Job, State
from jobs.services import enqueue, ring
from tests.jobs import handlers  # whose limits go along with the message
from tests.workers import Worker, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
StartWorker = Callable[..., Worker]
HANDLERS = handlers.__name__


def state_is(job: Job, state: State) -> Callable[[], bool]:
    return lambda: Job.objects.filter(pk=job.pk, state=state).exists()


def test_worker_enqueued_job_is_done(start_worker: StartWorker) -> None:
    start_worker(HANDLERS)
    job = enqueue("test.add", {"a": 20, "b": 22})
    wait_until(state_is(job, State.DONE), what="the end of the job")
    job.refresh_from_db()
    assert (job.result, job.attempts, job.error) == ({"sum": 42}, 1, "")


def test_worker_idle_longer_than_a_broker_is_waited_for_stays_connected(start_worker: StartWorker) -> None:
    worker = start_worker(HANDLERS)
    time.sleep(settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] + 1)
    job = enqueue("test.add", {"a": 20, "b": 22})
    wait_until(state_is(job, State.DONE), what="the end of the job")
    assert "connection to broker lost" not in worker.log.read_text().lower()


def test_worker_failing_handler_keeps_error(start_worker: StartWorker) -> None:
    start_worker(HANDLERS)
    job = enqueue("test.fail", {"month": "2021-13"})
    wait_until(state_is(job, State.FAILED), what="the failure of the job")
    job.refresh_from_db()
    assert job.error == "Attempt 1: ValueError: no such month: 2021-13"


def test_worker_double_delivery_runs_once(start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker(HANDLERS)
    start_worker(HANDLERS)
    notes = tmp_path / "notes"
    job = enqueue("test.slow", {"file": str(notes), "seconds": 1})
    for _ in range(4):
        ring(job.pk)
    after = enqueue("test.add", {"a": 1, "b": 1})
    wait_until(state_is(job, State.DONE), what="the end of the job")
    wait_until(state_is(after, State.DONE), what="the end of the job behind it")
    job.refresh_from_db()
    assert (notes.read_text(), job.attempts) == ("run\n", 1)


def test_worker_killed_mid_job_finishes_once_in_the_next(start_worker: StartWorker, tmp_path: Path) -> None:
    first = start_worker(HANDLERS)
    notes = tmp_path / "notes"
    job = enqueue("test.slow", {"file": str(notes), "seconds": 600})
    wait_until(lambda: notes.exists() and state_is(job, State.RUNNING)(), what="the start of the job")
    first.kill()
    start_worker(HANDLERS)
    wait_until(state_is(job, State.DONE), what="the end of the job")
    job.refresh_from_db()
    assert (job.attempts, job.result) == (2, {"runs": 2})
    assert job.error == "Attempt 1: its worker ended before it did"


def test_worker_comes_later_finds_what_no_broker_heard(start_worker: StartWorker) -> None:
    """The row alone is enough: the broker has lost, or never had, the message."""
    job = Job.objects.create(kind="test.add", arguments={"a": 1, "b": 2})
    Job.objects.update(sent_at="2021-09-30T12:00:00Z")
    start_worker(HANDLERS)
    wait_until(state_is(job, State.DONE), what="the end of the job")


def test_worker_outlives_jobs_that_exceed_their_limits(start_worker: StartWorker, tmp_path: Path) -> None:
    """Each fails or is begun again with its reason, and the worker does the next: it is one process throughout."""
    worker = start_worker(HANDLERS)
    greedy = enqueue("test.greedy", {"megabytes": 500})
    late = enqueue("test.late")
    deaf = enqueue("test.deaf", {"file": str(tmp_path / "notes")})
    dies = enqueue("test.dies")
    modest = enqueue("test.greedy", {"megabytes": 5})
    wait_until(state_is(greedy, State.FAILED), what="the end of the greedy one")
    wait_until(state_is(late, State.FAILED), what="the end of the late one")
    wait_until(state_is(deaf, State.DONE), what="the second run of the deaf one")
    wait_until(state_is(dies, State.FAILED), what="the second death of the one that dies")
    wait_until(state_is(modest, State.DONE), what="the end of the modest one")
    for job in (greedy, late, deaf, dies):
        job.refresh_from_db()
    assert greedy.error == "Attempt 1: it needed more than 50 MB of memory"
    assert late.error == "Attempt 1: it took longer than a job may"
    assert deaf.error == "Attempt 1: it did not end when its time was up, and was stopped after 2 seconds"
    assert (deaf.attempts, deaf.result) == (2, {"runs": 2})
    assert "Attempt 2: its process died (Worker exited prematurely: signal 6 (SIGABRT)" in dies.error
    assert worker.process.poll() is None
