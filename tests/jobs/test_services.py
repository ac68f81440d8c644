"""Asking for work: what is queued, and when the bell is rung."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from jobs import services
from jobs.models import Job, State
from jobs.services import cancel, enqueue

pytestmark = pytest.mark.django_db
Ringing = list[int]


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> Ringing:
    """The ids that would have gone to the broker."""
    ids: Ringing = []
    monkeypatch.setattr(services.current_app, "send_task", lambda name, arguments, **options: ids.append(arguments[0]))
    return ids


def finish(job: Job, state: State, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now(), **fields)


def test_enqueue_rings_after_commit_only(
    rung: Ringing, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.add", {"a": 1, "b": 2})
        assert rung == []
    assert rung == [job.pk]
    assert (job.state, job.arguments, job.attempts) == (State.QUEUED, {"a": 1, "b": 2}, 0)


def test_enqueue_rolled_back_leaves_nothing(
    rung: Ringing, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def ask_and_think_again() -> None:
        with transaction.atomic():
            enqueue("test.add", key="k")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        ask_and_think_again()
    assert rung == []
    assert not Job.objects.exists()


@pytest.mark.parametrize("state", [State.QUEUED, State.DONE])
def test_enqueue_same_key_is_same_job(
    state: State, rung: Ringing, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = enqueue("test.add", {"a": 1}, key="k")
    if state == State.DONE:
        finish(first, State.DONE, started_at=timezone.now(), attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        second = enqueue("test.add", {"a": 2}, key="k")
    assert (second.pk, second.arguments, second.state) == (first.pk, {"a": 1}, state)
    assert rung == []


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_enqueue_same_key_after_failure_starts_afresh(
    state: State, rung: Ringing, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = enqueue("test.add", {"a": 1}, key="k")
    finish(first, state, error="Attempt 3: no", attempts=3, started_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.add", {"a": 2}, key="k")
    job = Job.objects.get()
    assert (job.pk, job.state, job.attempts, job.error, job.arguments) == (
        first.pk,
        State.QUEUED,
        0,
        "",
        {"a": 2},
    )
    assert (job.started_at, job.finished_at) == (None, None)
    assert rung == [first.pk]


def test_enqueue_broker_down_keeps_job(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(services.current_app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("test.add", {"a": 1, "b": 2})
    assert Job.objects.get().state == State.QUEUED
    assert "the sweep will send the job" in caplog.text


def test_cancel_queued_then_done() -> None:
    job = enqueue("test.add", {"a": 1, "b": 2})
    assert cancel(job)
    assert Job.objects.get().state == State.CANCELLED
    assert not cancel(job), "what has ended cannot be called off"
