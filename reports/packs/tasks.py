"""The job that makes a pack's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobs.registry import Progress, Result, register
from reports.packs.issuing import KIND, issue


@register(KIND, title="Paper pack", seconds=600, megabytes=1500)
def issue_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the `pack`, the number of the `issue` and the agenda's `revision` that were asked for, who asked
    (`by`), and the `site` that links in mails begin with."""
    return issue(arguments, progress)
