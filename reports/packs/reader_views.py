"""Reading what was issued. What a person may not read is not found."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access import policy
from reports.packs.naming import slug_of
from reports.packs.pages import meetings_without_a_pack, packs_in_hand
from reports.packs.reading import address_of_page, file_named, issues_for, meetings_for
from reports.packs.serving import send


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
    context = {
        "meeting": issued[0].issue.pack.meeting,
        "slug": slug_of(issued[0].issue.pack.meeting),
        "issued": issued,
        "makes": policy.may_make_packs(request.user),
    }
    return render(request, "reports/packs/pack.html", context)


@require_safe
@never_cache
def page(request: HttpRequest, pack: str, page: int) -> HttpResponse:
    """Open this page of the pack, in the fullest edition that the person may read."""
    address = address_of_page(request.user, pack, page)
    if address is None:
        raise Http404("There is no such page.")
    return HttpResponse(status=302, headers={"Location": address})


@require_safe
def file(request: HttpRequest, pack: str, name: str) -> HttpResponseBase:
    found = file_named(request.user, pack, name)
    if found is None:
        raise Http404("There is no such file.")
    return send(request, found)
