"""The objectives of the SEC, and whether it met each of them in a year, as the Panel sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from reports.models.closed import closed_once_published
from reports.models.report import Report

TEXT_PREFIX = "objective-"
"""The note beside an objective's status is a text of the report, under this and the objective's code."""


class ObjectiveGroup(models.TextChoices):
    GENERAL = "general", "General SEC Objectives"
    TRANSITION = "transition", "Transition Objective"
    CHARGING = "charging", "Charging Objectives"


class Evaluation(models.TextChoices):
    MEETS = "meets", "Continues to meet the objective"
    WILL_MEET = "will_meet", "Will be met subject to the introduction of future SEC content"
    NOT_MET = "not_met", "Does not meet the objective"


@audited()
class Objective(Record):
    """What the SEC is there to achieve. `rank` is its place among all of them, whatever their group."""

    editors_alone = True
    default_classification = Classification.WHITE

    code = models.SlugField(
        max_length=40,
        unique=True,
        help_text="SECAS's own short name for it. The note beside its status is the text “objective-” and this code.",
    )
    rank = models.PositiveSmallIntegerField(help_text="Its place in the list of all objectives, from 1.")
    group = models.CharField(max_length=10, choices=ObjectiveGroup)
    name = models.CharField(max_length=120, unique=True, help_text="Such as: First General SEC Objective.")
    wording = models.TextField(help_text="What is to be achieved, in brief: the SEC's own words stand in the SEC.")
    since = models.DateField("in force since", help_text="The first day on which it was one of the SEC's objectives.")

    class Meta:
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(
                fields=("rank",),
                name="objective_rank_once",
                # Two objectives that change places are one change.
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="Another objective has this place.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1),
                name="objective_rank_from_one",
                violation_error_message="Places are counted from 1.",
            ),
            models.CheckConstraint(condition=Q(group__in=ObjectiveGroup.values), name="objective_group_known"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9_-]+$"),
                name="objective_code_in_small_letters",
                violation_error_message="A code is in small letters: general-1.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def text_section(self) -> str:
        """The id of the report's text that explains its status."""
        return f"{TEXT_PREFIX}{self.code}"


@audited()
class ObjectiveStatus(Record):
    """Whether the SEC met an objective in the time that a report covers. Its reasons are a text of that report."""

    editors_alone = True
    default_classification = Classification.RED
    classified_as = "report__classification"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="objective_statuses")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=Evaluation)

    class Meta:
        ordering = ("report", "objective__rank")
        verbose_name = "status of an objective"
        verbose_name_plural = "statuses of objectives"
        constraints = (
            models.UniqueConstraint(
                fields=("report", "objective"),
                name="one_status_an_objective",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="The report has a status of this objective already.",
            ),
            models.CheckConstraint(condition=Q(status__in=Evaluation.values), name="objective_status_known"),
        )
        triggers = (closed_once_published(),)

    def __str__(self) -> str:
        return f"{self.objective}: {self.get_status_display()}"
