"""What is thrown away each night, because nobody can come back for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet
from django.utils import timezone

from access.accounts.models import Shared, SignIn
from jobs.mail import forget_texts
from jobs.models import FINISHED, Job
from reports.models import TextPresence

logger = logging.getLogger(__name__)

JOBS_KEPT = timedelta(days=90)
PRESENCE_KEPT = timedelta(days=1)


@shared_task(name="secops.tidy")
def tidy() -> dict[str, int]:
    """Delete what has run out, and say how much of each it was. A second run finds nothing."""
    now = timezone.now()
    sessions, _ = SignIn.objects.filter(expire_date__lt=now).delete()
    counts, _ = Shared.objects.filter(expires__lt=now).delete()
    unwanted = _unreferred(Job.objects.filter(state__in=FINISHED, finished_at__lt=now - JOBS_KEPT))
    jobs, _ = unwanted.delete()
    presences, _ = TextPresence.objects.filter(seen_at__lt=now - PRESENCE_KEPT).delete()
    thrown_away = {
        "sessions": sessions,
        "counts": counts,
        "jobs": jobs,
        "presences": presences,
        "mail_texts": forget_texts(now),
    }
    logger.info("Threw away what has run out", extra=thrown_away)
    return thrown_away


def _unreferred(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Those that no row of any kind refers to: an import, say, names the job that saved it."""
    for relation in Job._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            jobs = jobs.exclude(Exists(rows))
    return jobs
