"""Entering a restatement: what was published is taken from the publication, and what is the figure now is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from access.classification import Classification, at_least, highest
from access.forms import RecordForm
from reports.building import context_for
from reports.engine.blocks import Monthly
from reports.engine.month import Month
from reports.engine.values import Value
from reports.facts.by_month import COUNTED_AT_THE_YEARS_END
from reports.facts.history import reads_by_the_calendar
from reports.facts.registry import Facts
from reports.models import Report
from reports.restating.choosing import FigureField, faults_of_fact, month_of
from reports.restating.judging import number_of
from reports.restating.published import PLACES, Published, is_as_entered, published_for

_FILLED_IN = "The number that the month’s own paper printed: filled in from the paper where one is kept here."


def faults_of_published(month: Month, fact: str, published: Decimal | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a number that is given as published. Of a figure that no kept paper holds, only staff know."""
    found = published_for([Monthly(fact, month)]).get(Monthly(fact, month), ())
    if found and published is not None and not _of_them(found, published):
        yield "published", f"{_said(found[0])}, {month.label}. Leave it empty, and that is filled in."
    elif not found and published is None:
        yield "published", f"No paper of {month.label} that is kept here printed it: enter what was published."


def lowest_for(month: Month, fact: str, published: Decimal | None) -> Classification:
    """What a restatement is classified as at least: as what printed the figure. White, where no kept paper did."""
    found = published_for([Monthly(fact, month)]).get(Monthly(fact, month), ())
    words = [one.classification for each in _of_them(found, published) for one in each.readers]
    return min(words, key=_rank) if words else Classification.WHITE


def figure_now(of: Monthly) -> Value | None:
    """The month's figure as the records give it now; None where it is counted otherwise in a paper that looks back on
    it, or cannot be told without the month's own paper."""
    if of.fact.startswith(COUNTED_AT_THE_YEARS_END):
        return None
    facts = Facts(reads_by_the_calendar(of.month))
    try:
        if facts.fact(of.fact).monthly:
            return facts.value(of.fact)
        own = Report.objects.filter(month=of.month.first).select_related("meeting__committee").order_by("pk").first()
        return Facts(context_for(own).reads).value(of.fact) if own else None
    except KeyError:
        return None


class RestatementForm(RecordForm):
    """The number that was published need not be typed, and cannot be another than was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"published", "classification"} & self.fields.keys():
            self.fields[name].required = False
        if "published" in self.fields:
            self.fields["published"].help_text = _FILLED_IN
        if "fact" in self.fields:
            self.fields["fact"] = FigureField(month_of(self["month"].value()), max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, fact = cleaned.get("month"), cleaned.get("fact")
        if isinstance(day, date) and fact and "published" not in self.errors:
            self._settle(Monthly(fact, Month.containing(day)), cleaned)
        return cleaned

    def _settle(self, of: Monthly, cleaned: dict[str, Any]) -> None:
        published = cleaned.get("published")
        faults = list(faults_of_fact(of) or faults_of_published(of.month, of.fact, published))
        for field, message in faults:
            self.add_error(field, message)
        if faults:
            return
        if published is None:
            published = published_for([of])[of][0].number.quantize(PLACES, ROUND_HALF_UP)
            cleaned["published"] = published
        lowest = lowest_for(of.month, of.fact, published)
        if "classification" in self.fields:
            cleaned["classification"] = highest((cleaned.get("classification") or lowest, lowest))
        now = figure_now(of)
        number = number_of(now) if now else None
        if now is not None and number is not None and is_as_entered(number, published):
            message = f"{now.display} is the figure of {of.month.label} now as well: nothing was restated."
            self.add_error("published", message)


def _of_them(found: Sequence[Published], published: Decimal | None) -> list[Published]:
    return [one for one in found if published is None or is_as_entered(one.number, published)]


def _said(one: Published) -> str:
    return f"{one.display} was published in {one.reference}, version {one.version}"


def _rank(word: Classification) -> int:
    return at_least(Classification.WHITE).index(word)
