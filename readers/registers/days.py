"""The day as at which a register is read: as it is typed, and how far it may go."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django_filters import DateFilter

from access.forms import DateInput

FIRST_DAY = date(2000, 1, 1)
"""The SEC came into force in 2013; a day long before it is a slip of the hand."""
WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")


_SHAPED = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{1,2} [A-Za-z]+ [0-9]{4}")
_WIDGET = {"class": "govuk-input govuk-input--width-10", "placeholder": ""}


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class DayField(forms.DateField):
    """A day as people write it. What is written like a day, and is in no calendar, is told apart from what is none."""

    def __init__(self, **more: Any) -> None:
        wrong = {"invalid": "Write the day like 30/09/2021."}
        more = {"widget": DateInput(_WIDGET), "error_messages": wrong, "input_formats": WRITTEN, **more}
        super().__init__(**more)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            if _SHAPED.fullmatch(str(value).strip()):
                raise ValidationError("There is no such day in the calendar.", code="invalid") from None
            raise


class AsAtField(DayField):
    """A day up to the last one that the reader may read the records as at. Left blank it is that last one."""

    def __init__(self, last: date, *, staff: bool = False) -> None:
        shown = "today" if staff else f"{in_words(last)}, the end of the latest published month"
        super().__init__(
            required=False,
            label="As at",
            help_text=f"Like 30/09/2021; left blank, it is {shown}.",
        )
        self.last, self.shown = last, shown

    def clean(self, value: object) -> date:
        day = super().clean(value) or self.last
        if day > self.last:
            raise ValidationError(f"The records are shown up to {self.shown}. Choose that day or one before it.")
        if day < FIRST_DAY:
            raise ValidationError("The SEC came into force in 2013. Choose a later day.")
        return day


class DayForm(forms.Form):
    """The day that the page of one record is as at."""

    def __init__(self, data: Any, last: date, *, staff: bool) -> None:
        super().__init__(data)
        self.fields["as_at"] = AsAtField(last, staff=staff)

    @property
    def day(self) -> date:
        day: date = self.cleaned_data["as_at"]
        return day


class _DayFilter(DateFilter):
    field_class = DayField


def day_filter(label: str, **more: Any) -> DateFilter:
    """A filter by a day, written as the day of a register is."""
    return _DayFilter(label=label, **more)
