"""A draft paper that was printed: the file, and the hash of what it was made from."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from access.classification import Classification
from reports.models.report import Report

ANNEX_ENDING = "-annex.pdf"
_ENDING = re.compile(r"-[a-z-]+\.pdf$")
OF_THE_PAPER = r"^drafts/[0-9a-f]+\.pdf$"
"""The files of papers themselves, as `draft_path` names them; those of annexes and of parts apart are none."""


def draft_path(fingerprint: str, *, annex: bool = False, part: str = "") -> str:
    """Files are named by what they were made from, so the same draft is one file; the name of an annex, or of a part
    that stands apart ("appendix-a"), says that it is."""
    return f"drafts/{fingerprint}{ANNEX_ENDING if annex else f'-{part}.pdf' if part else '.pdf'}"


class DraftPaper(models.Model):
    """A PDF of a draft. `fingerprint` is of the Document and of the program that printed it: the same content printed
    again by the same program is this row, and any change of either makes another.

    `classification` is the highest of the parts when it was printed, and stays whatever becomes of the report.
    """

    unclassified_because: ClassVar[str] = "each print is classified by itself, by the highest of what it holds"
    unaudited_because: ClassVar[str] = "it is made from the records, by a job that says who asked for it"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="drafts")
    fingerprint = models.CharField(max_length=64, unique=True)
    classification = models.CharField(max_length=10, choices=Classification)
    file = models.FileField(upload_to="drafts/")
    pages = models.PositiveSmallIntegerField()
    problems = models.JSONField(default=list)
    printed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-printed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="draft_classification_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, printed {self.printed_at:%d %B %Y %H:%M}"

    @property
    def is_annex(self) -> bool:
        """Whether it is of the book of the report's checks, and not of the report."""
        return str(self.file.name).endswith(ANNEX_ENDING)

    @property
    def filename(self) -> str:
        ending = _ENDING.search(str(self.file.name))
        return f"{self.report.paper_reference}{ending[0] if ending else '.pdf'}"
