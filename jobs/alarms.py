"""What an operator should know before anybody complains: work that waits, workers unheard, mails in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from jobs.locks import locked_job_ids
from jobs.models import Heartbeat, Job, Mail, MailState, State

# Longer than a usual queue, and than a few rounds of the sweep.
WAITS_TOO_LONG = timedelta(minutes=10)
UNHEARD_TOO_LONG = timedelta(minutes=3)
HEARTBEATS_KEPT = timedelta(days=1)

Find = Callable[[datetime], list[str]]
_finders: list[Find] = []


def beat(worker: str) -> None:
    """Note that this worker lives."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(worker=worker[:200], defaults={"heard_at": now})
    Heartbeat.objects.filter(heard_at__lt=now - HEARTBEATS_KEPT).delete()


def alarms(now: datetime) -> list[str]:
    """In words, none where all is well. A fixed number of queries."""
    uncertain = Mail.objects.filter(state=MailState.UNCERTAIN).count()
    in_doubt = f"{uncertain} mail{'s' if uncertain > 1 else ''} may have been handed over or not; see the failed jobs."
    return [*late_work(now), *([in_doubt] if uncertain else [])]


def late_work(now: datetime) -> list[str]:
    """What keeps work from being done, and what of it is late."""
    found = [words for words in (_waiting(now), _unheard(now)) if words]
    return found + [words for find in _finders for words in find(now)]


def also_late(find: Find) -> Find:
    """Have the function asked, too, for work that is late, in words. It stands in a module that every process reads."""
    if find not in _finders:
        _finders.append(find)
    return find


def _waiting(now: datetime) -> str:
    """Retries wait for good reasons, so only what was never begun counts."""
    waiting = Job.objects.filter(state=State.QUEUED, attempts=0, requested_at__lt=now - WAITS_TOO_LONG).count()
    if not waiting:
        return ""
    jobs = "1 job has" if waiting == 1 else f"{waiting} jobs have"
    return f"{jobs} waited for more than {_minutes(WAITS_TOO_LONG)} without being begun."


def _unheard(now: datetime) -> str:
    """A worker that has a job in hand lives, though it is too busy to say so."""
    heard = Heartbeat.objects.aggregate(last=Max("heard_at"))["last"]
    if (heard and heard >= now - UNHEARD_TOO_LONG) or locked_job_ids():
        return ""
    if heard is None:
        return "No worker has been heard yet: nothing that is asked for gets done."
    return f"No worker has been heard for {_minutes(now - heard)}: nothing that is asked for gets done."


def _minutes(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    hours = minutes // 60
    return f"{hours} hours" if hours > 1 else f"{minutes} minutes"
