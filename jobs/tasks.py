"""What a worker does when the bell rings."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded, WorkerLostError
from celery.signals import task_failure, worker_ready
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from access.audit import because
from jobs import mail
from jobs.alarms import beat
from jobs.leases import Lease, Stopped
from jobs.limits import memory_limit
from jobs.locks import holds_lock, job_lock, locked_job_ids
from jobs.models import UNFINISHED, Job, State
from jobs.registry import Kind, Progress, Result, kind_named, register
from jobs.services import ring

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
# How long a queued job may wait unheard before the sweep rings again: longer than a usual queue.
RING_AGAIN_AFTER = timedelta(minutes=2)


# What Django raises when the database is gone, or the session with it.
LOST = (OperationalError, InterfaceError)


@shared_task(name="jobs.run")
def run(job_id: int, lost_because: str = "its worker ended before it did") -> None:
    """Do the job, unless it is done or a living worker does it. Any number of calls for one job are harmless.

    `lost_because` is the reason kept for an attempt that is found without a worker.
    """
    try:
        with job_lock(job_id) as held:
            job = _begin(job_id, lost_because) if held else None
            if job is not None:
                _work(job)
    except LOST:
        if not _session_ended():
            raise
        # It ended between two steps of ours. The row says how far the job came, and a new session goes on from there.
        logger.exception("The database ended the session of a job", extra={"job": job_id})
        ring(job_id, delay_seconds=RETRY_SECONDS)


def _begin(job_id: int, lost_because: str) -> Job | None:
    """The job, marked as running; None when there is nothing to do. Call it with the job's lock."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state__in=UNFINISHED).first()
        if job is None:
            return None
        try:
            most = kind_named(job.kind).max_attempts
        except KeyError as unknown:
            _end(job, State.FAILED, error=str(unknown.args[0]))
            return None
        if job.state == State.RUNNING:
            # We hold its lock, so whoever ran it is gone.
            job.error = _with_reason(job, lost_because)
        if job.attempts >= most:
            _end(job, State.FAILED, error=job.error)
            return None
        job.state, job.started_at = State.RUNNING, timezone.now()
        job.attempts += 1
        job.starts += 1
        job.percent, job.progress = 0, ""
        job.save(update_fields=("state", "started_at", "attempts", "starts", "percent", "progress", "error"))
        return job


def _work(job: Job) -> None:
    kind = kind_named(job.kind)
    fields = {"job": job.pk, "kind": job.kind, "attempt": job.attempts}
    try:
        asked = because(f"job: {job.kind}", user=job.requested_by_id, job=job.pk)
        with asked, memory_limit(kind.megabytes):
            result = kind.handler(job.arguments, Lease(job))
    except Stopped as stopped:
        logger.info("Job stopped: %s", stopped, extra=fields)
    except SoftTimeLimitExceeded as late:
        logger.exception("Job took too long", extra=fields)
        _fail_or_retry(job, kind, late, "it took longer than a job may")
    except MemoryError as failure:
        logger.exception("Job needed too much memory", extra=fields)
        _fail_or_retry(job, kind, failure, f"it needed more than {kind.megabytes} MB of memory")
    except LOST as failure:
        logger.exception("Job failed", extra=fields)
        _fail_or_retry(job, kind, failure, passes=_session_ended() or not holds_lock(job.pk))
    except Exception as failure:
        logger.exception("Job failed", extra=fields)
        _fail_or_retry(job, kind, failure)
    else:
        _done(job, None if result is None else dict(result))


def _session_ended() -> bool:
    """Whether the database ended our session, and our lock with it; then the next query opens a new one.

    What is written afterwards is still safe: each write names the start that it is for.
    """
    if connection.connection is not None and connection.is_usable():
        return False
    connection.close()
    return True


def _fail_or_retry(job: Job, kind: Kind, failure: Exception, reason: str = "", *, passes: bool = False) -> None:
    """`passes`: whether such a failure goes by itself, whatever the kind says."""
    error = _with_reason(job, reason or "".join(traceback.format_exception_only(failure)).strip())
    passes = passes or isinstance(failure, kind.retry_on)
    if not passes or job.attempts >= kind.max_attempts:
        _own(job).update(state=State.FAILED, finished_at=timezone.now(), error=error)
    elif _own(job).update(state=State.QUEUED, error=error):
        ring(job.pk, delay_seconds=kind.pause_seconds * job.attempts)


def _with_reason(job: Job, reason: str) -> str:
    """Every attempt's reason stays readable, also once the job was begun anew."""
    return f"{job.error}\nAttempt {job.starts}: {reason}".strip()


def _own(job: Job) -> QuerySet[Job]:
    """The row, while this start of it counts: one that was cancelled or begun anew is left alone."""
    return Job.objects.filter(pk=job.pk, starts=job.starts, state=State.RUNNING)


def _done(job: Job, result: dict[str, Any] | None) -> None:
    if not _own(job).update(state=State.DONE, finished_at=timezone.now(), percent=100, result=result) and result:
        # Its fence has ended it. What it said there stays.
        fenced = Job.objects.filter(pk=job.pk, starts=job.starts, state=State.DONE)
        fenced.filter(result__isnull=True).update(result=result)


def _end(job: Job, state: State, **fields: Any) -> None:
    """One that does not run."""
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(state=state, finished_at=timezone.now(), **fields)


@register(
    mail.KIND,
    title="Mail",
    retry_on=(mail.NotTaken,),
    max_attempts=10,
    pause_seconds=60,
    seconds=120,
    megabytes=200,
    before_again=mail.wait_again,
)
def hand_over_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Argument: the mail's id."""
    return mail.hand_over(arguments["mail"], progress)


@shared_task(name="jobs.sweep", bind=True)
def sweep(self: Any) -> list[int]:
    """Ring again for jobs whose worker died and for queued ones that nobody has heard of; their ids.

    Whoever does it is a worker that lives, which is noted.
    """
    beat(self.request.hostname or "a worker without a name")
    held = locked_job_ids()
    unheard = timezone.now() - RING_AGAIN_AFTER
    forgotten = [
        job_id
        for job_id, state, sent_at in Job.objects.filter(state__in=UNFINISHED).values_list("pk", "state", "sent_at")
        if job_id not in held and (state == State.RUNNING or sent_at < unheard)
    ]
    for job_id in forgotten:
        ring(job_id)
    if forgotten:
        logger.warning("Sent forgotten jobs again", extra={"jobs": forgotten})
    return forgotten


@shared_task(name="jobs.begin_again")
def begin_again(job_id: int, lost_because: str) -> None:
    """A moment later, when the database has noticed that the process is gone."""
    ring(job_id, delay_seconds=1, lost_because=lost_because)


@task_failure.connect(sender=run)
def take_up(exception: BaseException | None = None, args: Any = (), **_: Any) -> None:
    """Celery had to kill the process of a job, or found it dead: that attempt has its reason, and another begins.

    It runs in the process that watches over the pool, and that keeps no database connection. Where the message is lost,
    the sweep finds the job.
    """
    if isinstance(exception, TimeLimitExceeded):
        reason = f"it did not end when its time was up, and was stopped after {exception.args[0]:.0f} seconds"
    elif isinstance(exception, WorkerLostError):
        reason = f"its process died ({exception})"
    else:
        return
    with suppress(BrokerDown):
        begin_again.apply_async((args[0], reason), retry=False)


@worker_ready.connect
def sweep_at_start(**_: Any) -> None:
    """A new worker takes up what an earlier one left. In its pool: this process keeps no database connection."""
    sweep.apply_async(retry=False)
