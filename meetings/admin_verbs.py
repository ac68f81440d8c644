"""Decisions, recorded with what follows from them: on the page of the meeting or of the modification."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from access.verbs import Verb
from meetings import services
from meetings.models import DecidingBody, Decision, Meeting, Outcome, Question
from meetings.rules import COMMITTEE_OF_BODY
from modifications.admin_names import named_modifications
from modifications.admin_verbs import choice, day, release_choice
from modifications.models import Modification, Path, ReferenceFrom, StageFrom, TargetReleaseFrom

BODY_OF_COMMITTEE = {committee: DecidingBody(body) for body, committee in COMMITTEE_OF_BODY.items()}


def body_of(meeting: Meeting) -> str:
    """Who decides at a meeting, where its committee decides; "" where it does not, or none is chosen yet."""
    committee = meeting.committee if meeting.committee_id else None
    return BODY_OF_COMMITTEE.get(committee.code, "") if committee else ""


def _chosen(field: str, model: Any, **options: Any) -> Any:
    widget = AutocompleteSelect(Decision._meta.get_field(field), admin.site)
    return forms.ModelChoiceField(model, widget=widget, required=False, **options)


class _Decide(Verb):
    writes = (Decision, ReferenceFrom, StageFrom, TargetReleaseFrom)
    question = choice("Question", Question.choices)
    outcome = choice("Outcome", Outcome.choices)
    route = choice("Path", Path.choices, required=False)
    release = release_choice(help_text="The release it is approved for, or whose scope was decided.")
    remark = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def decide(self, **what: Any) -> Decision:
        asked = self.cleaned_data
        return services.record_decision(
            question=Question(asked["question"]),
            outcome=Outcome(asked["outcome"]),
            route=asked["route"],
            release=asked["release"],
            remark=asked["remark"],
            **what,
        )


class DecideAtMeeting(_Decide):
    slug, label = "decide", "Record a decision"
    explanation = "Also moves the modification to the stage that follows, on the day of the meeting."

    modification = _chosen(
        "modification",
        named_modifications(Modification.objects.all()),
        help_text="Blank for a timetable, or the scope of a release.",
    )
    body = choice("Decided by", DecidingBody.choices, required=False, help_text="Blank for the committee that meets.")
    field_order = ("modification", "question", "outcome", "route", "release", "body", "remark")

    def perform(self, record: Meeting) -> str:
        body = self.cleaned_data["body"] or body_of(record)
        if not body:
            raise ValidationError({"body": f"{record.committee} takes no decisions of its own: say who decided."})
        modification = self.cleaned_data["modification"]
        decision = self.decide(
            body=DecidingBody(body), decided_on=record.held_on, meeting=record, modification=modification
        )
        return (
            f"{decision.get_outcome_display()}: {modification or decision.release or decision.get_question_display()}."
        )


class DecideOnModification(_Decide):
    slug, label = "decide", "Record a decision"
    explanation = "Also moves the modification to the stage that follows, on the day of the decision."

    body = choice("Decided by", DecidingBody.choices)
    meeting = _chosen(
        "meeting", Meeting.objects.all(), help_text="Blank for the Authority and the Department, who need none."
    )
    decided_on = day("Decided", "Blank for the day of the meeting.", required=False)
    field_order = ("body", "meeting", "decided_on", "question", "outcome", "route", "release", "remark")

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        meeting = asked.get("meeting")
        if not (asked.get("decided_on") or meeting or "decided_on" in self.errors):
            self.add_error("decided_on", "Give the day, or the meeting.")
        return asked

    def perform(self, record: Modification) -> str:
        asked = self.cleaned_data
        decision = self.decide(
            body=DecidingBody(asked["body"]),
            decided_on=asked["decided_on"] or asked["meeting"].held_on,
            meeting=asked["meeting"],
            modification=record,
        )
        return f"{decision.get_outcome_display()} by the {decision.get_body_display()}: {record}."
