"""For templates that show a job."""

from django import template

from access.policy import Reader, may_see_job
from jobs.models import UNFINISHED, Job
from jobs.words import said

register = template.Library()
register.filter("said", said)


@register.filter
def unfinished(job: Job) -> bool:
    return job.state in UNFINISHED


@register.filter
def seen_by(job: Job, reader: Reader) -> bool:
    """Whether the person may follow the job and call it off."""
    return may_see_job(reader, job.requested_by_id)
