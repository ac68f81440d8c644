"""What the database refuses although the first pass found nothing, and loads that meet."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from access.models import Role
from importing import loading
from importing.services import accept
from parties.models import Party, VotingGroup
from tests.importing.files import PARTIES, csv, load, only
from tests.importing.runs import checked, done, person, refused

RENAMED = (PARTIES[0], "alpha,Beta Networks Limited,", "beta,Alpha Energy Limited,")


@pytest.mark.django_db
def test_refusal_of_the_database_names_the_row_and_saves_nothing() -> None:
    load(parties=PARTIES)
    problem = only(voting_groups=("voting_group,name", "one,One Group"), parties=RENAMED)
    assert (problem.file, problem.line) == ("parties.csv", 2)
    assert "The database refuses this row" in problem.message
    assert "already exists" in problem.message
    assert Party.objects.get(code="alpha").name == "Alpha Energy Limited"
    assert not VotingGroup.objects.exists()


@pytest.mark.django_db
def test_refusal_leaves_the_callers_transaction_usable() -> None:
    load(parties=PARTIES)
    with transaction.atomic():
        assert not load(parties=RENAMED).ok
        Party.objects.create(code="gamma", name="Gamma Limited")
    assert Party.objects.count() == 3


@pytest.mark.django_db
def test_large_load_renews_the_databases_picture_of_the_table() -> None:
    rows = (f"p{number},Party {number} Limited," for number in range(600))
    assert load(parties=(PARTIES[0], *rows)).ok
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Party._meta.db_table])
        assert cursor.fetchone()[0] >= 600


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_follow_one_another() -> None:
    outcomes: list[loading.Outcome] = []

    def run() -> None:
        try:
            outcomes.append(loading.load({"parties.csv": csv(*PARTIES)}))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(outcome.ok for outcome in outcomes)
    assert sorted(outcome.counts["parties"].added for outcome in outcomes) == [0, 0, 0, 2]


CONSTRAINT = "party_names_one_by_one_for_this_test"


@pytest.fixture
def _names_by_the_letter() -> None:
    """A rule that the database alone knows, and tells of by quoting the rows on both sides."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX {CONSTRAINT} ON {Party._meta.db_table} (left(trading_name, 5))")


@pytest.mark.django_db
@pytest.mark.usefixtures("_names_by_the_letter")
@pytest.mark.parametrize(("role", "told"), [(Role.EDITOR, True), (Role.CONTRIBUTOR, False)])
def test_what_the_database_quotes_is_told_to_those_who_read_everything(role: str, told: bool) -> None:
    load(parties=PARTIES)
    owner = person(role)
    run = checked(owner, parties=(PARTIES[0], "gamma,Gamma Limited,Alpha"))
    assert accept(run, owner, run.version)
    ((_, line, _, message),) = refused(done(run))
    assert (line, CONSTRAINT in message) == (2, True)
    assert ("already exists" in message) is told
    assert ("Ask an editor which record stands in the way." in message) is not told
