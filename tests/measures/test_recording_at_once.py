"""Two people at one place in the same moment: one of them is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from access.models import User
from measures.models import Measure, MeasureCategory, Observation
from measures.places import Entry, Place
from measures.recording import Outcome
from measures.services import record_month
from tests.access.cast import person
from tests.measures.months import SEPTEMBER, measure, observe, stored
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


def type_one(user: User, typed: str, was: str, key: str = "calls", ready: Callable[[], object] = int) -> Outcome:
    try:
        ready()
        (outcome,) = record_month(user, SEPTEMBER, [Entry(Place.parse(key), typed, was)]).values()
        return outcome
    finally:
        connections.close_all()


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def while_held(hold: Callable[[], object], user: User, typed: str, was: str, key: str = "calls") -> Outcome:
    """What becomes of an entry that is sent while somebody else's save is under way."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold()
            other: Future[Outcome] = pool.submit(type_one, user, typed, was, key)
            wait_until(someone_waits, what="the other save to wait")
        return other.result(PATIENCE)


@pytest.mark.parametrize("was", ["", "5"])
def test_of_two_saves_of_one_place_exactly_one_wins(was: str) -> None:
    users = person("contributor"), person("editor")
    for attempt in range(5):
        calls = measure(f"calls-{attempt}")
        if was:
            observe(calls, SEPTEMBER, was)
        together = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            saves = [
                pool.submit(type_one, user, typed, was, calls.code, together.wait)
                for user, typed in zip(users, ("6", "7"), strict=True)
            ]
            outcomes = [save.result(PATIENCE) for save in saves]
        assert sorted(outcome.state for outcome in outcomes) == ["saved", "stale"]
        assert {outcome.stored for outcome in outcomes} == {f"{stored(calls, SEPTEMBER):.0f}"}


def test_save_waits_for_a_number_changed_on_its_own_page_and_is_stale() -> None:
    row = observe(measure("calls"), SEPTEMBER, "5")
    held = while_held(lambda: Observation.objects.filter(pk=row.pk).update(value=9), person("editor"), "6", "5")
    assert (held.state, held.stored) == ("stale", "9")


def test_save_waits_for_a_number_entered_elsewhere_and_is_stale() -> None:
    calls = measure("calls")
    held = while_held(lambda: observe(calls, SEPTEMBER, "9"), person("editor"), "6", "")
    assert (held.state, held.stored) == ("stale", "9")


def test_save_waits_for_a_category_that_is_being_ended() -> None:
    emails = measure("emails", "old")
    old = MeasureCategory.objects.filter(measure=emails)
    ended = lambda: old.update(last_month=SEPTEMBER.replace(month=8))  # noqa: E731
    held = while_held(ended, person("editor"), "6", "", "emails/old")
    assert held.state == "refused"
    assert not Observation.objects.exists()


def test_save_waits_for_a_measure_that_is_being_defined_anew() -> None:
    measure("calls", decimals=1)
    held = while_held(lambda: Measure.objects.update(decimals=0), person("editor"), "6.5", "")
    assert held.state == "refused"
    assert not Observation.objects.exists()
