"""Choosing the figure that is restated, by its name or by what it is called."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.forms import MonthField
from reports.engine.blocks import Monthly
from reports.engine.month import Month
from reports.facts.history import reads_by_the_calendar
from reports.facts.records import FACTS
from reports.facts.registry import Facts, Unit
from reports.models import Report
from reports.models.restatements import faults_of_figure
from reports.restating.published import published_for

_HELP = (
    "Type a part of what it is called, such as “accessions”, and choose from the list; or its name, such as "
    "modifications.raised."
)


def figures_in(month: Month | None) -> dict[str, str]:
    """What each number of the month is called, by its name; of no month, those that do not go by what is entered."""
    every = Facts(reads_by_the_calendar(month)).all() if month else FACTS.values()
    found = {one.key: one.label for one in every if one.unit not in (Unit.DATE, Unit.TEXT) and not one.claimed_by}
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


class FigureInput(forms.TextInput):
    """With the list of the month's figures, which the browser searches as one types; it needs no script."""

    month: Month | None = None

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-figures"
        drawn = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', figures_in(self.month).items())
        return format_html('{}<datalist id="{}">{}</datalist>', drawn, list_id, options)


class FigureField(forms.CharField):
    """A figure by its name, or by what it is called where one figure alone is."""

    widget = FigureInput

    def __init__(self, month: Month | None, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _HELP, **kwargs})
        self.widget.month = self.month = month
        self.widget.attrs["class"] = "vTextField"  # as wide as the others of the page

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "")
        if not typed or typed in FACTS:
            return typed
        called = [key for key, label in figures_in(self.month).items() if label.casefold() == typed.casefold()]
        return called[0] if len(called) == 1 else typed


def faults_of_fact(of: Monthly) -> list[tuple[str, str]]:
    """What is wrong with a name that no kept paper printed and the month has not, with the one that is most like it."""
    if published_for([of]):
        return []
    if faults := list(faults_of_figure(of.fact)):
        return faults
    known = figures_in(of.month)
    near = get_close_matches(of.fact, known, n=1, cutoff=0.75)
    meant = f" Is {near[0]} meant?" if near else ""
    return [] if of.fact in known else [("fact", f"There is no figure of this name in {of.month.label}.{meant}")]


def month_of(value: Any) -> Month | None:
    """The month that a form is filled in with, as a day or as people write it; else that of the latest report."""
    try:
        day = value if isinstance(value, date) else MonthField(required=False).clean(value)
    except ValidationError:
        day = None
    latest = day or Report.objects.order_by("-month").values_list("month", flat=True).first()
    return Month.containing(latest) if latest else None
