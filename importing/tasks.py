"""The work of this app that is done outside the request. Arguments: the import's id, and the version asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from importing.services import CHECK, SAVE, UNDO
from importing.work import check_run, save_run, undo_run
from jobs.registry import Progress, Result, register


@register(CHECK)
def check_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return check_run(arguments["run"], arguments["version"], progress)


@register(SAVE)
def save_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return save_run(arguments["run"], arguments["version"], progress)


@register(UNDO)
def undo_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return undo_run(arguments["run"], arguments["version"], progress)
