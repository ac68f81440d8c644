"""What of the work in hand a person may see."""

from __future__ import annotations

from django.db.models import QuerySet

from access.models import User
from access.policy import Reader, is_staff_reader, may_see_every_job, roles_of
from jobs.models import Job


def jobs_for(reader: Reader) -> QuerySet[Job]:
    """Every job for operators, for others those that they asked for."""
    if may_see_every_job(reader):
        return Job.objects.all()
    if isinstance(reader, User) and roles_of(reader):
        return Job.objects.filter(requested_by=reader)
    return Job.objects.none()


def may_list_jobs(reader: Reader) -> bool:
    return is_staff_reader(reader)
