"""Calling a planned publication off, by itself or with the review that led to it."""

from __future__ import annotations

from django.utils import timezone

from access.audit import because
from access.models import User
from jobs.models import Job
from jobs.services import cancel
from reports.models import PlannedPublication, Report
from reports.publishing.queries import planned_for, publish_key


def call_off_planned(report: Report, by: User, reason: str) -> PlannedPublication | None:
    """The planned publication of the report, called off with its job; None where nothing is planned. Its callers have
    asked who may, and hold the report."""
    planned = planned_for(report)
    if planned is None:
        return None
    with because("called a publication off", user=by.pk):
        for job in Job.objects.filter(key=publish_key(report.pk, planned.version), arguments__planned=planned.pk):
            cancel(job)
        planned.called_off_at, planned.called_off_by, planned.called_off_reason = timezone.now(), by, reason
        planned.save(update_fields=["called_off_at", "called_off_by", "called_off_reason"])
    return planned
