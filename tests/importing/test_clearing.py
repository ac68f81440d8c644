"""What is thrown away of an import once it is done, and what stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery.schedules import crontab
from django.conf import settings as configured
from django.utils import timezone

from access.models import Act, Role, User
from importing.models import ImportFile, ImportRow, ImportRun, RunState
from importing.services import accept, ask_to_undo, begin, correct
from importing.sources import Upload
from importing.tasks import clear
from jobs.models import Job, State
from parties.models import Party
from secops.celery import app
from tests.importing.files import PARTIES, csv
from tests.importing.runs import checked, done, person, saved, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def aged(run: ImportRun, days: float) -> ImportRun:
    """As if every moment of it had been so long ago."""
    then = timezone.now() - timedelta(days=days)
    moments = {name: then for name in ("begun_at", "accepted_at", "undone_at") if getattr(run, name)}
    ImportRun.objects.filter(pk=run.pk).update(**moments)
    Job.objects.filter(pk=run.job_id).update(requested_at=then)
    run.refresh_from_db()
    return run


def test_files_and_rows_of_an_old_import_go_and_its_line_and_counts_stay(editor: User) -> None:
    run = aged(saved(editor, parties=PARTIES), 181)
    counts, acts = run.counts, Act.objects.count()
    assert clear() == [run.pk]
    run.refresh_from_db()
    assert (run.state, run.counts, run.accepted_by) == (RunState.ACCEPTED, counts, editor)
    assert run.cleared_at is not None
    assert not ImportFile.objects.exists()
    assert not ImportRow.objects.exists()
    assert Party.objects.count() == 2
    assert Act.objects.count() == acts
    assert not ask_to_undo(run, editor)
    assert clear() == [], "once is enough"


def test_undone_import_is_cleared_by_the_day_of_its_undoing(editor: User) -> None:
    run = aged(undone(saved(editor, parties=PARTIES), editor), 181)
    ImportRun.objects.filter(pk=run.pk).update(undone_at=timezone.now() - timedelta(days=179))
    assert clear() == []
    aged(run, 181)
    assert clear() == [run.pk]
    run.refresh_from_db()
    assert run.state == RunState.UNDONE


def test_words_that_quote_records_go_with_the_rows(editor: User) -> None:
    run = saved(editor, parties=PARTIES)
    Party.objects.filter(code="alpha").update(name="Later Limited")
    run = aged(undone(run, editor), 181)
    assert run.undo_problems
    clear()
    run.refresh_from_db()
    assert run.undo_problems == []


def test_what_is_younger_or_not_done_is_kept(editor: User) -> None:
    aged(saved(editor, parties=PARTIES), 179)
    aged(checked(editor, parties=(PARTIES[0], "gamma,Gamma Limited,")), 179)
    asked = aged(saved(editor, parties=(PARTIES[0], "delta,Delta Limited,")), 400)
    assert ask_to_undo(asked, editor)
    assert clear() == []
    assert ImportFile.objects.count() == 3


@pytest.mark.parametrize("name", ["Gamma Limited", ""], ids=["previewed", "refused"])
def test_preview_that_nobody_accepted_is_discarded_after_as_many_days(editor: User, name: str) -> None:
    run = aged(checked(editor, parties=(PARTIES[0], f"gamma,{name},")), 181)
    assert ImportRow.objects.exists()
    assert clear() == [run.pk]
    version = run.version
    run.refresh_from_db()
    assert (run.state, run.counts, run.problems, run.fingerprint) == (RunState.DISCARDED, {}, [], "")
    assert run.cleared_at is not None
    assert not ImportFile.objects.exists()
    assert not ImportRow.objects.exists()
    assert not accept(run, editor, version)
    assert not Party.objects.exists()
    assert clear() == [], "once is enough"


def test_preview_that_was_corrected_lately_is_kept(editor: User) -> None:
    run = aged(checked(editor, parties=(PARTIES[0], "gamma,,")), 400)
    assert correct(run, editor, [Upload("parties.csv", csv(*PARTIES))])
    run = done(run)
    assert clear() == []
    assert run.state == RunState.PREVIEWED


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.FAILED])
def test_check_that_never_ended_is_given_up_unless_it_goes_on(editor: User, state: str) -> None:
    run = begin(editor, [Upload("parties.csv", csv(*PARTIES))])
    aged(run, 181)
    ended: dict[str, dict[str, Any]] = {
        State.RUNNING: {"started_at": timezone.now(), "attempts": 1},
        State.FAILED: {"finished_at": timezone.now(), "error": "No memory"},
    }
    Job.objects.filter(pk=run.job_id).update(state=state, **ended.get(state, {}))
    assert clear() == ([run.pk] if state == State.FAILED else [])


def test_how_long_they_are_kept_is_a_setting(editor: User, settings: Any) -> None:
    run = aged(saved(editor, parties=PARTIES), 11)
    settings.IMPORT_KEEP_DAYS = 12
    assert clear() == []
    settings.IMPORT_KEEP_DAYS = 10
    assert clear() == [run.pk]


def test_clearing_is_on_the_timetable_once_a_day() -> None:
    entry = configured.CELERY_BEAT_SCHEDULE["clear-imports"]
    assert entry["task"] == clear.name
    assert entry["task"] in app.tasks
    assert entry["schedule"] == crontab(hour="3", minute="20")
