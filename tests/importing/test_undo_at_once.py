"""Undoing an import that came to be needed by what others were writing in the very moment it was saved."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction

from access.events import events_of
from access.models import Role, User
from importing.models import ImportRun, RunState
from importing.services import accept
from importing.work import save_run
from parties.models import Membership, Party, UepCompletion
from tests.importing.files import PARTIES
from tests.importing.runs import checked, person, reasons, saved, undone
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20
MEMBERSHIPS = ("party,applied_on,acceded_on,exited_on,exit_kind,exit_reason", "alpha,,2019-01-01,,,")


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(connections.close_all).result(PATIENCE)


def complete_uep() -> None:
    """What names the Party alone; its day lies in the spell that the import adds."""
    UepCompletion.objects.create(
        party=Party.objects.get(code="alpha"), user_role="gas_supplier", extent="full", completed_on=date(2020, 6, 12)
    )


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'")
        return bool(cursor.fetchone()[0])


def save(run: ImportRun, by: User) -> Any:
    try:
        run.refresh_from_db()
        return save_run(run.pk, run.version, lambda percent, text="": None)
    finally:
        connections.close_all()


def stays(run: ImportRun, by: User) -> None:
    """It is refused to be undone for the completion's sake, and is undone once that is gone."""
    (reason,) = reasons(undone(run, by))
    assert "UEP completion Alpha Energy Limited, Gas Supplier, FULL needs it: " in reason
    assert Membership.objects.exists()
    UepCompletion.objects.all().delete()
    assert undone(run, by).state == RunState.UNDONE


def test_change_of_a_transaction_that_began_before_it_was_saved_and_ended_after_is_seen(
    editor: User, elsewhere: ThreadPoolExecutor
) -> None:
    saved(editor, parties=PARTIES)
    began, goes_on = Event(), Event()

    def change() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT now()")
            began.set()
            assert goes_on.wait(PATIENCE)
            complete_uep()

    other = elsewhere.submit(change)
    assert began.wait(PATIENCE)
    run = saved(editor, memberships=MEMBERSHIPS)
    goes_on.set()
    other.result(PATIENCE)
    stays(run, editor)


def test_change_that_is_written_and_not_committed_is_waited_for(editor: User, elsewhere: ThreadPoolExecutor) -> None:
    """It is dated and numbered before the import, and nobody can see it yet: it stands when the import is checked."""
    saved(editor, parties=PARTIES)
    run = checked(editor, memberships=MEMBERSHIPS)
    assert accept(run, editor, run.version)
    with transaction.atomic():
        complete_uep()
        other = elsewhere.submit(save, run, editor)
        wait_until(somebody_waits, what="the import to wait for the change")
    assert other.result(PATIENCE) == {"saved": 1}
    run.refresh_from_db()
    assert run.state == RunState.ACCEPTED
    assert run.trail["uep_completions"] == events_of(UepCompletion, [UepCompletion.objects.get().pk]).get().pgh_id
    UepCompletion.objects.update(completed_on=date(2020, 6, 13))
    stays(run, editor)


def test_what_was_there_before_it_was_saved_doesnt_keep_it(editor: User) -> None:
    """The records kept the rules, or broke them, without the import."""
    saved(editor, parties=PARTIES)
    complete_uep()
    run = saved(editor, memberships=MEMBERSHIPS)
    assert undone(run, editor).state == RunState.UNDONE


def test_import_that_was_saved_before_ends_were_kept_goes_by_the_time(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(editor, memberships=MEMBERSHIPS)
    ImportRun.objects.filter(pk=run.pk).update(trail={})
    complete_uep()
    stays(run, editor)


def test_own_records_are_nothing_that_came_after(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,", "gamma,Gamma Limited,"))
    assert set(run.trail) >= {"parties", "memberships"}
    assert undone(run, editor).state == RunState.UNDONE
    assert Party.objects.get(code="alpha").name == "Alpha Energy Limited"
