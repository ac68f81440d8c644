"""Open items: raised once, settled once, opened again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from access.audit import because
from reports.desk.items import LONGEST, add_item, reopen, settle
from tests.access.cast import person
from tests.reports.desk.desks import NOON, item, september

pytestmark = pytest.mark.django_db


def test_item_keeps_who_raised_it() -> None:
    found = add_item(september(), "  Ask the DCC. ", section="helpdesk", by=person("editor"), at=NOON)
    assert (found.text, found.raised_by, found.raised_at) == ("Ask the DCC.", person("editor"), NOON)


def test_item_sent_twice_is_one_item() -> None:
    report = september()
    first = add_item(report, "Ask the DCC.", by=person("editor"), at=NOON)
    assert add_item(report, "Ask the DCC.", by=person("contributor"), at=NOON) == first
    settle(first, by=person("editor"), at=NOON)
    assert add_item(report, "Ask the DCC.", by=person("editor"), at=NOON) != first


@pytest.mark.parametrize(("text", "said"), [(" \n", "Say what is open"), ("x" * (LONGEST + 1), "2,001")])
def test_item_that_says_nothing_or_too_much_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        add_item(september(), text, by=person("editor"), at=NOON)


def test_item_of_an_unknown_section_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such section"):
        add_item(september(), "Ask.", section="monthly", by=person("editor"), at=NOON)


def test_item_settled_twice_keeps_who_was_first() -> None:
    raised = item(september())
    settle(raised, by=person("editor"), at=NOON)
    again = settle(raised, by=person("contributor"), at=NOON.replace(hour=13))
    assert (again.settled_by, again.settled_at) == (person("editor"), NOON)


def test_item_opened_again_is_settled_by_nobody() -> None:
    raised = settle(item(september()), by=person("editor"), at=NOON)
    assert reopen(reopen(raised)).settled_by is None


def test_item_raised_within_another_act_leaves_that_act_its_reason() -> None:
    report = september()
    with because("a month is opened"):
        before = item(report, "Before.")
        raised = add_item(report, "Ask the DCC.", by=person("editor"), at=NOON)
        after = item(report, "After.")
    said = [one.events.get().pgh_context.metadata["why"] for one in (before, raised, after)]  # type: ignore[attr-defined]
    assert said == ["a month is opened", "raised an open item", "a month is opened"]
