"""Only the start of a job that counts may write: what a fence lets through, and what it stops."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.utils import timezone

from jobs import tasks
from jobs.leases import Cancelled, Lease, LeaseLost
from jobs.models import Job, State
from jobs.registry import Kind, Progress, _kinds, kind_named, kinds, register, title_of
from jobs.services import cancel, enqueue
from jobs.tasks import run
from tests.jobs.handlers import add

pytestmark = pytest.mark.django_db
KIND = "test.leased"


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr(tasks, "ring", lambda job_id, delay_seconds=0: ids.append(job_id))
    return ids


@pytest.fixture
def handled_by(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a function the handler of a kind that this test alone has."""

    def handle(handler: Any, **limits: Any) -> Job:
        monkeypatch.setitem(_kinds, KIND, Kind(KIND, handler, **limits))
        return enqueue(KIND)

    return handle


def begun(**fields: Any) -> Job:
    defaults = {"state": State.RUNNING, "started_at": timezone.now(), "attempts": 1, "starts": 1}
    return Job.objects.create(kind="test.add", **{**defaults, **fields})


def begin_elsewhere(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(starts=job.starts + 1, attempts=job.attempts + 1)


def effects() -> int:
    return get_user_model().objects.filter(username="effect").count()


def take_effect() -> None:
    get_user_model().objects.create(username="effect")


def test_fence_marks_done_with_the_effect_and_its_result() -> None:
    job = begun()
    with Lease(job).fence() as done:
        take_effect()
        done.result = {"paper": 7}
    job.refresh_from_db()
    assert (job.state, job.result, job.percent, effects()) == (State.DONE, {"paper": 7}, 100, 1)
    assert job.finished_at


def test_fence_whose_block_fails_leaves_neither_effect_nor_end() -> None:
    job = begun()

    def fail_half_way() -> None:
        with Lease(job).fence():
            take_effect()
            raise ValueError("no paper")

    with pytest.raises(ValueError, match="paper"):
        fail_half_way()
    job.refresh_from_db()
    assert (job.state, job.finished_at, effects()) == (State.RUNNING, None, 0)


def test_fence_that_does_not_end_lets_the_job_go_on() -> None:
    job = begun()
    with Lease(job).fence(ends=False):
        take_effect()
    job.refresh_from_db()
    assert (job.state, effects()) == (State.RUNNING, 1)


def test_fence_of_a_start_that_was_overtaken_is_refused_before_its_effect() -> None:
    job = begun()
    begin_elsewhere(job)
    with pytest.raises(LeaseLost, match="start 1"), Lease(job).fence():
        take_effect()
    assert effects() == 0


def test_fence_after_the_end_is_refused() -> None:
    lease = Lease(begun())
    with lease.fence():
        take_effect()
    with pytest.raises(LeaseLost), lease.fence():
        take_effect()
    assert effects() == 1


def test_fence_of_a_cancelled_job_is_refused() -> None:
    job = begun()
    cancel(job)
    with pytest.raises(Cancelled), Lease(job).fence():
        take_effect()
    assert effects() == 0


def test_still_mine_until_begun_elsewhere() -> None:
    job = begun()
    lease = Lease(job)
    assert lease.still_mine()
    begin_elsewhere(job)
    assert not lease.still_mine()


def test_progress_of_a_start_that_was_overtaken_raises_and_writes_nothing() -> None:
    job = begun()
    begin_elsewhere(job)
    with pytest.raises(LeaseLost):
        Lease(job)(50, "half way")
    job.refresh_from_db()
    assert (job.percent, job.progress) == (0, "")


def test_progress_of_a_job_that_was_cancelled_and_asked_for_again_is_not_the_old_handlers() -> None:
    """Attempts are counted afresh then; starts are not."""
    job = enqueue("test.add", {"a": 1, "b": 2}, key="k")
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, started_at=timezone.now(), attempts=1, starts=1)
    job.refresh_from_db()
    old = Lease(job)
    cancel(job)
    again = enqueue("test.add", {"a": 1, "b": 2}, key="k")
    run(again.pk)
    again.refresh_from_db()
    assert (again.pk, again.attempts, again.starts, again.state) == (job.pk, 1, 2, State.DONE)
    with pytest.raises(LeaseLost):
        old(99)


def test_run_fenced_handler_ends_once_and_keeps_what_the_fence_said(handled_by: Any) -> None:
    def handler(arguments: Any, progress: Progress) -> Any:
        with progress.fence() as done:
            take_effect()
            done.result = {"said": "in the fence"}
        progress(100, "after it")
        return {"said": "afterwards"}

    job = handled_by(handler)
    run(job.pk)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, effects()) == (State.DONE, {"said": "in the fence"}, 1, 1)


def test_run_fenced_handler_that_fails_afterwards_stays_done(handled_by: Any, rung: list[int]) -> None:
    def handler(arguments: Any, progress: Progress) -> Any:
        with progress.fence():
            take_effect()
        raise ValueError("too late to matter")

    job = handled_by(handler)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, effects(), rung) == (State.DONE, "", 1, [])


def test_run_overtaken_handler_leaves_the_end_to_the_other(handled_by: Any) -> None:
    def handler(arguments: Any, progress: Progress) -> Any:
        Job.objects.update(starts=2, attempts=2)
        return {"of": "the first start"}

    job = handled_by(handler)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.RUNNING, None)


def test_run_database_trouble_in_a_living_session_fails_like_any_other(handled_by: Any, rung: list[int]) -> None:
    def handler(arguments: Any, progress: Progress) -> Any:
        raise OperationalError("deadlock detected")

    job = handled_by(handler)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, rung) == (State.FAILED, [])
    assert connection.connection is not None


@pytest.mark.parametrize("named", ["reports.print_draft", "importing.check"])
def test_kind_of_any_app_is_found_without_its_views(named: str) -> None:
    assert kind_named(named).name == named
    assert named in {kind.name for kind in kinds()}


def test_kind_without_a_handler_goes_by_its_name() -> None:
    assert title_of("gone.since") == "gone.since"


def test_kind_registered_twice_is_refused() -> None:
    def other(arguments: Any, progress: Progress) -> None: ...

    with pytest.raises(ValueError, match=r"Two handlers.*test\.add"):
        register("test.add")(other)
    assert kind_named("test.add").handler is add
