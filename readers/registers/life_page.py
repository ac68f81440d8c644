"""The page of a modification's life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from access.audit.acts import record_reading
from access.models import User
from access.policy import may_read_drafts
from modifications.models import Modification
from modifications.queries import references_at
from modifications.references import normalise_reference
from modifications.working_days import PUBLISHED
from readers.following.services import follows
from readers.horizon import last_day_for, published_until
from readers.registers.answering import answer
from readers.registers.days import DayForm, in_words
from readers.registers.filters import AS_AT
from readers.registers.life import Life, life_of, modification_called
from readers.registers.life_papers import Paper, Place, classified, papers_naming
from readers.registers.life_timeline import in_words_of, timeline_of
from readers.registers.mentions import target_of
from readers.registers.timeline import timeline_uri
from reports.charts.style import Width

_PAPER = "<li>{}<ul>{}</ul></li>"
SHOWN = 12
"""Papers that are listed at once; the others are folded away."""
SEC_CONVENTION = (
    "SEC Working Days leave out bank holidays in England and Wales too, and do not count the day of acceptance."
)


class LifeDayForm(DayForm):
    """A day on or after the one it was raised on."""

    def __init__(self, data: Any, last: date, *, staff: bool, raised_on: date) -> None:
        super().__init__(data, last, staff=staff)
        self.raised_on = raised_on

    def clean_as_at(self) -> date:
        day: date = self.cleaned_data[AS_AT]
        if day < self.raised_on:
            raise forms.ValidationError(f"It was raised on {in_words(self.raised_on)}. Choose that day or a later one.")
        return day


def address_of(reference: str) -> str:
    """Of the page of the modification that has this reference, or ever had it."""
    return reverse("registers:modification", kwargs={"reference": reference.replace(" ", "-")})


@require_safe
def modification_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Any reference that the modification ever had, however it is typed, leads to the one that it has on the reader's
    last day. One that was raised after that day is not found."""
    last = last_day_for(request.user, timezone.localdate())
    found = _called(request, reference, last) if last else None
    if last is None or found is None:
        raise Http404("There is no such modification.")
    modification, name = found
    address = address_of(name)
    if request.path != address:
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    form = LifeDayForm(request.GET, last, staff=may_read_drafts(request.user), raised_on=modification.raised_on)
    if not form.is_valid():
        context = {"form": form, "reference": name, "address": address}
        return answer(request, "readers/modifications/wrong_day.html", context, status=400)
    life = life_of(request.user, modification, form.day)
    papers = papers_naming(request.user, target_of(modification.code), life.day)
    word = classified(papers)
    record_reading(request.user, f"page of {name}", word)
    context = {
        **_drawn(life),
        **_following(request, modification),
        "life": life,
        "form": form,
        "address": address,
        "latest": life.day == last,
        "lasting": f"{address}?{AS_AT}={life.day.isoformat()}",
        "papers": _listed(papers[:SHOWN]),
        "older": _listed(papers[SHOWN:]),
        "number_older": len(papers[SHOWN:]),
        "classification": word,
        "published": PUBLISHED.statement,
        "sec_convention": SEC_CONVENTION,
        "whole_url": address_of(life.whole.reference) if life.whole else "",
        "parts": [(one, address_of(one.reference)) for one in life.parts],
    }
    return answer(request, "readers/modifications/modification.html", context, word)


def _listed(papers: Sequence[Paper]) -> SafeString:
    """As list items. A modification may be named by thousands of sections, which a template takes long to loop over."""
    return format_html_join("\n", _PAPER, ((_paper_in_words(one), _sections(one.places)) for one in papers))


def _paper_in_words(paper: Paper) -> SafeString:
    version = f", version {paper.version}" if paper.version > 1 else ""
    return format_html('<span class="life-paper">{}</span>{} ({})', paper.title, version, paper.classification.label)


def _sections(places: Sequence[Place]) -> SafeString:
    told = ((one.url, one.label, "" if one.within == "text" else f": {one.within}") for one in places)
    return format_html_join("", '<li><a class="govuk-link" href="{}">{}</a>{}</li>', told)


def _called(request: HttpRequest, reference: str, last: date) -> tuple[Modification, str] | None:
    """The modification, and its reference on the reader's last day."""
    try:
        code = normalise_reference(reference)
    except ValueError:
        return None
    found = modification_called(request.user, code, last)
    if found is None:
        return None
    named = references_at([code], last).get(code)
    return found, named.reference if named else code


def _following(request: HttpRequest, modification: Modification) -> dict[str, bool]:
    """Whether the person follows it, and whether it can be: what was raised since the last published month is not told
    of by mail yet. Two queries at most."""
    person = request.user
    if not isinstance(person, User):
        return {"followed": False, "may_follow": True}
    until = published_until() if may_read_drafts(person) else modification.raised_on
    may_follow = until is not None and modification.raised_on <= until
    return {"followed": follows(person, target_of(modification.code)), "may_follow": may_follow}


def _drawn(life: Life) -> dict[str, str]:
    timeline = timeline_of(life)
    return {
        "timeline": timeline_uri(timeline, Width.PAGE),
        "timeline_phone": timeline_uri(timeline, Width.PHONE),
        "timeline_words": in_words_of(life),
    }
