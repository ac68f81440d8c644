"""What changed since last month: between two published papers of a kind, for whoever may read both."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.reading.answers import page
from readers.reading.changes import Chosen, Side, chosen, digest_of, sides_for
from readers.reading.showing import place
from reports.engine.month import Month
from reports.models import PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.queries import served
from reports.publishing.serving import may_read_file, refused

BAD_REQUEST = 400


@require_safe
def changes(request: HttpRequest, kind: str, month: Month, part: str = BODY) -> HttpResponse:
    latest = served(kind, month, with_others=False).filter(part=part, kind=FileKind.DATA).defer("content").first()
    if latest is None or not may_read_file(request, latest):
        raise Http404("There is no such paper.")
    sides = sides_for(request.user, kind, part)
    found = chosen(sides, month, request.GET.get("before", ""), request.GET.get("after", ""))
    if found is None:
        return _withdrawn(request, latest)
    if found.after.month != month:
        where = reverse("reading:changes", args=(kind, found.after.month, *([part] if part else [])))
        return redirect(f"{where}?{request.GET.urlencode()}")
    return _page(request, latest, found, kind, part)


def _withdrawn(request: HttpRequest, latest: PublishedFile) -> HttpResponse:
    """No version of the month stands: its reason, as at the paper's own address."""
    if reason := refused(request, latest):
        return reason
    raise Http404("There is no such paper.")


def _page(request: HttpRequest, latest: PublishedFile, found: Chosen, kind: str, part: str) -> HttpResponse:
    file = found.after.file
    # What `served` says of the report's latest version.
    vars(file).update({name: said for name, said in vars(latest).items() if name.startswith("latest")})
    others = [found.before.file] if found.before else []

    def context() -> dict[str, Any]:
        return {
            **place(file),
            "chosen": found,
            "digest": digest_of(found.before, found.after) if found.before else None,
            "before_url": _url(found.before, part) if found.before else "",
            "after_url": _url(found.after, part),
            "facts_url": _facts_url(found.after, part),
            "changes_url": reverse("reading:changes", args=(kind, found.after.month, *([part] if part else []))),
        }

    status = BAD_REQUEST if found.fault else 200
    keys = ",".join(one.key for one in found.sides)
    more = tuple(one.sha256 for one in others)
    return page(
        request, file, "changes.html", context, name="changes", more=(*more, keys), others=others, status=status
    )


def _url(side: Side, part: str) -> str:
    publication = side.file.publication
    where = (publication.kind, side.month, side.version)
    return (
        reverse("publishing:version-part", args=(*where, part)) if part else reverse("publishing:version", args=where)
    )


def _facts_url(side: Side, part: str) -> str:
    where = (side.file.publication.kind, side.month, side.version)
    return reverse("reading:facts", args=(*where, *([part] if part else [])))
