"""What a worker does when the bell rings."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone

from access.audit import because
from jobs.locks import job_lock, locked_job_ids
from jobs.models import UNFINISHED, Job, State
from jobs.registry import Kind, kind_named
from jobs.services import ring

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
# How long a queued job may wait unheard before the sweep rings again: longer than a usual queue.
RING_AGAIN_AFTER = timedelta(minutes=2)


class Cancelled(Exception):
    """The job was called off while its handler ran."""


@shared_task(name="jobs.run")
def run(job_id: int) -> None:
    """Do the job, unless it is done or a living worker does it. Any number of calls for one job are harmless."""
    with job_lock(job_id) as held:
        if not held:
            return
        job = _begin(job_id)
        if job is not None:
            _work(job)


def _begin(job_id: int) -> Job | None:
    """The job, marked as running; None when there is nothing to do. Call it with the job's lock."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state__in=UNFINISHED).first()
        if job is None:
            return None
        try:
            most = kind_named(job.kind).max_attempts
        except KeyError as unknown:
            _finish(job, State.FAILED, error=str(unknown.args[0]))
            return None
        if job.state == State.RUNNING:
            # We hold its lock, so whoever ran it is gone.
            job.error = _with_reason(job, "its worker ended before it did")
        if job.attempts >= most:
            _finish(job, State.FAILED, error=job.error)
            return None
        job.state, job.started_at = State.RUNNING, timezone.now()
        job.attempts += 1
        job.percent, job.progress = 0, ""
        job.save(update_fields=("state", "started_at", "attempts", "percent", "progress", "error"))
        return job


def _work(job: Job) -> None:
    kind = kind_named(job.kind)
    fields = {"job": job.pk, "kind": job.kind, "attempt": job.attempts}
    try:
        with because(f"job: {job.kind}", user=job.requested_by_id, job=job.pk):
            result = kind.handler(job.arguments, _progress_of(job))
    except Cancelled:
        logger.info("Job cancelled", extra=fields)
    except SoftTimeLimitExceeded:
        logger.exception("Job took too long", extra=fields)
        _finish(job, State.FAILED, error=_with_reason(job, "it took longer than a job may"))
    except Exception as failure:
        logger.exception("Job failed", extra=fields)
        _fail_or_retry(job, kind, failure)
    else:
        _finish(job, State.DONE, percent=100, result=dict(result) if result is not None else None)


def _progress_of(job: Job) -> Any:
    def progress(percent: int, text: str = "") -> None:
        running = Job.objects.filter(pk=job.pk, state=State.RUNNING)
        if not running.update(percent=percent, progress=text[:200]):
            raise Cancelled

    return progress


def _fail_or_retry(job: Job, kind: Kind, failure: Exception) -> None:
    reason = "".join(traceback.format_exception_only(failure)).strip()
    error = _with_reason(job, reason)
    if not isinstance(failure, kind.retry_on) or job.attempts >= kind.max_attempts:
        _finish(job, State.FAILED, error=error)
    elif Job.objects.filter(pk=job.pk, state=State.RUNNING).update(state=State.QUEUED, error=error):
        ring(job.pk, delay_seconds=RETRY_SECONDS * job.attempts)


def _with_reason(job: Job, reason: str) -> str:
    """Every attempt's reason stays readable."""
    return f"{job.error}\nAttempt {job.attempts}: {reason}".strip()


def _finish(job: Job, state: State, **fields: Any) -> None:
    """Only from an unfinished state: a job that was cancelled meanwhile stays cancelled."""
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(state=state, finished_at=timezone.now(), **fields)


@shared_task(name="jobs.sweep")
def sweep() -> list[int]:
    """Ring again for jobs whose worker died and for queued ones that nobody has heard of; their ids."""
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


@worker_ready.connect
def sweep_at_start(**_: Any) -> None:
    """A new worker takes up what an earlier one left. In its pool: this process keeps no database connection."""
    sweep.apply_async(retry=False)
