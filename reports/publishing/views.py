"""What was published, served as it is stored. Who may not read it does not find it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.audit import record_act
from access.classification import Classification
from access.policy import Reader, held_by, may_correct, may_publish, may_read, may_read_drafts
from reports.engine.month import Month
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.papers import program
from reports.parts import BODY
from reports.publishing.queries import (
    Listed,
    is_withdrawn,
    listed_for,
    may_open_withdrawn,
    page_name,
    served,
)

GONE = 410
PUBLIC_SECONDS = 60
"""How long a copy of a White file may be handed on without asking: it may be withdrawn. A White page is always asked
for, since another version of it may be out; caches may keep it all the same."""
_RECORDED = (Classification.AMBER, Classification.RED)
_TEXTS = ("text/html", "text/csv", "application/json")
_INLINE = (FileKind.PDF,)


def with_latest(draft: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The report's own address: the latest version that was published; where none is, the draft, for whom `draft`
    shows it to."""

    @require_safe
    def view(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
        file = page_name(served(kind, month)).first()
        return draft(request, kind, month) if file is None else _page(request, file)

    return view


@require_safe
def version_page(request: HttpRequest, kind: str, month: Month, version: int) -> HttpResponse:
    return _page(request, _found(request, kind, month, version, part=BODY, kind_of=FileKind.PAGE))


@require_safe
def version_part(request: HttpRequest, kind: str, month: Month, version: int, part: str) -> HttpResponse:
    return _page(request, _found(request, kind, month, version, part=part, kind_of=FileKind.PAGE))


@require_safe
def version_file(request: HttpRequest, kind: str, month: Month, version: int, name: str) -> HttpResponse:
    """A file as it is stored. A page is no file: it is served in the site's frame, at its own address."""
    file = _found(request, kind, month, version, name=name)
    if file.kind == FileKind.PAGE:
        raise Http404("There is no such file.")
    if refused := _refused(request, file):
        return refused
    _record(request, file, "download")
    headers = {"ETag": f'"{file.sha256}"'}
    if kept := _still_kept(request, file, headers, public=_is_white(file)):
        return kept
    headers["Content-Disposition"] = content_disposition_header(file.kind not in _INLINE, file.name) or ""
    response = HttpResponse(file.content, content_type=_typed(file), headers=headers)
    return _cached(response, file, public=_is_white(file))


def _found(
    request: HttpRequest, kind: str, month: Month, version: int, *, kind_of: str = "", **asked: str
) -> PublishedFile:
    """Raises Http404 for what there is not, and for what the reader may not read: nobody learns which."""
    files = served(kind, month, with_others=bool(kind_of)).filter(publication__version=version, **asked)
    file = (files.filter(kind=kind_of) if kind_of else files).first()
    if file is None or not _may_read(request, file):
        raise Http404("There is no such paper.")
    return file


def _may_read(request: HttpRequest, file: PublishedFile) -> bool:
    """Of what anybody may read nobody is asked who they are."""
    return may_read(AnonymousUser(), file) or may_read(request.user, file)


def _refused(request: HttpRequest, file: PublishedFile) -> HttpResponse | None:
    """The reason, in the place of what was withdrawn; what answers for papers opens it still."""
    if not is_withdrawn(file.publication) or may_open_withdrawn(request.user):
        return None
    response = render(request, "reports/publishing/withdrawn.html", _about(file), status=GONE)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _page(request: HttpRequest, file: PublishedFile) -> HttpResponse:
    if not _may_read(request, file):
        raise Http404("There is no such paper.")
    if refused := _refused(request, file):
        return refused
    _record(request, file, "reading")
    reader: Reader = request.user
    public = _is_white(file) and not reader.is_authenticated
    headers = {"ETag": f'W/"{_marked(request, file)}"'}
    if kept := _still_kept(request, file, headers, public=public, asks=True):
        return kept
    context = {
        **_about(file),
        **_doors(reader, file.publication),
        **_beside(reader, file),
        "page": mark_safe(bytes(file.content).decode()),  # noqa: S308  # our own renderer made it, and it never changes
    }
    content = render_to_string("reports/publishing/page.html", context, request)
    return _cached(HttpResponse(content, headers=headers), file, public=public, asks=True)


def _marked(request: HttpRequest, file: PublishedFile) -> str:
    """Names what is shown: the file as stored, and all that the frame around it says to this reader."""
    signed_in = request.user.is_authenticated
    shown = (
        file.sha256,
        program(),
        static("css/site.css"),
        str(file.latest),  # type: ignore[attr-defined]  # annotated by `served`
        str(is_withdrawn(file.publication)),
        str(request.session.session_key) if signed_in else "",
        str(sorted(held_by(request.user))) if signed_in else "",
        request.path,
    )
    return hashlib.sha256("\0".join(shown).encode()).hexdigest()


def _still_kept(
    request: HttpRequest, file: PublishedFile, headers: dict[str, str], *, public: bool, asks: bool = False
) -> HttpResponse | None:
    """304 for a browser that holds just this."""
    bare = _cached(HttpResponse(headers=headers), file, public=public, asks=asks)
    answer: HttpResponseBase | None = get_conditional_response(request, etag=headers["ETag"], response=bare)
    return None if answer is bare or not isinstance(answer, HttpResponse) else answer


def _is_white(file: PublishedFile) -> bool:
    return file.classification == Classification.WHITE


def _cached(response: HttpResponse, file: PublishedFile, *, public: bool, asks: bool = False) -> HttpResponse:
    """`asks`: whether a cache asks each time whether what it keeps still holds.

    What is Amber or Red no cache keeps: the next person at the same machine would find it.
    """
    if file.classification in _RECORDED:
        patch_cache_control(response, private=True, no_store=True)
    elif public and asks:
        patch_cache_control(response, public=True, no_cache=True)
    elif public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _record(request: HttpRequest, file: PublishedFile, kind: str) -> None:
    if file.classification in _RECORDED:
        publication = file.publication
        detail = {"publication": publication.pk, "file": file.name, "part": file.part, "version": publication.version}
        record_act(kind, user=request.user, detail=detail)


def _typed(file: PublishedFile) -> str:
    return f"{file.content_type}; charset=utf-8" if file.content_type in _TEXTS else file.content_type


# --- What stands around a page --------------------------------------------------------------------------------------


def _about(file: PublishedFile) -> dict[str, Any]:
    publication = file.publication
    latest: int = file.latest  # type: ignore[attr-defined]  # annotated by `served`
    return {
        "publication": publication,
        "file": file,
        "title": file.title,
        "word": Classification(file.classification).label,
        "withdrawal": publication.withdrawal if is_withdrawn(publication) else None,
        "superseded": publication.version < latest,
        "latest": latest,
        "latest_url": reverse("reports:detail", args=(publication.kind, publication.covers)),
        "paper_url": version_url(publication) if file.part else "",
    }


def _beside(reader: Reader, file: PublishedFile) -> dict[str, Any]:
    publication = file.publication
    listed = listed_for(reader, file)
    own = [one for one in listed if one.part == file.part and one.kind != FileKind.PAGE]
    parts = [one for one in listed if one.kind == FileKind.PAGE and one.part and not file.part]
    files = {
        kind: [(one, file_url(publication, one.name)) for one in own if one.kind == kind] for kind in FileKind.values
    }
    return {"files": files, "parts": [(one, part_url(publication, one)) for one in parts]}


def _doors(reader: Reader, publication: Publication) -> dict[str, str]:
    """The pages behind the paper, for whom they are: staff's working copy, and the page that publishes it."""
    place = (publication.kind, publication.covers)
    answers = may_publish(reader) or may_correct(reader)
    return {
        "draft_url": reverse("reports:draft", args=place) if may_read_drafts(reader) else "",
        "publish_url": reverse("publishing:publish", args=place) if answers else "",
    }


def version_url(publication: Publication) -> str:
    return reverse("publishing:version", args=(publication.kind, publication.covers, publication.version))


def part_url(publication: Publication, one: Listed) -> str:
    place = (publication.kind, publication.covers, publication.version)
    return reverse("publishing:version-part", args=(*place, one.part))


def file_url(publication: Publication, name: str) -> str:
    return reverse("publishing:version-file", args=(publication.kind, publication.covers, publication.version, name))
