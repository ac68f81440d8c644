"""Rows on the page of a meeting: what they leave blank, the meeting says."""

from __future__ import annotations

from typing import Any

from access.forms import HistoryForm
from modifications.admin_names import ModificationRowForm


class DecisionAtMeetingForm(ModificationRowForm):
    """Decided on the day of the meeting unless another day is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].required = False

    def clean_decided_on(self) -> Any:
        return self.cleaned_data["decided_on"] or self.instance.meeting.held_on  # type: ignore[attr-defined]


class ActionAtMeetingForm(HistoryForm):
    """Placed by the committee that meets, on the day it meets unless another day is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raised_on"].required = False

    def clean_raised_on(self) -> Any:
        return self.cleaned_data["raised_on"] or self.instance.meeting.held_on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        action: Any = self.instance
        if action.committee_id is None:
            action.committee_id = action.meeting.committee_id
        return super().clean()
