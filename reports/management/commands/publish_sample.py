"""Sample months' reports, published by their sample sign-ins, to see the site as its readers do."""

from __future__ import annotations

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from access.models import User
from jobs.models import Job, State
from jobs.tasks import run
from reports.checks.book import run_book
from reports.checks.reasons import give_reason
from reports.engine.month import Month
from reports.models import Publication, Report
from reports.publishing.queries import has_been_published, refusal_of
from reports.publishing.tasks import request_publication
from reports.review.queries import standing
from reports.review.refusals import Refused
from reports.review.services import approve, send_for_review

EDITOR, APPROVER = "editor@example.org", "approver@example.org"
REASON = "A sample month: this stands as its records were made up."
KIND, BEFORE, SAMPLE = "operations", Month(2021, 8), Month(2021, 9)
SAMPLES = Path(settings.BASE_DIR) / "sample_data"


class Command(BaseCommand):
    help = (
        "Takes the Operations Reports of August and September 2021 through review and publication, as "
        "editor@example.org and approver@example.org would: every warning gets a reason, nothing is overridden. What "
        "August has of its own is loaded first, and a figure of it is restated before September's paper. Afterwards "
        "readers find them in the library, and their own rows are closed, as those of every published report. With a "
        "month, its report alone. Refused under production settings."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", default=KIND)
        parser.add_argument("month", nargs="?", type=Month.parse, help="such as 2021-09")

    def handle(self, *args: Any, kind: str, month: Month | None, **options: Any) -> None:
        if not hasattr(settings, "VAR_DIR"):
            raise CommandError("Samples are published on a developer's machine; these settings are not for one.")
        if kind == KIND and month is None and not has_been_published(kind, SAMPLE):
            self._publish_the_month_before()
        self._publish(kind, month or SAMPLE)

    def _publish_the_month_before(self) -> None:
        """August, and what was found out of it since; each step once, wherever an earlier try ended."""
        if not has_been_published(KIND, BEFORE):
            self._load(BEFORE.iso)
            self._publish(KIND, BEFORE)
        self._load(f"{BEFORE.iso}-restated")

    @staticmethod
    def _load(folder: str) -> None:
        call_command("load_month", SAMPLES / folder, stdout=StringIO())

    def _publish(self, kind: str, month: Month) -> None:
        if has_been_published(kind, month):
            self.stdout.write(f"The paper of {month.label} is published already.")
            return
        try:
            publication = self._published(kind, month)
        except (Refused, ValidationError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Published: {publication}")

    def _published(self, kind: str, month: Month) -> Publication:
        report = Report.objects.select_related("meeting__committee").filter(kind=kind, month=month.first).first()
        if report is None:
            raise CommandError(f"There is no {kind} report of {month.label}.")
        editor, approver = (self._person(name) for name in (EDITOR, APPROVER))
        book = run_book(report)
        for found in book.warnings:
            give_reason(book, found, REASON, editor)
        send_for_review(report, by=editor, reviewers=[approver])
        approve(report, by=approver, seen_hash=standing(report).content_hash)
        stands = standing(report)
        job = request_publication(report, stands.version, stands.content_hash, approver)
        run(job.pk)
        return self._outcome(job, report)

    @staticmethod
    def _person(name: str) -> User:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"There is no sign-in {name}: run `manage.py ensure_sample_users` first.")
        return person

    @staticmethod
    def _outcome(job: Job, report: Report) -> Publication:
        job.refresh_from_db()
        refusal = refusal_of(job)
        if job.state != State.DONE or refusal:
            raise CommandError(refusal or job.error or f"The job is {job.get_state_display().lower()}.")
        return Publication.objects.get(report=report, version=1)
