"""Places in a job's way where a test can hold it, and kill what it stands on. Workers of tests import this module.

A worker that was started with PROBE_GATES=<folder> holds each job at the step that its argument `gate` names, until the
folder has a file `open`; any other worker lets all of them through.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from access.audit import record_act
from access.models import Act
from jobs import mail, tasks
from jobs.models import Job
from jobs.registry import Progress, Result, register
from tests.jobs import mail_server

BEFORE, BEGUN, WORKING, EFFECT, FENCED, RECORDING, RECORDED = STEPS = (
    "before it begins",
    "after it began",
    "in its work",
    "after its effect, before the fence closes",
    "after the fence",
    "before its record",
    "after its record",
)
MAIL = "before the mail is about to be handed over"


def hold(gate: str, step: str, name: object) -> None:
    folder = os.environ.get("PROBE_GATES")
    if not folder or gate != step:
        return
    Path(folder, f"{name} held").touch()
    while not Path(folder, "open").exists():
        time.sleep(0.02)


@register("test.probe", max_attempts=5)
def probe(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """One effect in a fence."""
    gate, name = arguments["gate"], arguments["name"]
    hold(gate, WORKING, name)
    if arguments.get("reconnects") and os.environ.get("PROBE_GATES"):
        connection.close()  # the next query has a session of its own, and notices nothing
    with progress.fence() as done:
        record_act("probe", user=None, detail={"name": name})
        done.result = {"name": name}
        hold(gate, EFFECT, name)
    hold(gate, FENCED, name)
    return None


@register("test.plain_probe", max_attempts=5)
def plain_probe(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """One effect without a fence, which a second run recognises."""
    name = arguments["name"]
    if not Act.objects.filter(kind="probe", detail={"name": name}).exists():
        record_act("probe", user=None, detail={"name": name})
    return {"name": name}


def _held_about(function: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
    def around(*given: Any) -> Any:
        pk = given[0].pk if isinstance(given[0], Job) else given[0]
        arguments = Job.objects.values_list("arguments", flat=True).get(pk=pk)
        gate, name = arguments.get("gate", ""), arguments.get("name", "")
        hold(gate, before, name)
        found = function(*given)
        hold(gate, after, name)
        return found

    return around


def _noted(function: Callable[..., Any]) -> Callable[..., Any]:
    def around(job_id: int, *given: Any) -> Any:
        arguments = Job.objects.values_list("arguments", flat=True).get(pk=job_id)
        try:
            return function(job_id, *given)
        finally:
            Path(os.environ["PROBE_GATES"], f"{arguments.get('name', '')} left").touch()

    return around


def _held_mail(function: Callable[..., Any]) -> Callable[..., Any]:
    def around(found: Any, progress: Progress) -> Any:
        hold(found.key, MAIL, found.key)
        return function(found, progress)

    return around


if os.environ.get("PROBE_GATES"):
    tasks._begin = _held_about(tasks._begin, BEFORE, BEGUN)
    tasks._done = _held_about(tasks._done, RECORDING, RECORDED)
    mail._say_that_it_is_about_to = _held_mail(mail._say_that_it_is_about_to)
    tasks.run.run = _noted(tasks.run.run)
if port := os.environ.get("PROBE_MAIL_PORT"):
    mail_server.use(int(port))
