"""A record's life as it is read back: who did what to it, and what was known of it when."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access.audit import because, history_of, known_at
from access.audit.entries import Entry
from access.audit.history import as_known, history_of_row, may_read_deleted
from access.audit.sources import Pick
from access.events import event_model_of
from modifications.models import Modification, SecVersion, StageFrom
from parties.models import CategoryPeriod, Membership, Party
from parties.models import TestingCompletion as Completion
from reports.models import SectionText
from tests.access.cast import CAST, person, reader
from tests.parties.cast import START, default, party, voting_group
from tests.reports.desk.desks import september

pytestmark = pytest.mark.django_db


def changes(entry: Entry) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in entry.changes}


def moment() -> Any:
    """After all that has happened, and before what will."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


# --- What happened ------------------------------------------------------------------------------------


def test_history_is_newest_first_with_who_why_and_both_values() -> None:
    editor = person("editor")
    made = Party.objects.create(code="north", name="North")
    with because("Correct a name", user=editor.pk, url="/there/"):
        Party.objects.filter(pk=made.pk).update(name="Northern")
    changed, added = history_of(made, reader=editor)
    assert (changed.action, changed.by, changed.why, changed.url) == ("changed", editor, "Correct a name", "/there/")
    assert changes(changed) == {"name": ("North", "Northern")}
    assert (added.action, added.by, added.why, added.subject) == ("added", None, "", "North")
    assert changes(added)["name"] == ("–", "North")
    assert "trading_name" not in changes(added)


def test_rows_edited_on_the_page_are_told_with_it_by_label_and_by_name() -> None:
    group = voting_group()
    made = party(category="large_supplier", group=group)
    CategoryPeriod.objects.update(category="small_supplier")
    told = {(entry.action, entry.kind): changes(entry) for entry in history_of(made, reader=person("editor"))}
    assert told["changed", "Party Category period"] == {"category": ("Large Suppliers", "Small Suppliers")}
    assert told["added", "Voting Group period"]["voting_group"] == ("–", group.name)
    assert told["added", "Voting Group period"]["valid"] == ("–", "from 1 January 2020")
    assert told["added", "Membership"]["acceded_on"] == ("–", "1 January 2020")


def test_pairs_of_a_many_to_many_field_are_told_with_the_record() -> None:
    version = SecVersion.objects.create(issued_on=START, description="A version", cause="designation")
    version.modifications.add(Modification.objects.create(code="121", raised_on=START))
    newest, _ = history_of(version, reader=person("editor"))
    assert newest.action == "added"
    assert changes(newest)["modification"] == ("–", "Modification 121")


def test_row_that_is_deleted_tells_what_it_held() -> None:
    made = party(category=None)
    Membership.objects.all().delete()
    newest = history_of(made, reader=person("editor"))[0]
    assert newest.action == "deleted"
    assert changes(newest)["acceded_on"] == ("1 January 2020", "–")


def test_what_a_row_referred_to_and_is_deleted_is_named_by_its_number() -> None:
    gone, made = voting_group(), party(category=None, group=None)
    pk = gone.pk
    stay = made.voting_group_periods.create(voting_group=gone, valid=(START, None))
    stay.delete()
    gone.delete()
    told = changes(history_of(made, reader=person("editor"))[0])
    assert told["voting_group"] == (f"Voting Group {pk}, deleted", "–")


def test_history_is_read_page_by_page_without_loss() -> None:
    made = Party.objects.create(code="north", name="v0")
    for number in range(1, 8):
        Party.objects.filter(pk=made.pk).update(name=f"v{number}")
    editor, seen, after = person("editor"), [], None
    while page := history_of(made, reader=editor, limit=3, after=after):
        seen += [changes(entry)["name"][1] for entry in page]
        after = Pick.read(str(page[-1].pick))
    assert seen == [f"v{number}" for number in range(7, -1, -1)]


def test_events_of_one_moment_are_all_read_across_pages() -> None:
    made = party()
    with connection.cursor() as cursor:
        for table in ("partyevent", "membershipevent", "categoryperiodevent"):
            cursor.execute(f"ALTER TABLE parties_{table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE parties_{table} SET pgh_created_at = '2021-09-30 12:00Z'")
    seen, after = [], None
    while page := history_of(made, reader=person("editor"), limit=1, after=after):
        seen += [entry.pick for entry in page]
        after = seen[-1]
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize(
    "text", ["", "nonsense", "2021-09-30~1~2", "2021-09-30T12:00:00+00:00~x~1", "~~", f"~1~{2**70}"]
)
def test_place_in_the_trail_that_is_none_is_not_read(text: str) -> None:
    assert Pick.read(text) is None


def test_history_takes_as_many_queries_for_three_rows_as_for_one() -> None:
    editor, taken = an_editor(), []
    for _ in range(3):
        made = party(group=voting_group())
        for _ in range(len(taken) + 1):
            made.category_periods.update(category="small_supplier")
            made.category_periods.update(category="large_supplier")
        with CaptureQueriesContext(connection) as captured:
            assert history_of(made, reader=editor)
        taken.append(len(captured))
    assert taken[0] == taken[1] == taken[2]
    assert taken[0] <= 12


def an_editor() -> Any:
    """An editor whose roles were asked for already."""
    editor = person("editor")
    assert editor.roles
    return editor


# --- Who may read it ----------------------------------------------------------------------------------


def lowered() -> Completion:
    """Red in all its life but now."""
    row = Completion.objects.create(party=party(), test="uept", completed_on=START, classification="red")
    Completion.objects.filter(pk=row.pk).update(completed_on=date(2020, 2, 2))
    Completion.objects.filter(pk=row.pk).update(classification="white")
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("name", ["contributor", "editor", "approver", "administrator"])
def test_what_happened_while_it_was_red_is_withheld_from_lower_readers(name: str) -> None:
    found = history_of(lowered(), reader=person(name))
    assert [entry.withheld for entry in found] == [name == "contributor"] * 3
    if name == "contributor":
        assert all((e.changes, e.subject, e.by, e.why) == ((), "", None, "") for e in found)


@pytest.mark.parametrize("deleted", [False, True])
def test_what_happened_before_it_was_raised_is_withheld_since(deleted: bool) -> None:
    """In the history of what it belongs to, which everybody may read; also once it is deleted."""
    made = party()
    row = Completion.objects.create(party=made, test="uept", completed_on=START, classification="white")
    Completion.objects.filter(pk=row.pk).update(completed_on=START + timedelta(days=1))
    before = [entry.withheld for entry in history_of(made, reader=person("contributor")) if entry.model is Completion]
    assert before == [False, False]
    Completion.objects.filter(pk=row.pk).update(classification="red")
    if deleted:
        row.delete()
    for name, withheld in (("contributor", True), ("editor", False)):
        found = [entry.withheld for entry in history_of(made, reader=person(name)) if entry.model is Completion]
        assert found == [withheld] * (4 if deleted else 3), name


def test_rows_above_a_reader_are_withheld_in_the_history_of_what_they_belong_to() -> None:
    made = party(category=None, acceded=None)
    Completion.objects.create(party=made, test="uept", completed_on=START, classification="red")
    default(made, START)
    found = {entry.kind: entry.withheld for entry in history_of(made, reader=person("contributor"))}
    assert found == {"Event of Default": False, "Testing completion": True, "Party": False}


def test_text_is_classified_as_its_report_was_when_it_was_written() -> None:
    report = september()
    text = SectionText.objects.create(report=report, section="helpdesk", body="<p>Before.</p>")
    type(report).objects.update(classification="red")
    SectionText.objects.update(body="<p>Secret.</p>")
    SectionText.objects.update(body="<p>After.</p>")
    type(report).objects.update(classification="white")
    SectionText.objects.update(body="<p>At last.</p>")
    found = history_of(text, reader=person("contributor"))
    assert [entry.withheld for entry in found] == [True, True, True, False]
    assert not any(entry.withheld for entry in history_of(text, reader=person("editor")))


@pytest.mark.parametrize("name", CAST)
def test_deleted_row_is_looked_up_by_who_deletes_records(name: str) -> None:
    made = Party.objects.create(code="north", name="North")
    pk = made.pk
    assert not may_read_deleted(Party, pk, reader(name))
    made.delete()
    assert may_read_deleted(Party, pk, reader(name)) is (name in ("editor", "administrator"))
    assert not may_read_deleted(Party, pk + 1, reader(name))


def test_deleted_row_is_judged_by_the_highest_it_ever_was(monkeypatch: pytest.MonkeyPatch) -> None:
    row = lowered()
    pk = row.pk
    row.delete()
    assert may_read_deleted(Completion, pk, person("editor"))
    monkeypatch.setattr("access.policy.readable_classifications", lambda user: frozenset(("white", "green", "amber")))
    assert not may_read_deleted(Completion, pk, person("editor"))
    found = history_of_row(Completion, pk, reader=person("editor"))
    assert [entry.withheld for entry in found] == [False, True, True, True]


# --- What was known -----------------------------------------------------------------------------------


def test_values_are_those_known_at_the_moment() -> None:
    before = moment()
    made = Party.objects.create(code="north", name="First")
    first = moment()
    Party.objects.update(name="Second")
    second = moment()
    pk = made.pk
    made.delete()
    assert known_at(Party, before, pk) is None
    then = known_at(Party, first, pk)
    assert then is not None
    assert (then["name"], then["code"], then["trading_name"]) == ("First", "north", "")
    assert (known_at(Party, second, pk) or {})["name"] == "Second"
    assert known_at(Party, moment(), pk) is None


def test_moment_of_an_event_knows_it() -> None:
    made = Party.objects.create(code="north", name="First")
    at = event_model_of(Party)._default_manager.aggregate(at=Max("pgh_created_at"))["at"]
    assert known_at(made, at)
    assert known_at(made, at - timedelta(microseconds=1)) is None


def test_record_and_its_rows_stand_beside_now() -> None:
    made = Modification.objects.create(code="121", raised_on=START)
    StageFrom.objects.create(modification=made, since=START, stage="development")
    then = moment()
    StageFrom.objects.update(stage="refinement")
    Modification.objects.update(issue="It costs more.")
    known = as_known(Modification, made.pk, then, moment(), reader=person("editor"))
    assert {value.label: (value.then, value.now) for value in known.fields if value.differs} == {
        "Issue": ("–", "It costs more.")
    }
    (stages,) = known.parts
    assert stages.rows == (
        ("Since: 1 January 2020; Stage: Development Stage", True, False),
        ("Since: 1 January 2020; Stage: Refinement Process", False, True),
    )


def test_row_that_belonged_to_another_record_then_is_not_known_of_this_one() -> None:
    one, other = (Modification.objects.create(code=code, raised_on=START) for code in ("121", "122"))
    StageFrom.objects.create(modification=one, since=START, stage="development")
    then = moment()
    StageFrom.objects.update(modification=other)
    stood = []
    for of in (one, other):
        (stages,) = as_known(Modification, of.pk, then, moment(), reader=person("editor")).parts
        stood.append([(was, still) for _, was, still in stages.rows])
    assert stood == [[(True, False)], [(False, True)]]


def test_values_of_a_red_time_are_withheld_from_lower_readers() -> None:
    row = Completion.objects.create(party=party(), test="uept", completed_on=START, classification="red")
    then = moment()
    Completion.objects.filter(pk=row.pk).update(classification="white")
    known = as_known(Completion, row.pk, then, moment(), reader=person("contributor"))
    assert (known.withheld, known.fields) == (True, ())
    assert not as_known(Completion, row.pk, then, moment(), reader=person("editor")).withheld


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_known_takes_constantly_many_queries(
    number: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    made, editor = Modification.objects.create(code="121", raised_on=START), an_editor()
    for each in range(number):
        since = START + timedelta(days=each)
        StageFrom.objects.create(modification=made, since=since, stage="development")
    now = timezone.now() + timedelta(hours=1)
    with django_assert_num_queries(25):
        assert as_known(Modification, made.pk, now, now, reader=editor).known
