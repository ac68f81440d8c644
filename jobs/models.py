"""Work done outside the request. The row is the truth; a message on the broker only rings the bell."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class State(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


UNFINISHED = (State.QUEUED, State.RUNNING)
FINISHED = (State.DONE, State.FAILED, State.CANCELLED)


class Job(models.Model):
    """One piece of work of a registered kind.

    `key` names the work itself, so that asking twice for it makes one job; blank keys are not allowed, and
    null means that every request is a job of its own. `attempts` counts starts, those that a dying worker
    cut short included; `starts` counts them over the whole life of the row, and so names each one for ever: only the
    latest may write (`jobs.leases`). `error` keeps the reason of every failed attempt, latest last.
    """

    unclassified_because = "Work in hand is no record; a page that shows a job asks what the reader may see of it."
    unaudited_because = "A job's row is its own account: who asked for it, when it ran and how it ended."

    kind = models.CharField(max_length=60, editable=False)
    key = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED, editable=False)
    percent = models.PositiveSmallIntegerField(default=0, editable=False)
    progress = models.CharField(max_length=200, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    starts = models.PositiveIntegerField(default=0, editable=False)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder, editable=False)
    error = models.TextField(blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    # When the bell was last rung for it: the sweep waits a while before it rings again.
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager[Job]] = models.Manager()

    class Meta:
        ordering = ("-requested_at", "-pk")
        indexes = (models.Index(fields=("sent_at",), condition=Q(state__in=UNFINISHED), name="job_unfinished"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="job_percent_is_a_part"),
            models.CheckConstraint(condition=~Q(key=""), name="job_key_is_null_or_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at__isnull=True),
                name="job_finished_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.RUNNING, State.DONE)) | Q(started_at__isnull=False, attempts__gte=1),
                name="job_running_has_started",
            ),
            models.CheckConstraint(condition=~Q(state=State.FAILED) | ~Q(error=""), name="job_failed_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key or self.pk}: {self.get_state_display()}"
