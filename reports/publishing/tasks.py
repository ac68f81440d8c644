"""Publishing outside the request, and the clock that starts what was planned."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from access.models import User
from jobs.alarms import also_late
from jobs.models import Job
from jobs.registry import Progress, Result, register
from jobs.services import enqueue
from reports.checks.book import run_book
from reports.models import PlannedPublication, Publication, Report
from reports.publishing.queries import LOOK, PUBLISH, alarms, look_key, planned_open, publish_key
from reports.publishing.services import may_go, prepare, publish
from reports.review.queries import standing
from reports.review.refusals import Refused

logger = logging.getLogger(__name__)

LOOK_BEFORE = timedelta(days=3)
"""How long before its time a planned publication is looked at, whether it would go."""
LOOK_EVERY = timedelta(minutes=10)


def request_publication(
    report: Report, version: int, expected_hash: str, by: User, *, planned: PlannedPublication | None = None
) -> Job:
    """The job that publishes this version; asked twice, it is one job. One that was refused, or failed, begins anew."""
    wanted = {"report": report.pk, "version": version, "hash": expected_hash, "by": by.pk}
    if planned is not None:
        wanted["planned"] = planned.pk
    return enqueue(PUBLISH, wanted, publish_key(report.pk, version), by, redo=True)


def _place(arguments: Mapping[str, Any], job: int) -> str:
    return _publishing_of(Report.objects.filter(pk=arguments["report"]).first())


def _place_of_planned(arguments: Mapping[str, Any], job: int) -> str:
    planned = PlannedPublication.objects.select_related("report").filter(pk=arguments["planned"]).first()
    return _publishing_of(planned.report if planned else None)


def _publishing_of(report: Report | None) -> str:
    return reverse("publishing:publish", args=(report.kind, report.covers)) if report else ""


@register(PUBLISH, title="Publication of a report", seconds=15 * 60, megabytes=1_500, place=_place)
def publish_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the report's id, the version, the hash of the content that was approved, who publishes (by id), and
    the id of the plan where it was planned.

    What is refused is the job's result, in words. It has done its work then: nothing is published.
    """
    there = Publication.objects.filter(report=arguments["report"], version=arguments["version"]).first()
    if there is not None:
        return {"publication": there.pk}
    report = Report.objects.select_related("meeting__committee").get(pk=arguments["report"])
    by = User.objects.get(pk=arguments["by"])
    try:
        ready = prepare(report, arguments["hash"], by, progress)
        progress(95, "Publishing")
        wanted = {"version": arguments["version"], "planned": arguments.get("planned")}
        publication = publish(ready, by=by, fence=progress.fence, **wanted)
    except Refused as refused:
        return {"refused": refused.message, "code": refused.code}
    return {"publication": publication.pk}


@register(LOOK, title="A look at a planned publication", seconds=5 * 60, place=_place_of_planned)
def look_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Argument: the planned publication's id. Whether it would go, as its report is now."""
    planned = planned_open().filter(pk=arguments["planned"]).first()
    if planned is None:
        return {}
    try:
        book = run_book(planned.report)
        may_go(standing(planned.report, book.result.document), book, planned.content_hash, planned.planned_by)
    except Refused as refused:
        return {"refused": refused.message, "code": refused.code}
    return {}


@also_late
def overdue(now: datetime) -> list[str]:
    """The planned publications whose time has passed, for operators."""
    return [f"{one.planned}: {one.words}" for one in alarms(now) if one.overdue]


@shared_task(name="reports.publish_due")
def publish_due() -> list[int]:
    """Ask for the jobs of the planned publications whose time has come, each once; and look at those to come. The ids
    of the jobs. What does not come about is an alarm, and a person's to settle."""
    now = timezone.now()
    asked = [job.pk for planned in planned_open() if (job := _asked_for(planned, now)) is not None]
    for words in overdue(now):
        logger.error(words)
    return asked


@transaction.atomic
def _asked_for(planned: PlannedPublication, now: datetime) -> Job | None:
    if planned.due_at > now:
        return _look(planned, now)
    before = Job.objects.filter(key=publish_key(planned.report_id, planned.version)).first()
    if before is not None and (before.finished_at is None or before.finished_at >= planned.due_at):
        return None  # it was asked for already, and runs, or has ended
    return request_publication(
        planned.report, planned.version, planned.content_hash, planned.planned_by, planned=planned
    )


def _look(planned: PlannedPublication, now: datetime) -> Job | None:
    if planned.due_at - now > LOOK_BEFORE:
        return None
    last = Job.objects.filter(key=look_key(planned)).first()
    if last is not None and (last.finished_at is None or now - last.finished_at < LOOK_EVERY):
        return None
    return enqueue(LOOK, {"planned": planned.pk}, look_key(planned), redo=True)
