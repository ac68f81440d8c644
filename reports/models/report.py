"""A report of a month: what its paper opens with, and the text that staff write for its sections."""

from __future__ import annotations

import pgtrigger
from django.apps import apps as django_apps
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from meetings.models import Committee, Meeting
from reports import rules
from reports.engine.month import Month
from reports.expressions import MonthAfter
from reports.models.closed import closed_once_published, stays_what_it_is


def report_kinds() -> list[tuple[str, str]]:
    """Each report there is as (kind, name). Found when asked for: the reports read records, of this app too."""
    from reports.definitions.registry import kinds

    return kinds()


class Action(models.TextChoices):
    INFORMATION = "information", "For Information"
    DECISION = "decision", "For Decision"


class Recommendation(models.TextChoices):
    NOTE = "NOTE", "NOTE"
    AGREE = "AGREE", "AGREE"
    APPROVE = "APPROVE", "APPROVE"


def paper_number_taken(report: Report) -> list[tuple[str, str]]:
    """A paper of the meeting's pack keeps its number, also once it is removed."""
    packs = django_apps.get_model("reports", "AgendaPaper").objects.filter(pack__meeting=report.meeting_id)
    if packs.filter(number=report.paper_number).exclude(report__isnull=False, report=report.pk).exists():
        return [("paper_number", "A paper of the meeting's pack has, or had, this number.")]
    return []


@audited()
class Report(Record):
    """One month's report of a kind, as a paper to one meeting."""

    editors_alone = True
    default_classification = Classification.WHITE

    kind = models.CharField(max_length=20, choices=report_kinds)
    month = models.DateField(help_text="The first day of the month it covers.")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="reports", help_text="The meeting it is a paper to."
    )
    paper_number = models.PositiveSmallIntegerField(help_text="The last part of its paper reference.")
    action = models.CharField(max_length=12, choices=Action, default=Action.INFORMATION)
    recommendation = models.CharField(max_length=10, choices=Recommendation, default=Recommendation.NOTE)
    author = models.CharField(max_length=120)
    team = models.CharField(max_length=120, default="SECAS Team")
    issue_date = models.DateField("issued")
    classification = models.CharField(max_length=10, choices=Classification, default=Classification.WHITE)

    class Meta:
        ordering = ("-month", "kind")
        constraints = (
            models.UniqueConstraint(fields=("kind", "month"), name="one_report_of_a_kind_a_month"),
            models.UniqueConstraint(fields=("meeting", "paper_number"), name="paper_number_once_a_meeting"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z]+(-[a-z]+)*$"), name="report_kind_spelt"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="report_classification_known"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="report_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
            models.CheckConstraint(condition=Q(action__in=Action.values), name="report_action_known"),
            models.CheckConstraint(
                condition=Q(recommendation__in=Recommendation.values), name="report_recommendation_known"
            ),
            models.CheckConstraint(
                condition=Q(paper_number__gte=1),
                name="paper_number_from_one",
                violation_error_message="Papers are numbered from 1.",
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(F("issue_date"), MonthAfter("month")),
                name="report_issued_after_its_month",
                violation_error_message="A report is issued after the month it covers.",
            ),
        )
        triggers = (
            closed_once_published("id", pgtrigger.Update | pgtrigger.Delete),
            stays_what_it_is(),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.covers.label}"

    def clean(self) -> None:
        faults: list[tuple[str, str]] = []
        held_on = None
        if self.meeting_id:
            meeting = self.meeting
            held_on = meeting.held_on
            about = {"number": meeting.number, "cancelled": meeting.cancelled}
            faults += rules.paper_to_its_meeting(about, meeting.committee.paper_prefix)
            faults += paper_number_taken(self)
        refuse([*faults, *rules.issued_between(self.issue_date, self.month, held_on)])

    @property
    def covers(self) -> Month:
        return Month.containing(self.month)

    @property
    def paper_reference(self) -> str:
        """SECP_97_1510_17: prefix of the committee, meeting number, day and month of the meeting, paper number."""
        meeting = self.meeting
        return "_".join(
            (
                meeting.committee.paper_prefix,
                f"{meeting.number}{meeting.suffix}",
                f"{meeting.held_on:%d%m}",
                f"{self.paper_number:02d}",
            )
        )


@audited()
class ReportAttachment(Record):
    """What is attached to the paper. Each attachment is classified by itself."""

    editors_alone = True
    default_classification = Classification.WHITE

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    label = models.CharField(max_length=20, help_text="Such as: Appendix A.")
    title = models.CharField(max_length=200)
    classification = models.CharField(max_length=10, choices=Classification)
    audience = models.CharField(
        "for the members of",
        max_length=200,
        blank=True,
        help_text="The codes of the committees whose members may read it when it is Amber or Red, with spaces between. "
        "Blank: the committee whose meeting it goes to.",
    )

    class Meta:
        ordering = ("report", "label")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "label"), name="attachment_label_once", deferrable=models.Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="attachment_classification_known"
            ),
        )
        triggers = (closed_once_published(),)

    def __str__(self) -> str:
        return f"{self.label}: {self.title}"

    def clean(self) -> None:
        codes = set(self.audience.split())
        unknown = sorted(codes - set(Committee.objects.filter(code__in=codes).values_list("code", flat=True)))
        refuse([("audience", f"There is no committee {', '.join(unknown)}.")] if unknown else [])


@audited()
class SectionText(Record):
    """The text staff wrote for one section, in the safe subset that `reports.engine.narrative` reads."""

    owned_row_by_row = True
    default_classification = Classification.RED
    classified_as = "report__classification"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    section = models.SlugField(max_length=60, help_text="The section's id in the report's edition.")
    body = models.TextField()
    carried_from = models.ForeignKey(
        Report,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The report whose text this still is, word for word; blank once somebody has written or accepted it.",
    )

    class Meta:
        ordering = ("report", "section")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section"), name="one_text_a_section", deferrable=models.Deferrable.IMMEDIATE
            ),
        )
        triggers = (closed_once_published(),)

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"
