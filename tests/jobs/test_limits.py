"""What a kind may take, and that a limit ends with the work it is for. test_worker.py exceeds them."""

from __future__ import annotations

import resource
from typing import Any

import pytest

from jobs import services
from jobs.limits import memory_limit, time_limits
from jobs.models import Job, State
from jobs.services import enqueue, ring
from jobs.tasks import run
from tests.jobs import handlers

KINDS = handlers.__name__  # the kinds below are registered there


def test_time_limits_are_the_kinds_and_a_while_to_end_in() -> None:
    assert time_limits("test.late") == {"soft_time_limit": 1, "time_limit": 2}


def test_time_limits_none_exceeds_the_settings(settings: Any) -> None:
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 300
    assert time_limits("test.add") == {"soft_time_limit": 300, "time_limit": 360}
    assert time_limits("gone.since") == {"soft_time_limit": 300, "time_limit": 360}
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 0.5
    assert time_limits("test.late") == {"soft_time_limit": 0.5, "time_limit": 1}


def test_memory_limit_refuses_more_and_is_gone_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with memory_limit(20), pytest.raises(MemoryError):
        bytearray(200 * 1024 * 1024)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(200 * 1024 * 1024)) == 200 * 1024 * 1024


def test_memory_limit_within_another_keeps_the_lower() -> None:
    with memory_limit(20):
        outer = resource.getrlimit(resource.RLIMIT_DATA)
        with memory_limit(5):
            assert resource.getrlimit(resource.RLIMIT_DATA)[0] < outer[0]
        assert resource.getrlimit(resource.RLIMIT_DATA) == outer


@pytest.mark.django_db
def test_run_greedy_handler_fails_with_its_reason() -> None:
    job = enqueue("test.greedy", {"megabytes": 500})
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "Attempt 1: it needed more than 50 MB of memory")


@pytest.mark.django_db
def test_ring_tells_the_limits_and_why_a_worker_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(services.current_app, "send_task", lambda name, arguments, **options: sent.append(options))
    job = Job.objects.create(kind="test.late")
    ring(job.pk, 5, lost_because="it was stopped")
    assert sent == [
        {
            "countdown": 5,
            "retry": False,
            "soft_time_limit": 1,
            "time_limit": 2,
            "kwargs": {"lost_because": "it was stopped"},
        }
    ]


@pytest.mark.django_db
def test_ring_for_a_job_that_is_gone_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(services.current_app, "send_task", lambda name, arguments, **options: sent.append(name))
    ring(0)
    assert sent == []
