"""The work of this app that is done outside the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobs.registry import Progress, Result, register
from reports.models import Report
from reports.papers import print_draft

PRINT_DRAFT = "reports.print_draft"


@register(PRINT_DRAFT)
def print_draft_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    progress(10, "Building the report")
    paper = print_draft(Report.objects.select_related("meeting__committee").get(pk=arguments["report"]))
    return {"paper": paper.pk, "pages": paper.pages}
