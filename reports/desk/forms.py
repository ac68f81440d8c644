"""What is sent from the desk. Each change says what it was made on."""

from __future__ import annotations

from typing import Any

from django import forms

from access.forms import DateInput, MonthField
from access.models import User
from meetings.models import Meeting
from reports.definitions.registry import definitions, kinds
from reports.desk.opening import Choice, goes_along
from reports.desk.outline import owned_sections
from reports.engine.month import Month
from reports.models import Report, SectionState


class OwnerForm(forms.Form):
    section = forms.SlugField(max_length=60)
    owner = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)
    seen = forms.IntegerField(required=False)


class StateForm(forms.Form):
    section = forms.SlugField(max_length=60)
    state = forms.ChoiceField(choices=SectionState.choices)
    seen = forms.ChoiceField(choices=SectionState.choices)


class ItemForm(forms.Form):
    """How long the text may be, the service says: a field that cuts off what is pasted would say nothing."""

    text = forms.CharField(
        label="What is open?",
        widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
        error_messages={"required": "Say what is open."},
    )
    section = forms.ChoiceField(label="Section", required=False, widget=forms.Select(attrs={"class": "govuk-select"}))

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = owned_sections(report.kind, report.covers)
        sections = [(place.id, f"{place.number} {place.title}".strip()) for place in places]
        self.fields["section"].choices = [("", "The whole report"), *sections]  # type: ignore[attr-defined]


class MonthForm(forms.Form):
    """Which report to open, and for which month; the first there is where none is named."""

    kind = forms.ChoiceField(label="Report", choices=kinds, required=False)
    month = MonthField(label="Month")

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or next(iter(definitions())))


class OpeningForm(forms.Form):
    """What a new report needs that the last one cannot say."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), empty_label=None, widget=forms.RadioSelect, label="Which meeting is it a paper to?"
    )
    paper_number = forms.IntegerField(
        label="Paper number", min_value=1, max_value=32767, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    issue_date = forms.DateField(label="Issue date", required=False, widget=DateInput)
    author = forms.CharField(label="Author", max_length=120)
    team = forms.CharField(label="Team", max_length=120)
    with_attachments = forms.BooleanField(required=False)
    with_texts = forms.BooleanField(required=False)

    def __init__(self, choices: list[Choice], before: Report | None, month: Month, data: Any = None) -> None:
        fit = next((choice.meeting.pk for choice in choices if choice.in_time_for(month)), None)
        initial = {"meeting": fit, "team": "SECAS Team", "with_attachments": True}
        if before:
            initial |= {"author": before.author, "team": before.team}
        super().__init__(data, initial=initial)
        self.choices, self.before = choices, before
        meetings = Meeting.objects.filter(pk__in=[choice.meeting.pk for choice in choices])
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]

    @property
    def attachments(self) -> list[Any]:
        """What would come along, and (title with a number in it) what would not."""
        return [(one, goes_along(one)) for one in self.before.attachments.all()] if self.before else []

    def refuse(self, reasons: dict[str, list[str]]) -> None:
        for field, messages in reasons.items():
            for message in messages:
                self.add_error(field if field in self.fields else None, message)
