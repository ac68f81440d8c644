"""A worker that imports this stands still at steps of publications, notes that it got there, and goes on when it may.

HELD_UP_AT names the step, or as "id=step,id=step" one for each report; HELD_UP_IN is the folder in which it notes the
step (and the report), and looks for a file `open`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jobs import registry
from jobs.registry import Progress, Result
from reports.publishing import services, tasks
from reports.publishing.queries import PUBLISH

_prepare, _publish, _end_round = services.prepare, services.publish, services.end_round


def _stand_still(step: str, report: int) -> None:
    asked = os.environ.get("HELD_UP_AT", "")
    if not asked or (step != asked and f"{report}={step}" not in asked.split(",")):
        return
    folder = Path(os.environ["HELD_UP_IN"])
    (folder / f"{step} {report}").touch()
    while not (folder / "open").exists():
        time.sleep(0.02)


def prepare(*args: Any, **more: Any) -> Any:
    ready = _prepare(*args, **more)
    _stand_still("prepared", ready.report.pk)
    return ready


def publish(*args: Any, **more: Any) -> Any:
    publication = _publish(*args, **more)
    _stand_still("written", publication.report_id)
    return publication


def end_round(*args: Any, **more: Any) -> Any:
    ended = _end_round(*args, **more)
    _stand_still("writing", ended.report_id)
    return ended


def publish_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Notes that the handler has ended, whichever way."""
    try:
        return _publish_job(arguments, progress)
    finally:
        if folder := os.environ.get("HELD_UP_IN"):
            Path(folder, f"left {arguments['report']}").touch()


_publish_job = tasks.publish_job
registry._kinds[PUBLISH] = replace(registry.kind_named(PUBLISH), handler=publish_job)
tasks.prepare, tasks.publish, services.end_round = prepare, publish, end_round
