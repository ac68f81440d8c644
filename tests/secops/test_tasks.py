"""What a night throws away, and what it keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from access.accounts.models import Shared, SignIn
from access.accounts.sessions import SessionStore
from importing.models import ImportRun
from jobs.models import Job, State
from reports.models import TextPresence
from secops.tasks import tidy
from tests.access.cast import person
from tests.reports.desk.desks import september

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=91)


def job(state: str = State.DONE, ended: timedelta = LONG_AGO, **more: Any) -> Job:
    at = timezone.now() - ended
    ends = {"finished_at": at} if state not in (State.QUEUED, State.RUNNING) else {}
    begun = {"started_at": at, "attempts": 1} if state != State.QUEUED else {}
    error = "It failed." if state == State.FAILED else ""
    return Job.objects.create(kind="test", state=state, requested_at=at, error=error, **ends, **begun, **more)


def test_session_that_has_run_out_goes_and_another_stays() -> None:
    for lasts in (-60, 3600):
        session = SessionStore()
        session["lasts"] = lasts
        session.set_expiry(lasts)
        session.save()
    assert tidy()["sessions"] == 1
    assert [session.get_decoded()["lasts"] for session in SignIn.objects.all()] == [3600]


def test_count_of_guesses_that_has_run_out_goes_and_another_stays() -> None:
    cache.set("of-now", 1, timeout=60)
    Shared.objects.create(cache_key="past", value="", expires=timezone.now() - LONG_AGO)
    assert tidy()["counts"] == 1
    assert cache.get("of-now") == 1


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
def test_old_job_that_has_ended_goes(state: str) -> None:
    job(state)
    recent = job(state, ended=timedelta(days=89))
    assert tidy()["jobs"] == 1
    assert list(Job.objects.all()) == [recent]


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_job_that_has_not_ended_stays_however_old(state: str) -> None:
    job(state)
    assert tidy()["jobs"] == 0
    assert Job.objects.count() == 1


def test_old_job_that_an_import_names_stays() -> None:
    named = job()
    run = ImportRun.objects.create(owner=person("editor"), job=named)
    assert tidy()["jobs"] == 0
    run.refresh_from_db()
    assert run.job == named


def test_presence_of_yesterday_goes() -> None:
    report = september()
    now = timezone.now()
    for name, ago in (("editor", timedelta(hours=25)), ("contributor", timedelta(hours=23))):
        TextPresence.objects.create(report=report, section="a", person=person(name), seen_at=now - ago)
    assert tidy()["presences"] == 1
    assert TextPresence.objects.get().person.username == "contributor"


def test_second_run_finds_nothing() -> None:
    job()
    tidy()
    assert not any(tidy().values())


def test_every_task_of_the_timetable_is_one_that_workers_know() -> None:
    current_app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)
    assert "secops.tidy" in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
