"""The review of a report before it is published: rounds, who looked at it, what they said, and who answers for it."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from access.classification import Classification
from access.events import audited
from reports.models.desk import WORKING_MATTER
from reports.models.report import Report

_STAYS = pgtrigger.Protect(name="stays_as_it_was", operation=pgtrigger.Update | pgtrigger.Delete)


class Ending(models.TextChoices):
    RETURNED = "returned", "Returned for changes"
    RECALLED = "recalled", "Taken back"
    PUBLISHED = "published", "Published"


class ReviewedContent(models.Model):
    """A report's whole Document as somebody was shown it to review, every part of it: what changed since is told from
    it. Kept once for each content, by the hash that sign-offs name."""

    unclassified_because: ClassVar[str] = "it holds every part of a draft: pages show of it what its reader may see"
    unaudited_because: ClassVar[str] = "it is written once, and the database refuses to change it"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reviewed_contents")
    content_hash = models.CharField(max_length=64)
    payload = models.TextField(help_text="The Document as canonical JSON.")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "content_hash"), name="reviewed_content_once"),)
        triggers = (_STAYS,)

    def __str__(self) -> str:
        return f"{self.report}: {self.content_hash[:12]}"


@audited()
class ReviewRound(models.Model):
    """A report's way from being sent for review to its publication, or back to a draft. One at a time is open.

    `version` is the version of the paper that it leads to: 1, or that of the correction.
    """

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="review_rounds")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    sent = models.ForeignKey(ReviewedContent, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text="What the reviewers should know.")
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ending_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="review_round_numbered_once"),
            models.UniqueConstraint(fields=("report",), condition=Q(ending=""), name="one_open_review_round"),
            models.CheckConstraint(condition=Q(number__gte=1, version__gte=1), name="review_rounds_from_one"),
            models.CheckConstraint(condition=Q(ending__in=("", *Ending.values)), name="review_ending_known"),
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(ending="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="review_ended_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.RETURNED) | ~Q(ending_reason=""), name="review_returned_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, round {self.number}"


@audited()
class Reviewer(models.Model):
    """A person asked to review a report in a round."""

    unclassified_because: ClassVar[str] = WORKING_MATTER

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("round", "named_at")
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="reviewer_named_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.round}"


class SignOff(models.Model):
    """That a person approved a report: exactly this content of it. Never changed; it holds for as long as the report
    is what they approved."""

    unclassified_because: ClassVar[str] = WORKING_MATTER
    unaudited_because: ClassVar[str] = "it says itself who and when, and the database refuses to change it"

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="sign_offs")
    content = models.ForeignKey(ReviewedContent, on_delete=models.PROTECT, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "content", "by"), name="content_signed_off_once_a_person"),
        )
        triggers = (_STAYS,)

    def __str__(self) -> str:
        return f"{self.round} approved by {self.by}"


class Rule(models.TextChoices):
    """What an override can set aside, with a reason."""

    FOUR_EYES = "four_eyes", "Four eyes: who changed the report cannot approve it"
    OPEN_COMMENTS = "open_comments", "Every comment is resolved before approval"
    ERRORS = "errors", "No error of the reconciliation book stands"


class Override(models.Model):
    """A rule of the review set aside in one round, by a person who says why. It stays with what is published.

    One granted before the report is sent, without a round, is for the round that is sent next. `benefits` is the person
    who may approve in spite of four eyes: never the one who grants it.
    """

    unclassified_because: ClassVar[str] = WORKING_MATTER
    unaudited_because: ClassVar[str] = "it says itself who, when and why, and the database refuses to change it"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="overrides")
    version = models.PositiveSmallIntegerField()
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, null=True, blank=True, related_name="overrides")
    rule = models.CharField(max_length=20, choices=Rule)
    benefits = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="override_rule_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(rule=Rule.FOUR_EYES, benefits__isnull=False)
                | (~Q(rule=Rule.FOUR_EYES) & Q(benefits__isnull=True)),
                name="override_of_four_eyes_names_whom",
            ),
            models.CheckConstraint(
                condition=Q(benefits__isnull=True) | ~Q(benefits=models.F("by")), name="override_never_for_oneself"
            ),
        )
        triggers = (_STAYS,)

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.reason[:80]}"


@audited()
class ReviewComment(models.Model):
    """What a person said of a section, or of a passage in it; resolved before the report is approved.

    `classification` is that of the part the section stands in, raised with the part: a comment quotes what it is about.
    """

    unclassified_because: ClassVar[str] = "each comment is classified by itself, as the part that it speaks of"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    version = models.PositiveSmallIntegerField()
    section = models.SlugField(max_length=60, help_text="The section's id in the report's edition.")
    passage = models.TextField(blank=True, help_text="The words it is about, as they stood; blank: the whole section.")
    body = models.TextField()
    classification = models.CharField(max_length=10, choices=Classification)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolution = models.TextField(blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("report", "at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="comment_classification_known"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.body[:80]
