"""Which edition is in force, of those in code and those that editors laid out; and what asking costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pgtrigger
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.definitions.registry import definitions
from reports.edition_making import checks
from reports.edition_making.layout import UnresolvedEdition
from reports.editions import edition_of, editions_of, forget, read_once
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.models import Report, StoredEdition
from tests.access.cast import browser
from tests.meetings.rooms import meet
from tests.reports.edition_making.laid import OCTOBER, draft_of, in_force, without
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(2021, 9)


def break_up(edition: StoredEdition) -> None:
    """As if the program had lost a section that the edition asks for: what only a change of its code can do."""
    with pgtrigger.ignore("reports.StoredSection:of_a_draft_alone"):
        edition.sections.filter(section="smda").update(taken_from="1999")


def queries(kind: str = "operations", month: Month = OCTOBER) -> int:
    with CaptureQueriesContext(connection) as captured:
        edition_of(kind, month)
        editions_of(kind)
    return len(captured)


def test_editions_of_a_report_are_those_in_code_and_those_in_force() -> None:
    in_code = definitions()["operations"].editions
    assert editions_of("operations") == in_code
    in_force(without(draft_of(), "smda"))
    draft_of(key="draft")
    assert [one.key for one in editions_of("operations")] == [*(one.key for one in in_code), "new"]
    with pytest.raises(LookupError):
        editions_of("nothing")
    with pytest.raises(LookupError):
        edition_of("nothing", OCTOBER)
    with pytest.raises(NoEdition):
        edition_of("operations", Month(2001, 1))


def test_stored_edition_in_force_is_laid_out_as_it_was_stored() -> None:
    in_force(without(draft_of(), "smda"))
    before, after = edition_of("operations", SEPTEMBER), edition_of("operations", OCTOBER)
    assert (after.key, after.name, after.in_force_from, after.report) == (
        "new",
        "The new edition",
        OCTOBER,
        "operations",
    )
    monthly = {one.id: one for one in before.sections}["monthly"]
    kept = {one.id: one for one in after.sections}["monthly"]
    assert [one.id for one in kept.children] == [one.id for one in monthly.children if one.id != "smda"]


def test_asking_costs_as_many_queries_for_three_editions_as_for_one() -> None:
    in_force(draft_of())
    with read_once():
        for_one = queries()
    for place, kind, source in ((1, "operations", "new"), (2, "operations", "key-1"), (3, "change-status", "2020")):
        in_force(draft_of(kind, source, f"key-{place}"), Month(2022, place))
    with read_once():
        assert queries(month=Month(2022, 3)) == for_one == 2
        assert queries("change-status", Month(2022, 3)) == 0
        assert edition_of("operations", Month(2022, 3)).key == "key-2"


def test_report_without_a_stored_edition_in_force_asks_once() -> None:
    draft_of()
    with read_once():
        assert queries() == 1
        assert queries("sub-committee") == 0


def test_what_was_read_once_is_read_anew_after_it_was_forgotten() -> None:
    with read_once():
        assert edition_of("operations", OCTOBER).key == "2021"
        in_force(draft_of())
        assert edition_of("operations", OCTOBER).key == "new"
        forget()
        assert queries() == 2


def test_edition_whose_section_is_no_more_makes_no_report_and_leaves_the_months_before() -> None:
    break_up(in_force(draft_of()))
    with pytest.raises(UnresolvedEdition, match="“smda” of edition 1999 is not in the catalogue"):
        edition_of("operations", OCTOBER)
    assert edition_of("operations", SEPTEMBER).key == "2021"
    assert "new" not in [one.key for one in editions_of("operations")]


def test_system_check_finds_an_edition_whose_section_is_no_more() -> None:
    one = in_force(draft_of())
    call_command("check", databases=["default"])
    break_up(one)
    with pytest.raises(SystemCheckError, match=r"The new edition.*smda.*not in the catalogue"):
        call_command("check", databases=["default"])


def test_system_check_finds_an_edition_in_code_of_the_short_name_of_a_stored_one() -> None:
    one = draft_of()
    with pgtrigger.ignore("reports.StoredEdition:in_force_stays"):
        StoredEdition.objects.filter(pk=one.pk).update(key="2021")
    with pytest.raises(SystemCheckError, match=r"The new edition and an edition in code .* the short name “2021”"):
        call_command("check", databases=["default"])


@pytest.mark.parametrize(("begins", "found"), [(SEPTEMBER, False), (OCTOBER, False), (Month(2021, 11), True)])
def test_system_check_finds_an_edition_in_code_that_begins_in_the_months_of_a_stored_one(
    begins: Month, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(draft_of())
    report = definitions()["operations"]
    late = replace(report.editions[-1], key="2021-late", name="Late edition", in_force_from=begins)
    known = definitions() | {"operations": replace(report, editions=(*report.editions, late))}
    monkeypatch.setattr(checks, "definitions", lambda: known)
    said = [one.msg for one in checks.editions_in_force_resolve(None, ["default"])]
    assert said == (["Late edition begins in November 2021, in the months of The new edition."] if found else [])


@pytest.mark.parametrize("address", ["/desk/", "/admin/reports/report/", "/desk/operations/2021-09/"])
def test_pages_of_reports_cost_as_many_queries_for_three_editions_as_for_one(address: str) -> None:
    assert _cost(address, 1) == _cost(address, 3)


def _cost(address: str, number: int) -> int:
    """With so many stored editions in force, and a report open under each."""
    with transaction.atomic():
        report = quiet_month()
        for place in range(1, number + 1):
            in_force(draft_of(key=f"key-{place}"), Month(2022, place))
            day = date(2022, place, 1)
            meeting = meet(report.meeting.committee, date(2022, place + 1, 18), 100 + place)
            Report.objects.create(
                kind="operations", month=day, meeting=meeting, paper_number=1, issue_date=date(2022, place + 1, 11)
            )
        client = browser("editor")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        transaction.set_rollback(True)
    return len(captured)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/desk/", 200),
        ("/desk/operations/2021-09/", 409),
        ("/desk/operations/2021-09/checks/", 409),
        ("/desk/operations/2021-09/text/security/", 409),
        ("/desk/open/operations/2021-10/", 409),
        ("/reports/", 200),
        ("/reports/operations/2021-09/", 409),
        ("/admin/reports/report/", 200),
        ("/editions/", 200),
        ("/editions/operations/new/", 200),
    ],
)
def test_pages_of_a_month_whose_edition_is_broken_say_so_and_the_others_stand(address: str, status: int) -> None:
    quiet_month()
    break_up(in_force(draft_of(), SEPTEMBER))
    answer = browser("editor").get(address)
    assert answer.status_code == status
    if status == 409 or address.startswith("/editions/operations"):
        assert "is not in the catalogue any more: drop it." in answer.content.decode()
    if status == 409:
        assert 'href="/editions/"' in answer.content.decode()
    assert Client().get(address).status_code != 409
