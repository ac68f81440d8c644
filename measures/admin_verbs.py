"""What the pages of measures and their categories offer to do: a topic starts, ends, is replaced or goes on."""

from __future__ import annotations

from django import forms

from access.forms import MonthField
from access.verbs import Verb
from measures import services
from measures.models import Measure, MeasureCategory


def _month(label: str, help_text: str) -> MonthField:
    return MonthField(label=label, help_text=f"{help_text} Like 2021-09.")


def _name(help_text: str) -> forms.CharField:
    return forms.CharField(label="Name", max_length=120, help_text=help_text)


class StartCategory(Verb):
    slug, label = "start-category", "Start a category"
    writes = (MeasureCategory,)
    explanation = "From its first month on a number is asked for it, and the measure's total includes it."

    name = _name("As reports print it.")
    group = forms.CharField(
        label="Heading", max_length=60, required=False, help_text="That it stands under, such as Services; or none."
    )
    first_month = _month("First month", "The first month it is measured.")

    def perform(self, record: Measure) -> str:
        asked = self.cleaned_data
        category = services.start_category(record, asked["name"], asked["first_month"], group=asked["group"])
        return f"{category} is measured from {asked['first_month']:%B %Y}."


class EndCategory(Verb):
    slug, label = "end", "End this category"
    writes = (MeasureCategory,)
    explanation = "Its numbers stay. From the month after its last, none is asked for."

    last_month = _month("Last month", "The last month it is measured.")

    def perform(self, record: MeasureCategory) -> str:
        services.end_category(record, self.cleaned_data["last_month"])
        return f"{record} is measured until {self.cleaned_data['last_month']:%B %Y}."


class ReplaceCategory(Verb):
    slug, label = "replace", "Replace by another"
    writes = (MeasureCategory,)
    explanation = "Ends it with the month before, and starts another at its place. Old months keep what it was called."

    name = _name("Of the one that takes its place, as reports print it.")
    first_month = _month("First month", "The first month the new one is measured.")

    def perform(self, record: MeasureCategory) -> str:
        asked = self.cleaned_data
        category = services.replace_category(record, asked["name"], asked["first_month"])
        return f"{category} takes the place of {record.name} from {asked['first_month']:%B %Y}."


class ResumeCategory(Verb):
    slug, label = "resume", "Measure it on"
    writes = (MeasureCategory,)
    explanation = "As if it had not ended: a number is asked for every month since."

    def perform(self, record: MeasureCategory) -> str:
        services.resume_category(record)
        return f"{record} is measured on."


MEASURE_VERBS: tuple[type[Verb], ...] = (StartCategory,)
CATEGORY_VERBS: tuple[type[Verb], ...] = (EndCategory, ReplaceCategory, ResumeCategory)
