"""An import that is saved or undone while somebody changes the same records: nobody's change is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from access.models import Role, User
from importing import loading
from importing.loading import Counts
from importing.models import ImportRun, RowKind, RunState
from importing.services import accept, ask_to_undo
from importing.work import save_run, undo_run
from modifications.models import Modification, SecVersion
from parties.models import Membership, Party
from tests.importing.files import MODIFICATIONS, PARTIES, csv
from tests.importing.runs import checked, person, reasons, saved
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20
RENAMED = (PARTIES[0], "alpha,Alpha Power Limited,Alpha")
VERSIONS = ("issued_on,description,number,cause,modifications", "2021-09-30,November release,9.0,modification,MP128")


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'")
        return bool(cursor.fetchone()[0])


def while_changing(change: Callable[[], object], work: Callable[[], Any]) -> Any:
    """What the work returns that meets a change of somebody else's, made already and committed while it waits."""

    def elsewhere() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            other: Future[Any] = pool.submit(elsewhere)
            wait_until(somebody_waits, what="the import to wait for the change")
        return other.result(PATIENCE)


def saved_while(run: ImportRun, by: User, change: Callable[[], object]) -> ImportRun:
    assert accept(run, by, run.version)
    run.refresh_from_db()
    while_changing(change, lambda: save_run(run.pk, run.version, lambda percent, text="": None))
    run.refresh_from_db()
    return run


def undone_while(run: ImportRun, by: User, change: Callable[[], object]) -> ImportRun:
    assert ask_to_undo(run, by)
    run.refresh_from_db()
    while_changing(change, lambda: undo_run(run.pk, run.version, lambda percent, text="": None))
    run.refresh_from_db()
    return run


def alpha() -> Party:
    return Party.objects.get(code="alpha")


def test_change_that_is_made_while_an_import_is_saved_is_shown_instead_of_overwritten(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = checked(editor, parties=RENAMED)
    run = saved_while(run, editor, lambda: Party.objects.filter(code="alpha").update(name="Alpha Holdings Limited"))
    assert (run.state, run.moved) == (RunState.PREVIEWED, True)
    assert alpha().name == "Alpha Holdings Limited"
    (row,) = run.rows.filter(kind=RowKind.CHANGED)
    assert row.cells == [{"column": "name", "old": "Alpha Holdings Limited", "new": "Alpha Power Limited"}]


def test_change_of_a_record_that_rows_only_name_is_waited_for_as_well(editor: User) -> None:
    """The spell as it will be is what the rules of the completion go by."""
    saved(editor, parties=PARTIES)
    memberships = ("party,applied_on,acceded_on,exited_on,exit_kind,exit_reason", "alpha,,2019-01-01,,,")
    run = checked(editor, memberships=memberships)
    run = saved_while(run, editor, lambda: Party.objects.filter(code="alpha").update(code="alfa"))
    assert run.state == RunState.REFUSED
    assert not Membership.objects.exists()


def test_list_that_somebody_shortens_meanwhile_is_shown_anew(editor: User) -> None:
    saved(editor, modifications=MODIFICATIONS, sec_versions=VERSIONS)
    version = SecVersion.objects.get()
    run = checked(editor, sec_versions=(VERSIONS[0], VERSIONS[1].replace("MP128", "MP128; DP301")))
    run = saved_while(run, editor, lambda: version.modifications.clear())
    assert (run.state, run.moved) == (RunState.PREVIEWED, True)
    assert not version.modifications.exists()


def test_list_that_somebody_lengthens_meanwhile_is_shown_anew(editor: User) -> None:
    saved(editor, modifications=(*MODIFICATIONS, "MP129,2020-01-07,,,"), sec_versions=VERSIONS)
    version = SecVersion.objects.get()
    run = checked(editor, sec_versions=(VERSIONS[0], VERSIONS[1].replace("MP128", "MP128; DP301")))
    more = Modification.objects.get(code="129")

    def as_its_form_does() -> None:
        version.save()
        version.modifications.add(more)

    run = saved_while(run, editor, as_its_form_does)
    assert (run.state, run.moved) == (RunState.PREVIEWED, True)
    assert more in version.modifications.all()


def test_load_by_command_compares_with_what_it_waited_for() -> None:
    loading.load({"parties.csv": csv(*PARTIES)})
    change = lambda: Party.objects.filter(code="alpha").update(name="Alpha Power Limited")  # noqa: E731
    outcome = while_changing(change, lambda: loading.load({"parties.csv": csv(*RENAMED)}))
    assert outcome.counts["parties"] == Counts(added=0, changed=0, unchanged=1)


def test_change_that_is_made_while_an_import_is_undone_keeps_it_from_being_undone(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(editor, parties=RENAMED)
    run = undone_while(run, editor, lambda: Party.objects.filter(code="alpha").update(name="Alpha Holdings Limited"))
    assert run.state == RunState.ACCEPTED
    (reason,) = reasons(run)
    assert "now it is “Alpha Holdings Limited”" in reason
    assert alpha().name == "Alpha Holdings Limited"


def test_added_record_that_is_changed_while_an_import_is_undone_stays(editor: User) -> None:
    run = saved(editor, parties=PARTIES)
    run = undone_while(run, editor, lambda: Party.objects.filter(code="alpha").update(trading_name="Later"))
    assert run.state == RunState.ACCEPTED
    assert alpha().trading_name == "Later"
