"""Why something was done, one reason inside another."""

from __future__ import annotations

import pghistory
import pytest
from django.db import IntegrityError, transaction

from access.audit import because, versions_of
from parties.models import Party
from tests.access.cast import person
from tests.parties.cast import party

pytestmark = pytest.mark.django_db


def reasons(made: Party) -> list[str]:
    return [version.why for version in versions_of(made, "name")]


def rename(made: Party, name: str) -> None:
    Party.objects.filter(pk=made.pk).update(name=name)


def test_reason_inside_another_stands_alone_and_keeps_the_person() -> None:
    editor = person("editor")
    with pghistory.context(user=editor.pk, url="/admin/", why="outer"):
        made = party("before")
        with because("inner"):
            rename(made, "inside")
        rename(made, "after")
    assert reasons(made) == ["outer", "inner", "outer"]
    assert {version.by for version in versions_of(made, "name")} == {editor}


def test_reason_that_failed_ends_with_its_failure() -> None:
    with pghistory.context(why="outer"):
        with pytest.raises(ValueError, match="no"), because("inner"):
            raise ValueError("no")
        made = party("after")
    assert reasons(made) == ["outer"]


def test_reason_can_name_another_person_than_the_one_around_it() -> None:
    asker, worker = person("contributor"), person("editor")
    with pghistory.context(user=worker.pk), because("import", user=asker.pk):
        made = party("after")
    assert [version.by for version in versions_of(made, "name")] == [asker]


def test_what_the_transaction_writes_afterwards_is_not_laid_to_it() -> None:
    with because("inside", user=person("editor").pk):
        made = party("before")
    rename(made, "after")
    assert reasons(made) == ["", "inside"]
    assert versions_of(made, "name")[0].by is None


def test_failure_of_the_database_inside_comes_out_as_itself() -> None:
    made = party("before")
    with pytest.raises(IntegrityError, match="code"), transaction.atomic(), because("inside"):
        Party.objects.create(code=made.code, name="another")
    assert reasons(made) == [""]
