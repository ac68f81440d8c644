"""The work of this app that is done outside the request. Arguments: the import's id, and the version asked for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.conf import settings
from django.urls import reverse

from importing.services import CHECK, SAVE, UNDO, clear_old
from importing.work import check_run, save_run, undo_run
from jobs.registry import Progress, Result, register

logger = logging.getLogger(__name__)


def _place(arguments: Mapping[str, Any], job: int) -> str:
    return reverse("importing:run", args=(arguments["run"],))


@register(CHECK, title="Check of an import", place=_place)
def check_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return check_run(arguments["run"], arguments["version"], progress)


@register(SAVE, title="Saving of an import", place=_place)
def save_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return save_run(arguments["run"], arguments["version"], progress)


@register(UNDO, title="Undoing of an import", place=_place)
def undo_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    return undo_run(arguments["run"], arguments["version"], progress)


@shared_task(name="importing.clear")
def clear() -> list[int]:
    """Throw away the files and rows of imports that were done longer ago than they are kept; the imports' ids."""
    cleared = clear_old(settings.IMPORT_KEEP_DAYS)
    if cleared:
        logger.info("Cleared old imports", extra={"imports": cleared})
    return cleared
