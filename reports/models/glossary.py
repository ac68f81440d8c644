"""What abbreviations stand for, from a day on: departments and committees are called otherwise as years go by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from access.classification import Classification
from access.events import audited
from access.models import Record


@audited()
class Abbreviation(Record):
    """An abbreviation of the glossary. A committee's own stands with the committee, and needs a row here only where a
    past month is to print other words than the committee had then: a change of its name doesn't reach back."""

    editors_alone = True
    default_classification = Classification.WHITE

    short = models.CharField("abbreviation", max_length=40, help_text="As the text has it: DMC.")
    stands_for = models.CharField(max_length=200, help_text="As reports print it: Device Model Combination.")
    plural = models.CharField(
        "several are called",
        max_length=200,
        blank=True,
        help_text="Blank where an s does: Device Model Combinations. Such as: Points of Contact.",
    )
    since = models.DateField("in force since", help_text="The first day from which it stands for this.")
    well_known = models.BooleanField(
        default=False,
        help_text="Every reader of a SEC paper knows it: it is never spelt out in the text.",
    )

    class Meta:
        ordering = ("short", "-since")
        constraints = (
            models.UniqueConstraint(
                fields=("short", "since"),
                name="one_meaning_a_day",
                violation_error_message="The abbreviation has another meaning from that day.",
            ),
            models.CheckConstraint(
                condition=Q(short__regex=r"^[A-Za-z0-9]([A-Za-z0-9 &-]*[A-Za-z0-9])?$")
                & Q(short__regex=r"[A-Z].*[A-Z]"),
                name="abbreviation_in_capitals",
                violation_error_message="An abbreviation has two capitals or more, and no signs beside letters.",
            ),
            models.CheckConstraint(condition=~Q(stands_for=""), name="abbreviation_stands_for_something"),
        )

    def __str__(self) -> str:
        return f"{self.short}: {self.stands_for}"
