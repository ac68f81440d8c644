"""Each figure that the Operations Report for September 2021 prints is a count of the sample month's rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from importing.loading import load
from importing.management.commands.load_month import read_folder
from measures import queries as measures
from meetings import queries as meetings
from meetings.models import DecidingBody, Meeting, Outcome, Question
from meetings.queries import Punctuality
from modifications import queries as modifications
from modifications.models import AssessmentKind, Stage
from modifications.queries import AssessmentRow
from parties import models as party_records
from parties import queries as parties
from reports.engine.month import Month
from reports.engine.values import percentage, round_half_up
from reports.models import Report
from sample_data.make_2021_09 import FOLDER

SEPTEMBER = Month(2021, 9)
FIRST, LAST = SEPTEMBER.first, SEPTEMBER.last
WINDOW = SEPTEMBER.window(12)
WINDOW_DAYS = [month.first for month in WINDOW]
LAST_PANEL = date(2021, 9, 17)
ISSUED = date(2021, 10, 8)
PA, IA = AssessmentKind.PRELIMINARY, AssessmentKind.IMPACT


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def _measure(code: str) -> Decimal | None:
    return measures.values([code], FIRST)[code]


def _share(found: Punctuality) -> str:
    return percentage(found.in_time, found.due).display


# --- Parties --------------------------------------------------------------------------------------------------------


def test_operations_2021_09_parties_total() -> None:
    assert parties.party_count(LAST) == 332


def test_operations_2021_09_parties_including_the_dcc() -> None:
    assert parties.party_count(LAST, including_dcc=True) == 333


def test_operations_2021_09_parties_by_category_sum_to_the_total() -> None:
    assert sum(parties.parties_by_category(LAST).values()) == 332


def test_operations_2021_09_voting_groups_total() -> None:
    assert parties.voting_group_count(LAST) == 261


def test_operations_2021_09_voting_groups_by_category() -> None:
    assert parties.voting_groups_by_category(LAST) == {
        party_records.PartyCategory.ELECTRICITY_NETWORK: 19,
        party_records.PartyCategory.GAS_NETWORK: 14,
        party_records.PartyCategory.LARGE_SUPPLIER: 12,
        party_records.PartyCategory.SMALL_SUPPLIER: 102,
        party_records.PartyCategory.OTHER: 114,
    }


def test_operations_2021_09_events_of_default() -> None:
    assert parties.events_of_default_raised(FIRST, LAST) == 10


def test_operations_2021_09_events_of_default_are_of_ten_parties() -> None:
    defaulting = party_records.Party.objects.filter(events_of_default__raised_on__range=(FIRST, LAST)).distinct()
    assert defaulting.count() == 10


def test_operations_2021_09_parties_in_default_are_fewer_than_events_standing() -> None:
    assert parties.parties_in_default(LAST) < parties.events_of_default_standing(LAST)


def test_operations_2021_09_accession() -> None:
    assert [(row.name, row.category) for row in parties.entered(FIRST, LAST)] == [
        ("Utility Smart Metering Limited", party_records.PartyCategory.OTHER)
    ]


def test_operations_2021_09_no_party_left() -> None:
    assert parties.left(FIRST, LAST) == []


def test_operations_2021_09_party_movements_bridge_from_month_to_month() -> None:
    for movement, month in zip(parties.movements(WINDOW_DAYS), WINDOW, strict=True):
        opening = parties.party_count(month.back(1).last)
        assert opening + movement.acceded - movement.withdrawn - movement.expelled == parties.party_count(month.last)


def test_operations_2021_09_party_movements_fill_the_figure() -> None:
    found = parties.movements(WINDOW_DAYS)
    assert sum(month.withdrawn for month in found) > 0
    assert sum(month.expelled for month in found) > 0
    assert all(month.events_of_default for month in found)


def test_operations_2021_09_uep_complete() -> None:
    assert parties.uep_completed_count(LAST) == 123


def test_operations_2021_09_uep_outstanding() -> None:
    assert parties.uep_outstanding_count(LAST) == 74


def test_operations_2021_09_uep_completed_since_the_last_panel_meeting() -> None:
    rows = parties.uep_completions(LAST_PANEL, ISSUED)
    assert {(row.name, row.trading_name) for row in rows} == {("Cilleni Energy Supply Limited", "Rebel Energy")}


def test_operations_2021_09_uep_completed_in_the_month() -> None:
    rows = parties.uep_completions(SEPTEMBER.back(1).last, LAST)
    assert {row.name for row in rows} == {"Cilleni Energy Supply Limited"}


@pytest.mark.parametrize("kind", party_records.TestKind)
def test_operations_2021_09_no_testing_completed_since_the_last_panel_meeting(kind: party_records.TestKind) -> None:
    assert parties.testing_completions(LAST_PANEL, ISSUED)[kind] == []


@pytest.mark.parametrize("kind", party_records.TestKind)
def test_operations_2021_09_testing_completed_before(kind: party_records.TestKind) -> None:
    assert parties.testing_completions(WINDOW[0].first, LAST_PANEL)[kind]


# --- Modifications --------------------------------------------------------------------------------------------------


def test_operations_2021_09_modifications_open() -> None:
    assert len(modifications.open_at(LAST)) == 59


def test_operations_2021_09_modifications_open_average() -> None:
    found = modifications.open_timescale(LAST)
    assert (found.count, round_half_up(found.average or Decimal(0))) == (59, 339)


def test_operations_2021_09_modifications_open_by_stage_sum_to_the_total() -> None:
    by_stage = modifications.open_by_stage(LAST)
    assert sum(by_stage.values()) == 59
    assert all(by_stage.values())


def test_operations_2021_09_modifications_concluded() -> None:
    found = modifications.concluded_timescale(WINDOW[0].first, LAST)
    assert (found.count, round_half_up(found.average or Decimal(0))) == (38, 355)


def test_operations_2021_09_modifications_raised() -> None:
    raised = {row.reference for row in modifications.raised_between(FIRST, LAST)}
    assert len(raised) == 4
    assert raised > {"DP182", "DP183", "DP184"}


def test_operations_2021_09_modification_split_in_two() -> None:
    assert [row.reference for row in modifications.split_between(FIRST, LAST)] == ["MP128"]
    parts = modifications.raised_between(FIRST, LAST, by_split=True)
    assert {(row.reference, row.split_from_code) for row in parts} == {("MP128A", "128"), ("MP128B", "128")}


def test_operations_2021_09_modifications_decided() -> None:
    decided = modifications.decided_between(FIRST, LAST)
    assert {(row.reference, row.into) for row in decided} == {("MP121", Stage.APPROVED), ("MP164", Stage.APPROVED)}


def test_operations_2021_09_modification_implemented() -> None:
    assert [(row.reference, row.on) for row in modifications.implemented_between(FIRST, LAST)] == [("MP161", FIRST)]


@pytest.mark.parametrize("reference", ["MP149", "MP180"])
def test_operations_2021_09_recommended_modifications_are_still_open(reference: str) -> None:
    found = {row.reference: row.stage for row in modifications.open_at(LAST)}
    assert found[reference] == Stage.AUTHORITY


def test_operations_2021_09_modifications_bridge_from_month_to_month() -> None:
    opening = len(modifications.open_at(WINDOW[0].back(1).last))
    for month in modifications.process_by_month(WINDOW_DAYS):
        opening += month.raised + month.split_net - month.concluded
        assert opening == sum(month.open_by_stage.values())


def test_operations_2021_09_progressed_proposals_are_draft_until_converted() -> None:
    codes = ["152", "163", "168", "169", "177", "178", "181"]
    at_month_end = modifications.modifications_at(LAST, codes=codes)
    assert {(row.reference, row.stage) for row in at_month_end} == {(f"DP{code}", Stage.REFINEMENT) for code in codes}
    converted = modifications.modifications_at(date(2021, 10, 11), codes=codes)
    assert {row.reference for row in converted} == {f"MP{code}" for code in codes}


def test_operations_2021_09_sec_versions() -> None:
    rows = modifications.sec_versions(FIRST, LAST)
    assert [(row.issued_on.day, row.cause, [one for one, _ in row.modifications]) for row in rows] == [
        (1, "modification", ["MP161"]),
        (22, "direction", []),
    ]


# --- DCC Assessments ------------------------------------------------------------------------------------------------

UNDERWAY = [
    ("MP078", IA, date(2021, 5, 10), 40, 104),
    ("MP140", IA, date(2021, 7, 1), 40, 66),
    ("MP141", IA, date(2021, 7, 1), 40, 66),
    ("MP134B", PA, date(2021, 8, 18), 15, 32),
    ("MP143", PA, date(2021, 9, 13), 15, 14),
    ("MP166", PA, date(2021, 9, 16), 15, 11),
]
# Reference, kind, returned, target. The printed durations are lost; two accepted days are known from an earlier paper.
COMPLETED = [
    ("SECMP0024", PA, date(2020, 10, 23), 15),
    ("SECMP0010", PA, date(2020, 10, 27), 15),
    ("MP077", IA, date(2020, 11, 25), 40),
    ("MP119", PA, date(2020, 11, 27), 15),
    ("MP099", IA, date(2020, 12, 21), 40),
    ("MP105", IA, date(2021, 1, 13), 40),
    ("MP104", PA, date(2021, 1, 26), 15),
    ("MP117", IA, date(2021, 3, 12), 40),
    ("MP140", PA, date(2021, 3, 23), 15),
    ("MP141", PA, date(2021, 4, 9), 15),
    ("MP121", PA, date(2021, 5, 12), 15),
    ("SECMP0024", IA, date(2021, 6, 7), 40),
    ("MP107", IA, date(2021, 6, 14), 40),
    ("MP104", IA, date(2021, 6, 24), 40),
    ("MP154", PA, date(2021, 7, 28), 15),
    ("MP128", PA, date(2021, 8, 10), 15),
    ("MP129", PA, date(2021, 8, 25), 15),
    ("MP125", PA, date(2021, 9, 1), 15),
    ("MP162", PA, date(2021, 9, 17), 15),
    ("MP170", PA, date(2021, 9, 30), 15),
]


def _summary(rows: list[AssessmentRow], kind: AssessmentKind) -> tuple[int, Decimal]:
    found = modifications.assessment_timescale(rows, kind)
    return found.count, round_half_up(found.average or Decimal(0))


@pytest.mark.parametrize(("kind", "count", "average"), [(PA, 3, 19), (IA, 3, 79)])
def test_operations_2021_09_assessments_open(kind: AssessmentKind, count: int, average: int) -> None:
    assert _summary(modifications.assessments_open(LAST), kind) == (count, average)


@pytest.mark.parametrize(("kind", "count", "average"), [(PA, 13, 30), (IA, 7, 78)])
def test_operations_2021_09_assessments_completed(kind: AssessmentKind, count: int, average: int) -> None:
    assert _summary(modifications.assessments_completed(WINDOW[0].first, LAST), kind) == (count, average)


def test_operations_2021_09_table_of_assessments_underway() -> None:
    rows = modifications.assessments_open(LAST)
    assert [(row.reference, row.kind, row.accepted_on, row.target, row.duration) for row in rows] == UNDERWAY


def test_operations_2021_09_table_of_assessments_completed() -> None:
    rows = modifications.assessments_completed(WINDOW[0].first, LAST)
    assert [(row.reference, row.kind, row.returned_on, row.target) for row in rows] == COMPLETED


@pytest.mark.parametrize(
    ("reference", "accepted", "duration"), [("MP099", date(2020, 5, 5), 165), ("MP119", date(2020, 7, 14), 99)]
)
def test_operations_2021_09_completed_assessment_with_both_days_known(
    reference: str, accepted: date, duration: int
) -> None:
    rows = modifications.assessments_completed(WINDOW[0].first, LAST)
    found = {row.reference: (row.accepted_on, row.duration) for row in rows}
    assert found[reference] == (accepted, duration)


# --- Decisions ------------------------------------------------------------------------------------------------------


def _decided(body: DecidingBody, question: Question, outcome: Outcome) -> list[tuple[str, str]]:
    rows = meetings.decisions_between(body, FIRST, LAST)
    return [(row.reference, row.title) for row in rows if (row.question, row.outcome) == (question, outcome)]


def test_operations_2021_09_csc_to_report_phase() -> None:
    found = _decided(DecidingBody.CSC, Question.TO_REPORT_PHASE, Outcome.APPROVE)
    assert found == [("MP128B", "Incorrect Gas Network Operator Certificates")]


def test_operations_2021_09_csc_to_refinement() -> None:
    assert _decided(DecidingBody.CSC, Question.TO_REFINEMENT, Outcome.APPROVE) == [
        ("DP152", "Consumption on Smart Polyphase Electricity Meters"),
        ("DP163", "T3 Aerials Requirements Removal"),
        ("DP168", "CPL Security Improvements"),
        ("DP169", "Managing SEC Obligations and the Consumer’s Right to refuse a Smart Meter"),
        ("DP177", "Replacement of CPA Evaluation Assurance and Certification Provider"),
        ("DP178", "Removing DSP validation against SMI join status for SR8.8.x"),
        ("DP181", "Meter Asset Provider access to asset related data held by the DCC"),
    ]


def test_operations_2021_09_csc_new_proposals_remain() -> None:
    assert _decided(DecidingBody.CSC, Question.NEW_PROPOSAL, Outcome.REMAIN) == [
        ("DP182", "Improving Transparency of Election Results"),
        ("DP183", "Post Commissioning Obligations"),
        ("DP184", "Increase Smart Capability of SMETS2 Twin Element ESME to support Solar and Storage use cases"),
    ]


def test_operations_2021_09_csc_on_timetables_and_releases() -> None:
    rows = meetings.decisions_between(DecidingBody.CSC, FIRST, LAST)
    assert {(row.question, row.release) for row in rows if not row.reference} == {
        (Question.TIMETABLE, ""),
        (Question.RELEASE_SCOPE, "February 2022 SEC Release"),
    }


def test_operations_2021_09_change_board_approved() -> None:
    assert _decided(DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.APPROVE) == [
        ("MP121", "Commissioning non-commissioned Devices after CoS"),
        ("MP164", "November 2021 SEC Release supporting changes"),
    ]


def test_operations_2021_09_change_board_recommended() -> None:
    assert _decided(DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.RECOMMEND_APPROVAL) == [
        ("MP149", "Effecting Changes to the Smart Energy Code efficiently"),
        ("MP180", "Market-wide Half-Hourly Settlement Implementation"),
    ]


# --- Meetings -------------------------------------------------------------------------------------------------------


def test_operations_2021_09_meetings_held() -> None:
    assert meetings.meetings_held_count(FIRST, LAST) == 15


def test_operations_2021_09_meetings_table() -> None:
    rows = meetings.meetings_between(FIRST, LAST)
    assert [(row.held_on.day, row.code) for row in rows if row.counted] == [
        (1, "working-group-2021-09-01"),
        (2, "tabasc-69"),
        (7, "opsg-56"),
        (8, "ssc-131"),
        (8, "smki-pma-85"),
        (15, "other-parties-call-2021-09-15"),
        (17, "panel-96"),
        (20, "smda-2021-09-20"),
        (22, "ssc-132"),
        (22, "small-suppliers-call-2021-09-22"),
        (27, "opsg-57"),
        (28, "webinar-2021-09-28"),
        (28, "csc-31"),
        (29, "change-board-58"),
        (29, "tag-83"),
    ]


def test_operations_2021_09_meetings_named_in_the_text_stand_beside_the_table() -> None:
    rows = meetings.meetings_between(FIRST, LAST)
    assert {row.code for row in rows if not row.counted} == {
        "tag-82X",
        "tag-82XX",
        "smki-pma-85X",
        "scirs-1",
        "ccsg-2021-09-13",
        "cacop-2021-09-14",
    }


def test_operations_2021_09_meeting_notice_in_time() -> None:
    assert _share(meetings.notice_punctuality(FIRST, LAST)) == "100%"


def test_operations_2021_09_papers_in_time() -> None:
    assert _share(meetings.papers_punctuality(FIRST, LAST)) == "100%"


def test_operations_2021_09_minutes_in_time() -> None:
    found = meetings.minutes_punctuality(FIRST, LAST, as_at=ISSUED)
    assert (found.in_time, found.due, _share(found)) == (14, 15, "93%")


@pytest.mark.parametrize(
    ("committee", "day"),
    [
        ("panel", date(2021, 10, 15)),
        ("ccsg", date(2021, 10, 11)),
        ("cacop", date(2021, 10, 12)),
        ("webinar", date(2021, 10, 19)),
    ],
)
def test_operations_2021_09_next_meeting(committee: str, day: date) -> None:
    found = meetings.next_meeting(committee, LAST)
    assert found
    assert found.held_on == day


def test_operations_2021_09_previous_panel_meeting() -> None:
    paper_to = Meeting.objects.get(committee__code="panel", number=97)
    found = meetings.previous_meeting(paper_to)
    assert found
    assert (found.number, found.held_on) == (96, LAST_PANEL)


# --- Measures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("security-compliance", 100),
        ("security-initial-validations", 4),
        ("security-statuses-set", 6),
        ("security-parties-assessed", 53),
        ("telephone-queries", 5),
        ("newsletters-issued", 2),
        ("newsletter-subscribers", 801),
        ("newsletter-views", 340),
        ("codeworks-users", 527),
        ("codeworks-registrations", 12),
        ("cpl-entries", 7),
        ("cpl-removals", 0),
        ("new-webpage-lists", 0),
        ("smda-devices", 18),
    ],
)
def test_operations_2021_09_measure(code: str, printed: int) -> None:
    assert _measure(code) == printed


def test_operations_2021_09_codeworks_users_by_kind() -> None:
    found = measures.series("codeworks-users", [FIRST])
    assert {one.name: found.value(one.code, FIRST) for one in found.categories} == {
        "Network Parties": 45,
        "Small Suppliers": 123,
        "Large Suppliers": 108,
        "BEIS, DCC and Ofgem users": 89,
        "Committee Members": 7,
        "Other SEC Parties": 155,
    }


@pytest.mark.parametrize(("topic", "share"), [("panel-board", 1), ("sub-committees", 7)])
def test_operations_2021_09_helpdesk_topic_share(topic: str, share: int) -> None:
    found = measures.series("helpdesk-emails", [FIRST])
    number, total = found.value(topic, FIRST), found.total(FIRST)
    assert round_half_up((number or Decimal(0)) * 100 / (total or Decimal(1))) == share


@pytest.mark.parametrize("code", ["helpdesk-emails", "product-list-versions"])
def test_operations_2021_09_measure_has_every_month_of_its_figure(code: str) -> None:
    found = measures.series(code, WINDOW_DAYS)
    assert all(found.total(month) is not None for month in WINDOW_DAYS)


def test_operations_2021_09_cpl_versions() -> None:
    assert measures.series("product-list-versions", [FIRST]).value("cpl", FIRST) == 5


def test_operations_2021_09_deployed_products_list_is_produced_most() -> None:
    found = measures.series("product-list-versions", WINDOW_DAYS)
    for month in WINDOW_DAYS:
        numbers = {one.code: found.value(one.code, month) or 0 for one in found.categories}
        assert max(numbers, key=numbers.__getitem__) == "dpl"


def test_operations_2021_09_website_page_views() -> None:
    assert (_measure("website-page-views") or 0) > 24_000


def test_operations_2021_09_website_top_five_pages() -> None:
    found = measures.ranked("website-top-pages", FIRST)
    assert [page.label.partition(" (")[0] for page in found] == [
        "Home Page",
        "Modifications",
        "The Smart Energy Code",
        "My Account",
        "Login",
    ]


# --- The paper ------------------------------------------------------------------------------------------------------


def test_operations_2021_09_paper_reference() -> None:
    report = Report.objects.get(kind="operations", month=FIRST)
    assert (report.paper_reference, report.issue_date) == ("SECP_97_1510_17", ISSUED)


def test_operations_2021_09_text_names_no_figure_that_it_types() -> None:
    """Of the printed totals none is typed: each comes through a fact."""
    printed = ("332", "261", "123", "59", "339", "355", "527", "801", "340", "93%")
    texts = Report.objects.get(kind="operations", month=FIRST).texts.all()
    assert texts
    assert [(one.section, figure) for one in texts for figure in printed if figure in one.body] == []


# --- Loading --------------------------------------------------------------------------------------------------------


def test_operations_2021_09_second_load_changes_nothing() -> None:
    outcome = load(read_folder(FOLDER), check_only=True)
    assert outcome.counts
    assert {name for name, counts in outcome.counts.items() if counts.added or counts.changed} == set()
