"""The jobs that a person may see: their list, each one's page, its progress, and what can be done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from access.audit import record_act
from access.policy import may_see_every_job
from jobs import services
from jobs.alarms import alarms
from jobs.events import followed
from jobs.mail import FORGOTTEN, KIND
from jobs.models import UNFINISHED, Job, Mail, MailState, State
from jobs.queries import jobs_for, mail_subjects, may_list_jobs
from jobs.registry import Kind, kind_named, title_of
from jobs.tables import JobFilter, JobTable
from jobs.words import reasons, state_in_words, took

PAGE = 50


@require_GET
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    if not may_list_jobs(request.user):
        raise Http404("There is no such page.")
    operator, now = may_see_every_job(request.user), timezone.now()
    narrowed = JobFilter(request.GET, jobs_for(request.user).select_related("requested_by"))
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": narrowed,
        "table": JobTable(
            page.object_list, now=now, shows_reasons=operator, subjects=mail_subjects(page) if operator else {}
        ),
        "page": page,
        "query": narrowed.query,
        "alarms": alarms(now) if operator else [],
        "operator": operator,
    }
    return render(request, "jobs/index.html", context)


@require_GET
@never_cache
def job_page(request: HttpRequest, job: int) -> HttpResponse:
    found = _found(request, job)
    operator, kind, mail = may_see_every_job(request.user), _kind(found), _mail(found)
    forgotten = mail is not None and mail.state != MailState.HANDED_OVER and not mail.can_be_sent
    context = {
        "job": found,
        "title": title_of(found.kind),
        "state": state_in_words(found),
        "most": kind.max_attempts if kind else None,
        "place": _place(found, kind),
        "refused": found.result.get("refused", "") if found.result else "",
        "took": took(found, timezone.now()),
        "reasons": reasons(found) if operator else [],
        "operator": operator,
        "mail": mail if operator else None,
        "forgotten": FORGOTTEN if forgotten else "",
        "may_cancel": found.state in UNFINISHED,
        "may_try_again": operator and found.state == State.FAILED and not forgotten,
    }
    return render(request, "jobs/job.html", context)


@require_GET
def events(request: HttpRequest, job: int) -> HttpResponseBase:
    return followed(request, _found(request, job))


@require_POST
def cancel(request: HttpRequest, job: int) -> HttpResponse:
    """Back to where it was asked for, if that is a page of ours."""
    found = _found(request, job)
    if services.cancel(found):
        record_act("job cancelled", user=request.user, detail=_detail(found))
        messages.success(request, "Cancelled. What it has not saved by now, it does not save.")
    else:
        messages.warning(request, "It had ended already, and was not cancelled.")
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("jobs:job", found.pk)


@require_POST
def try_again(request: HttpRequest, job: int) -> HttpResponse:
    found = _found(request, job)
    if not may_see_every_job(request.user):
        raise Http404("There is no such page.")
    if services.try_again(found):
        record_act("job tried again", user=request.user, detail=_detail(found))
    else:
        messages.warning(request, "It is in hand or done, or nothing does such work any more: nothing was begun.")
    return redirect("jobs:job", found.pk)


def _found(request: HttpRequest, job: int) -> Job:
    return get_object_or_404(jobs_for(request.user).select_related("requested_by"), pk=job)


def _kind(job: Job) -> Kind | None:
    try:
        return kind_named(job.kind)
    except KeyError:
        return None


def _place(job: Job, kind: Kind | None) -> str:
    """A job of an earlier version of the program may say something else of itself, or less."""
    try:
        return kind.place(job.arguments, job.pk) if kind and kind.place else ""
    except (KeyError, NoReverseMatch):
        return ""


def _mail(job: Job) -> Mail | None:
    return Mail.objects.filter(pk=job.arguments.get("mail")).first() if job.kind == KIND else None


def _detail(job: Job) -> dict[str, Any]:
    return {"job": job.pk, "kind": job.kind}
