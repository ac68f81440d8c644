"""Where published papers speak of a record, so that its page can say so without reading the papers again."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from access.classification import Classification
from reports.models import Publication, PublishedFile


class PublishedMention(models.Model):
    """That a section of a published part names a record. One row a section, however often it names it.

    `target` is "modification:" and its code, or what the paper's own chips name: "meeting:panel-97", "party:" and its
    code. `anchor` is the section's id on the page of its part, `label` its heading with its number. `within` says where
    in the section: "text", "Table 4". It is read by whoever may read the file it was found in.
    """

    unclassified_because: ClassVar[str] = "each row is classified as the published file that it was found in"
    unaudited_because: ClassVar[str] = "it is read from published files, which never change, and can be made again"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(PublishedFile, on_delete=models.CASCADE, related_name="mentions")
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    target = models.CharField(max_length=80)
    anchor = models.CharField(max_length=80)
    label = models.CharField(max_length=400)
    within = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(help_text="Of the section in its file, from 0.")

    class Meta:
        ordering = ("publication", "file", "position")
        indexes = (models.Index(fields=("target", "publication"), name="mention_of_in"),)
        constraints = (
            models.UniqueConstraint(fields=("file", "target", "anchor"), name="mentioned_once_a_section"),
            models.CheckConstraint(
                condition=models.Q(classification__in=Classification.values), name="mention_classification_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} in {self.label}"
