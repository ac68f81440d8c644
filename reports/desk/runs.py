"""The last run of a report's checks, and whether they may come to something else by now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from access.events import event_models
from reports.models import (
    CheckRun,
    Deadline,
    PlannedPublication,
    Report,
    ReviewComment,
    Reviewer,
    ReviewRound,
    SectionDuty,
)

UNREAD = (SectionDuty, Deadline, ReviewRound, Reviewer, ReviewComment, PlannedPublication)
"""What no check reads: who has which section, and by when; how it is reviewed, and when it is to be published. Nor do
they read people and their roles, which `access` has; all else that leaves a trail counts."""
_LOADED = timezone.now()
"""A run that was kept before may be of other checks: a new release of the program begins in a new process."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """`outdated` says whether anything at all that a check could read was written since, or the program is another:
    the report may or may not read that one. What is not outdated comes to the same again."""

    run: CheckRun
    outdated: bool
    found: Counter[tuple[str, str]]

    def of(self, section: str) -> tuple[int, int]:
        """Errors, and warnings without a reason, in the section."""
        return self.found[section, "error"], self.found[section, "warning"]


def last_run(report: Report) -> LastRun | None:
    """One query, whatever the number of records."""
    run = CheckRun.objects.filter(report=report).select_related("run_by").annotate(written=_last_written()).first()
    if run is None:
        return None
    standing = (one for one in run.findings if not one.get("reason"))
    return LastRun(run, _is_outdated(run, run.written), Counter((one["section"], one["severity"]) for one in standing))


def outdated_runs() -> set[int]:
    """The reports of whose last run that may be said, by their primary keys. One query."""
    runs = CheckRun.objects.annotate(written=_last_written()).defer("findings")
    return {run.report_id for run in runs if _is_outdated(run, run.written)}


def _is_outdated(run: CheckRun, written: datetime | None) -> bool:
    return run.run_at < _LOADED or (written is not None and written >= run.run_at)


@cache
def _trails() -> tuple[Any, ...]:
    people = "access"
    return tuple(
        trail for model, trail in event_models().items() if model not in UNREAD and model._meta.app_label != people
    )


def _last_written() -> Greatest:
    """When any of it was last written: the end of an index of each trail. None where nothing ever was."""
    latest = (trail.objects.order_by("-pgh_created_at").values("pgh_created_at")[:1] for trail in _trails())
    return Greatest(*(Subquery(one) for one in latest))
