"""Kinds of job that only tests ask for; workers of tests import this module."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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


def _note_run(arguments: Mapping[str, Any]) -> int:
    file = Path(arguments["file"])
    with file.open("a") as notes:
        notes.write("run\n")
    return len(file.read_text().splitlines())
