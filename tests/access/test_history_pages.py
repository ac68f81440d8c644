"""The page "History" of a record: what it tells, to whom, and how the moment is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.record_admin import JudgedByDatabase
from parties.models import Party
from parties.models import TestingCompletion as Completion
from tests.access.cast import CAST, STAFF, browser, person
from tests.parties.cast import START, party, voting_group

pytestmark = pytest.mark.django_db


def page(model: Any, pk: Any, **asked: Any) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_history", args=(pk,), query=asked or None)


def test_page_tells_what_happened_newest_first() -> None:
    client, made = browser("editor"), Party.objects.create(code="north", name="North")
    Party.objects.update(name="Northern")
    shown = client.get(page(Party, made.pk)).content.decode()
    assert "History of Northern" in shown
    assert shown.index("Changed") < shown.index("Added")
    assert "nobody signed in" in shown


@pytest.mark.parametrize("name", CAST)
def test_page_is_for_who_may_view_the_record(name: str) -> None:
    answer = browser(name).get(page(Party, party().pk))
    assert answer.status_code == (200 if name in STAFF else 302)


@pytest.mark.parametrize("name", STAFF)
def test_record_above_a_reader_has_no_page(name: str) -> None:
    row = Completion.objects.create(party=party(), test="uept", completed_on=START, classification="white")
    Completion.objects.update(classification="red")
    expected = 404 if name == "contributor" else 200
    assert browser(name).get(page(Completion, row.pk)).status_code == expected
    assert browser(name).get(page(Completion, row.pk, at="30/09/2021")).status_code == expected


def test_deleted_record_has_its_page_for_editors() -> None:
    made = Party.objects.create(code="north", name="North")
    pk = made.pk
    made.delete()
    answer = browser("editor").get(page(Party, pk))
    assert "It was deleted" in answer.content.decode()
    assert "History of North" in answer.content.decode()
    for name in ("contributor", "approver"):
        assert browser(name).get(page(Party, pk)).status_code == 404


@pytest.mark.parametrize("pk", ["0", "99999999", "north", "_quot_", "9" * 30])
def test_record_that_never_was_has_no_page(pk: str) -> None:
    assert browser("editor").get(page(Party, pk)).status_code == 404


def test_whose_reasons_are_hostile_are_shown_as_text() -> None:
    made = Party.objects.create(code="north", name="<script>alert(1)</script>")
    shown = browser("editor").get(page(Party, made.pk)).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


@pytest.mark.parametrize("typed", ["01/01/2099", "31/02/2021", "yesterday", "30/09/2021 25:00", "-"])
def test_moment_that_is_none_is_refused_where_it_was_typed(typed: str) -> None:
    made = Party.objects.create(code="north", name="North")
    answer = browser("editor").get(page(Party, made.pk, at=typed))
    assert answer.context["form"].errors
    assert f'value="{typed}"' in answer.content.decode()
    assert answer.context["known"] is None


@pytest.mark.parametrize("typed", ["30/09/2021", "30/09/2021 17:00", "2021-09-30T17:00", "30 September 2021"])
def test_moment_before_the_trail_knows_nothing(typed: str) -> None:
    made = Party.objects.create(code="north", name="North")
    shown = browser("editor").get(page(Party, made.pk, at=typed)).content.decode()
    assert "It was not known then" in shown
    assert "As known on 30 September 2021" in shown


def test_day_alone_stands_for_its_end() -> None:
    client, made = browser("editor"), Party.objects.create(code="north", name="North")
    today = client.get(page(Party, made.pk)).context["entries"][0].at.strftime("%d/%m/%Y")
    known = client.get(page(Party, made.pk, at=today)).context["known"]
    assert known.known
    assert not any(value.differs for value in known.fields)


def test_long_history_is_read_page_by_page() -> None:
    client, made = browser("editor"), Party.objects.create(code="north", name="v0")
    for number in range(1, 31):
        Party.objects.update(name=f"v{number}")
    first = client.get(page(Party, made.pk))
    assert len(first.context["entries"]) == 25
    second = client.get(page(Party, made.pk, after=first.context["older"]))
    assert [entry.changes[-1].after for entry in second.context["entries"]][:2] == ["v5", "v4"]
    assert len(second.context["entries"]) == 6
    assert "Newest" in second.content.decode()
    assert not second.context["older"]


@pytest.mark.parametrize(
    "after",
    [
        "0001-01-01T00:00:00+23:00~400~1",
        "9999-12-31T23:59:59-23:00~1~1",
        "2021-09-30T12:00:00+00:00~1~-99999999999999999999",
        "2021-09-30T12:00:00~1~1",
        "a\x00~1~1",
    ],
)
def test_place_in_a_history_that_no_page_links_to_is_its_beginning(after: str) -> None:
    made = party()
    response = browser("editor").get(page(Party, made.pk), {"after": after})
    assert response.status_code == 200
    assert response.context["entries"]


def test_history_of_a_person_tells_their_roles_to_administrators_alone() -> None:
    of = person("contributor")
    shown = browser("administrator").get(page(type(of), of.pk)).content.decode()
    assert "Contributor: Every area" in shown
    assert browser("editor").get(page(type(of), of.pk)).status_code == 403


def test_page_takes_as_many_queries_for_three_rows_as_for_one() -> None:
    client, made, taken = browser("editor"), party(group=voting_group()), []
    for _ in range(3):
        made.category_periods.update(category="small_supplier")
        made.category_periods.update(category="large_supplier")
        Party.objects.update(name=f"Name {len(taken)}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(Party, made.pk, at="30/09/2021")).status_code == 200
        taken.append(len(captured))
    assert taken[0] == taken[1] == taken[2]


def test_every_kind_of_record_in_the_admin_has_the_page() -> None:
    pages = [each for each in admin.site._registry.values() if each.model._meta.app_label not in ("jobs", "importing")]
    assert all(isinstance(each, JudgedByDatabase) for each in pages)
