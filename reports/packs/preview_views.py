"""Looking at a pack before it is issued: for those who make packs. For anybody else there is nothing here."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from access.audit import record_act
from access.classification import Classification
from reports.models import Pack
from reports.packs.agenda import papers_of
from reports.packs.forms import SeenForm
from reports.packs.issuing import next_issue
from reports.packs.naming import slug_of
from reports.packs.pages import why_refused
from reports.packs.preview import ask_preview, editions_for, is_unfinished, preview_job
from reports.packs.views import CONFLICT, maker, pack_named

_RECORDED = (Classification.AMBER, Classification.RED)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, pack: str) -> HttpResponse:
    """What each edition would be; what is sent to it has the preview made."""
    user, found = maker(request), pack_named(pack)
    if request.method != "POST":
        return _shown(request, found)
    try:
        ask_preview(found, seen=SeenForm(request.POST).revision, by=user)
    except ValidationError as refusal:
        found.refresh_from_db()
        return _shown(request, found, refusal.messages)
    return redirect("packs:preview", pack)


def _shown(request: HttpRequest, pack: Pack, refused: list[str] | None = None) -> HttpResponse:
    job, coming = preview_job(pack), next_issue(pack, papers_of(pack))
    context = {
        "pack": pack,
        "slug": slug_of(pack.meeting),
        "next": coming,
        "job": job,
        "unfinished": is_unfinished(job),
        "editions": editions_for(request.user, pack, coming),
        "failed": job is not None and job.state == "failed" and (why_refused(job) or "The preview could not be made."),
        "refused": refused,
    }
    return render(request, "reports/packs/preview.html", context, status=CONFLICT if refused else 200)


@require_safe
@never_cache
def preview_file(request: HttpRequest, pack: str, classification: str) -> HttpResponse:
    user, found = maker(request), pack_named(pack)
    editions = editions_for(user, found, next_issue(found, papers_of(found)))
    edition = next((one for one in editions if one.classification == classification), None)
    if edition is None or not default_storage.exists(edition.path):
        raise Http404("There is no such preview.")
    if classification in _RECORDED:
        detail = {"file": f"Preview of {found}", "classification": classification}
        record_act("download", user=user, detail=detail)
    with default_storage.open(edition.path) as file:
        content = file.read()
    headers = {"Content-Disposition": f'inline; filename="preview-{classification}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
