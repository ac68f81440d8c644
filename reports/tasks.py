"""The work of this app that is done outside the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from jobs.registry import Progress, Result, register
from reports.models import Report
from reports.packs import tasks as packs_tasks  # noqa: F401  # registers its kind of job
from reports.papers import PAPER, print_draft
from reports.publishing import tasks as publishing_tasks  # noqa: F401  # registers its kinds of jobs

PRINT_DRAFT = "reports.print_draft"


def _place(arguments: Mapping[str, Any], job: int) -> str:
    report = Report.objects.filter(pk=arguments["report"]).first()
    return reverse("reports:print-progress", args=(report.kind, report.covers, job)) if report else ""


@register(PRINT_DRAFT, title="PDF of a report", seconds=300, megabytes=1500, place=_place)
def print_draft_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the report's id, the fingerprint of what was asked to be printed, and what `of` the report that is."""
    progress(10, "Building the report")
    report = Report.objects.select_related("meeting__committee").get(pk=arguments["report"])
    paper = print_draft(report, arguments["fingerprint"], arguments.get("of", PAPER))
    return {"paper": paper.pk, "pages": paper.pages}
