"""What is sent from the pages of packs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from access.classification import Classification
from meetings.models import Committee
from reports.packs.agenda import Told
from reports.packs.uploads import Checked, check_upload

_WIDE = {"autocomplete": "off"}
MOST_NUMBER = 999


class PaperForm(forms.Form):
    """A paper of others."""

    title = forms.CharField(label="Title", max_length=300, widget=forms.TextInput(attrs=_WIDE))
    classification = forms.ChoiceField(label="Classification", choices=Classification.choices)
    audience = forms.CharField(
        label="For the members of",
        required=False,
        max_length=200,
        help_text="For Amber and Red: committees by code, with spaces between. Blank: the committee of this meeting.",
        widget=forms.TextInput(attrs=_WIDE),
    )

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_audience(self) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(str(self.cleaned_data["audience"]).lower().replace(",", " ").split()))
        known = set(Committee.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(f"There is no committee with the code {', '.join(unknown)}.")
        return codes

    @property
    def told(self) -> Told:
        found = self.cleaned_data
        return Told(found["title"], found["classification"], found["audience"])


class FileField(forms.FileField):
    """A PDF that may go into a pack, as `Checked`."""

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        file = super().clean(data, initial)
        return check_upload(file) if file else None


class NewPaperForm(PaperForm):
    number = forms.IntegerField(
        label="Paper number",
        required=False,
        min_value=1,
        max_value=MOST_NUMBER,
        help_text="The last part of its reference. Blank: the next one.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, **_WIDE}),
    )
    file = FileField(
        label="PDF",
        required=False,
        allow_empty_file=True,
        help_text="Without one, the paper is to follow.",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class GiveForm(forms.Form):
    file = FileField(
        label="PDF",
        allow_empty_file=True,
        error_messages={"required": "Choose the PDF."},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class SeenForm(forms.Form):
    """The revision that a change was made on. One that is left out is refused as one that is none any more."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    @property
    def revision(self) -> int:
        found = self.cleaned_data.get("seen") if self.is_valid() else None
        return -1 if found is None else found
