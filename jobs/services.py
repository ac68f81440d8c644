"""Asking for work, and calling it off."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import current_app
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.limits import time_limits
from jobs.models import UNFINISHED, Job, State
from jobs.registry import kind_named

logger = logging.getLogger(__name__)


@transaction.atomic
def enqueue(
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    key: str | None = None,
    user: AbstractBaseUser | None = None,
    *,
    redo: bool = False,
) -> Job:
    """The job that does this work; it starts after the surrounding transaction commits.

    With a `key` that a queued, running or done job has, that job is returned and nothing new starts; a
    failed or cancelled one is queued afresh, with these arguments. `redo` queues a done one afresh too: for
    work whose result was lost.
    """
    stays = {State.QUEUED, State.RUNNING} if redo else {State.QUEUED, State.RUNNING, State.DONE}
    wanted = {"kind": kind, "arguments": dict(arguments or {}), "requested_by": user}
    if key is None:
        job = Job.objects.create(**wanted)
    else:
        job, created = Job.objects.select_for_update().get_or_create(key=key, defaults=wanted)
        if not created and job.state in stays:
            return job
        if not created:
            _queue_afresh(job, wanted)
    transaction.on_commit(lambda: ring(job.pk))
    return job


def _queue_afresh(job: Job, wanted: Mapping[str, Any]) -> None:
    job.state, job.attempts, job.percent, job.progress, job.error = State.QUEUED, 0, 0, "", ""
    job.result, job.started_at, job.finished_at = None, None, None
    job.requested_at = job.sent_at = timezone.now()
    for name, value in wanted.items():
        setattr(job, name, value)
    job.save()


def cancel(job: Job) -> bool:
    """Whether it was still unfinished. A running handler ends at its next report of progress."""
    return bool(
        Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(state=State.CANCELLED, finished_at=timezone.now())
    )


@transaction.atomic
def try_again(job: Job) -> bool:
    """Queue one that failed, with all its attempts before it; the reasons of earlier ones stay.

    False when it is in hand or done, or nothing handles its kind any more; and when it was called off, which somebody
    meant: it is asked for anew where it was asked for.
    """
    found = Job.objects.select_for_update().filter(pk=job.pk, state=State.FAILED).first()
    try:
        kind = kind_named(job.kind)
    except KeyError:
        return False
    if found is None:
        return False
    if kind.before_again:
        kind.before_again(found.arguments)
    reasons = found.error
    _queue_afresh(found, {"error": reasons})
    transaction.on_commit(lambda: ring(found.pk))
    return True


def ring(job_id: int, delay_seconds: float = 0, *, lost_because: str = "") -> None:
    """Tell the workers. A broker that is down or silent loses nothing: the sweep finds the row later.

    How long a silent one is waited for is in CELERY_BROKER_TRANSPORT_OPTIONS. `lost_because`: why the worker that had
    the job ended, where that is known.
    """
    rung = Job.objects.filter(pk=job_id)
    kind = rung.values_list("kind", flat=True).first()
    if kind is None:
        return
    rung.update(sent_at=timezone.now() + timedelta(seconds=delay_seconds))
    message: dict[str, Any] = {"countdown": delay_seconds or None, "retry": False, **time_limits(kind)}
    if lost_because:
        message["kwargs"] = {"lost_because": lost_because}
    try:
        # By name: jobs.tasks imports this module for its retries.
        current_app.send_task("jobs.run", (job_id,), **message)
    except OperationalError:
        logger.warning("The broker does not answer; the sweep will send the job", extra={"job": job_id})
