"""What the editor asks for while somebody writes: saving, comparing, who else is here. Answers are JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reports.engine.month import Month
from reports.narrative import presence
from reports.narrative.compare import comparison_markup
from reports.narrative.place import Place, place_of
from reports.narrative.services import Faulty, Saved, Stale, accept_text, cleaned, save_text
from reports.narrative.versions import latest_change
from reports.narrative.views import CONFLICT, UNPRINTABLE, writable

UNREADABLE = 400


@require_POST
@never_cache
def save(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """Save {"body", "based_on", "by": the person the page was made for}. `accepted` says that the passages of last
    month's text that stand in it are meant to; whether there are any is not asked of the page. 409 where another person
    is signed in by now."""
    place = writable(place_of(request, kind, month, section))
    asked = _asked(request)
    body, based_on = asked.get("body"), asked.get("based_on")
    if not isinstance(body, str) or not isinstance(based_on, str):
        return JsonResponse({"state": "unreadable"}, status=UNREADABLE)
    if not place.made_for(asked.get("by")):
        return _other_person(place)
    if asked.get("accepted") is True:
        return _answer(accept_text(place.report, section, based_on=based_on, by=place.person), body)
    return _answer(save_text(place.report, section, body, based_on=based_on, by=place.person), body)


@require_POST
@never_cache
def compare(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """{"body", "by"} beside the text that is stored."""
    place = writable(place_of(request, kind, month, section))
    asked = _asked(request)
    body = asked.get("body")
    if not isinstance(body, str):
        return JsonResponse({"state": "unreadable"}, status=UNREADABLE)
    if not place.made_for(asked.get("by")):
        return _other_person(place)
    markup = comparison_markup(place.body, cleaned(body), "The text as saved", "Your unsaved changes")
    return JsonResponse({"comparison": markup, "same": cleaned(body) == place.body})


@require_POST
@never_cache
def here(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """A sign of life, or with "leaving" of going. Says who else is here, and which text is stored by now."""
    place = writable(place_of(request, kind, month, section))
    if not place.made_for(request.POST.get("by", place.person.pk)):
        return _other_person(place)
    if request.POST.get("leaving"):
        presence.gone(place.report, section, place.person)
        return JsonResponse({"others": []})
    at = timezone.now()
    presence.here(place.report, section, place.person, at)
    found = presence.others(place.report, section, place.person, at)
    return JsonResponse({"others": found, "digest": place.digest} | _news(place, request.POST.get("digest", "")))


def _news(place: Place, known: Any) -> dict[str, str]:
    """Who saved the text that the page does not know yet."""
    if known == place.digest:
        return {}
    change = latest_change(place.report.pk, place.section)
    return {"by": change.who, "at": _clock(change.at)} if change else {}


def _answer(result: Saved | Stale | Faulty, mine: str) -> JsonResponse:
    match result:
        case Saved(body, digest, carried):
            saved = {"state": "saved", "body": body, "digest": digest, "carried": carried}
            return JsonResponse(saved | {"at": _clock(timezone.now())})
        case Stale(body, digest, who, when):
            name, at = who or "Somebody else", _clock(when) if when else ""
            titles = f"{name}’s text, saved at {at}" if at else f"{name}’s text", "Your text"
            markup = comparison_markup(body, cleaned(mine), *titles)
            stale = {"state": "stale", "body": body, "digest": digest, "who": name, "at": at, "comparison": markup}
            return JsonResponse(stale, status=CONFLICT)
        case Faulty(faults):
            return JsonResponse({"state": "faulty", "faults": faults}, status=UNPRINTABLE)


def _other_person(place: Place) -> JsonResponse:
    """What one person typed is not stored in the name of another, who signed in meanwhile in the same browser."""
    return JsonResponse({"state": "other-person", "name": place.person_name}, status=CONFLICT)


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The JSON of the request; nothing where it is no JSON object."""
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return asked if isinstance(asked, dict) else {}
