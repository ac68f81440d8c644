"""What the database refuses, whoever writes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Job, State

pytestmark = pytest.mark.django_db
THEN = datetime(2021, 10, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"state": "asleep"}, id="unknown state"),
        pytest.param({"percent": 101}, id="more than all"),
        pytest.param({"key": ""}, id="blank key"),
        pytest.param({"state": State.QUEUED, "finished_at": THEN}, id="queued and finished"),
        pytest.param({"state": State.CANCELLED}, id="cancelled at no time"),
        pytest.param({"state": State.RUNNING, "attempts": 1}, id="running, never started"),
        pytest.param({"state": State.RUNNING, "started_at": THEN}, id="running without an attempt"),
        pytest.param({"state": State.FAILED, "finished_at": THEN}, id="failed without a reason"),
    ],
)
def test_job_contradictory_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="job_"), transaction.atomic():
        Job.objects.create(kind="test.add", **fields)


def test_job_second_with_key_refused() -> None:
    Job.objects.create(kind="test.add", key="report/2021-09")
    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        Job.objects.create(kind="test.add", key="report/2021-09")


def test_job_many_without_key_allowed() -> None:
    Job.objects.create(kind="test.add")
    Job.objects.create(kind="test.add")
    assert Job.objects.filter(key=None).count() == 2
