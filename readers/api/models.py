"""The figures that published files print, each classified as the file that prints it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from access.classification import Classification
from reports.models import Publication, PublishedFile


class PublishedFigure(models.Model):
    """A month's figure as a file of a published version prints it. One that none prints by its name has no row.

    `value` is the exact number, `display` what is printed.
    """

    unclassified_because: ClassVar[str] = "each figure is classified as the file that prints it"
    unaudited_because: ClassVar[str] = "it is made from what was published, and can be made again"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="figures")
    file = models.ForeignKey(PublishedFile, on_delete=models.CASCADE, related_name="+")
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    fact = models.CharField(max_length=200)
    label = models.CharField(max_length=400)
    unit = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=30, decimal_places=12)
    display = models.CharField(max_length=60)

    class Meta:
        ordering = ("fact", "publication")
        constraints = (
            models.UniqueConstraint(fields=("publication", "fact", "file"), name="figure_once_a_file"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="figure_classification_known"
            ),
        )
        indexes = (models.Index(fields=("fact",), name="figures_of_a_fact"),)

    def __str__(self) -> str:
        return f"{self.fact}: {self.display}"
