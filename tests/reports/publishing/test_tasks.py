"""The job that publishes, and the clock that starts what was planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from access.models import RoleGrant
from jobs.models import Job, State
from jobs.tasks import run
from reports.models import PlannedPublication, Publication, Report
from reports.publishing import services
from reports.publishing.queries import LOOK, PUBLISH, alarms
from reports.publishing.tasks import publish_due, request_publication
from reports.review.queries import standing
from tests.access.cast import browser, person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import approved

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=2)
DESK = "/reports/operations/2021-09/publish/"


def the_job(kind: str = PUBLISH) -> Job:
    return Job.objects.get(kind=kind)


def due(planned: PlannedPublication, ago: timedelta = timedelta(0)) -> None:
    """As if its time had come."""
    now = timezone.now() - ago
    PlannedPublication.objects.filter(pk=planned.pk).update(due_at=now, planned_at=now - LATER)


def planned_month() -> tuple[Report, PlannedPublication]:
    report = quiet_month()
    seen = approved(report).content_hash
    at = timezone.now() + LATER
    return report, services.plan(report, by=person("approver"), due_at=at, seen_hash=seen)


def test_asked_for_twice_it_is_one_job_and_one_publication() -> None:
    report = quiet_month()
    stands = approved(report)
    jobs = {request_publication(report, 1, stands.content_hash, person("approver")).pk for _ in range(2)}
    assert len(jobs) == 1
    run(jobs.pop())
    job = the_job()
    assert (job.state, job.result) == (State.DONE, {"publication": Publication.objects.get().pk})
    request_publication(report, 1, stands.content_hash, person("approver"))
    run(job.pk)
    assert the_job().state == State.DONE
    assert Publication.objects.count() == 1


def test_refusal_is_the_jobs_result_in_words_and_may_be_tried_again() -> None:
    report = quiet_month()
    stands = approved(report)
    run(request_publication(report, 1, "0" * 64, person("approver")).pk)
    result = the_job().result or {}
    assert result["code"] == "changed"
    assert "has changed since it was approved" in result["refused"]
    assert not Publication.objects.exists()
    run(request_publication(report, 1, stands.content_hash, person("approver")).pk)
    assert Publication.objects.count() == 1


def test_job_cancelled_while_it_prints_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    report = quiet_month()
    stands = approved(report)
    job = request_publication(report, 1, stands.content_hash, person("approver"))
    publish = services.publish

    def called_off(*args: Any, **more: Any) -> Publication:
        Job.objects.filter(pk=job.pk).update(state=State.CANCELLED, finished_at=timezone.now())
        return publish(*args, **more)

    monkeypatch.setattr("reports.publishing.tasks.publish", called_off)
    run(job.pk)
    assert the_job().state == State.CANCELLED
    assert not Publication.objects.exists()
    assert standing(report).state == "approved"


def test_clock_publishes_what_is_due_and_nothing_before() -> None:
    _, planned = planned_month()
    publish_due()
    assert not Job.objects.filter(kind=PUBLISH).exists()
    due(planned)
    (asked,) = publish_due()
    assert asked == the_job().pk
    assert publish_due() == []
    run(asked)
    planned.refresh_from_db()
    assert planned.publication == Publication.objects.get()
    assert planned.publication.published_by == person("approver")
    assert publish_due() == []
    assert alarms(timezone.now() + LATER) == []


def test_clock_takes_up_again_what_was_refused_before_its_time() -> None:
    report, planned = planned_month()
    run(request_publication(report, 1, "0" * 64, person("approver")).pk)
    due(planned)
    (asked,) = publish_due()
    run(asked)
    assert Publication.objects.count() == 1


def test_planned_publication_whose_approval_no_longer_holds_is_an_alarm_before_its_time() -> None:
    report, _ = planned_month()
    run(publish_due()[0])
    assert (the_job(LOOK).result, alarms(timezone.now())) == ({}, [])
    assert f'href="{DESK}"' in browser("administrator").get(f"/jobs/{the_job(LOOK).pk}/").content.decode()
    Report.objects.filter(pk=report.pk).update(author="Somebody Else")
    Job.objects.update(finished_at=timezone.now() - timedelta(minutes=11))
    run(publish_due()[0])
    (alarm,) = alarms(timezone.now())
    assert not alarm.overdue
    assert "has changed since it was approved" in alarm.words
    assert alarm.words in browser("editor").get("/desk/").content.decode()
    assert alarm.words in browser("editor").get(DESK).content.decode()


def no_clock() -> None:
    """Nothing comes to look."""


def no_worker() -> None:
    publish_due()


def no_right() -> None:
    RoleGrant.objects.filter(user=person("approver")).delete()
    run(publish_due()[0])


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (no_clock, "It is overdue, and was not queued"),
        (no_worker, "It is overdue: its job is queued."),
        (no_right, "It was refused: Nobody has approved what it says now."),
    ],
)
def test_overdue_publication_is_told_to_staff_and_operators(happens: Callable[[], None], said: str) -> None:
    _, planned = planned_month()
    due(planned, timedelta(minutes=2))
    happens()
    assert said in browser("editor").get("/desk/").content.decode()
    assert said in browser("editor").get(DESK).content.decode()
    assert said in browser("administrator").get("/jobs/").content.decode()
    assert Client().get("/healthz").json()["work"] == "late"
