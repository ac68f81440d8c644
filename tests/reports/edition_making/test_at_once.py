"""Two editors at the same moment: one is first, and the other is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from reports.edition_making.arranging import drop
from reports.edition_making.services import change, start
from reports.editions import edition_of
from reports.engine.month import Month
from reports.models import StoredEdition
from tests.access.cast import person
from tests.reports.edition_making.laid import OCTOBER, draft_of, in_force

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[str], object], names: Iterable[str]) -> list[str]:
    """What came of each: "" where it was done, else why not."""
    names = list(names)
    together = Barrier(len(names))

    def try_it(name: str) -> str:
        try:
            together.wait()
            act(name)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(names)) as pool:
        return sorted(pool.map(try_it, names))


def test_of_two_drafts_that_take_force_from_one_month_at_once_one_is_refused() -> None:
    person("editor")
    drafts = {key: draft_of(key=key) for key in ("one", "two")}
    done, refused = at_once(lambda key: in_force(drafts[key]), drafts)
    assert done == ""
    assert "has been in force since October 2021: take a later month." in refused
    assert StoredEdition.objects.filter(in_force_from=OCTOBER.first).count() == 1
    assert edition_of("operations", Month(2021, 11)).key in drafts


def test_of_two_changes_made_on_one_page_at_once_one_is_refused() -> None:
    draft = draft_of()

    def drops(section: str) -> object:
        return change(draft, "Drop a section", lambda tree, catalogue: drop(tree, section), seen=1)

    done, refused = at_once(drops, ("smda", "ccsg"))
    assert done == ""
    assert "Meanwhile somebody changed this edition." in refused
    assert draft.sections.filter(section__in=("smda", "ccsg")).count() == 1
    draft.refresh_from_db()
    assert draft.revision == 2


def test_of_two_editions_started_under_one_short_name_at_once_one_is_refused() -> None:
    def starts(name: str) -> object:
        return start("operations", "2021", key="new", name=name)

    done, refused = at_once(starts, ("One", "Two"))
    assert (done, "has this short name: choose another." in refused) == ("", True)
    assert StoredEdition.objects.count() == 1
