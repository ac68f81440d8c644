"""Filling search outside the request: at once for what is published or issued, by the clock for all else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.db.models.signals import post_save
from django.dispatch import receiver

from jobs.registry import Progress, Result, register
from jobs.services import enqueue
from readers.search.filling import index_issue, index_publication, index_records, not_indexed
from reports.models import PackIssue, Publication
from reports.publishing.signals import published

INDEX = "readers.index_for_search"


@receiver(published, dispatch_uid="readers.search")
def ask_for_publication(sender: type[Publication], publication: Publication, **more: Any) -> None:
    """The job is written with the publication, or not at all."""
    enqueue(INDEX, {"publication": publication.pk}, f"{INDEX}:publication:{publication.pk}")


@receiver(post_save, sender=PackIssue, dispatch_uid="readers.search")
def ask_for_issue(sender: type[PackIssue], instance: PackIssue, created: bool, **more: Any) -> None:
    if created:
        enqueue(INDEX, {"issue": instance.pk}, f"{INDEX}:issue:{instance.pk}")


@register(INDEX, title="Filling of search", seconds=10 * 60)
def index_job(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """Arguments: the publication's or the issue's id; without one, all that is not yet as it should be. Begun again, it
    goes on with what is left."""
    if "publication" in arguments:
        index_publication(Publication.objects.get(pk=arguments["publication"]))
        return None
    if "issue" in arguments:
        index_issue(PackIssue.objects.select_related("pack__meeting__committee").get(pk=arguments["issue"]))
        return None
    return index_all(progress)


def index_all(step: Progress | None = None) -> dict[str, int]:
    """How many publications, issues of packs and records were not as they should be, and are now."""
    publications, issues = not_indexed()
    wanting: list[Publication | PackIssue] = [*publications, *issues]
    for number, one in enumerate(wanting):
        if step is not None:
            step(100 * number // (len(wanting) + 1), str(one))
        if isinstance(one, Publication):
            index_publication(one)
        else:
            index_issue(one)
    return {"publications": len(publications), "issues": len(issues), "records": index_records()}


@shared_task(name="readers.index_for_search")
def index_by_the_clock() -> int:
    """The id of the job; one that is in hand already is not asked for twice."""
    return enqueue(INDEX, {}, INDEX, redo=True).pk
