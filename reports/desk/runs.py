"""The last run of a report's checks, and whether records have changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q

from access.models import Record
from reports.models import CheckRun, Report


@dataclass(frozen=True, slots=True)
class LastRun:
    """`outdated` says whether any record at all was written after it: the report may or may not read that one."""

    run: CheckRun
    outdated: bool
    found: Counter[tuple[str, str]]

    def of(self, section: str) -> tuple[int, int]:
        """Errors, and warnings without a reason, in the section."""
        return self.found[section, "error"], self.found[section, "warning"]


def last_run(report: Report) -> LastRun | None:
    """One query, whatever the number of records."""
    run = CheckRun.objects.filter(report=report).select_related("run_by").annotate(outdated=_written_since()).first()
    if run is None:
        return None
    standing = (one for one in run.findings if not one.get("reason"))
    return LastRun(run, bool(run.outdated), Counter((one["section"], one["severity"]) for one in standing))


@cache
def _trails() -> tuple[type[Model], ...]:
    """The audit trail of every kind of record."""
    records = (model for model in apps.get_models() if issubclass(model, Record))
    return tuple(model.pgh_event_model for model in records if hasattr(model, "pgh_event_model"))


def _written_since() -> Any:
    since = Q(pgh_created_at__gt=OuterRef("run_at"))
    written: Any = Q()
    for trail in _trails():
        written |= Exists(trail._default_manager.filter(since))
    return written
