"""Consultations, as planned and as they happened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from modifications.models.modification import Modification


class ConsultationKind(models.TextChoices):
    REFINEMENT = "refinement", "Refinement Consultation"
    MODIFICATION_REPORT = "modification_report", "Modification Report Consultation"
    REQUEST_FOR_INFORMATION = "request_for_information", "Request for information"


@audited()
class Consultation(Record):
    """Plans slip: the planned week is kept beside the days it really opened and closed."""

    default_classification = Classification.WHITE

    modification = models.ForeignKey(Modification, on_delete=models.PROTECT, related_name="consultations")
    kind = models.CharField(max_length=30, choices=ConsultationKind)
    sequence = models.PositiveSmallIntegerField(
        default=1, help_text="1 for the first of its kind, 2 for a second round."
    )
    planned_week = models.DateField(null=True, blank=True, help_text="The Monday of the week it was planned to open.")
    opened_on = models.DateField("opened", null=True, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True, help_text="The last day for answers.")

    class Meta:
        ordering = ("modification", "kind", "sequence")
        constraints = (
            models.UniqueConstraint(
                fields=("modification", "kind", "sequence"),
                name="consultation_round_once",
                violation_error_message="The modification has a consultation of this kind and sequence already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=ConsultationKind.values), name="consultation_kind_known"),
            models.CheckConstraint(
                condition=Q(planned_week__isnull=True) | Q(planned_week__iso_week_day=1),
                name="consultation_week_is_a_monday",
                violation_error_message="The planned week is named by its Monday.",
            ),
            models.CheckConstraint(
                condition=Q(planned_week__isnull=False) | Q(opened_on__isnull=False),
                name="consultation_planned_or_opened",
                violation_error_message="Give the planned week or the day it opened.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="consultation_closes_after_opening",
                violation_error_message="A consultation closes on or after the day it opened.",
            ),
        )

    def __str__(self) -> str:
        called: str = getattr(self, "called", "")
        return f"{self.get_kind_display()} of {called or self.modification}"
