"""A worker that is killed at any step of a publication leaves one publication, or none that counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jobs.models import Job, State
from jobs.services import ring
from reports.models import Publication, PublishedFile, Report
from reports.publishing.tasks import request_publication
from reports.review.queries import standing
from tests.access.cast import person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import approved
from tests.workers import Worker, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

STEPS = "tests.reports.publishing.held_up"


@pytest.mark.parametrize("step", ["prepared", "writing", "written"])
def test_worker_killed_at_a_step_publishes_once_in_the_next(
    step: str, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    """`prepared`: all files are made; `writing`: inside the transaction; `written`: committed, and not yet told."""
    stands = approved(quiet_month())
    there = tmp_path / "there"
    first = start_worker(STEPS, HELD_UP_AT=step, HELD_UP_NOTE=str(there), SEC_STORAGE_DIR=str(tmp_path))
    job = request_publication(stands.report, 1, stands.content_hash, person("approver"))
    wait_until(there.exists, 60, f"the step {step}")
    first.kill()
    assert Publication.objects.count() == (1 if step == "written" else 0)
    assert PublishedFile.objects.exists() == (step == "written")
    start_worker(SEC_STORAGE_DIR=str(tmp_path))
    ring(job.pk)
    wait_until(lambda: Job.objects.get(pk=job.pk).state == State.DONE, 60, "the end of the job")
    time.sleep(0.5)
    publication = Publication.objects.get()
    job.refresh_from_db()
    assert job.result == {"publication": publication.pk}
    assert standing(Report.objects.get()).closed
    assert publication.files.filter(kind="pdf").count() == 1
