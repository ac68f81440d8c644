"""Kinds of job that only tests ask for; workers of tests import this module."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded

from jobs.registry import Progress, register


class Passing(Exception):
    """A trouble that may be gone next time."""


@register("test.add")
def add(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    progress(50, "half way")
    return {"sum": arguments["a"] + arguments["b"]}


@register("test.fail")
def fail(arguments: Mapping[str, Any], progress: Progress) -> None:
    raise ValueError(f"no such month: {arguments['month']}")


@register("test.flaky", retry_on=(Passing,), max_attempts=3)
def flaky(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Fails until the file has as many lines as `succeed_on`; each run adds one."""
    runs = _note_run(arguments)
    if runs < arguments["succeed_on"]:
        raise Passing(f"run {runs} met a closed door")
    return {"runs": runs}


@register("test.slow")
def slow(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Goes on for `seconds` in its first run, and ends at once in any later one."""
    runs = _note_run(arguments)
    for step in range(int(arguments["seconds"] * 10) if runs == 1 else 0):
        time.sleep(0.1)
        progress(min(step, 99), f"step {step}")
    return {"runs": runs}


@register("test.greedy", megabytes=50, title="A greedy probe")
def greedy(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Takes so many megabytes of memory."""
    taken = [bytearray(1024 * 1024) for _ in range(arguments["megabytes"])]
    return {"megabytes": len(taken)}


@register("test.late", seconds=1)
def late(arguments: Mapping[str, Any], progress: Progress) -> None:
    """Goes on past its time, and lets itself be told."""
    time.sleep(60)


@register("test.deaf", seconds=1, max_attempts=2)
def deaf(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Goes on past its time in its first run, and hears nothing."""
    runs = _note_run(arguments)
    while runs == 1:
        with suppress(SoftTimeLimitExceeded):
            time.sleep(60)
    return {"runs": runs}


@register("test.dies", max_attempts=2)
def dies(arguments: Mapping[str, Any], progress: Progress) -> None:
    """Ends its process, as a library does that meets what it cannot bear."""
    os.abort()


def _note_run(arguments: Mapping[str, Any]) -> int:
    file = Path(arguments["file"])
    with file.open("a") as notes:
        notes.write("run\n")
    return len(file.read_text().splitlines())
