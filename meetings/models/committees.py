"""Committees and their meetings; the actions they place and the elections to them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from meetings import rules
from modifications.models import Modification


def code_in_small_letters(of: str) -> models.CheckConstraint:
    """One code is one code, however a person types it: none has capitals."""
    return models.CheckConstraint(
        condition=Q(code__regex=r"^[a-z0-9_-]+$"),
        name=f"{of}_code_in_small_letters",
        violation_error_message="A code is in small letters: change-board.",
    )


class CommitteeKind(models.TextChoices):
    COMMITTEE = "committee", "Committee"
    SUB_GROUP = "sub_group", "Sub-group"
    WORKING_GROUP = "working_group", "Working Group"
    FORUM = "forum", "Forum or steering group attended"
    ENGAGEMENT = "engagement", "Engagement call or webinar"


@audited()
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
        help_text=(
            "Whether they count in the month's meetings held. Extraordinary meetings never do: they are listed apart."
        ),
    )
    confidential = models.BooleanField(default=False, help_text="Its meetings are not listed in a White paper.")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("paper_prefix",),
                condition=~Q(paper_prefix=""),
                name="paper_prefix_once",
                violation_error_message="Another committee heads its papers with this prefix.",
            ),
            models.CheckConstraint(condition=Q(kind__in=CommitteeKind.values), name="committee_kind_known"),
            code_in_small_letters("committee"),
            models.CheckConstraint(
                condition=Q(paper_prefix__regex=r"^[A-Z]*$"),
                name="paper_prefix_in_capitals",
                violation_error_message="A prefix is written in capitals: SECP.",
            ),
        )

    def __str__(self) -> str:
        return self.abbreviation or self.name

    def clean(self) -> None:
        if self.pk:
            numbers = self.meetings.values_list("number", flat=True)
            refuse(rules.committee_keeps_its_meetings(self.numbered, numbers))


class MeetingKind(models.TextChoices):
    GOVERNANCE = "governance", "Governance"
    ATTENDED = "attended", "Attended by SECAS"
    ENGAGEMENT = "engagement", "Engagement"


@audited()
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
    cancelled_on = models.DateField(
        "cancelled on", null=True, blank=True, help_text="The day it was cancelled; blank where that is not known."
    )
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
        indexes = (models.Index(fields=("held_on",), name="meeting_held"),)
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "number", "suffix"),
                condition=Q(number__isnull=False),
                name="meeting_number_once",
                violation_error_message="Another meeting of this committee has this number.",
            ),
            models.UniqueConstraint(
                fields=("committee", "held_on", "title"),
                name="meeting_once",
                violation_error_message="This committee has a meeting of this title on that day already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(suffix="") | Q(suffix__regex=r"^X+$", number__isnull=False),
                name="suffix_of_a_numbered_meeting",
                violation_error_message="A suffix is X, XX ... after a number.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled=True),
                name="day_of_a_cancelled_meeting",
                violation_error_message="Only a meeting that is cancelled has a day on which it was.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled_on__lte=F("held_on")),
                name="cancelled_by_its_day",
                violation_error_message="A meeting is cancelled by the day that it was planned for.",
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

    def clean(self) -> None:
        faults: list[tuple[str, str]] = []
        if self.committee_id:
            faults += rules.numbered_as_its_committee(self.number, self.committee.numbered)
        if self.pk:
            decided = self.decisions.values_list("decided_on", flat=True)
            faults += rules.meeting_keeps_its_decisions(self.held_on, self.cancelled, decided)
        refuse(faults)

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


@audited()
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
            models.UniqueConstraint(
                fields=("meeting", "position"),
                name="agenda_position_once",
                # Two items that change places are one change.
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="Another item of the agenda has this position.",
            ),
            models.CheckConstraint(
                condition=Q(modification__isnull=False) | ~Q(topic=""),
                name="agenda_item_says_what",
                violation_error_message="Name the modification or the topic.",
            ),
        )

    def __str__(self) -> str:
        return self.topic or str(self.modification)


@audited()
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
            models.UniqueConstraint(
                fields=("committee", "reference"),
                name="action_reference_once",
                violation_error_message="Another action of this committee has this reference.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("raised_on")),
                name="action_closes_after_raised",
                violation_error_message="An action closes on or after the day it was raised.",
            ),
        )

    def __str__(self) -> str:
        return self.reference


@audited()
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
            models.UniqueConstraint(
                fields=("committee", "year", "seat"),
                name="election_once",
                violation_error_message="This year's election to the seat is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(nominations_opened_on__isnull=True)
                | Q(closed_on__gte=F("nominations_opened_on")),
                name="election_closes_after_call",
                violation_error_message="An election closes on or after the call for nominations.",
            ),
            # The SEC came into force in 2013, with elections prepared the year before.
            models.CheckConstraint(
                condition=Q(year__gte=2012, year__lte=2100),
                name="election_year_of_the_sec",
                violation_error_message="Write the year in full: 2021.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.committee} election, {self.seat}"
