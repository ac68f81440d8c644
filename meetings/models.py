"""Committees, their meetings, and what came of them.

`Decision` and `AgendaItem` name a modification, so this app stands above `modifications` and nothing there imports it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.models import Record
from modifications.models import Modification, Path, Release


class MeetingKind(models.TextChoices):
    GOVERNANCE = "governance", "Governance"
    ATTENDED = "attended", "Attended by SECAS"
    ENGAGEMENT = "engagement", "Engagement"


class CommitteeKind(models.TextChoices):
    COMMITTEE = "committee", "Committee"
    SUB_GROUP = "sub_group", "Sub-group"
    WORKING_GROUP = "working_group", "Working Group"
    FORUM = "forum", "Forum or steering group attended"
    ENGAGEMENT = "engagement", "Engagement call or webinar"


class Committee(Record):
    """A body that meets. `paper_prefix` heads its paper references: SECP_97_1510_17."""

    default_classification = Classification.WHITE

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=15, choices=CommitteeKind)
    paper_prefix = models.CharField(
        max_length=10, blank=True, help_text="Such as SECP for the Panel; blank if it has no papers."
    )
    numbered = models.BooleanField(
        default=True, help_text="Its regular meetings are numbered, each one more than the last."
    )
    counts_as_held = models.BooleanField(
        "its regular meetings count as meetings held",
        help_text="Whether they count in the month's meetings held. Extraordinary meetings never do: they are listed apart.",
    )
    confidential = models.BooleanField(default=False, help_text="Its meetings are not listed in a White paper.")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("paper_prefix",), condition=~Q(paper_prefix=""), name="paper_prefix_once"),
            models.CheckConstraint(condition=Q(kind__in=CommitteeKind.values), name="committee_kind_known"),
            models.CheckConstraint(
                condition=Q(paper_prefix__regex=r"^[A-Z]*$"),
                name="paper_prefix_in_capitals",
                violation_error_message="A prefix is written in capitals: SECP.",
            ),
        )

    def __str__(self) -> str:
        return self.abbreviation or self.name


class Meeting(Record):
    """A meeting, planned or held. An extraordinary one takes the number of the regular one before it and a suffix:
    82X, 82XX."""

    default_classification = Classification.WHITE

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind)
    number = models.PositiveIntegerField(null=True, blank=True)
    suffix = models.CharField(max_length=3, blank=True, help_text="X, XX ... for an extraordinary meeting.")
    title = models.CharField(max_length=200, help_text="As the paper lists it: Operations Group Meeting 56.")
    held_on = models.DateField("date", help_text="The day it is planned for, or was held.")
    cancelled = models.BooleanField(default=False)
    purpose = models.CharField(
        max_length=300, blank=True, help_text="Why an ad hoc or extraordinary meeting was called."
    )
    notice_on = models.DateField("notice given", null=True, blank=True)
    papers_issued_on = models.DateField("papers issued", null=True, blank=True)
    minutes_issued_on = models.DateField("minutes issued", null=True, blank=True)
    headline = models.TextField("headline summary", blank=True)
    link = models.URLField(blank=True)

    class Meta:
        ordering = ("held_on", "title")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "number", "suffix"), condition=Q(number__isnull=False), name="meeting_number_once"
            ),
            models.UniqueConstraint(fields=("committee", "held_on", "title"), name="meeting_once"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(suffix="") | Q(suffix__regex=r"^X+$", number__isnull=False),
                name="suffix_of_a_numbered_meeting",
                violation_error_message="A suffix is X, XX ... after a number.",
            ),
            models.CheckConstraint(
                condition=Q(notice_on__isnull=True) | Q(notice_on__lte=F("held_on")),
                name="notice_before_meeting",
                violation_error_message="Notice is given before the meeting.",
            ),
            models.CheckConstraint(
                condition=Q(papers_issued_on__isnull=True) | Q(papers_issued_on__lte=F("held_on")),
                name="papers_before_meeting",
                violation_error_message="Papers are issued before the meeting.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_issued_on__isnull=True) | Q(minutes_issued_on__gte=F("held_on")),
                name="minutes_after_meeting",
                violation_error_message="Minutes are issued after the meeting.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def extraordinary(self) -> bool:
        return bool(self.suffix)

    @property
    def code(self) -> str:
        """How imports and narrative name it: the committee's code and number, or its date where it has no number."""
        return (
            f"{self.committee.code}-{self.number}{self.suffix}"
            if self.number
            else f"{self.committee.code}-{self.held_on:%Y-%m-%d}"
        )


class AgendaItem(Record):
    """A modification, or another topic, discussed at a meeting."""

    default_classification = Classification.WHITE

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    modification = models.ForeignKey(
        Modification, on_delete=models.PROTECT, null=True, blank=True, related_name="discussions"
    )
    topic = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("meeting", "position")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "position"), name="agenda_position_once"),
            models.CheckConstraint(
                condition=Q(modification__isnull=False) | ~Q(topic=""),
                name="agenda_item_says_what",
                violation_error_message="Name the modification or the topic.",
            ),
        )

    def __str__(self) -> str:
        return self.topic or str(self.modification)


class Question(models.TextChoices):
    """What was put to the body."""

    NEW_PROPOSAL = "new_proposal", "New Draft Proposal"
    TO_REFINEMENT = "to_refinement", "Progress to the Refinement Process"
    TO_REPORT_PHASE = "to_report_phase", "Progress to the Report Phase"
    IMPACT_ASSESSMENT = "impact_assessment", "Request for an Impact Assessment"
    FINAL_DECISION = "final_decision", "Final decision"
    TIMETABLE = "timetable", "Timetable"
    RELEASE_SCOPE = "release_scope", "Scope of a release"


class Outcome(models.TextChoices):
    APPROVE = "approve", "Approved"
    REJECT = "reject", "Rejected"
    RECOMMEND_APPROVAL = "recommend_approval", "Recommended the Authority approve"
    RECOMMEND_REJECTION = "recommend_rejection", "Recommended the Authority reject"
    DEFER = "defer", "Deferred"
    RETURN = "return", "Returned"
    REMAIN = "remain", "Remains in the Development Stage"
    NOTE = "note", "Noted"


class DecidingBody(models.TextChoices):
    CSC = "csc", "Change Sub-Committee"
    CHANGE_BOARD = "change_board", "Change Board"
    PANEL = "panel", "SEC Panel"
    AUTHORITY = "authority", "Authority"
    DEPARTMENT = "department", "Department"


class Decision(Record):
    """What a body decided about a modification, at which meeting, by which path. The Authority needs no meeting."""

    default_classification = Classification.WHITE

    body = models.CharField(max_length=15, choices=DecidingBody)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_on = models.DateField("decided")
    modification = models.ForeignKey(
        Modification, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    release = models.ForeignKey(
        Release,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        help_text="The release it is approved for, or whose scope was decided.",
    )
    question = models.CharField(max_length=20, choices=Question)
    outcome = models.CharField(max_length=20, choices=Outcome)
    route = models.CharField(max_length=30, choices=Path, blank=True)
    referred_to_panel_on = models.DateField(
        "referred to the Panel",
        null=True,
        blank=True,
        help_text="A Self-Governance decision may be referred to the Panel.",
    )
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ("decided_on", "body", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "decided_on", "modification", "question"),
                condition=Q(modification__isnull=False),
                name="decided_once",
            ),
            models.CheckConstraint(condition=Q(body__in=DecidingBody.values), name="deciding_body_known"),
            models.CheckConstraint(condition=Q(question__in=Question.values), name="question_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_known"),
            models.CheckConstraint(condition=Q(route="") | Q(route__in=Path.values), name="decision_route_known"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | Q(body__in=(DecidingBody.AUTHORITY, DecidingBody.DEPARTMENT)),
                name="committee_decides_at_a_meeting",
                violation_error_message="A committee decides at a meeting: name it.",
            ),
            models.CheckConstraint(
                condition=Q(modification__isnull=False) | Q(question__in=(Question.TIMETABLE, Question.RELEASE_SCOPE)),
                name="decision_names_its_modification",
                violation_error_message="Name the modification that was decided.",
            ),
            models.CheckConstraint(
                condition=Q(referred_to_panel_on__isnull=True)
                | Q(route=Path.SELF_GOVERNANCE, referred_to_panel_on__gte=F("decided_on")),
                name="self_governance_is_referred",
                violation_error_message="Only a Self-Governance decision is referred to the Panel, after it was taken.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.modification or self.release or self.get_question_display()}"


class Action(Record):
    """An action a committee placed on somebody."""

    default_classification = Classification.GREEN

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    reference = models.CharField(max_length=40)
    description = models.TextField()
    owner = models.CharField(max_length=120, blank=True)
    raised_on = models.DateField("raised")
    due_on = models.DateField("due", null=True, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True)

    class Meta:
        ordering = ("-raised_on", "reference")
        constraints = (
            models.UniqueConstraint(fields=("committee", "reference"), name="action_reference_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("raised_on")),
                name="action_closes_after_raised",
                violation_error_message="An action closes on or after the day it was raised.",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Election(Record):
    """An election of members to a committee."""

    default_classification = Classification.WHITE

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="elections")
    year = models.PositiveSmallIntegerField()
    seat = models.CharField(max_length=120, help_text="Such as: Other SEC Parties.")
    nominations_opened_on = models.DateField("call for nominations", null=True, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="The organisation appointed, or that no seat was contested.")

    class Meta:
        ordering = ("-year", "committee", "seat")
        constraints = (
            models.UniqueConstraint(fields=("committee", "year", "seat"), name="election_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(nominations_opened_on__isnull=True)
                | Q(closed_on__gte=F("nominations_opened_on")),
                name="election_closes_after_call",
                violation_error_message="An election closes on or after the call for nominations.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.committee} election, {self.seat}"


class DueRule(models.TextChoices):
    NTH_WORKING_DAY = "nth_working_day", "Nth Working Day of the month after"
    WORKING_DAYS_AFTER = "working_days_after", "Working Days after the period's end"


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
    due_days = models.PositiveSmallIntegerField("Working Days", help_text="SEC Working Days.")

    class Meta:
        verbose_name = "DCC report"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(due_rule__in=DueRule.values), name="due_rule_known"),
            models.CheckConstraint(condition=Q(due_days__gte=1), name="due_in_a_working_day_at_least"),
        )

    def __str__(self) -> str:
        return self.name


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
            models.UniqueConstraint(fields=("report", "period"), name="dcc_report_delivered_once"),
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
        constraints = (models.UniqueConstraint(fields=("delivery", "label"), name="delivery_figure_once"),)

    def __str__(self) -> str:
        return self.label
