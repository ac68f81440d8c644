"""A draft paper that was printed: the file, and the hash of what it was made from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from reports.models.report import Report


def draft_path(paper: DraftPaper, filename: str) -> str:
    """Files are named by what they were made from, so the same draft is one file."""
    return f"drafts/{paper.fingerprint}.pdf"


class DraftPaper(models.Model):
    """A PDF of a draft. `fingerprint` is of the Document and of the program that printed it: the same content printed
    again by the same program is this row, and any change of either makes another."""

    unclassified_because: ClassVar[str] = "a draft is read by SECAS staff alone, whatever its report will be"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="drafts")
    fingerprint = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to=draft_path)
    pages = models.PositiveSmallIntegerField()
    problems = models.JSONField(default=list)
    printed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-printed_at",)

    def __str__(self) -> str:
        return f"{self.report}, printed {self.printed_at:%d %B %Y %H:%M}"

    @property
    def filename(self) -> str:
        return f"{self.report.paper_reference}.pdf"
