"""DCC Assessments: what was asked of the DCC, and when it came back."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from modifications.models.modification import Modification


class AssessmentKind(models.TextChoices):
    PRELIMINARY = "PA", "Preliminary Assessment"
    IMPACT = "IA", "Impact Assessment"


UNDERWAY = Func("accepted_on", "returned_on", function="DATERANGE", output_field=DateRangeField())
"""From the day it was accepted, up to but not including the day it was returned."""


@audited()
class DccAssessment(Record):
    """One Preliminary or Impact Assessment. A modification can have several, and their order is not enforced.

    Targets are in `targets`: 15 WD for a Preliminary and 40 WD for an Impact Assessment unless revised.
    """

    default_classification = Classification.WHITE
    STANDARD_TARGET = {AssessmentKind.PRELIMINARY: 15, AssessmentKind.IMPACT: 40}

    modification = models.ForeignKey(Modification, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=2, choices=AssessmentKind)
    sequence = models.PositiveSmallIntegerField(
        default=1, help_text="1 for the modification's first of this kind, 2 for its second."
    )
    requested_on = models.DateField("requested", null=True, blank=True)
    accepted_on = models.DateField(
        "accepted", null=True, blank=True, help_text="The day the DCC accepted it: its duration counts from here."
    )
    returned_on = models.DateField("returned", null=True, blank=True)

    class Meta:
        verbose_name = "DCC Assessment"
        ordering = ("accepted_on", "modification", "kind", "sequence")
        # Those underway and those completed in a year are few among all there ever were.
        indexes = (
            models.Index(fields=("returned_on",), name="assessment_returned"),
            GistIndex(UNDERWAY, name="assessment_underway", condition=Q(accepted_on__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("modification", "kind", "sequence"),
                name="assessment_once",
                violation_error_message="The modification has an assessment of this kind and sequence already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
            models.CheckConstraint(
                condition=Q(requested_on__isnull=False) | Q(accepted_on__isnull=False),
                name="assessment_begins",
                violation_error_message="Give the day it was requested or accepted.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(accepted_on__isnull=False, returned_on__gte=F("accepted_on")),
                name="assessment_returned_after_accepted",
                violation_error_message="An assessment is returned on or after the day it was accepted.",
            ),
            models.CheckConstraint(
                condition=Q(requested_on__isnull=True)
                | Q(accepted_on__isnull=True)
                | Q(accepted_on__gte=F("requested_on")),
                name="assessment_accepted_after_requested",
                violation_error_message="An assessment is accepted on or after the day it was requested.",
            ),
        )

    def __str__(self) -> str:
        called: str = getattr(self, "called", "")
        return f"{self.kind} of {called or self.modification}"


@audited()
class AssessmentTarget(Record):
    """A target in Working Days, from the day it was set until the next row. Revisions are kept."""

    default_classification = Classification.WHITE

    assessment = models.ForeignKey(DccAssessment, on_delete=models.CASCADE, related_name="targets")
    since = models.DateField(help_text="The first day this target held.")
    target = models.PositiveSmallIntegerField("target (Working Days)")

    class Meta:
        ordering = ("assessment", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "since"),
                name="one_target_a_day",
                violation_error_message="Another target of this assessment holds from the same day.",
            ),
            models.CheckConstraint(
                condition=Q(target__gte=1),
                name="target_is_a_working_day_at_least",
                violation_error_message="A target is one Working Day at least.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} WD"


@audited()
class InformationRequest(Record):
    """A question from the DCC while it assesses, and its answer."""

    default_classification = Classification.WHITE

    assessment = models.ForeignKey(DccAssessment, on_delete=models.CASCADE, related_name="information_requests")
    asked_on = models.DateField("asked")
    answered_on = models.DateField("answered", null=True, blank=True)
    subject = models.CharField(max_length=200)

    class Meta:
        ordering = ("assessment", "asked_on")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "asked_on", "subject"),
                name="information_requested_once",
                violation_error_message="This was asked on that day already.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="information_answered_after_asked",
                violation_error_message="A request is answered on or after the day it was asked.",
            ),
        )

    def __str__(self) -> str:
        return self.subject
