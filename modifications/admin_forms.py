"""Forms of modifications: references as people write them, and a new proposal on one short page."""

from __future__ import annotations

from typing import cast

from django import forms
from django.core.exceptions import ValidationError

from access.forms import HistoryForm, RecordForm
from modifications.models import AffectedCategory, Modification, Stage
from modifications.references import draft_reference, normalise_reference, printed_reference


class ModificationForm(RecordForm):
    """A modification that is recorded already."""

    def clean_code(self) -> str:
        try:
            return normalise_reference(self.cleaned_data["code"])
        except ValueError as error:
            raise ValidationError(str(error)) from error


class NewModificationForm(RecordForm):
    """What is known when a proposal is raised; its histories begin with it."""

    reference = forms.CharField(
        max_length=30, help_text="DP184, or what it was called when it was raised: SECMP0007, MP128B."
    )
    title = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"}))
    organisation = forms.CharField(
        label="Proposer",
        max_length=200,
        help_text="The organisation.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    person = forms.CharField(label="Proposer's contact", max_length=120, required=False)
    stage = forms.ChoiceField(choices=Stage.choices, initial=Stage.DEVELOPMENT, help_text="On the day it was raised.")

    def clean_reference(self) -> str:
        typed = self.cleaned_data["reference"]
        try:
            code = normalise_reference(typed)
            reference = draft_reference(code) if typed.strip()[0].isdigit() else printed_reference(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if Modification.objects.filter(code=code).exists():
            raise ValidationError(f"{reference} is recorded already, as modification {code}.")
        cast(Modification, self.instance).code = code
        return reference


class ReferenceForm(HistoryForm):
    def clean_reference(self) -> str:
        typed = cast(str, self.cleaned_data["reference"])
        try:
            return printed_reference(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class AffectedForm(HistoryForm):
    """All that it affects is ticked in each row."""

    categories = forms.MultipleChoiceField(
        label="Party Categories", choices=AffectedCategory.choices, widget=forms.CheckboxSelectMultiple
    )
