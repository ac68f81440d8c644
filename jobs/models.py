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
    # When the bell was last rung for it, or will be: the sweep waits a while after that before it rings again.
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


class Heartbeat(models.Model):
    """When a worker was last heard. A sweep reaches one of them every half minute."""

    unclassified_because = "A worker's name and an hour; only operators see them, as a warning that none is heard."
    unaudited_because = "It is renewed every half minute by the worker itself."

    worker = models.CharField(max_length=200, unique=True, editable=False)
    heard_at = models.DateTimeField(editable=False)

    objects: ClassVar[models.Manager[Heartbeat]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.worker}, {self.heard_at:%d %B %Y %H:%M:%S}"


class MailState(models.TextChoices):
    """What is known of a mail. `UNCERTAIN`: the mail server was told to take it, and nobody heard the answer."""

    WAITING = "waiting", "Waiting"
    HANDING_OVER = "handing over", "Being handed over"
    HANDED_OVER = "handed over", "Handed over"
    REFUSED = "refused", "Refused by the mail server"
    UNCERTAIN = "uncertain", "Perhaps handed over"


class Mail(models.Model):
    """One mail to one address, of which `key` names the occasion: there is never a second of it.

    Its text is forgotten once it is handed over, and after a time anyhow: the links in it open doors. `message_id`
    follows from the key, so that a receiver who does get a mail twice can tell. `error` says why the last attempt did
    not hand it over.
    """

    unclassified_because = "A mail holds a link and never a report's text; only its sender and operators see its row."
    unaudited_because = "A mail's row is its own account: when it was handed over, or what kept it."

    key = models.CharField(max_length=190, unique=True, editable=False)
    to = models.EmailField(editable=False)
    subject = models.CharField(max_length=200, editable=False)
    body = models.TextField(blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    unsubscribe = models.CharField(max_length=600, blank=True, editable=False, help_text="Ends such mails.")
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=MailState, default=MailState.WAITING, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    handing_over_at = models.DateTimeField(null=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, editable=False)
    error = models.TextField(blank=True, editable=False)

    objects: ClassVar[models.Manager[Mail]] = models.Manager()

    class Meta:
        ordering = ("-created", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=MailState.HANDED_OVER, handed_over_at__isnull=False)
                | (~Q(state=MailState.HANDED_OVER) & Q(handed_over_at__isnull=True)),
                name="mail_handed_over_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.HANDING_OVER) | Q(handing_over_at__isnull=False),
                name="mail_handing_over_has_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(MailState.REFUSED, MailState.UNCERTAIN)) | ~Q(error=""),
                name="mail_not_handed_over_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}: {self.get_state_display()}"

    @property
    def can_be_sent(self) -> bool:
        """Whether there is still a text of it."""
        return bool(self.body or self.html)
