"""Building a pack and issuing it: for those who make packs. For anybody else there is nothing here."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access import policy
from access.models import User
from jobs.models import UNFINISHED, Job
from jobs.services import cancel
from meetings.models import Meeting
from reports.models import Pack
from reports.packs.acts import Refused, Sent, act_on
from reports.packs.agenda import STALE, begin, papers_of
from reports.packs.confirming import confirmation, unconfirmed
from reports.packs.forms import SeenForm
from reports.packs.issuing import KIND, ask, next_issue
from reports.packs.naming import meeting_named, slug_of
from reports.packs.pages import (
    job_in_hand,
    new_form,
    publications_to_add,
    reports_to_follow,
    rows_of,
    why_refused,
)

CONFLICT = 409


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin the pack of a meeting."""
    user = maker(request)
    named = meeting_named(str(request.POST.get("meeting", "")))
    meeting = policy.visible_to(user, Meeting.objects.all()).filter(named).select_related("committee").first()
    try:
        if meeting is None:
            raise ValidationError("Choose a meeting from the list.")
        begin(meeting, user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("packs:index")
    return redirect("packs:arrange", slug_of(meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arrange(request: HttpRequest, pack: str) -> HttpResponse:
    """The page on which an agenda is built; what is sent to it is one change."""
    user, found = maker(request), pack_named(pack)
    refused = None
    if request.method == "POST":
        try:
            done = act_on(Sent(found, request, user, timezone.now()))
        except LookupError as error:
            raise Http404("There is no such thing to do.") from error
        if not isinstance(done, Refused):
            return redirect(f"{request.path}#paper-{done}" if done else request.path)
        refused = done
        found.refresh_from_db()
    return _arranged(request, found, refused)


def _arranged(request: HttpRequest, pack: Pack, refused: Refused | None) -> HttpResponse:
    papers, job = papers_of(pack), job_in_hand(pack)
    found = next_issue(pack, papers)
    sent = {} if refused and refused.stale else request.POST.dict()  # a yes to another agenda is none to this
    context = {
        "pack": pack,
        "slug": slug_of(pack.meeting),
        "rows": rows_of(pack, papers, refused),
        "publications": publications_to_add(pack, papers),
        "reports": reports_to_follow(pack, papers),
        "form": new_form(refused),
        "refused": refused,
        "next": found,
        "confirm": None if job else confirmation(pack, found, sent),
        "issues": pack.issues.all(),
        "job": job,
    }
    status = CONFLICT if refused and refused.stale else 200
    return render(request, "reports/packs/arrange.html", context, status=status)


@require_POST
def issue(request: HttpRequest, pack: str) -> HttpResponse:
    """Have the agenda made into files, and issued, once whoever asks has said yes to what that does; asked twice, it is
    done once."""
    user, found = maker(request), pack_named(pack)
    seen = SeenForm(request.POST).revision
    if seen == found.revision and (lacking := unconfirmed(found, request.POST.dict())):
        return _arranged(request, found, Refused("issue", 0, lacking))
    try:
        job = ask(found, seen=seen, by=user, site=request.build_absolute_uri("/"))
    except ValidationError as refusal:
        stale = getattr(refusal, "code", None) == STALE
        return _arranged(request, found, Refused("issue", 0, {"": refusal.messages}, stale=stale))
    return redirect("packs:progress", pack, job.pk)


@require_safe
@never_cache
def progress(request: HttpRequest, pack: str, job: int) -> HttpResponse:
    maker(request)
    found = pack_named(pack)
    made = _job(found, job)
    context = {
        "pack": found,
        "slug": slug_of(found.meeting),
        "job": made,
        "unfinished": made.state in UNFINISHED,
        "refused": why_refused(made),
        "shows_error": policy.may_manage_people(request.user),
    }
    return render(request, "reports/packs/progress.html", context)


@require_POST
def stop(request: HttpRequest, pack: str, job: int) -> HttpResponse:
    """Call the job off. What is issued stays issued."""
    maker(request)
    found = _job(pack_named(pack), job)
    if not cancel(found):
        messages.info(request, "It had ended before it could be called off.")
    return redirect("packs:progress", pack, found.pk)


def _job(pack: Pack, job: int) -> Job:
    return get_object_or_404(Job, pk=job, kind=KIND, arguments__pack=pack.pk)


def maker(request: HttpRequest) -> User:
    """Who asks, where they make packs; Http404 for anybody else."""
    if not (isinstance(request.user, User) and policy.may_make_packs(request.user)):
        raise Http404("There is nothing here that this person may do.")
    return request.user


def pack_named(slug: str) -> Pack:
    packs = Pack.objects.select_related("meeting__committee")
    return get_object_or_404(packs, meeting_named(slug, "meeting__"))
