"""Reading what was issued. What a person may not read is not found."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access import policy
from reports.models import PackFile
from reports.packs.naming import slug_of
from reports.packs.pages import meetings_without_a_pack, packs_in_hand
from reports.packs.reading import (
    Instead,
    Place,
    file_named,
    instead_of,
    is_gone,
    issues_for,
    meetings_for,
    place_of_page,
    withdrawn_in,
)
from reports.packs.serving import asks_for_all, send
from reports.publishing.queries import may_open_withdrawn

GONE = 410


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The packs of which the person may read something; for those who make packs, all that are begun as well."""
    makes = policy.may_make_packs(request.user)
    context = {
        "packs": [(slug_of(meeting), meeting) for meeting in meetings_for(request.user)],
        "makes": makes,
        "in_hand": packs_in_hand() if makes else [],
        "meetings": meetings_without_a_pack(request.user) if makes else [],
    }
    return render(request, "reports/packs/index.html", context)


@require_safe
@never_cache
def pack(request: HttpRequest, pack: str) -> HttpResponse:
    """A pack's papers with their pages, and the files of it that the person may open."""
    issued = issues_for(request.user, pack)
    if not issued:
        raise Http404("There is no such pack.")
    instead = instead_of(issued)
    context = {
        "meeting": issued[0].issue.pack.meeting,
        "slug": slug_of(issued[0].issue.pack.meeting),
        "issued": [(one, one.papers(instead)) for one in issued],
        "makes": policy.may_make_packs(request.user),
        "opens_withdrawn": may_open_withdrawn(request.user),
    }
    return render(request, "reports/packs/pack.html", context)


@require_safe
@never_cache
def page(request: HttpRequest, pack: str, page: int) -> HttpResponse:
    """Open this page of the pack, in the fullest edition that the person may read; where another paper has taken the
    place of that which it is of, or a later version of it was published, the way to both."""
    found = place_of_page(request.user, pack, page)
    if found is None:
        raise Http404("There is no such page.")
    if is_gone(request.user, found.file):
        return _gone(request, found.file, found.every_instead, found)
    if found.instead is None and found.later is None:
        return HttpResponse(status=302, headers={"Location": found.address})
    meeting = found.file.issue.pack.meeting
    context = {"meeting": meeting, "slug": slug_of(meeting), "place": found, "page": page}
    return render(request, "reports/packs/replaced.html", context)


@require_safe
def file(request: HttpRequest, pack: str, name: str) -> HttpResponseBase:
    found = file_named(request.user, pack, name, with_content=asks_for_all(request))
    if found is None:
        raise Http404("There is no such file.")
    if is_gone(request.user, found):
        return _gone(request, found, instead_of(issues_for(request.user, pack)))
    return send(request, found)


def _gone(
    request: HttpRequest, file: PackFile, instead: Mapping[int, Instead], place: Place | None = None
) -> HttpResponse:
    """The reason, and what stands there now, in the place of the file; and of the page of it that was asked for."""
    meeting = file.issue.pack.meeting
    withdrawn = [(one, instead.get(one.item)) for one in withdrawn_in(file)]
    said = place and place.row and place.row["item"] in {one.item for one, _ in withdrawn}
    context = {
        "meeting": meeting,
        "slug": slug_of(meeting),
        "file": file,
        "withdrawn": withdrawn,
        "place": None if said else place,
    }
    response = render(request, "reports/packs/withdrawn.html", context, status=GONE)
    add_never_cache_headers(response)
    return response
