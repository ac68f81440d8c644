"""The values a field has had: who gave them, when and why."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pghistory
import pytest

from access.audit import because, versions_of
from parties.models import Party
from tests.access.cast import person
from tests.parties.cast import party

pytestmark = pytest.mark.django_db


def rename(made: Party, *names: str) -> None:
    for name in names:
        Party.objects.filter(pk=made.pk).update(name=name)


def test_versions_are_newest_first_with_who_and_why() -> None:
    editor = person("editor")
    made = party("First")
    with because("Correct a name", user=editor.pk):
        rename(made, "Second")
    newest, oldest = versions_of(made, "name")
    assert (newest.value, newest.by, newest.why) == ("Second", editor, "Correct a name")
    assert (oldest.value, oldest.by, oldest.why) == ("First", None, "")
    assert oldest.at < newest.at


def test_save_that_leaves_the_field_makes_no_version() -> None:
    made = party("First")
    Party.objects.filter(pk=made.pk).update(trading_name="Trader")
    rename(made, "First", "Second")
    assert [version.value for version in versions_of(made, "name")] == ["Second", "First"]


def test_value_taken_away_and_given_again_is_a_version_each_time() -> None:
    made = party("First")
    for trading_name in ("Trader", "", "Trader"):
        Party.objects.filter(pk=made.pk).update(trading_name=trading_name)
    assert [version.value for version in versions_of(made, "trading_name")] == ["Trader", "", "Trader", ""]


def test_versions_are_read_page_by_page() -> None:
    made = party("v0")
    rename(made, *(f"v{number}" for number in range(1, 6)))
    first = versions_of(made, "name", limit=2)
    second = versions_of(made, "name", limit=3, before=first[-1].event)
    last = versions_of(made, "name", limit=3, before=second[-1].event)
    assert [version.value for version in (*first, *second, *last)] == ["v5", "v4", "v3", "v2", "v1", "v0"]


def test_versions_of_another_record_stay_out() -> None:
    made, other = party("Mine"), party("Other")
    rename(other, "Else")
    assert [version.value for version in versions_of(made, "name")] == ["Mine"]


@pytest.mark.parametrize("number", [1, 3])
def test_versions_take_two_queries_whatever_their_number(
    number: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    made = party()
    for person_, name in zip(("editor", "contributor", "approver")[:number], "abc", strict=False):
        with pghistory.context(user=person(person_).pk):
            rename(made, name)
    with django_assert_num_queries(2):
        assert len(versions_of(made, "name")) == number + 1


def test_model_without_a_trail_has_no_versions_to_read() -> None:
    with pytest.raises(KeyError):
        versions_of(pghistory.models.Context(), "metadata")
