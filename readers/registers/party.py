"""The page of one Party: how it stood on a day, and what happened to it up to then."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.audit.acts import record_reading
from access.classification import Classification, highest
from access.policy import Reader, default_classification, visible_to
from parties.models import EventOfDefault, Party, PartyCategory, TestingCompletion, UepCompletion
from parties.queries_history import categories_of, defaults_of, groups_of, spells_of, tests_of
from parties.queries_register import Standing, parties_as_at, with_uep
from readers.registers.answering import answer
from readers.registers.life_papers import papers_naming
from readers.registers.parties import uep_in_words
from readers.registers.record import asked_of_record, wrong_day

SHOWN = 12
"""Papers that are listed at once; the others are folded away."""


@require_safe
def party_page(request: HttpRequest, code: str) -> HttpResponse:
    """A Party that had not acceded by the reader's last day is not found; on a day before it had, its page says so."""
    asked = asked_of_record(request)
    reader = request.user
    party = visible_to(reader, Party.objects.filter(code=code)).first()
    if party is None or not parties_as_at(Party.objects.filter(pk=party.pk), asked.last).exists():
        raise Http404("There is no such Party.")
    address = reverse("registers:party", kwargs={"code": code})
    if not asked.form.is_valid():
        return wrong_day(request, asked, str(party), address)
    day = asked.form.day
    papers = papers_naming(reader, f"party:{code}", day)
    told = _told(reader, party, day)
    word = highest([*told.pop("words"), *(paper.classification for paper in papers)])
    record_reading(reader, f"page of {party}", word)
    context = {
        "party": party,
        "form": asked.form,
        "day": day,
        "address": address,
        "papers": papers[:SHOWN],
        "older": papers[SHOWN:],
        "classification": word,
        **told,
    }
    return answer(request, "readers/registers/party.html", context, word)


def _told(reader: Reader, party: Party, day: date) -> dict[str, Any]:
    """What the page tells, with the `words` of its classifications. Seven queries."""
    completions = visible_to(reader, UepCompletion.objects.all())
    standing = with_uep(parties_as_at(Party.objects.filter(pk=party.pk), day), completions, day).values().first()
    tests = tests_of(party, visible_to(reader, TestingCompletion.objects.all()), day)
    defaults = defaults_of(party, visible_to(reader, EventOfDefault.objects.all()), day)
    words = [Classification.WHITE, *(Classification(one.classification) for one in tests)]
    if defaults:
        words.append(Classification(default_classification(EventOfDefault) or Classification.RED))
    return {
        "standing": Standing(standing["standing"]) if standing else None,
        "category": PartyCategory(standing["category"]).label if standing and standing["category"] else "",
        "group": standing["group"] if standing else "",
        "uep": [uep_in_words(one) for one in standing["uep"]] if standing else [],
        "spells": spells_of(party, day),
        "categories": categories_of(party, day),
        "groups": groups_of(party, day),
        "tests": tests,
        "defaults": defaults,
        "words": words,
    }
