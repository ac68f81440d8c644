"""What of the work in hand a person may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from access.models import User
from access.policy import Reader, is_staff_reader, may_see_every_job, roles_of
from jobs.mail import KIND
from jobs.models import Job, Mail


def jobs_for(reader: Reader) -> QuerySet[Job]:
    """Every job for operators, for others those that they asked for."""
    if may_see_every_job(reader):
        return Job.objects.all()
    if isinstance(reader, User) and roles_of(reader):
        return Job.objects.filter(requested_by=reader)
    return Job.objects.none()


def may_list_jobs(reader: Reader) -> bool:
    return is_staff_reader(reader)


def mail_subjects(jobs: Iterable[Job]) -> dict[int, str]:
    """By job, of those that hand a mail over: for operators. To whom it goes stays on the job's own page."""
    mails = {job.pk: job.arguments.get("mail") for job in jobs if job.kind == KIND}
    known = Mail.objects.filter(pk__in=[mail for mail in mails.values() if isinstance(mail, int)])
    subjects = dict(known.values_list("pk", "subject")) if mails else {}
    return {job: subjects[mail] for job, mail in mails.items() if mail in subjects}
