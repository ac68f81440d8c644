"""The page of one section's text, its versions, and last month's text. All of it works without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from access.audit import record_reading
from reports.engine.month import Month
from reports.narrative.chips import chips_of
from reports.narrative.compare import comparison_markup
from reports.narrative.place import Place, place_of, text_before
from reports.narrative.presence import HEARTBEAT
from reports.narrative.printed import printed, sources
from reports.narrative.services import Faulty, Saved, Stale, accept_text, save_text, unbound_in
from reports.narrative.versions import Change, changes, sittings, version

CONFLICT = 409
UNPRINTABLE = 422

STALE = "Somebody else changed this text while you were writing: nothing of theirs was overwritten."


@require_http_methods(["GET", "POST"])
@never_cache
def text(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    place = place_of(request, kind, month, section)
    if request.method == "POST":
        return _save(request, writable(place))
    _record(place, "text")
    if not place.may_write:
        context = _frame(place) | {"printed": printed(place.report, section, place.body)}
        return render(request, "reports/narrative/read_only.html", context)
    return _page(request, place)


@require_POST
@never_cache
def accept(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """What was carried forward is meant as it stands."""
    place = writable(place_of(request, kind, month, section))
    if not _made_for(request, place):
        return _page(request, place, status=CONFLICT, other_person=True)
    result = accept_text(place.report, section, based_on=str(request.POST.get("based_on", "")), by=place.person)
    if isinstance(result, Saved):
        messages.success(request, "Accepted as it stands.")
    elif isinstance(result, Faulty):
        messages.warning(request, " ".join(result.faults))
    else:
        messages.warning(request, f"{_by(result)} changed this text meanwhile: read it before you accept it.")
    return _to(place)


@require_GET
@never_cache
def versions(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """The sittings in which the text was written; two of them compared where `old` and `new` name them."""
    place = place_of(request, kind, month, section)
    _record(place, "versions")
    found = sittings(changes(place.report.pk, section, place.person))
    old, new = (_chosen(request, place, name) for name in ("old", "new"))
    comparison = comparison_markup(old.body, new.body, _named(old), _named(new)) if old and new else ""
    chosen = {"old": old.id if old else 0, "new": new.id if new else 0}
    context = _frame(place) | {"sittings": found, "comparison": comparison, "chosen": chosen}
    return render(request, "reports/narrative/versions.html", context)


@require_POST
@never_cache
def restore(request: HttpRequest, kind: str, month: Month, section: str, version_id: int) -> HttpResponse:
    """Save a version's text anew: what was written since stays among the versions."""
    place = writable(place_of(request, kind, month, section))
    chosen = version(place.report.pk, section, version_id, place.person)
    if chosen is None:
        raise Http404("This text has no such version.")
    if not _made_for(request, place):
        return _page(request, place, status=CONFLICT, other_person=True)
    why = f"restored from {_stamp(chosen)}"
    based_on = str(request.POST.get("based_on", ""))
    result = save_text(place.report, section, chosen.body, based_on=based_on, by=place.person, why=why)
    if isinstance(result, Saved):
        messages.success(request, f"The text of {_stamp(chosen)} is the text again.")
        return _to(place)
    said = STALE if isinstance(result, Stale) else f"It stays there: {' '.join(result.faults)}"
    messages.warning(request, said)
    return redirect("text:versions", kind, month, section)


@require_GET
@never_cache
def before(request: HttpRequest, kind: str, month: Month, section: str) -> HttpResponse:
    """Last month's text as that month's report prints it, to be read beside this month's."""
    place = place_of(request, kind, month, section)
    found = text_before(place)
    if found is not None:
        _record(place, "text of the month before")
    context = _frame(place) | {
        "before": found,
        "printed": printed(found.report, section, found.body) if found else None,
    }
    return render(request, "reports/narrative/before.html", context)


def _record(place: Place, what: str) -> None:
    """Once for each opening of a page: what the editor asks for meanwhile is part of it."""
    record_reading(place.person, f"{place.report}, {place.section}: {what}", place.word)


def writable(place: Place) -> Place:
    """Raises PermissionDenied where the person may read the text and not change it."""
    if not place.may_write:
        raise PermissionDenied
    return place


# --- saving from the form -------------------------------------------------------------------------------------------


def _save(request: HttpRequest, place: Place) -> HttpResponse:
    """Save what was typed into the plain field. What can't be saved stands in the field again, as it was typed."""
    typed, based_on = str(request.POST.get("body", "")), str(request.POST.get("based_on", ""))
    if not _made_for(request, place):
        return _page(request, place, status=CONFLICT, typed=typed, based_on=based_on, other_person=True)
    match save_text(place.report, place.section, typed, based_on=based_on, by=place.person):
        case Saved(body):
            messages.success(request, _saved(len(unbound_in(body))))
            return _to(place)
        case Faulty(faults):
            return _page(request, place, status=UNPRINTABLE, typed=typed, based_on=based_on, faults=faults)
        case Stale() as theirs:
            markup = comparison_markup(theirs.body, typed, _theirs(theirs), "Your text")
            more = {"stale": theirs, "stale_by": _by(theirs), "comparison": markup}
            return _page(request, place, status=CONFLICT, typed=typed, based_on=theirs.digest, **more)


def _made_for(request: HttpRequest, place: Place) -> bool:
    return place.made_for(request.POST.get("by", place.person.pk))


def _page(
    request: HttpRequest, place: Place, *, status: int = 200, typed: str | None = None, based_on: str = "", **more: Any
) -> HttpResponse:
    shown = place.body if typed is None else typed
    context = _frame(place) | {
        "typed": shown,
        "unbound": unbound_in(shown),
        "based_on": based_on or place.digest,
        "page_data": _page_data(place),
        **more,
    }
    return render(request, "reports/narrative/text.html", context, status=status)


def _page_data(place: Place) -> dict[str, Any]:
    """What the editor is told. Its addresses are this page's own, so that it needs no list of the site's."""
    before = text_before(place)
    return {
        "name": f"{place.report.kind}/{place.report.covers.iso}/{place.section}",
        "person": place.person.pk,
        "person_name": place.person_name,
        "body": place.body,
        "digest": place.digest,
        "heartbeat": HEARTBEAT,
        "before": sources(before.body) if before else [],
        "before_month": before.report.covers.label if before else "",
        "login": reverse("login"),
        "known": chips_of(place.report, place.body),
    }


def _frame(place: Place) -> dict[str, Any]:
    report = place.report
    return {
        "place": place,
        "report": report,
        "month": report.covers,
        "heading": place.title,
        "carried_from": place.carried_from,
    }


# --- words ----------------------------------------------------------------------------------------------------------


def _saved(unbound: int) -> str:
    if not unbound:
        return "Saved."
    what = "1 number in it is" if unbound == 1 else f"{unbound:,} numbers in it are"
    return f"Saved. {what} bound to no figure and not quoted: see the list under the text."


def _to(place: Place) -> HttpResponseRedirect:
    return HttpResponseRedirect(place.url)


def _chosen(request: HttpRequest, place: Place, name: str) -> Change | None:
    wanted = str(request.GET.get(name, ""))
    if not wanted.isdecimal() or len(wanted) > 9:
        return None
    return version(place.report.pk, place.section, int(wanted), place.person)


def _stamp(change: Change) -> str:
    at = localtime(change.at)
    return f"{at.day} {at:%B %Y, %H:%M}"


def _named(change: Change) -> str:
    whose = f"carried from {change.carried}" if change.carried else change.who
    return f"{_stamp(change)}, {whose}" if whose else _stamp(change)


def _by(stale: Saved | Stale) -> str:
    return (stale.who if isinstance(stale, Stale) else "") or "Somebody else"


def _theirs(stale: Stale) -> str:
    at = f" at {localtime(stale.when):%H:%M}" if stale.when else ""
    return f"{_by(stale)}’s text, saved{at}"
