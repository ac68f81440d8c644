"""Whether a file that somebody holds is one of ours. Nothing of it is kept: it is hashed as it comes in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from access.classification import Classification
from access.policy import Reader, visible_to
from reports.models import Publication, PublishedFile
from reports.packs.reading import known_by
from reports.publishing.queries import LARGE, is_withdrawn, superseded_by

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is looked at: no paper of ours comes near it."""
_FORM_BYTES = 64 * 1024
"""What a form adds to the file that it carries."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """What is left of a file that came in: its name, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str


class HashingHandler(FileUploadHandler):
    """Hashes what comes in and lets it go: neither memory nor disk ever holds the file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size, self.digest = 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> Any:
        return Hashed(self.file_name or "", self.size, self.digest.hexdigest())


# Nothing is changed by it, and the form of another page learns nothing: it needs no token. Were one asked for, the
# file would be read, and kept, before this view could say how.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"most_megabytes": MOST_BYTES // 1024 // 1024}
    if request.method != "POST":
        return render(request, "reports/publishing/check_file.html", context)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + _FORM_BYTES:
        return _refused(
            request, context, f"The file is larger than {context['most_megabytes']} MB, as no paper is.", 413
        )
    request.upload_handlers = [HashingHandler(request)]
    file: Any = request.FILES.get("file")
    if not isinstance(file, Hashed) or not file.name:
        return _refused(request, context, "Choose a file first.", 400)
    if not file.size:
        return _refused(request, context, "The file is empty.", 400)
    answers = [_answer(one) for one in files_with(request.user, file.sha256)]
    context |= {"file": file, "answers": answers, "packs": known_by(request.user, file.sha256)}
    return render(request, "reports/publishing/check_file.html", context)


def files_with(reader: Reader, sha256: str) -> list[PublishedFile]:
    """The published files with this hash that the person may read, latest version first. Of another's they learn what
    they would of a file that is nobody's: nothing."""
    found = visible_to(reader, PublishedFile.objects.filter(sha256=sha256).defer("content"))
    found = found.select_related("publication__withdrawal").defer(
        *(f"publication__{name}" for name in LARGE), "content"
    )
    return list(found.order_by("-publication__month", "-publication__version"))


def _answer(file: PublishedFile) -> dict[str, Any]:
    publication = file.publication
    versions = Publication.objects.filter(report=publication.report_id).select_related("withdrawal")
    latest = versions.order_by("-version").defer(*LARGE)[0]
    told = superseded_by(publication.version, file.classification, latest.version, latest.classification)
    return {
        "file": file,
        "publication": publication,
        "word": Classification(file.classification).label,
        "latest": latest if told else None,
        "latest_withdrawn": latest.withdrawal if is_withdrawn(latest) else None,
        "withdrawal": publication.withdrawal if is_withdrawn(publication) else None,
        "url": reverse("publishing:version", args=(publication.kind, publication.covers, publication.version)),
        "latest_url": reverse("publishing:version", args=(latest.kind, latest.covers, latest.version)),
    }


def _refused(request: HttpRequest, context: dict[str, Any], fault: str, status: int) -> HttpResponse:
    return render(request, "reports/publishing/check_file.html", {**context, "fault": fault}, status=status)
