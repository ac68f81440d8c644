"""What was published, served as it is stored. Who may not read it does not find it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.policy import Reader, may_correct, may_publish, may_read_drafts
from reports.engine.month import Month
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.queries import Listed, listed_for, page_name, served
from reports.publishing.serving import (
    about,
    cached,
    found,
    is_white,
    marked,
    may_read_file,
    record,
    refused,
    still_kept,
    version_url,
)
from reports.publishing.weaving import woven, woven_by

_TEXTS = ("text/html", "text/csv", "application/json")
_INLINE = (FileKind.PDF,)


def with_latest(draft: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The report's own address: the latest published version that the reader may read; where none was published, the
    draft, for whom `draft` shows it to."""

    @require_safe
    def view(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
        pages = page_name(served(kind, month))
        file = pages.first()
        if file is None:
            return draft(request, kind, month)
        if not may_read_file(request, file):
            file = next((one for one in pages[1:] if may_read_file(request, one)), file)
        return _page(request, file)

    return view


@require_safe
def version_page(request: HttpRequest, kind: str, month: Month, version: int) -> HttpResponse:
    return _page(request, found(request, kind, month, version, part=BODY, kind_of=FileKind.PAGE))


@require_safe
def version_part(request: HttpRequest, kind: str, month: Month, version: int, part: str) -> HttpResponse:
    return _page(request, found(request, kind, month, version, part=part, kind_of=FileKind.PAGE))


@require_safe
def version_file(request: HttpRequest, kind: str, month: Month, version: int, name: str) -> HttpResponse:
    """A file as it is stored. A page is no file: it is served in the site's frame, at its own address."""
    file = found(request, kind, month, version, name=name)
    if file.kind == FileKind.PAGE:
        raise Http404("There is no such file.")
    if reason := refused(request, file):
        return reason
    record(request, file, "download")
    headers = {"ETag": f'"{file.sha256}"'}
    if kept := still_kept(request, file, headers, public=is_white(file)):
        return kept
    headers["Content-Disposition"] = content_disposition_header(file.kind not in _INLINE, file.name) or ""
    response = HttpResponse(file.content, content_type=_typed(file), headers=headers)
    return cached(response, file, public=is_white(file))


def _page(request: HttpRequest, file: PublishedFile) -> HttpResponse:
    if not may_read_file(request, file):
        raise Http404("There is no such paper.")
    if reason := refused(request, file):
        return reason
    record(request, file, "reading")
    reader: Reader = request.user
    public = is_white(file) and not reader.is_authenticated
    headers = {"ETag": f'W/"{marked(request, file, woven_by(), static("css/reading.css"), static("js/reading.js"))}"'}
    if kept := still_kept(request, file, headers, public=public, asks=True):
        return kept
    context = {
        **about(file),
        **_doors(reader, file.publication),
        **_beside(reader, file),
        **_reading(file),
        "page": mark_safe(woven(bytes(file.content).decode(), _at(file))),  # noqa: S308  # our own renderer made it
    }
    content = render_to_string("reports/publishing/page.html", context, request)
    return cached(HttpResponse(content, headers=headers), file, public=public, asks=True)


def _typed(file: PublishedFile) -> str:
    return f"{file.content_type}; charset=utf-8" if file.content_type in _TEXTS else file.content_type


# --- What stands around a page --------------------------------------------------------------------------------------


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


def _at(file: PublishedFile) -> str:
    """The address under which the version's tables and figures stand."""
    return version_url(file.publication)


def _reading(file: PublishedFile) -> dict[str, str]:
    """The pages beside the paper: its data, how its figures were counted, what changed, how to cite it."""
    publication = file.publication
    month = (publication.kind, publication.covers)
    place = (*month, publication.version, *([file.part] if file.part else []))
    pages = {f"{name}_url": reverse(f"reading:{name}", args=place) for name in ("data", "facts", "cite")}
    part = [file.part] if file.part else []
    return {
        **pages,
        "changes_url": reverse("reading:changes", args=(*month, *part)),
        "versions_url": reverse("reading:versions", args=month),
    }


def part_url(publication: Publication, one: Listed) -> str:
    place = (publication.kind, publication.covers, publication.version)
    return reverse("publishing:version-part", args=(*place, one.part))


def file_url(publication: Publication, name: str) -> str:
    return reverse("publishing:version-file", args=(publication.kind, publication.covers, publication.version, name))
