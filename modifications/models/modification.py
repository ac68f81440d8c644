"""A modification and everything about it that changes over its life.

What changes is kept as rows that take effect on a day and hold until the next one ("...From"): the row in force on a
day is the latest with `since` on or before it. Two rows of one history cannot begin on the same day, so they can never
overlap.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Min, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from modifications import rules
from modifications.references import normalise_reference


class Stage(models.TextChoices):
    """The stages of the modification framework (SEC Section D). "On hold" is an event, not a stage."""

    DEVELOPMENT = "development", "Development Stage"
    REFINEMENT = "refinement", "Refinement Process"
    REPORT = "report", "Report Phase"
    AUTHORITY = "authority", "With the Authority"
    APPROVED = "approved", "Pending implementation"
    IMPLEMENTED = "implemented", "Implemented"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SPLIT = "split", "Split"


class Path(models.TextChoices):
    AUTHORITY_LED = "authority_led", "Authority-led"
    AUTHORITY_DETERMINED = "authority_determined", "Authority-determined"
    SELF_GOVERNANCE = "self_governance", "Self-Governance"
    FAST_TRACK = "fast_track", "Fast-Track"


class Body(models.TextChoices):
    """Who took a step. The deciding body of the same step changed over time, so it is kept with each event."""

    PROPOSER = "proposer", "Proposer"
    SECAS = "secas", "SECAS"
    CSC = "csc", "Change Sub-Committee"
    CHANGE_BOARD = "change_board", "Change Board"
    PANEL = "panel", "SEC Panel"
    AUTHORITY = "authority", "Authority"
    DEPARTMENT = "department", "Department"


@audited()
class Modification(Record):
    """A Draft Proposal or Modification Proposal, from the day it is raised.

    `code` is its name for life in this program: the whole reference in the old series ("SECMP0007"), the number with
    any split letter in the new ("152", "128B"). What it is called on a day is in `references`.
    """

    default_classification = Classification.WHITE

    code = models.CharField(
        max_length=30, unique=True, help_text="SECMP0007 in the old series; 152 or 128B in the new."
    )
    raised_on = models.DateField("raised", help_text="For one made by a split: the day of the split.")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="split_into")
    issue = models.TextField("issue", blank=True, help_text="The problem it addresses, in a paragraph.")
    link = models.URLField(blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^(SECMP\d{4}( part \d)?|\d{3,4}[A-Z]?)$"),
                name="modification_code_form",
                violation_error_message=(
                    "Write SECMP0007 (or SECMP0062 part 2), or the number with any split letter: 152, 128B."
                ),
            ),
            models.CheckConstraint(
                condition=Q(split_from__isnull=True) | ~Q(split_from=F("id")),
                name="not_split_from_itself",
                violation_error_message="A modification is not split from itself.",
            ),
        )

    def __str__(self) -> str:
        """By what it is called where a read has asked for that ("MP152 ‘Title’"), else by its code."""
        called: str = getattr(self, "called", "")
        return called or (self.code if self.code.startswith("SECMP") else f"Modification {self.code}")

    def clean(self) -> None:
        """A part goes back to the split of its whole; no history begins before the day it was raised."""
        faults: list[tuple[str, str]] = []
        if (whole := self.split_from) is not None:
            faults += rules.part_of_its_whole(self.code, whole.code)
            faults += rules.raised_by_a_split(self.raised_on, whole.code, whole.stages.values_list("since", "stage"))
        if self.pk:
            faults += rules.raised_before_its_history(self.raised_on, self._history_begins())
        refuse(faults)

    def _history_begins(self) -> list[date]:
        """The first day of each of its histories."""
        histories = (
            self.references,
            self.titles,
            self.proposers,
            self.lead_analysts,
            self.routes,
            self.affected_categories,
            self.stages,
            self.target_releases,
        )
        found = [history.aggregate(first=Min("since"))["first"] for history in histories]
        found.append(self.holds.aggregate(first=Min("valid__startswith"))["first"])
        return [day for day in found if day is not None]


class _From(Record):
    """A row of a history: in force from `since` until the next row of the same modification."""

    default_classification = Classification.WHITE

    since = models.DateField(help_text="The first day this holds.")

    class Meta:
        abstract = True
        ordering = ("modification", "since")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("modification", "since"),
                name="%(class)s_one_a_day",
                violation_error_message="Another row of this history begins on the same day.",
            ),
        )

    def clean(self) -> None:
        of: Modification | None = getattr(self, "modification", None)
        refuse(rules.since_raised("since", self.since, of.raised_on if of else None))


@audited()
class ReferenceFrom(_From):
    """What the modification is called: DP152 until it is converted, MP152 after."""

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="references")
    reference = models.CharField(max_length=30, unique=True)

    class Meta(_From.Meta):
        constraints = (
            *_From.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reference__regex=r"^(SECMP\d{4}( part \d)?|[DM]P\d{3,4}[A-Z]?)$"),
                name="modification_reference_form",
                violation_error_message="Write SECMP0007, DP152 or MP128B.",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def clean(self) -> None:
        super().clean()
        try:
            code = normalise_reference(self.reference)
        except ValueError:
            return  # the constraint on its form says so
        if self.modification_id:
            refuse(rules.reference_of_its_modification(self.reference, code, self.modification.code))


@audited()
class TitleFrom(_From):
    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.title


@audited()
class ProposerFrom(_From):
    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="proposers")
    person = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.person} ({self.organisation})" if self.person else self.organisation


@audited()
class LeadAnalystFrom(_From):
    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="lead_analysts")
    analyst = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.analyst


@audited()
class RouteFrom(_From):
    """The path it takes, and whether it is urgent."""

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="routes")
    path = models.CharField(max_length=30, choices=Path)
    urgent = models.BooleanField(default=False)

    class Meta(_From.Meta):
        constraints = (
            *_From.Meta.constraints,
            models.CheckConstraint(condition=Q(path__in=Path.values), name="modification_path_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_path_display()}{', urgent' if self.urgent else ''}"


@audited()
class StageFrom(_From):
    """The stage it enters on a day, and the body that moved it there."""

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=20, choices=Stage)
    body = models.CharField("moved by", max_length=20, choices=Body, blank=True)

    class Meta(_From.Meta):
        indexes = (models.Index(fields=("since", "stage"), name="stage_entered"),)
        constraints = (
            *_From.Meta.constraints,
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="modification_stage_known"),
            models.CheckConstraint(
                condition=Q(body="") | Q(body__in=Body.values), name="modification_stage_body_known"
            ),
        )

    def __str__(self) -> str:
        return self.get_stage_display()

    def clean(self) -> None:
        super().clean()
        before = StageFrom.objects.filter(pk=self.pk).values_list("since", "stage").first() if self.pk else None
        if before is not None:
            parts = self.modification.split_into.values_list("raised_on", flat=True)
            refuse(rules.split_keeps_its_parts(before, (self.since, self.stage), parts))


@audited()
class OnHold(Record):
    """A time in which work on a modification rests. `valid` holds its first day and excludes its last."""

    default_classification = Classification.WHITE

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="holds")
    valid = DateRangeField(
        help_text="From the first day, up to but not including the day work goes on; blank end if still on hold."
    )
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "times on hold"
        ordering = ("modification", "valid")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                name="hold_begins",
                violation_error_message="Give the day it began, and an end after it.",
            ),
            ExclusionConstraint(
                name="one_hold_at_a_time",
                expressions=[("modification", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="The modification is on hold already for part of this time.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.modification} on hold"

    def clean(self) -> None:
        if self.modification_id and self.valid:
            refuse(rules.since_raised("valid", self.valid.lower, self.modification.raised_on))
