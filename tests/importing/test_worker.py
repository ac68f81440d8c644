"""Imports with a real worker, and with one that dies half-way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection

from access.models import Act, Role, User
from importing.models import ImportRun, RunState
from importing.services import accept, ask_to_undo, begin
from importing.sources import Upload
from jobs.models import Job, State
from parties.models import Party
from tests.importing.books import PARTIES as COLUMNS
from tests.importing.books import xlsx
from tests.importing.files import csv
from tests.importing.runs import person
from tests.workers import Worker, live_database_url, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
StartWorker = Callable[..., Worker]


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def comes_to(run: ImportRun, state: RunState) -> None:
    wait_until(lambda: ImportRun.objects.filter(pk=run.pk, state=state).exists(), 60, f"the import {state}")
    run.refresh_from_db()


def test_worker_checks_saves_and_undoes_an_import(start_worker: StartWorker, editor: User) -> None:
    start_worker()
    rows = ((f"p{number}", f"Party {number} Limited", "") for number in range(200))
    run = begin(editor, [Upload("parties.xlsx", xlsx(COLUMNS, *rows))])
    comes_to(run, RunState.PREVIEWED)
    accept(run, editor, run.version)
    comes_to(run, RunState.ACCEPTED)
    assert Party.objects.count() == 200
    ask_to_undo(run, editor)
    comes_to(run, RunState.UNDONE)
    assert not Party.objects.exists()
    assert list(Act.objects.order_by("pk").values_list("kind", flat=True)) == ["import", "import undone"]


@contextmanager
def nobody_notes_an_act() -> Iterator[None]:
    """Another connection holds the table of acts, into which an import writes last of all."""
    other = psycopg2.connect(live_database_url())
    try:
        other.cursor().execute(f"LOCK TABLE {Act._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        yield
    finally:
        other.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [Act._meta.db_table])
        return cursor.fetchone() is not None


def test_worker_killed_after_it_wrote_leaves_nothing_and_the_next_saves_once(
    start_worker: StartWorker, editor: User
) -> None:
    first = start_worker()
    lines = (f"p{number},Party {number} Limited," for number in range(50))
    run = begin(editor, [Upload("parties.csv", csv("party,name,trading_name", *lines))])
    comes_to(run, RunState.PREVIEWED)
    with nobody_notes_an_act():
        accept(run, editor, run.version)
        wait_until(somebody_waits, what="the end of the writing")
        first.kill()
    assert not Party.objects.exists()
    assert ImportRun.objects.get(pk=run.pk).state == RunState.SAVING
    start_worker()
    comes_to(run, RunState.ACCEPTED)
    assert Party.objects.count() == 50
    assert Act.objects.filter(kind="import").count() == 1
    wait_until(lambda: Job.objects.filter(pk=run.job_id, state=State.DONE).exists(), what="the end of the job")
    assert Job.objects.get(pk=run.job_id).attempts == 2
