"""Owners and states of sections: who is refused, and that nobody undoes what they have not seen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from access.classification import Classification
from reports.desk.duties import STALE, assign, owner_of, possible_owners, set_state
from reports.models import SectionState
from tests.access.cast import CAST, STRANGER, person
from tests.reports.desk.desks import give, september, write

pytestmark = pytest.mark.django_db


def test_section_is_given_to_somebody_and_taken_back() -> None:
    report, editor = september(), person("editor")
    assign(report, "smda", editor, seen=None)
    assert owner_of(report, "smda") == editor.pk
    assign(report, "smda", None, seen=editor.pk)
    assert owner_of(report, "smda") is None


def test_owner_set_meanwhile_is_not_overwritten() -> None:
    report = september()
    with pytest.raises(ValidationError, match="Meanwhile it was given to contributor") as refused:
        assign(report, "helpdesk", person("editor"), seen=None)
    assert refused.value.code == STALE
    assert owner_of(report, "helpdesk") == person("contributor").pk


def test_same_owner_given_twice_is_one_change() -> None:
    report, editor = september(), person("editor")
    assign(report, "smda", editor, seen=None)
    assert assign(report, "smda", editor, seen=None).owner == editor


@pytest.mark.parametrize("name", [name for name in CAST if name != STRANGER])
def test_section_is_owned_by_those_who_may_write_it(name: str) -> None:
    report, someone = september(), person(name)
    owners = possible_owners(report)
    assert (someone in owners) == (name in ("contributor", "editor", "administrator"))
    if someone not in owners:
        with pytest.raises(ValidationError, match="may not write text"):
            assign(report, "smda", someone, seen=None)


def test_report_that_a_contributor_may_not_read_is_not_theirs_to_write() -> None:
    report = september(classification=Classification.RED)
    assert person("contributor") not in possible_owners(report)


def test_person_who_left_owns_no_section() -> None:
    report, gone = september(), person("contributor")
    gone.is_active = False
    gone.save()
    assert gone not in possible_owners(report)


def test_state_is_set_where_the_report_was_not_opened_at_the_desk() -> None:
    report = september()
    report.duties.all().delete()
    assert set_state(report, "smda", SectionState.IN_HAND, seen="to_do").state == SectionState.IN_HAND


def test_state_set_meanwhile_is_not_overwritten() -> None:
    report = september()
    give(report, "helpdesk", "contributor", SectionState.READY)
    with pytest.raises(ValidationError, match="Meanwhile it was set to “ready”") as refused:
        set_state(report, "helpdesk", SectionState.IN_HAND, seen="to_do")
    assert refused.value.code == STALE
    assert report.duties.get(section="helpdesk").state == SectionState.READY


def test_same_state_set_twice_is_one_change() -> None:
    report = september()
    set_state(report, "helpdesk", SectionState.IN_HAND, seen="to_do")
    assert set_state(report, "helpdesk", SectionState.IN_HAND, seen="to_do").state == SectionState.IN_HAND


def test_text_of_another_month_is_not_ready_until_somebody_has_looked_at_it() -> None:
    report = september()
    text = write(report, "helpdesk", carried_from=report)
    with pytest.raises(ValidationError, match="still September 2021’s, word for word"):
        set_state(report, "helpdesk", SectionState.READY, seen="to_do")
    text.carried_from = None
    text.save()
    assert set_state(report, "helpdesk", SectionState.READY, seen="to_do").state == SectionState.READY


@pytest.mark.parametrize("section", ["monthly", "novel"])
def test_heading_or_unknown_section_is_nobodys(section: str) -> None:
    with pytest.raises(ValidationError, match="no such section"):
        set_state(september(), section, SectionState.READY, seen="to_do")


def test_each_change_says_who_owned_it_before() -> None:
    report = september()
    assign(report, "helpdesk", person("editor"), seen=person("contributor").pk)
    history = report.duties.get(section="helpdesk").events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.owner_id for event in history] == [person("contributor").pk, person("editor").pk]
    assert history.last().pgh_context.metadata["why"] == "assigned a section"
