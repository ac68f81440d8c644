"""The calendar of meetings and paper days, as a page and as a file; and the feeds."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from itertools import groupby
from typing import cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from access.policy import PANEL
from readers.library.calendar_file import as_calendar
from readers.library.days import EVERY, coming, committees_meeting
from readers.library.feeds import MeetingsFeed, PapersFeed
from reports.engine.month import Month

BAD_REQUEST = 400
KEPT_SECONDS = 300
BEFORE = timedelta(days=90)
"""How far back the file reaches: a subscriber's calendar keeps what has just been."""


class CalendarForm(forms.Form):
    """Whose meetings: the Panel's unless another is asked for."""

    committee = forms.ChoiceField(label="Committee", required=False)

    def __init__(self, asked: object, choices: list[tuple[str, str]]) -> None:
        super().__init__(asked, auto_id="calendar-%s")  # type: ignore[arg-type]  # a QueryDict
        field = cast("forms.ChoiceField", self.fields["committee"])
        field.choices = choices
        field.error_messages["invalid_choice"] = "No committee of this code has meetings to come."

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data["committee"] or PANEL)


@require_safe
@cache_control(private=True, no_cache=True)
def calendar(request: HttpRequest) -> HttpResponse:
    """The meetings to come, month by month."""
    today = timezone.localdate()
    committees = committees_meeting(request.user, today)
    named = [(one.code, one.name) for one in committees]
    form = CalendarForm(request.GET, [*([] if PANEL in dict(named) else [(PANEL, "Panel")]), *named, (EVERY, "Every")])
    chosen = form.chosen if form.is_valid() else ""
    found = coming(request.user, today, committee=chosen) if chosen else []
    context = {
        "form": form,
        "chosen": chosen or PANEL,
        "months": [(month, list(days)) for month, days in groupby(found, lambda one: Month.containing(one.day))],
        "number": len(found),
        "feed_url": f"{reverse('readers:calendar-feed')}?committee={chosen or PANEL}",
        "file_url": request.build_absolute_uri(f"{reverse('readers:calendar-file')}?committee={chosen or PANEL}"),
    }
    return render(request, "readers/library/calendar.html", context, status=200 if chosen else BAD_REQUEST)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponseBase:
    """The same for everybody who asks: what anybody may know of the meetings of a committee."""
    today = timezone.localdate()
    if not (committee := _asked_for(request, today)):
        return _no_such_committee()
    found = coming(AnonymousUser(), today - BEFORE, committee=committee)
    page = request.build_absolute_uri(reverse("readers:calendar"))
    content = as_calendar(found, host=request.get_host(), today=today, page=page)
    return _kept(request, HttpResponse(content, content_type="text/calendar; charset=utf-8"))


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponseBase:
    """The same for everybody who asks."""
    today = timezone.localdate()
    if not (committee := _asked_for(request, today)):
        return _no_such_committee()
    return _kept(request, MeetingsFeed(committee, today)(request))


def _asked_for(request: HttpRequest, today: date) -> str:
    """The committee whose meetings are asked for, "" for one that has none."""
    committee = request.GET.get("committee") or PANEL
    known = {EVERY, PANEL, *(one.code for one in committees_meeting(AnonymousUser(), today - BEFORE))}
    return committee if committee in known else ""


def _no_such_committee() -> HttpResponse:
    return HttpResponse("No committee of this code has meetings.\n", status=404, content_type="text/plain")


@require_safe
def papers_feed(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    return _kept(request, PapersFeed()(request, kind=kind))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """What caches may hand on for a while: it is the same for everybody. 304 for whoever holds just this."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()}"'
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    answer: HttpResponseBase = get_conditional_response(request, etag=response["ETag"], response=response) or response
    return answer
