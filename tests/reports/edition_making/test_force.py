"""How an edition takes force from a month, what keeps it from that, and how it is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import ValidationError

from access.audit import history_of
from reports.building import built_in_context
from reports.edition_making import trial
from reports.edition_making.arranging import entitle
from reports.edition_making.comparing import Retitled
from reports.edition_making.force import issued_under, review, take_force, withdraw
from reports.edition_making.services import STALE
from reports.editions import edition_of
from reports.engine.month import Month
from reports.engine.problems import Problem
from reports.models import Report, StoredEdition
from tests.access.cast import person, reader
from tests.reports.desk.desks import write
from tests.reports.edition_making.laid import NOON, OCTOBER, TODAY, changed, draft_of, in_force, without
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

SEPTEMBER, NOVEMBER = Month(2021, 9), Month(2021, 11)


def reviewed(draft: StoredEdition, month: Month = OCTOBER, today: date = TODAY) -> Any:
    return review(draft, month, today=today, reader=person("editor"))


def refused(draft: StoredEdition, month: Month = OCTOBER, today: date = TODAY) -> str:
    """Why it does not take force: said by the review, and by what would do it."""
    with pytest.raises(ValidationError) as refusal:
        in_force(draft, month, today)
    draft.refresh_from_db()
    assert draft.in_force_from is None
    said = reviewed(draft, month, today)
    assert (tuple(refusal.value.messages), said.changes) == (said.refusals, None)
    return " ".join(refusal.value.messages)


def test_edition_takes_force_from_its_month_and_earlier_months_keep_theirs() -> None:
    draft = in_force(without(draft_of(), "smda"))
    assert [edition_of("operations", month).key for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == ["2021", "new", "new"]
    assert (draft.in_force_from, draft.taken_by, draft.taken_at) == (OCTOBER.first, person("editor"), NOON)
    assert "Take force from October 2021" in {entry.why for entry in history_of(draft, reader=person("administrator"))}
    assert edition_of("change-status", OCTOBER).key == "2020"


def test_draft_is_in_force_in_no_month() -> None:
    draft_of()
    assert edition_of("operations", Month(2030, 1)).key == "2021"


@pytest.mark.parametrize("month", [Month(2021, 1), Month(2020, 12)])
def test_month_that_is_not_after_the_last_edition_began_is_refused(month: Month) -> None:
    assert "Operations Report, 2021 edition has been in force since January 2021" in refused(draft_of(), month)


@pytest.mark.parametrize("month", [OCTOBER, SEPTEMBER])
def test_month_that_is_not_after_the_last_stored_edition_began_is_refused(month: Month) -> None:
    in_force(draft_of())
    assert "The new edition has been in force since October 2021" in refused(draft_of(key="newer"), month)
    assert edition_of("operations", OCTOBER).key == "new"


def test_month_whose_report_was_issued_is_refused_until_the_month_after_it() -> None:
    report, draft = quiet_month(), draft_of()
    for month in (SEPTEMBER, Month(2021, 8)):
        said = refused(draft, month, report.issue_date)
        assert "Operations Report, September 2021 was issued on 8 October 2021" in said
    in_force(draft, OCTOBER, report.issue_date)


def test_month_whose_report_is_open_and_not_issued_is_taken() -> None:
    report = quiet_month()
    assert in_force(draft_of(), SEPTEMBER, report.issue_date - timedelta(days=1)).in_force_from == SEPTEMBER.first


def test_report_of_another_kind_that_was_issued_is_no_reason() -> None:
    quiet_month(kind="change-status")
    in_force(draft_of(), SEPTEMBER, date(2030, 1, 1))


def test_edition_with_a_fault_is_refused_and_the_section_named() -> None:
    draft = draft_of()
    draft.sections.filter(section="smda").update(taken_from="1999")
    assert "Section “smda”: “smda” of edition 1999 is not in the catalogue any more: drop it." in refused(draft)
    draft.sections.filter(section="smda").update(taken_from="2021")
    draft.sections.filter(section="versions").update(section="smda-highlight", taken_from="1999")
    assert "smda-highlight" in refused(draft)


def test_edition_based_on_one_that_is_no_more_is_refused() -> None:
    draft = draft_of()
    StoredEdition.objects.filter(pk=draft.pk).update(based_on="1999")
    draft.refresh_from_db()
    assert "based on the edition “1999”, which is no more" in refused(draft)


def test_heading_with_nothing_under_it_is_refused() -> None:
    draft = without(draft_of(), "parties", "market", "uep", "testing")
    assert "Section “market-updates”: Nothing stands in it" in refused(draft)


def test_review_says_what_changes_and_which_texts_are_printed_no_more() -> None:
    report = quiet_month()
    for section in ("smda", "security", "nowhere"):
        write(report, section)
    write(report, "ccsg", "")
    draft = without(draft_of(), "smda", "ccsg")
    draft = changed(
        draft, lambda tree, catalogue: entitle(tree, "security", "Security", page_break=False, catalogue=catalogue)
    )
    found = reviewed(draft, SEPTEMBER)
    assert (found.refusals, found.before.key) == ((), "2021")
    assert found.changes.dropped == (
        "Cross-Code Steering Group (CCSG) update",
        "Smart Meter Device Assurance (SMDA) update",
    )
    assert found.changes.retitled == (Retitled("Security and Privacy update", "Security"),)
    assert [(one.report, one.section) for one in found.unprinted] == [(report, "smda")]
    assert reviewed(draft, OCTOBER).unprinted == ()


def test_review_names_no_text_that_the_reader_may_not_read() -> None:
    write(quiet_month(classification="red"), "smda")
    draft = without(draft_of(), "smda")
    for who, number in (("editor", 1), ("contributor", 0)):
        assert len(review(draft, SEPTEMBER, today=TODAY, reader=reader(who)).unprinted) == number


def test_draft_changed_since_it_was_reviewed_does_not_take_force() -> None:
    draft = draft_of()
    without(draft, "smda")
    with pytest.raises(ValidationError) as refusal:
        take_force(draft, OCTOBER, seen=1, by=person("editor"), at=NOON, today=TODAY)
    assert refusal.value.code == STALE
    assert edition_of("operations", OCTOBER).key == "2021"


def test_edition_is_withdrawn_to_a_draft_while_nothing_was_issued_under_it() -> None:
    report = quiet_month()
    day_before = report.issue_date - timedelta(days=1)
    one = in_force(without(draft_of(), "smda"), SEPTEMBER, day_before)
    one = withdraw(one, seen=one.revision, today=day_before)
    assert (one.in_force_from, one.taken_by, one.taken_at) == (None, None, None)
    assert edition_of("operations", SEPTEMBER).key == "2021"
    assert without(one, "ccsg").revision == one.revision + 1
    assert withdraw(one, seen=one.revision, today=report.issue_date).in_force_from is None


def test_edition_that_is_not_as_it_was_seen_is_not_withdrawn() -> None:
    one = in_force(draft_of())
    with pytest.raises(ValidationError) as refusal:
        withdraw(one, seen=one.revision - 1, today=TODAY)
    assert refusal.value.code == STALE
    assert edition_of("operations", OCTOBER).key == "new"


def test_edition_that_a_report_was_issued_under_is_not_withdrawn() -> None:
    report = quiet_month()
    one = in_force(draft_of(), SEPTEMBER)
    issued = issued_under(one, report.issue_date)
    assert issued is not None
    assert str(issued) == f"{report} was issued on 8 October 2021"
    with pytest.raises(ValidationError, match="September 2021 was issued on 8 October 2021 as it lays it out"):
        withdraw(one, seen=one.revision, today=report.issue_date)
    assert edition_of("operations", SEPTEMBER).key == "new"


def test_report_issued_under_a_later_edition_keeps_no_earlier_one() -> None:
    report = quiet_month()
    first = in_force(draft_of(), Month(2021, 7), date(2021, 7, 1))
    in_force(draft_of(key="newer"), SEPTEMBER, date(2021, 7, 1))
    after = report.issue_date + timedelta(days=1)
    assert issued_under(first, after) is None
    withdraw(first, seen=first.revision, today=after)
    assert [edition_of("operations", month).key for month in (Month(2021, 8), SEPTEMBER)] == ["2021", "newer"]


# --- What the latest report would be in it ----------------------------------------------------------------------------


def test_review_names_the_references_that_would_lead_nowhere() -> None:
    report = quiet_month()
    write(report, "security", "<p>See {{#smda}} and {{#nowhere}}.</p>")
    draft = without(draft_of(), "smda")
    found = reviewed(draft)
    assert found.may_take
    assert [said for said in found.trial.unresolved if "“smda”" in said] == [
        "In “Security and Privacy update”: No one section, table or figure has the id “smda”."
    ]
    assert not [said for said in found.trial.unresolved if "nowhere" in said]


def test_two_things_of_one_id_in_the_latest_report_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    report, draft = quiet_month(), draft_of()
    twice = Problem("id.duplicate", "error", "The id “smda” is used 2 times.", "smda")

    def built(of: Report, edition: Any = None) -> Any:
        result, context = built_in_context(of, edition)
        return (replace(result, problems=(*result.problems, twice)) if edition else result), context

    monkeypatch.setattr(trial, "built_in_context", built)
    said = refused(draft)
    assert (
        f"Made in it, the {report} would not be whole. In “Smart Meter Device Assurance (SMDA) update”: The id" in said
    )


def test_edition_whose_section_is_no_more_gives_way_to_a_later_one() -> None:
    quiet_month()
    broken = in_force(draft_of(), SEPTEMBER)
    with pgtrigger.ignore("reports.StoredSection:of_a_draft_alone"):
        broken.sections.filter(section="smda").update(taken_from="1999")
    draft = draft_of(key="newer")
    found = reviewed(draft)
    assert (found.may_take, found.before, found.changes) == (True, None, None)
    assert "“smda” of edition 1999 is not in the catalogue any more" in found.incomparable
    in_force(draft, OCTOBER)
    assert edition_of("operations", OCTOBER).key == "newer"
