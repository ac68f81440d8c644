"""What is sent from the pages of editions."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator

from access.forms import MonthField
from reports.engine.month import Month

KEY = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Write it in small letters, digits and hyphens, such as 2022.")
_WIDE = {"size": 48, "autocomplete": "off"}


class StartForm(forms.Form):
    key = forms.CharField(
        label="Short name",
        max_length=40,
        validators=[KEY],
        widget=forms.TextInput(attrs={"size": 12, "autocomplete": "off"}),
    )
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs=_WIDE))


class NameForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs=_WIDE))


class ForceForm(forms.Form):
    month = MonthField(label="In force from", error_messages={"required": "Name the first month it is in force."})

    def clean_month(self) -> Month:
        try:
            return Month.containing(self.cleaned_data["month"])
        except ValueError as error:
            raise forms.ValidationError("Name a month from 2000 on.") from error


class SeenForm(forms.Form):
    """The revision that a change was made on. One that is left out is refused as one that is none any more."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    @property
    def revision(self) -> int:
        return (self.cleaned_data.get("seen") or 0) if self.is_valid() else 0
