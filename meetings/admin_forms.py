"""Rows on the page of a meeting: what they leave blank, the meeting says."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from access.forms import HistoryForm
from meetings.admin_verbs import body_of
from modifications.admin_names import ModificationRowForm


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
