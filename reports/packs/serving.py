"""Sending a stored file: as it is, in part where a viewer asks for a part, or not at all where the browser has it.

Who is sent an Amber or Red file is recorded first, whatever of it is sent.
"""

from __future__ import annotations

import re

from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from access.audit import record_act
from access.classification import Classification
from reports.models import PackFile

SENT = "pack_files_sent"
"""Where a session keeps which files of packs its person was recorded to have been sent."""
_RECORDED = (Classification.AMBER, Classification.RED)
_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})\Z")


class _Part(Substr):
    output_field = BinaryField()  # type: ignore[assignment]  # of bytes, where Django's own is of text


def asks_for_all(request: HttpRequest) -> bool:
    """Whether the browser has nothing of the file and wants no part of it."""
    return not {"Range", "If-None-Match"} & set(request.headers) and request.method == "GET"


def send(request: HttpRequest, file: PackFile) -> HttpResponseBase:
    """The file, which the person may read.

    White and Green may be kept by the reader's browser alone, which asks each time whether it may still show it. Amber
    and Red no cache keeps: the next person at the same machine would find it.
    """
    etag = f'"{file.sha256}"'
    keeping = "private, no-store" if file.classification in _RECORDED else "private, no-cache"
    headers = {"ETag": etag, "Cache-Control": keeping, "Accept-Ranges": "bytes"}
    kept = get_conditional_response(request, etag=etag)
    asked = None if kept else _range(request, file, etag)
    if asked is not None and not asked:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{file.size}"})
    _record(request, file, asked)
    if kept:
        for name, value in headers.items():
            kept[name] = value
        return kept
    headers["Content-Disposition"] = content_disposition_header("download" in request.GET, file.name) or ""
    if asked is None:
        return HttpResponse(_content(file), content_type="application/pdf", headers=headers)
    first, last = asked[0], asked[-1]
    headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return HttpResponse(_content(file, first, last), content_type="application/pdf", headers=headers, status=206)


def _record(request: HttpRequest, file: PackFile, asked: range | None) -> None:
    """A viewer asks for a file once from its beginning, then for many parts: those are recorded only in a session that
    was never recorded to have been sent it."""
    if file.classification not in _RECORDED:
        return
    sent: list[int] = request.session.get(SENT, [])
    if asked and asked[0] and file.pk in sent:
        return
    detail = {"file": file.name, "classification": file.classification, "sha256": file.sha256}
    part = {"bytes": f"{asked[0]}-{asked[-1]}"} if asked else {}
    record_act("download", user=request.user, detail={**detail, **part})
    if file.pk not in sent:
        request.session[SENT] = [*sent, file.pk]


def _content(file: PackFile, first: int = 0, last: int | None = None) -> bytes:
    if last is None and "content" not in file.get_deferred_fields():
        return bytes(file.content)
    rows = PackFile.objects.filter(pk=file.pk)
    if last is None:
        return bytes(rows.values_list("content", flat=True).get())
    return bytes(rows.values_list(_Part("content", first + 1, last - first + 1), flat=True).get())


def _range(request: HttpRequest, file: PackFile, etag: str) -> range | None:
    """The bytes asked for; None for the whole file, an empty range for a part that it does not have. Several parts at
    once are answered by the whole, which the protocol allows."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    if not asked[1]:
        first, last = max(0, file.size - int(asked[2])), file.size - 1
    else:
        first = int(asked[1])
        last = min(int(asked[2]), file.size - 1) if asked[2] else file.size - 1
    return range(first, last + 1)
