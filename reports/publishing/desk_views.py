"""The page on which a report is published, now or at a time, corrected and withdrawn. Every refusal is told in words,
above the form that was refused, with what was typed still in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from access.audit import record_reading
from access.models import User
from access.policy import Reader, may_correct, may_publish, may_read_drafts
from jobs.models import UNFINISHED, Job
from reports.checks.book import run_book
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.models import PlannedPublication, Publication, Report
from reports.publishing import services
from reports.publishing.putting_back import OwnChange, changed_since
from reports.publishing.queries import (
    alarms,
    is_withdrawn,
    planned_for,
    publications_for,
    publish_key,
    refusal_of,
    versions_of,
)
from reports.publishing.tasks import request_publication
from reports.queries import report_of
from reports.review.closing import last_published
from reports.review.queries import Standing, standing
from reports.review.refusals import Refused

_ROLE = 403
_REFUSED = 409
Act = Callable[[HttpRequest, User, Report], str]


@require_safe
@never_cache
def publish_page(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    return _page(request, _report(request, kind, month))


def _act(code: str) -> Callable[[Act], Callable[..., HttpResponse]]:
    """A view that does one thing for a person and says so; or shows the page with why it was refused. `code` names the
    form on the page."""

    def as_view(act: Act) -> Callable[..., HttpResponse]:
        @require_POST
        @never_cache
        def view(request: HttpRequest, kind: str, month: Month, **more: Any) -> HttpResponse:
            report = _report(request, kind, month)
            if not isinstance(request.user, User):
                raise Http404("There is no such report.")
            try:
                done = act(request, request.user, report, **more)
            except Refused as refused:
                return _page(request, report, code, refused)
            messages.success(request, done)
            return redirect("publishing:publish", kind, month)

        return view

    return as_view


@_act("now")
def publish_now(request: HttpRequest, by: User, report: Report) -> str:
    """What the person was shown is looked at once more before a worker is asked: they are told at once why not."""
    if not may_publish(by):
        raise Refused("role", "Approvers and administrators publish.")
    stands = _stands(report)
    seen = request.POST.get("seen", "")
    if not stands.closed:
        if stands.content_hash != seen:
            raise Refused("changed", "It changed while you looked: nothing was published. Look at what it says now.")
        services.may_go(stands, run_book(report), seen, by)
        request_publication(report, stands.version, seen, by)
    return "It is being published."


@_act("plan")
def plan_it(request: HttpRequest, by: User, report: Report) -> str:
    if not may_publish(by):
        raise Refused("role", "Approvers and administrators publish.")
    due_at = _moment(request.POST.get("due_at", ""))
    if due_at is None:
        raise Refused("no_time", "Give the day and the time, such as 2021-10-08 16:00.", "due_at")
    planned = services.plan(report, by=by, due_at=due_at, seen_hash=request.POST.get("seen", ""))
    return f"It is planned for {timezone.localtime(planned.due_at):%-d %B %Y, %H:%M}."


@_act("call-off")
def call_it_off(request: HttpRequest, by: User, report: Report) -> str:
    services.call_off(report, by=by, reason=request.POST.get("reason", ""))
    return "The planned publication is called off."


@_act("correct")
def correct(request: HttpRequest, by: User, report: Report) -> str:
    if not may_correct(by):
        raise Refused("role", "Editors begin corrections.")
    dated = _day(request.POST.get("dated", ""))
    if dated is None:
        raise Refused("no_day", "Give the day that the correction carries, such as 2021-10-20.", "dated")
    words = {name: request.POST.get(name, "") for name in ("reason", "changes")}
    correction = services.begin_correction(report, by=by, dated=dated, **words)
    return f"Version {correction.version} is begun: the report can be changed again."


@_act("give-up")
def give_up(request: HttpRequest, by: User, report: Report) -> str:
    if not may_correct(by):
        raise Refused("role", "Editors give corrections up.")
    as_published = request.POST.get("rows", "") == "published"
    services.give_up_correction(report, by=by, as_published=as_published)
    left = _left(report)
    if not left:
        return "The correction is given up: the report’s own rows are as they were published."
    return f"The correction is given up. {len(left)} of the report’s own rows stay otherwise than published: see below."


@_act("withdraw")
def withdraw_it(request: HttpRequest, by: User, report: Report, version: int = 0) -> str:
    publication = publications_for(by).filter(report=report, version=version).first()
    if publication is None:
        raise Http404("There is no such version.")
    services.withdraw(publication, by=by, reason=request.POST.get("reason", ""))
    said = f"Version {publication.version} is withdrawn: its address shows your reason."
    last = last_published(report)
    if last is None or last.pk != publication.pk:
        return said
    return f"{said} No earlier version takes its place: to publish the paper anew, begin a correction."


# --- The page ---------------------------------------------------------------------------------------------------------


def _page(request: HttpRequest, report: Report, form: str = "", refused: Refused | None = None) -> HttpResponse:
    book = run_book(report)
    record_reading(request.user, f"{report}, publishing", book.result.document.parts[0].classification)
    stands = standing(report, book.result.document)
    job = Job.objects.filter(key=publish_key(report.pk, stands.version)).first()
    planned = planned_for(report)
    context = {
        "report": report,
        "stands": stands,
        "hinders": _hinders(stands, book, request.user) if isinstance(request.user, User) else "",
        "planned": planned,
        "called_off": _called_off(report, stands) if planned is None and _answers(request.user) else None,
        "alarm": next((one for one in alarms(timezone.now()) if one.planned.report_id == report.pk), None),
        "job": job if job and not stands.closed else None,
        "unfinished": bool(job and job.state in UNFINISHED),
        "job_refused": refusal_of(job) if job and not stands.closed else "",
        "versions": [_version(one) for one in versions_of(report).order_by("-version")],
        "form": form,
        "refused": refused,
        "typed": request.POST,
        "today": timezone.localdate().isoformat(),
        "dated_hint": _dated_hint(stands.published),
        "left": _left(report) if may_correct(request.user) else [],
        "may_publish": may_publish(request.user),
        "may_correct": may_correct(request.user),
    }
    status = 200 if refused is None else _ROLE if refused.code == "role" else _REFUSED
    return render(request, "reports/publishing/publish.html", context, status=status)


def _dated_hint(last: Publication | None) -> str:
    if last is None:
        return ""
    day = timezone.localdate(last.published_at)
    return f"The day that the correction carries: {day:%-d %B %Y}, when version {last.version} was published, or later."


def _answers(reader: Reader) -> bool:
    """Whether the person is told why a publication was called off, which may be said of any part."""
    return may_publish(reader) or may_correct(reader)


def _called_off(report: Report, stands: Standing) -> PlannedPublication | None:
    """What was planned last of the version that the report leads to, where it was called off."""
    planned = PlannedPublication.objects.filter(report=report, version=stands.version, publication__isnull=True)
    return planned.select_related("called_off_by").order_by("-planned_at").first()


def _left(report: Report) -> list[OwnChange]:
    """What of its own rows is otherwise than published, by a correction in hand or one that was given up."""
    last = last_published(report)
    return changed_since(last) if last is not None else []


def _hinders(stands: Standing, book: Any, reader: User) -> str:
    """What keeps it from being published, in words; "" where nothing does."""
    try:
        services.may_go(stands, book, stands.content_hash, reader)
    except Refused as refused:
        return refused.message
    return ""


def _version(publication: Publication) -> dict[str, Any]:
    return {"publication": publication, "withdrawal": publication.withdrawal if is_withdrawn(publication) else None}


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first() if may_read_drafts(request.user) else None
    if report is None:
        raise Http404("There is no such report.")
    return report


def _stands(report: Report) -> Standing:
    try:
        return standing(report)
    except NoEdition as error:
        raise Http404(str(error)) from error


def _moment(typed: str) -> datetime | None:
    """Where SECAS works. None for what is no time."""
    try:
        found = parse_datetime(typed.strip())
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found


def _day(typed: str) -> Any:
    try:
        return parse_date(typed.strip())
    except ValueError:
        return None
