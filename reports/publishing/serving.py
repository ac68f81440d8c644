"""How what was published is handed over: to whom it is for, with the reason where it was withdrawn, kept in the trail
where it is Amber or Red, and told to caches. For stored files, and for whatever is made of them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control

from access.audit import record_act
from access.classification import Classification
from access.policy import held_by, may_correct, may_read, visible_to
from reports.engine.month import Month
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.papers import program
from reports.publishing.queries import is_withdrawn, may_open_withdrawn, served, superseded_by

GONE = 410
PUBLIC_SECONDS = 60
"""How long a copy of a White file may be handed on without asking: it may be withdrawn. A White page is always asked
for, since another version of it may be out; caches may keep it all the same."""
RECORDED = (Classification.AMBER, Classification.RED)


def found(
    request: HttpRequest, kind: str, month: Month, version: int, *, kind_of: str = "", **asked: str
) -> PublishedFile:
    """Raises Http404 for what there is not, and for what the reader may not read: nobody learns which."""
    files = served(kind, month, with_others=bool(kind_of)).filter(publication__version=version, **asked)
    file = (files.filter(kind=kind_of) if kind_of else files).first()
    if file is None or not may_read_file(request, file):
        raise Http404("There is no such paper.")
    return file


def may_read_file(request: HttpRequest, file: PublishedFile) -> bool:
    """Of what anybody may read nobody is asked who they are."""
    return may_read(AnonymousUser(), file) or may_read(request.user, file)


def refused(request: HttpRequest, file: PublishedFile) -> HttpResponse | None:
    """The reason, in the place of what was withdrawn; what answers for papers opens it still."""
    if not is_withdrawn(file.publication) or may_open_withdrawn(request.user):
        return None
    of, reader = file.publication, request.user
    place = (of.kind, of.covers)
    led = {
        "earlier": _still_read(request, file),
        "versions_url": reverse("reading:versions", args=place) if may_read(reader, of) else "",
        "publish_url": reverse("publishing:publish", args=place) if may_correct(reader) else "",
    }
    response = render(request, "reports/publishing/withdrawn.html", {**about(file), **led}, status=GONE)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _still_read(request: HttpRequest, file: PublishedFile) -> list[tuple[int, str]]:
    """The earlier versions of it that stand and that the person may read, latest first, each with its address."""
    of = file.publication
    pages = PublishedFile.objects.filter(publication__report=of.report_id, publication__version__lt=of.version)
    pages = pages.filter(kind=FileKind.PAGE, part=file.part, publication__withdrawal__isnull=True)
    versions = (
        visible_to(request.user, pages).order_by("-publication__version").values_list("publication__version", flat=True)
    )
    place = (of.kind, of.covers)
    name, part = ("version-part", (file.part,)) if file.part else ("version", ())
    return [(one, reverse(f"publishing:{name}", args=(*place, one, *part))) for one in versions]


def still_kept(
    request: HttpRequest, file: PublishedFile, headers: dict[str, str], *, public: bool, asks: bool = False
) -> HttpResponse | None:
    """304 for a browser that holds just this."""
    bare = cached(HttpResponse(headers=headers), file, public=public, asks=asks)
    answer: HttpResponseBase | None = get_conditional_response(request, etag=headers["ETag"], response=bare)
    return None if answer is bare or not isinstance(answer, HttpResponse) else answer


def marked(request: HttpRequest, file: PublishedFile, *more: str) -> str:
    """Names what is shown: the file as stored, and all that the frame around it says to this reader. `more` is what
    else a page depends on."""
    signed_in = request.user.is_authenticated
    shown = (
        file.sha256,
        program(),
        static("css/site.css"),
        str(file.latest),  # type: ignore[attr-defined]  # annotated by `served`
        str(is_withdrawn(file.publication)),
        str(file.latest_gone_at),  # type: ignore[attr-defined]  # annotated by `served`
        str(request.session.session_key) if signed_in else "",
        str(sorted(held_by(request.user))) if signed_in else "",
        request.path,
        *more,
    )
    return hashlib.sha256("\0".join(shown).encode()).hexdigest()


def is_white(file: PublishedFile) -> bool:
    return file.classification == Classification.WHITE


def cached(response: HttpResponse, file: PublishedFile, *, public: bool, asks: bool = False) -> HttpResponse:
    """`asks`: whether a cache asks each time whether what it keeps still holds.

    What is Amber or Red no cache keeps: the next person at the same machine would find it.
    """
    if file.classification in RECORDED:
        patch_cache_control(response, private=True, no_store=True)
    elif public and asks:
        patch_cache_control(response, public=True, no_cache=True)
    elif public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def record(request: HttpRequest, file: PublishedFile, kind: str, name: str = "", *, always: bool = False) -> None:
    """Keep in the trail that somebody read or took away what is Amber or Red, or `always`. `name` is what was made of
    the file, where it is not the file itself."""
    if always or file.classification in RECORDED:
        publication = file.publication
        detail = {
            "publication": publication.pk,
            "file": name or file.name,
            "part": file.part,
            "version": publication.version,
        }
        record_act(kind, user=request.user, detail=detail)


def about(file: PublishedFile) -> dict[str, Any]:
    """What every page about the file says of it, and of its version."""
    publication = file.publication
    latest: int = file.latest  # type: ignore[attr-defined]  # annotated by `served`
    latest_word: str = file.latest_word  # type: ignore[attr-defined]  # annotated by `served`
    return {
        "publication": publication,
        "file": file,
        "title": file.title,
        "word": Classification(file.classification).label,
        "withdrawal": publication.withdrawal if is_withdrawn(publication) else None,
        "superseded": superseded_by(publication.version, file.classification, latest, latest_word),
        "latest": latest,
        "latest_gone_at": file.latest_gone_at,  # type: ignore[attr-defined]  # annotated by `served`
        "latest_gone_because": file.latest_gone_because,  # type: ignore[attr-defined]  # annotated by `served`
        "latest_url": reverse("reports:detail", args=(publication.kind, publication.covers)),
        "paper_url": version_url(publication) if file.part else "",
    }


def version_url(publication: Publication) -> str:
    return reverse("publishing:version", args=(publication.kind, publication.covers, publication.version))
