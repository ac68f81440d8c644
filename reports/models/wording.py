"""The sentence each classification prints in the footer, as SECAS words it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from access.classification import Classification
from access.events import audited
from access.models import Record


@audited()
class ClassificationWording(Record):
    """Only White's wording is published; the others are SECAS's to supply, and may change from a month on."""

    editors_alone = True
    default_classification = Classification.WHITE

    classification = models.CharField(max_length=10, choices=Classification)
    since = models.DateField(help_text="The first day of the month from which reports print it.")
    sentence = models.TextField()

    class Meta:
        ordering = ("classification", "-since")
        constraints = (
            models.UniqueConstraint(fields=("classification", "since"), name="one_wording_a_month"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="wording_classification_known"
            ),
            models.CheckConstraint(
                condition=Q(since__day=1),
                name="wording_since_a_month",
                violation_error_message="A wording holds from the first day of a month.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_classification_display()} from {self.since}"
