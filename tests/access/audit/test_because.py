"""Why something was done, one reason inside another."""

from __future__ import annotations

import pghistory
import pytest

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
