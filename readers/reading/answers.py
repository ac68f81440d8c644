"""How the pages and files of this package are handed over: as what was published is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import content_disposition_header

from access.classification import Classification
from reports.models import PublishedFile
from reports.publishing.serving import about, cached, is_white, marked, record, refused, still_kept

OK = 200
_RANK = {word: rank for rank, word in enumerate(Classification.values)}
_MADE_BY = ("readers/reading", "templates/readers/reading")
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BIBTEX, RIS = "application/x-bibtex; charset=utf-8", "application/x-research-info-systems; charset=utf-8"


@cache
def made_by() -> str:
    """Names this package and its templates as they are: what a page is made of beside what was stored."""
    digest = hashlib.sha256()
    for folder in _MADE_BY:
        for path in sorted(one for one in Path(settings.BASE_DIR, folder).rglob("*") if one.suffix in (".py", ".html")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def page(
    request: HttpRequest,
    file: PublishedFile,
    template: str,
    context: Callable[[], dict[str, Any]],
    *,
    name: str,
    more: tuple[str, ...] = (),
    others: Sequence[PublishedFile] = (),
    status: int = OK,
    unkept: bool = False,
    of_records: bool = False,
    of_all_versions: bool = False,
) -> HttpResponse:
    """A page about a file that the reader may read.

    `name` is what is kept in the trail of reading what is Amber or Red, of the file and of the `others` that the page
    shows too; `more` is what else it depends on than the file, the program and the reader. What is `unkept` no cache
    holds, nor is it told again that it is the same. What is `of_records` says what they give now: it is made each time,
    and is the same only where every letter of it is. A page of all versions stays where one was withdrawn.
    """
    if not of_all_versions and (reason := refused(request, file)):
        return reason
    for one in (file, *others):
        record(request, one, "reading", name, always=unkept)
    strictest = max((file, *others), key=lambda one: _RANK[one.classification])
    if unkept:
        content = render_to_string(f"readers/reading/{template}", {**about(file), **context()}, request)
        return HttpResponse(content, headers={"Cache-Control": "private, no-store"})
    public = is_white(strictest) and not request.user.is_authenticated
    sheets = (static("css/reading.css"), static("js/reading.js"), request.GET.urlencode())
    if of_records:
        content = render_to_string(f"readers/reading/{template}", {**about(file), **context()}, request)
        more = (*more, content)
    headers = {"ETag": f'W/"{marked(request, file, made_by(), *sheets, *more)}"'}
    if status == OK and (kept := still_kept(request, strictest, headers, public=public, asks=True)):
        return kept
    if not of_records:
        content = render_to_string(f"readers/reading/{template}", {**about(file), **context()}, request)
    return cached(HttpResponse(content, headers=headers, status=status), strictest, public=public, asks=True)


def download(
    request: HttpRequest, file: PublishedFile, name: str, content_type: str, make: Callable[[], bytes]
) -> HttpResponse:
    """A file made of what was published, under its own hash: the same version gives the same bytes."""
    if reason := refused(request, file):
        return reason
    record(request, file, "download", name)
    content = make()
    headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"'}
    if kept := still_kept(request, file, headers, public=is_white(file)):
        return kept
    headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response = HttpResponse(content, content_type=content_type, headers=headers)
    return cached(response, file, public=is_white(file))
