"""What an editor offers for a month: facts with their values, records to name, and cross-references."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from modifications.models import Stage
from reports.engine.month import Month
from reports.models import Report, SectionText
from reports.narrative.chips import chips, search
from tests.access.cast import browser, reader
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one, rename
from tests.parties.cast import party
from tests.reports.full_month import report_on
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db


def targets(found: list[dict[str, Any]]) -> list[str]:
    return [entry["target"] for entry in found]


def by(found: list[dict[str, Any]], name: str, value: str) -> dict[str, Any]:
    [entry] = [entry for entry in found if entry[name] == value]
    return entry


def offered(report: Report, person: str = "editor") -> dict[str, list[dict[str, Any]]]:
    return chips(reader(person), report)


def test_modification_is_named_as_at_the_months_end() -> None:
    report = quiet_month()
    rename(raise_one("152", date(2021, 8, 1)), date(2021, 10, 1), "MP152")
    raise_one("160", date(2021, 10, 9))
    assert [one for one in targets(offered(report)["mentions"]) if "P1" in one] == ["DP152"]
    assert targets(search(reader("editor"), report, "MP152")) == ["DP152", "MP152"]


def test_modification_raised_after_the_month_is_named_once_the_paper_can_know_of_it() -> None:
    report = quiet_month()
    raise_one("160", report.issue_date)
    raise_one("161", date(2021, 10, 9))
    assert targets(search(reader("editor"), report, "DP160")) == ["DP160"]
    assert search(reader("editor"), report, "DP161") == []
    SectionText.objects.create(report=report, section="smda", body="<p>{{@DP160}}</p>")
    assert by(offered(report)["mentions"], "target", "DP160")["ref"] == "DP160"


def test_modification_long_concluded_is_found_and_not_offered_unless_the_text_names_it() -> None:
    report = quiet_month()
    old = (date(2017, 1, 10), Stage.REFINEMENT), (date(2018, 1, 10), Stage.APPROVED)
    raise_one("001", date(2017, 1, 2), *old)
    raise_one("002", date(2017, 1, 2), (date(2018, 1, 10), Stage.REFINEMENT))
    raise_one("003", date(2017, 1, 2), *old, (date(2021, 3, 1), Stage.IMPLEMENTED))
    assert {"DP002", "DP003"} <= set(targets(offered(report)["mentions"]))
    assert "DP001" not in targets(offered(report)["mentions"])
    assert targets(search(reader("editor"), report, "DP001")) == ["DP001"]
    SectionText.objects.create(report=report, section="smda", body="<p>{{@DP 001}}</p>")
    assert by(offered(report)["mentions"], "target", "DP 001")["ref"] == "DP001"


def test_record_named_another_way_is_given_under_it_too() -> None:
    report = quiet_month()
    [alias] = search(reader("editor"), report, "SECP-97")
    assert (alias["target"], alias["alias"]) == ("meeting:SECP-97", True)
    [found] = search(reader("editor"), report, "panel-97")
    assert (found["target"], "alias" in found) == ("meeting:panel-97", False)
    assert found["text"] == alias["text"]


def test_meeting_of_a_confidential_committee_is_never_offered() -> None:
    report = quiet_month()
    board = committee("secco-board", confidential=True)
    meet(board, date(2021, 9, 20), 12, title="Board 12")
    assert "meeting:secco-board-12" not in targets(offered(report)["mentions"])
    assert search(reader("administrator"), report, "Board 12") == []
    assert search(reader("administrator"), report, "secco-board-12") == []


def test_party_that_has_left_is_found_and_not_offered() -> None:
    report = quiet_month()
    gone = party("Gone Energy", exited_on=date(2021, 5, 1), exit_kind="withdrawn")
    stays = party("Stays Energy")
    assert f"party:{stays.code}" in targets(offered(report)["mentions"])
    assert f"party:{gone.code}" not in targets(offered(report)["mentions"])
    assert targets(search(reader("editor"), report, "gone")) == [f"party:{gone.code}"]


def test_missing_fact_says_so() -> None:
    report = quiet_month()
    missing = [one for one in offered(report)["facts"] if one["missing"]]
    assert missing
    assert {(one["figure"], one["words"], tuple(one["forms"])) for one in missing} == {("missing", "", ("",))}


# --- over HTTP --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["text:chips", "text:mentions"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("party", 404), ("contributor", 200), ("editor", 200)])
def test_those_who_may_read_the_draft_get_it_as_json(name: str, who: str, status: int) -> None:
    quiet_month()
    response = browser(who).get(reverse(name, args=("operations", Month(2021, 9))))
    assert response.status_code == status
    if status == 200:
        assert "no-store" in response["Cache-Control"]
        assert set(response.json()) == ({"facts", "mentions", "references"} if name == "text:chips" else {"mentions"})


def test_queries_are_as_many_for_three_of_everything_as_for_one() -> None:
    assert _cost(1) == _cost(3)


def _cost(number: int) -> tuple[int, int]:
    with transaction.atomic():
        report = Report.objects.select_related("meeting__committee").get(pk=report_on(number).pk)
        person = reader("editor")
        with CaptureQueriesContext(connection) as for_chips:
            chips(person, report)
        with CaptureQueriesContext(connection) as for_search:
            search(person, report, "Newcomer")
        transaction.set_rollback(True)
    return len(for_chips), len(for_search)
