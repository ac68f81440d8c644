"""The working matter of a month: who writes which section, what is still open, what is due when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.events import audited
from reports.models.closed import closed_once_published
from reports.models.report import Report

WORKING_MATTER = "working matter of a report, shown with its draft to those who may read that"


class SectionState(models.TextChoices):
    TO_DO = "to_do", "To do"
    IN_HAND = "in_hand", "In hand"
    READY = "ready", "Ready"


@audited()
class SectionDuty(models.Model):
    """Who owns a section of one report, and how far it is. `section` is its id in the report's edition."""

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="duties")
    section = models.SlugField(max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=SectionState, default=SectionState.TO_DO)

    class Meta:
        verbose_name_plural = "section duties"
        ordering = ("report", "section")
        constraints = (
            models.UniqueConstraint(fields=("report", "section"), name="one_duty_a_section"),
            models.CheckConstraint(condition=Q(state__in=SectionState.values), name="section_state_known"),
        )

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


@audited()
class OpenItem(models.Model):
    """Something still to be settled for a report. One that is open when the next month is opened is carried there."""

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="open_items")
    section = models.SlugField(max_length=60, blank=True, help_text="Blank when it concerns the whole report.")
    text = models.TextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        ordering = ("report", "raised_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="open_item_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="open_item_settled_by_someone",
            ),
            models.UniqueConstraint(
                fields=("report", "carried_from"), condition=Q(carried_from__isnull=False), name="item_carried_once"
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]


@audited()
class Deadline(models.Model):
    """A step of every month, due so many SEC Working Days before the papers of the meeting are."""

    unclassified_because: ClassVar[str] = "the steps of a month are the same for all who work on one"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    working_days = models.PositiveSmallIntegerField(
        "Working Days before", help_text="SEC Working Days before the papers are due; 0 is the day the papers are due."
    )

    class Meta:
        ordering = ("-working_days", "name")
        constraints = (models.CheckConstraint(condition=Q(working_days__lte=60), name="deadline_within_a_quarter"),)

    def __str__(self) -> str:
        return self.name


@audited()
class WarningReason(models.Model):
    """Why a warning of the reconciliation book was let stand. It stays with the report.

    `finding` is the fingerprint of what was found: another finding of the same check asks for its own reason.
    """

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="warning_reasons")
    check_id = models.CharField("check", max_length=80)
    finding = models.CharField(max_length=64)
    message = models.TextField(help_text="What was found, as it was worded then.")
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("report", "check_id", "given_at")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "check_id", "finding"),
                name="one_reason_a_finding",
                deferrable=models.Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="warning_reason_says_something"),
        )
        triggers = (closed_once_published(),)

    def __str__(self) -> str:
        return f"{self.check_id}: {self.reason[:80]}"


class CheckRun(models.Model):
    """The latest run of a report's reconciliation book: what the month page shows without running it again."""

    unclassified_because: ClassVar[str] = WORKING_MATTER
    unaudited_because: ClassVar[str] = "it is reckoned from records, and reckoned anew at any time"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="check_run")
    run_at = models.DateTimeField()
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checks = models.PositiveSmallIntegerField()
    hold = models.PositiveSmallIntegerField(help_text="Checks that found nothing, or nothing without a written reason.")
    errors = models.PositiveSmallIntegerField()
    warnings = models.PositiveSmallIntegerField(help_text="Warnings without a written reason.")
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.report}: {self.hold} of {self.checks} hold"


class TextPresence(models.Model):
    """That a person has a section's text open. Renewed while they have; one not renewed for a while is gone."""

    unclassified_because: ClassVar[str] = WORKING_MATTER
    unaudited_because: ClassVar[str] = "it lasts a moment: what the person writes there is in the trail of the text"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    section = models.SlugField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "section", "person"), name="present_once"),)

    def __str__(self) -> str:
        return f"{self.person} at {self.section}"
