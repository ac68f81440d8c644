"""What a handler holds while it works: the one start of its job that counts.

The advisory lock keeps two workers from one job, and belongs to a database session. A session can end while its
handler goes on, and then another worker begins. Each start of a job has a number of its own (`Job.starts`), and what
a handler writes about its job, or in a fence, is written only while the row still names that number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobs.models import Job, State
from jobs.registry import Fenced


class Stopped(Exception):
    """The handler works for nobody now, and must end without any effect."""


class Cancelled(Stopped):
    """The job was called off while its handler ran."""


class LeaseLost(Stopped):
    """The job was begun again elsewhere, or has ended: this start of it no longer counts."""


class Lease:
    """One start of a job: the `Progress` that its handler gets."""

    def __init__(self, job: Job) -> None:
        self._job, self._start = job.pk, job.starts

    def __call__(self, percent: int, text: str = "") -> None:
        if not self._own().update(percent=percent, progress=text[:200]):
            self._end_unless_done()

    def still_mine(self) -> bool:
        return self._own().exists()

    @contextmanager
    def fence(self, *, ends: bool = True) -> Iterator[Fenced]:
        with transaction.atomic():
            job = self._own().select_for_update().first()
            if job is None:
                raise self._why_not()
            fenced = Fenced()
            yield fenced
            if ends:
                job.state, job.percent, job.finished_at = State.DONE, 100, timezone.now()
                job.result = None if fenced.result is None else dict(fenced.result)
                job.save(update_fields=("state", "percent", "finished_at", "result"))

    def _own(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self._job, starts=self._start, state=State.RUNNING)

    def _end_unless_done(self) -> None:
        """What is said after this start's own last fence is said for nobody, and does no harm."""
        if not Job.objects.filter(pk=self._job, starts=self._start, state=State.DONE).exists():
            raise self._why_not()

    def _why_not(self) -> Stopped:
        found = Job.objects.filter(pk=self._job).values_list("state", "starts").first()
        if found == (State.CANCELLED, self._start):
            return Cancelled(f"job {self._job} was cancelled")
        return LeaseLost(f"start {self._start} of job {self._job} no longer counts")
