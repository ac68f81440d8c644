"""What a body decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from meetings import rules
from meetings.models.committees import Meeting
from modifications.models import Modification, Path, Release


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


@audited()
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
        indexes = (models.Index(fields=("body", "decided_on"), name="decided_by_body"),)
        constraints = (
            models.UniqueConstraint(
                fields=("body", "decided_on", "modification", "question"),
                condition=Q(modification__isnull=False),
                name="decided_once",
                violation_error_message="The body decided this about the modification already that day.",
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
            models.CheckConstraint(
                condition=~Q(
                    body=DecidingBody.CHANGE_BOARD,
                    question=Question.FINAL_DECISION,
                    outcome__in=(Outcome.APPROVE, Outcome.REJECT),
                    route__in=(Path.AUTHORITY_LED, Path.AUTHORITY_DETERMINED),
                ),
                name="board_recommends_to_the_authority",
                violation_error_message="Where the Authority decides, the Change Board recommends.",
            ),
        )

    def clean(self) -> None:
        """At a meeting of the body, on its day; and no final vote where the Authority has it."""
        faults: list[tuple[str, str]] = []
        if self.meeting is not None:
            at = {"held_on": self.meeting.held_on, "cancelled": self.meeting.cancelled}
            faults += rules.decision_at_its_meeting(self.body, self.decided_on, self.meeting.committee.code, at)
        path = self.route or self._path_then()
        refuse([*faults, *rules.board_recommends(self.body, self.question, self.outcome, path)])

    def _path_then(self) -> str:
        """The path the modification was on that day; "" where none was set."""
        if self.modification is None or self.decided_on is None:
            return ""
        routes = self.modification.routes.filter(since__lte=self.decided_on).order_by("-since")
        return routes.values_list("path", flat=True).first() or ""

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.modification or self.release or self.get_question_display()}"
