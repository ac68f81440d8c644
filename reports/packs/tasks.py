"""The job that makes a pack's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from jobs.registry import Progress, Result, register
from reports.models import Pack
from reports.packs.issuing import KIND, issue
from reports.packs.naming import slug_of
from reports.packs.preview import KIND as PREVIEW
from reports.packs.preview import drop_previews, make_preview


def _preview_place(arguments: Mapping[str, Any], job: int) -> str:
    pack = Pack.objects.select_related("meeting__committee").filter(pk=arguments["pack"]).first()
    return reverse("packs:preview", args=(slug_of(pack.meeting),)) if pack else ""


def _place(arguments: Mapping[str, Any], job: int) -> str:
    pack = Pack.objects.select_related("meeting__committee").filter(pk=arguments["pack"]).first()
    return reverse("packs:progress", args=(slug_of(pack.meeting), job)) if pack else ""


@register(KIND, title="Paper pack", seconds=600, megabytes=1500, place=_place)
def issue_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the `pack`, the number of the `issue` and the agenda's `revision` that were asked for, who asked
    (`by`), and the `site` that links in mails begin with."""
    issued = issue(arguments, progress)
    drop_previews(arguments["pack"])
    return issued


@register(PREVIEW, title="Preview of a paper pack", seconds=600, megabytes=1500, place=_preview_place)
def preview_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the `pack`, the agenda's `revision` that was asked for, and who asked (`by`)."""
    return make_preview(arguments, progress)
