"""The job that makes a pack's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from jobs.registry import Progress, Result, register
from reports.models import Pack
from reports.packs.issuing import KIND, issue
from reports.packs.naming import slug_of


def _place(arguments: Mapping[str, Any], job: int) -> str:
    pack = Pack.objects.select_related("meeting__committee").filter(pk=arguments["pack"]).first()
    return reverse("packs:progress", args=(slug_of(pack.meeting), job)) if pack else ""


@register(KIND, title="Paper pack", seconds=600, megabytes=1500, place=_place)
def issue_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the `pack`, the number of the `issue` and the agenda's `revision` that were asked for, who asked
    (`by`), and the `site` that links in mails begin with."""
    return issue(arguments, progress)
