"""Rows on the page of a meeting: what they leave blank, the meeting says."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from access.forms import HistoryForm, RecordForm
from meetings.admin_verbs import body_of
from modifications.admin_names import ModificationRowForm


class MeetingForm(RecordForm):
    """Asks for the day of a cancellation, but of one that was recorded without."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        known, stored = self.cleaned_data, self.instance
        without = stored.pk and stored.cancelled and stored.cancelled_on is None  # type: ignore[attr-defined]  # of a Meeting
        if known.get("cancelled") and "cancelled_on" in known and known["cancelled_on"] is None and not without:
            self.add_error("cancelled_on", "Give the day it was cancelled.")
        return known


class DecisionAtMeetingForm(ModificationRowForm):
    """Taken by the committee that meets, on the day it meets; others are given on the decision's own page."""

    def clean(self) -> dict[str, Any] | None:
        decision: Any = self.instance
        decision.decided_on = decision.decided_on or decision.meeting.held_on
        decision.body = decision.body or body_of(decision.meeting)
        if not decision.body:
            raise ValidationError("This committee takes no decisions of its own: use “Record a decision”.")
        return super().clean()


class ActionAtMeetingForm(HistoryForm):
    """Placed by the committee that meets, on the day it meets unless another day is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raised_on"].required = False

    def clean_raised_on(self) -> Any:
        return self.cleaned_data["raised_on"] or self.instance.meeting.held_on  # type: ignore[attr-defined]  # of an Action

    def clean(self) -> dict[str, Any] | None:
        action: Any = self.instance
        if action.committee_id is None:
            action.committee_id = action.meeting.committee_id
        return super().clean()
