"""Where a past month's figure is another now than the one that was published for it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from reports.engine.month import Month
from reports.expressions import MonthAfter
from reports.models.publication import WITH_ITS_VERSION, Publication

_FROZEN = pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)


def faults_of_figure(key: str | None) -> Iterator[tuple[str, str]]:
    """What keeps a figure from being restated: there is none of that name, or it is no number. Of a family that goes by
    what has been entered, the family alone is looked at: its records may be in the same load."""
    from reports.facts.records import FACTS, FAMILIES
    from reports.facts.registry import Unit

    if not key or (key not in FACTS and "." in key and key.partition(".")[0] in FAMILIES):
        return
    if key not in FACTS:
        near = get_close_matches(key, FACTS, n=1, cutoff=0.75)
        meant = f" Is {near[0]} meant?" if near else ""
        yield "fact", f"There is no figure of this name.{meant}"
    elif FACTS[key].unit in (Unit.DATE, Unit.TEXT):
        yield "fact", "Is no number. Only numbers are restated."


@audited()
class Restatement(Record):
    """A month's figure as its paper printed it, and why it differs from what the records give for that month now.

    The figure now is never stored: it is counted, so that a later correction needs none here.
    """

    editors_alone = True
    default_classification = Classification.WHITE

    month = models.DateField(help_text="The first day of the month whose figure it is.")
    fact = models.CharField(max_length=120, help_text="The figure's name, such as modifications.raised.")
    published = models.DecimalField(
        max_digits=16, decimal_places=4, help_text="The number that the month's own paper printed."
    )
    reason = models.TextField(help_text="Why it is another now, for the report to print.")
    classification = models.CharField(
        max_length=10,
        choices=Classification,
        default=Classification.WHITE,
        help_text="At least that of the part that printed the figure; its reason is told to nobody lower.",
    )
    restated_on = models.DateField("restated", help_text="The day on which the records were put right.")

    class Meta:
        ordering = ("month", "fact")
        constraints = (
            models.UniqueConstraint(
                fields=("month", "fact"),
                name="one_restatement_a_figure",
                violation_error_message="This figure of that month has a restatement already.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="restated_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="restatement_says_why",
                violation_error_message="Say why the figure is another now.",
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(F("restated_on"), MonthAfter("month")),
                name="restated_after_its_month",
                violation_error_message="A figure is restated after its month.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fact}, {self.covers.label}"

    def clean(self) -> None:
        refuse(faults_of_figure(self.fact))

    @property
    def covers(self) -> Month:
        return Month.containing(self.month)


class PublishedRestatement(models.Model):
    """That a part of a published paper marks a past month's figure as revised, as it prints it: a row of the register.

    `source` is the version that published the figure first; none where staff entered what had been published before
    papers were kept. Written with the publication, and read by whoever may read the part.
    """

    unclassified_because: ClassVar[str] = "each row is classified by itself, as the part that prints it"
    unaudited_because: ClassVar[str] = "it is written once, and the database refuses to change it"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="restatements")
    part = models.CharField(max_length=40, blank=True, help_text="Blank for the paper itself, as of its files.")
    block = models.CharField(max_length=80, help_text="The first table or figure that marks it, by its id.")
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    month = models.DateField(help_text="The first day of the month whose figure it is.")
    fact = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    source = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published = models.CharField(max_length=60, help_text="As it was printed for its month.")
    now = models.CharField(max_length=60, help_text="As this paper prints it.")
    reason = models.TextField()
    restated_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("publication", "month", "label")
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "part", "month", "fact", "published", "now"), name="marked_once_in_a_part"
            ),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="marked_classification_known"
            ),
        )
        triggers = (_FROZEN, WITH_ITS_VERSION)

    def __str__(self) -> str:
        return f"{self.label}, {Month.containing(self.month).label}, in {self.publication}"
