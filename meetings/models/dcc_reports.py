"""The reports the DCC owes under the SEC, their deliveries and the figures in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from meetings.models.committees import code_in_small_letters


class DueRule(models.TextChoices):
    NTH_WORKING_DAY = "nth_working_day", "Nth Working Day of the month after"
    WORKING_DAYS_AFTER = "working_days_after", "Working Days after the period's end"
    NO_DAY = "no_day", "The SEC names no day"


@audited()
class DccReport(Record):
    """A report the DCC owes under the SEC, which OPSG reviews."""

    default_classification = Classification.WHITE

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", "Monthly"
        QUARTERLY = "quarterly", "Quarterly"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    frequency = models.CharField(max_length=10, choices=Frequency)
    delivery_clause = models.CharField(max_length=40, help_text="The SEC clause that says when it is due.")
    content_clause = models.CharField(max_length=40, blank=True, help_text="The SEC clause that says what it holds.")
    due_rule = models.CharField(max_length=20, choices=DueRule)
    due_days = models.PositiveSmallIntegerField(
        "Working Days", null=True, blank=True, help_text="SEC Working Days; blank where the SEC names no day."
    )
    due_words = models.CharField(
        "when, in words", max_length=200, blank=True, help_text="What the clause says of when, where it names no day."
    )

    class Meta:
        verbose_name = "DCC report"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(frequency__in=("monthly", "quarterly")), name="dcc_report_frequency_known"
            ),
            models.CheckConstraint(condition=Q(due_rule__in=DueRule.values), name="due_rule_known"),
            code_in_small_letters("dcc_report"),
            models.CheckConstraint(
                condition=Q(due_rule=DueRule.NO_DAY) | Q(due_days__isnull=False, due_days__gte=1),
                name="due_in_a_working_day_at_least",
                violation_error_message="A report is due in one Working Day at least.",
            ),
            models.CheckConstraint(
                condition=~Q(due_rule=DueRule.NO_DAY) | Q(due_days__isnull=True),
                name="no_working_days_to_no_day",
                violation_error_message="Where the SEC names no day, there are no Working Days to count.",
            ),
        )

    def __str__(self) -> str:
        return self.name


@audited()
class DccReportDelivery(Record):
    """One period's delivery of a DCC report, with what OPSG observed."""

    default_classification = Classification.GREEN

    report = models.ForeignKey(DccReport, on_delete=models.PROTECT, related_name="deliveries")
    period = models.DateField("period", help_text="The first day of the last month it covers.")
    delivered_on = models.DateField("delivered", null=True, blank=True)
    observation = models.TextField(blank=True)

    class Meta:
        verbose_name = "DCC report delivery"
        verbose_name_plural = "DCC report deliveries"
        ordering = ("-period", "report")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "period"),
                name="dcc_report_delivered_once",
                violation_error_message="The delivery for this period is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="delivery_period_is_a_month",
                violation_error_message="Name the month by its first day.",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("period")),
                name="delivered_after_period_began",
                violation_error_message="A report is not delivered before its period.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} for {self.period:%B %Y}"


@audited()
class DccReportFigure(Record):
    """A figure in a delivery, such as a volume: actual against forecast."""

    default_classification = Classification.GREEN

    delivery = models.ForeignKey(DccReportDelivery, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=120)
    actual = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    forecast = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "DCC report figure"
        ordering = ("delivery", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("delivery", "label"),
                name="delivery_figure_once",
                violation_error_message="The delivery has a figure of this label already.",
            ),
        )

    def __str__(self) -> str:
        return self.label
