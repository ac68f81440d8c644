"""What a reader narrows the library to."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from access.policy import Reader
from reports.definitions.registry import kinds
from reports.library.shelf import Asked, meetings_known, years_known

ALL_YEARS = "all"


class LibraryForm(forms.Form):
    """By type, year and meeting, each of those that the reader may know of. Without a year it is the latest there is;
    with a meeting it is any."""

    type = forms.ChoiceField(label="Report", required=False)
    year = forms.ChoiceField(label="Year", required=False)
    meeting = forms.ChoiceField(label="Meeting", required=False)

    def __init__(self, asked: Any, *, reader: Reader) -> None:
        super().__init__(asked, auto_id="library-%s")
        self.years = years_known(reader)
        meetings = [(str(pk), f"{title}, {day:%-d %B %Y}") for pk, title, day in meetings_known(reader)]
        years = [(str(year), str(year)) for year in self.years]
        self._offer("type", [("", "Every report"), *kinds()], "There is no report of this type.")
        self._offer("year", [("", "Latest"), *years, (ALL_YEARS, "Every year")], "There are no reports of this year.")
        self._offer("meeting", [("", "Every meeting"), *meetings], "No report went to such a meeting.")

    def _offer(self, name: str, choices: list[tuple[str, str]], otherwise: str) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices
        field.error_messages["invalid_choice"] = otherwise

    @property
    def asked(self) -> Asked:
        """Of a form that is valid."""
        sent = self.cleaned_data
        meeting = int(sent["meeting"]) if sent["meeting"] else None
        latest = self.years[0] if self.years and not meeting else None
        year = None if sent["year"] == ALL_YEARS else int(sent["year"]) if sent["year"] else latest
        return Asked(sent["type"], year, meeting)
