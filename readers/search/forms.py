"""What may be asked of search in an address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from readers.search.asking import LONGEST
from readers.search.models import Kind
from readers.search.queries import MOST, NEWEST, PER_PAGE, RELEVANCE, Narrowed
from reports.definitions.registry import kinds
from reports.engine.month import Month

ORDERS = ((RELEVANCE, "Best match"), (NEWEST, "Newest first"))


class SearchForm(forms.Form):
    """Everything is optional; what is wrong is said at its place, and nothing is searched for."""

    q = forms.CharField(
        required=False,
        max_length=LONGEST,
        strip=False,
        label="Search for",
        error_messages={"max_length": f"Search for at most {LONGEST} characters."},
    )
    kind = forms.ChoiceField(required=False, choices=Kind.choices, label="Kind")
    report = forms.ChoiceField(required=False, choices=kinds, label="Report")
    month = forms.CharField(required=False, max_length=7, label="Month")
    order = forms.ChoiceField(required=False, choices=ORDERS, label="Order")
    earlier = forms.BooleanField(required=False, label="Earlier versions as well")
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST // PER_PAGE, label="Page")

    def clean_month(self) -> date | None:
        written = self.cleaned_data["month"]
        if not written:
            return None
        try:
            return Month.parse(written).first
        except ValueError as error:
            raise forms.ValidationError("Write the month like 2021-09.") from error

    @property
    def narrowed(self) -> Narrowed:
        said: dict[str, Any] = self.cleaned_data
        return Narrowed(said["kind"], said["report"], said["month"], said["earlier"], said["order"] or RELEVANCE)
