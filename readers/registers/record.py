"""What the pages of single records share: the day that they are as at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from access.policy import may_read_drafts
from readers.horizon import last_day_for
from readers.registers.answering import answer
from readers.registers.days import DayForm


@dataclass(frozen=True, slots=True)
class AskedOfRecord:
    """The reader's last day, and the form that says which day the page is to be as at."""

    last: date
    form: DayForm


def asked_of_record(request: HttpRequest) -> AskedOfRecord:
    """Raises Http404 where there is no day yet that the reader may read the records as at."""
    last = last_day_for(request.user, timezone.localdate())
    if last is None:
        raise Http404("There is nothing to show yet.")
    return AskedOfRecord(last, DayForm(request.GET, last, staff=may_read_drafts(request.user)))


def wrong_day(request: HttpRequest, asked: AskedOfRecord, name: str, address: str) -> HttpResponse:
    """The page of a record that was asked for as at a day that it cannot be: the day as it was typed, and what is wrong
    with it."""
    context = {"form": asked.form, "name": name, "address": address}
    return answer(request, "readers/registers/wrong_day.html", context, status=400)
