"""The last run of a report's checks, and whether records have changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Subquery
from django.db.models.functions import Greatest

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
    run = CheckRun.objects.filter(report=report).select_related("run_by").annotate(written=_last_written()).first()
    if run is None:
        return None
    standing = (one for one in run.findings if not one.get("reason"))
    outdated = run.written is not None and run.written > run.run_at
    return LastRun(run, outdated, Counter((one["section"], one["severity"]) for one in standing))


@cache
def _trails() -> tuple[Any, ...]:
    """The audit trail of every kind of record."""
    records = (model for model in apps.get_models() if issubclass(model, Record))
    return tuple(model.pgh_event_model for model in records if hasattr(model, "pgh_event_model"))


def _last_written() -> Greatest:
    """When any record was last written: the end of an index of each trail. None where nothing ever was."""
    latest = (trail.objects.order_by("-pgh_created_at").values("pgh_created_at")[:1] for trail in _trails())
    return Greatest(*(Subquery(one) for one in latest))
