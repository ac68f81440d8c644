"""What the Security Sub-Committee decides about the security of Parties. Whom it is about is for the named few."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from parties import rules
from parties.models.parties import Party, code_in_small_letters


class ReviewKind(models.TextChoices):
    ASSURANCE_STATUS = "assurance_status", "Assurance status"
    VERIFICATION = "verification", "Verification Assessment"
    DIRECTORS_LETTER = "directors_letter", "Director’s Letter"


@audited()
class SecurityOutcome(Record):
    """What can come of a review. Each kind of review has its own outcomes, and they change over the years."""

    default_classification = Classification.WHITE

    kind = models.CharField("review", max_length=20, choices=ReviewKind)
    code = models.SlugField(max_length=40, unique=True, help_text="SECAS's own short name for the outcome.")
    name = models.CharField(
        max_length=200, help_text="As reports print it, of a review and of no Party: Approved, or Further steps asked."
    )

    class Meta:
        ordering = ("kind", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ReviewKind.values), name="security_review_kind_known"),
            models.UniqueConstraint(
                fields=("kind", "name"),
                name="security_outcome_once",
                violation_error_message="This kind of review has an outcome of this name already.",
            ),
            code_in_small_letters("security_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    def clean(self) -> None:
        stored = SecurityOutcome.objects.filter(pk=self.pk).values_list("kind", flat=True).first()
        refuse(rules.keeps_its_review(stored, self.kind))


@audited()
class SecurityReview(Record):
    """The Security Sub-Committee reviewed something of a Party's on a day. Reports count these rows for anybody; whom
    they are about stands in a Red appendix alone."""

    editors_alone = True  # no contributor reads what is Red
    default_classification = Classification.RED

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="security_reviews")
    outcome = models.ForeignKey(SecurityOutcome, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField("reviewed", help_text="The day the Security Sub-Committee decided.")
    remark = models.TextField(blank=True, help_text="What the Party is to do, for the Red appendix.")

    class Meta:
        ordering = ("-reviewed_on", "outcome", "party")
        indexes = (models.Index(fields=("reviewed_on",), name="security_reviewed"),)
        constraints = (
            models.UniqueConstraint(
                fields=("party", "outcome", "reviewed_on"),
                name="security_review_once",
                violation_error_message="This outcome is recorded for the Party on that day already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.outcome}"
