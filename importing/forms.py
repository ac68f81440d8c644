"""Files as a person sends them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from importing.registry import templates
from importing.services import MOST_FILES
from importing.sources import Upload

ENDINGS = ".csv,.xlsx,.ods"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Their sizes are asked before one of them is read."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, (list, tuple)) else [data]
        found: list[UploadedFile[Any]] = [super(FilesField, self).clean(each, initial) for each in files or [None]]
        most: int = settings.IMPORT_MAX_BYTES
        if sum(file.size or 0 for file in found) > most:
            raise ValidationError(
                f"The files are larger than {most:,} bytes together. Split them into several imports.", code="large"
            )
        if len(found) > MOST_FILES:
            raise ValidationError(f"Those are {len(found)} files. Send at most {MOST_FILES} at a time.", code="many")
        return found


class UploadForm(forms.Form):
    sent = FilesField(
        label="Files",
        allow_empty_file=True,
        error_messages={"required": "Choose a file."},
        widget=FilesInput(attrs={"accept": ENDINGS, "aria-describedby": "sent-help"}),
    )
    kind = forms.ChoiceField(label="Kind of record", required=False, widget=forms.Select())

    def __init__(self, *args: Any, before: Iterable[str] = (), **kwargs: Any) -> None:
        """`before`: the kinds chosen for files that these may take the place of, which they keep."""
        super().__init__(*args, **kwargs)
        kept = ", ".join(sorted(map(label, before)))
        by_name = "As each file or sheet is named"
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  # as declared above
        kind.choices = [("", f"As before: {kept}. Others as each is named" if kept else by_name), *kinds()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") and len(cleaned.get("sent") or ()) > 1:
            self.add_error("kind", "Choose a kind for one file at a time. Several go by their names.")
        return cleaned

    def uploads(self) -> list[Upload]:
        """Call it on a valid form."""
        return [Upload(str(file.name), file.read(), self.cleaned_data["kind"]) for file in self.cleaned_data["sent"]]


def kinds() -> list[tuple[str, str]]:
    """The templates by their names in words, in the order of the alphabet."""
    return sorted(((name, label(name)) for name in templates()), key=lambda pair: pair[1])


_TERMS = ("DCC", "SEC", "UEP", "Voting Groups", "of Default", "DCC Assessments", "Party Categories")


def label(name: str) -> str:
    """A template's name in words, with the field's own terms as it writes them: "Events of Default"."""
    words = name.replace("_", " ").capitalize()
    for term in _TERMS:
        words = re.sub(rf"\b{term}\b", term, words, flags=re.IGNORECASE)
    return words
