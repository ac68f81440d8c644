"""What search finds, kept beside what it was made from."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from access.classification import Classification
from reports.models import AgendaPaper, Publication


class Kind(models.TextChoices):
    REPORT = "report", "Published reports"
    PAPER = "paper", "Meeting papers"
    MODIFICATION = "modification", "Modifications"
    MEETING = "meeting", "Meetings"
    PARTY = "party", "Parties"

    @property
    def one(self) -> str:
        """What a single one is called."""
        return "Party" if self == Kind.PARTY else self.label.removesuffix("s")


PAGE_OF_A_PAPER = Q(kind=Kind.PAPER, opens=False)
"""The entries of the pages of PDFs that were brought: each is titled as its paper is, which has an entry of its own."""


def _vector(*parts: SearchVector) -> models.Expression:
    first, *others = parts
    whole: models.Expression = first
    for part in others:
        whole = whole + part
    return whole


class SearchEntry(models.Model):
    """A section of a published part, a paper of an issued pack or a page of it, or a record as it stood for a time.

    `source` is what it was made from ("publication:12", "modification:7") and `place` tells its entries apart.
    `fingerprint` is of all entries of the source as they should be, so that what is as it should be is left alone.
    Words are kept twice: by their stems, to be found in any form, and as written, to be found by how they begin.
    """

    unclassified_because: ClassVar[str] = "each entry is classified as the file or record it was made from"
    unaudited_because: ClassVar[str] = "it is made from what is kept elsewhere, and can be made again"

    source = models.CharField(max_length=60)
    place = models.CharField(max_length=160, blank=True)
    fingerprint = models.CharField(max_length=32)
    made_by = models.CharField(max_length=10, help_text="The release of the code that made it.")
    kind = models.CharField(max_length=12, choices=Kind)
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    title = models.CharField(max_length=300)
    within = models.CharField(max_length=300, blank=True, help_text="The paper that it is in, or what a record is.")
    body = models.TextField(blank=True)
    references = ArrayField(models.CharField(max_length=60), default=list, help_text="What it is called, for a jump.")
    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        help_text="What it stands and falls with.",
    )
    paper = models.ForeignKey(
        AgendaPaper,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Of a pack: what another may take the place of.",
    )
    stands_with = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="The publications in the same file of a pack, which go with it.",
    )
    report = models.CharField(max_length=20, blank=True, help_text="The kind of report, to narrow by.")
    month = models.DateField(null=True, help_text="The first day of the month it is about.")
    dated = models.DateField(null=True, help_text="The day to sort by.")
    part = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=160, blank=True, help_text="What its address is made of: an anchor, a code.")
    opens = models.BooleanField(default=False, help_text="Whether it stands for the whole, and a jump leads to it.")
    shown_from = models.DateField(null=True, help_text="The first day as at which it holds; blank for always.")
    shown_until = models.DateField(null=True, help_text="The first day as at which it holds no more.")
    heading = models.GeneratedField(
        expression=_vector(SearchVector("title", config="english"), SearchVector("title", config="simple")),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    vector = models.GeneratedField(
        expression=_vector(
            SearchVector("title", config="english", weight="A"),
            SearchVector("title", config="simple", weight="A"),
            SearchVector("body", config="english", weight="C"),
            SearchVector("body", config="simple", weight="D"),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("source", "place")
        constraints = (
            models.UniqueConstraint(fields=("source", "place"), name="search_entry_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="search_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="search_entry_classification_known"
            ),
        )
        indexes = (
            models.Index(fields=("publication",), name="search_of_publication"),
            GinIndex(fields=("vector",), name="search_by_words"),
            GinIndex(fields=("references",), name="search_by_reference"),
            GinIndex(fields=("title",), opclasses=("gin_trgm_ops",), name="search_by_likeness"),
        )

    def __str__(self) -> str:
        return self.title
