"""Rules that a row alone can't show: each is refused in a file as it is on the record's own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from access.models import Record
from importing.registry import templates
from measures.models import Measure, MeasureCategory, Observation, RankedEntry
from meetings.models import Decision, Meeting
from modifications.models import Modification, OnHold, RouteFrom, Stage, StageFrom
from parties.models import EventOfDefault, Membership, Party, ReviewKind, UepCompletion
from reports.models import Report
from tests.importing.files import COMMITTEES, MEETINGS_HEADER, MODIFICATIONS, PARTIES, load, only, problems
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one
from tests.parties.cast import outcome

pytestmark = pytest.mark.django_db
DAY, MONTH = date(2021, 9, 28), date(2021, 9, 1)
DECISIONS = "body,meeting,decided_on,modification,release,question,outcome,route,referred_to_panel_on,remark"
MEMBERSHIPS = "party,applied_on,acceded_on,exited_on,exit_kind,exit_reason"
STAGES = "modification,since,stage,body"
CATEGORIES = "measure,category,name,group,position,first_month,last_month"
NUMBERS = "measure,category,month,value"
MEASURES = "measure,name,group,unit,decimals,ranked,definition"
RANKED = "measure,month,rank,label"
REPORTS = "report,month,meeting,paper_number,action,recommendation,author,team,issue_date,classification"


def test_every_model_with_a_rule_of_its_own_has_it_in_its_template_too() -> None:
    """What clean() refuses on a page, a file may not bring in."""
    own = {model for model in apps.get_models() if issubclass(model, Record) and model.clean is not models.Model.clean}
    assert len(own) > 10
    by_model = {template.model: template for template in templates().values()}
    assert {model for model in own if not (by_model[model].checks or by_model[model].rules)} == set()


def refused(field: str, record: models.Model) -> None:
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert field in refusal.value.message_dict, refusal.value.message_dict


# --- decisions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def csc() -> Meeting:
    raise_one("152", date(2021, 5, 10), (date(2021, 5, 10), Stage.DEVELOPMENT))
    return meet(committee("csc"), DAY, 31)


@pytest.mark.parametrize(
    ("body", "day", "cancelled", "column"),
    [
        ("csc", "2021-09-27", False, "decided_on"),
        ("csc", "2021-09-28", True, "meeting"),
        ("change_board", "2021-09-28", False, "meeting"),
        ("panel", "2021-09-28", False, "meeting"),
    ],
)
def test_decision_not_of_its_meeting_is_refused(
    csc: Meeting, body: str, day: str, cancelled: bool, column: str
) -> None:
    Meeting.objects.update(cancelled=cancelled)
    csc.refresh_from_db()
    row = f"{body},csc-31,{day},152,,to_report_phase,approve,,,"
    assert only(decisions=(DECISIONS, row)).column == column
    refused(
        column,
        Decision(
            body=body,
            meeting=csc,
            decided_on=date.fromisoformat(day),
            modification=Modification.objects.get(),
            question="to_report_phase",
            outcome="approve",
        ),
    )


def test_decision_is_held_against_its_meeting_as_loaded_beside_it(csc: Meeting) -> None:
    row = "csc,csc-31,2021-09-27,152,,to_report_phase,approve,,,"
    moved = (MEETINGS_HEADER, "csc,31,,2021-09-27,governance,CSC 31,,,,,,,")
    assert load(decisions=(DECISIONS, row), meetings=moved).ok


@pytest.mark.parametrize(
    ("day", "cancelled", "column"), [("2021-10-05", "", "held_on"), ("2021-09-28", "yes", "cancelled")]
)
def test_meeting_that_decided_is_neither_moved_nor_cancelled(
    csc: Meeting, day: str, cancelled: str, column: str
) -> None:
    assert load(decisions=(DECISIONS, "csc,csc-31,2021-09-28,152,,to_report_phase,approve,,,")).ok
    problem = only(meetings=(MEETINGS_HEADER, f"csc,31,,{day},governance,CSC 31,{cancelled},,,,,,"))
    assert problem.column == column
    csc.held_on, csc.cancelled = date.fromisoformat(day), bool(cancelled)
    refused(column, csc)


def test_day_of_a_cancellation_is_loaded_kept_where_its_column_is_left_out_and_held_to_its_meeting(
    csc: Meeting,
) -> None:
    header = MEETINGS_HEADER.replace("cancelled", "cancelled,cancelled_on")
    row = "csc,31,,2021-09-28,governance,CSC 31,{},,,,,,"
    for said, wrong in {
        "yes,2021-09-29": "by the day that it was planned",
        "no,2021-09-20": "is cancelled has a day",
    }.items():
        assert wrong in only(meetings=(header, row.format(said))).message
    assert load(meetings=(header, row.format("yes,2021-09-20"))).ok
    assert load(meetings=(MEETINGS_HEADER, row.format("yes").replace("CSC 31", "CSC 31 off"))).ok
    csc.refresh_from_db()
    assert (csc.title, csc.cancelled_on) == ("CSC 31 off", date(2021, 9, 20))
    assert only(meetings=(MEETINGS_HEADER, row.format("no"))).message
    assert load(meetings=(header, row.format("yes,"))).ok
    csc.refresh_from_db()
    assert (csc.cancelled, csc.cancelled_on) == (True, None)


@pytest.mark.parametrize("route", ["", "authority_determined"])
def test_change_board_recommends_what_the_authority_determines(csc: Meeting, route: str) -> None:
    meet(committee("change-board"), DAY, 58)
    RouteFrom.objects.create(modification=Modification.objects.get(), since=MONTH, path="authority_determined")
    row = "change_board,change-board-58,2021-09-28,152,,final_decision,{},{},,"
    assert "the Change Board recommends" in only(decisions=(DECISIONS, row.format("approve", route))).message
    assert load(decisions=(DECISIONS, row.format("recommend_approval", route))).ok


# --- meetings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["panel,,,2021-09-17", "working-group,3,,2021-09-01"])
def test_meeting_is_numbered_as_its_committee(row: str) -> None:
    problem = only(committees=COMMITTEES, meetings=(MEETINGS_HEADER, f"{row},governance,Meeting,,,,,,,"))
    assert problem.column == "number"
    load(committees=COMMITTEES)
    code, number, _, day = row.split(",")
    of = committee(f"other-{code}", numbered=code == "panel")
    refused("number", Meeting(committee=of, number=int(number) if number else None, held_on=day, title="Meeting"))


def test_committee_keeps_how_its_meetings_are_numbered(csc: Meeting) -> None:
    row = "csc,The csc,,committee,,no,yes,no"
    assert only(committees=(COMMITTEES[0], row)).column == "numbered"
    csc.committee.numbered = False
    refused("numbered", csc.committee)


# --- measures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def calls() -> Measure:
    return Measure.objects.create(code="calls", name="Calls", group="helpdesk", decimals=1)


@pytest.mark.parametrize(("unit", "value"), [("count", "1.25"), ("percent", "100.1")])
def test_number_that_its_measure_cannot_hold_is_refused(calls: Measure, unit: str, value: str) -> None:
    Measure.objects.update(unit=unit)
    calls.refresh_from_db()
    assert only(observations=(NUMBERS, f"calls,,2021-09,{value}")).column == "value"
    refused("value", Observation(measure=calls, month=MONTH, value=Decimal(value)))
    assert load(observations=(NUMBERS, "calls,,2021-09,99.5")).ok


@pytest.mark.parametrize(
    ("fields", "row", "column"),
    [
        ({"decimals": 0}, "calls,Calls,helpdesk,count,0,no,", "decimals"),
        ({"unit": "percent"}, "calls,Calls,helpdesk,percent,1,no,", "unit"),
        ({"ranked": True}, "calls,Calls,helpdesk,count,1,yes,", "ranked"),
    ],
)
def test_measure_keeps_being_able_to_hold_its_numbers(
    calls: Measure, fields: dict[str, Any], row: str, column: str
) -> None:
    Observation.objects.create(measure=calls, month=MONTH, value=Decimal("100.5"))
    assert only(measures=(MEASURES, row)).column == column
    for name, value in fields.items():
        setattr(calls, name, value)
    refused(column, calls)


def test_number_without_a_category_where_one_is_expected_is_refused(calls: Measure) -> None:
    category = MeasureCategory.objects.create(measure=calls, code="all", name="All", first_month=MONTH)
    assert only(observations=(NUMBERS, "calls,,2021-09,5")).column == "category"
    assert load(observations=(NUMBERS, "calls,,2021-08,5")).ok
    refused("category", Observation(measure=calls, month=MONTH, value=5))
    MeasureCategory.objects.all().delete()
    rows = {"measure_categories": (CATEGORIES, "calls,all,All,,1,,"), "observations": (NUMBERS, "calls,,2021-08,5")}
    assert [problem.column for problem in problems(**rows)] == ["category"]
    assert category.measure == calls


def test_first_category_of_a_measure_begins_after_its_plain_numbers(calls: Measure) -> None:
    Observation.objects.create(measure=calls, month=date(2021, 8, 1), value=5)
    problem = only(measure_categories=(CATEGORIES, "calls,all,All,,1,,"))
    assert (problem.column, "begin after August 2021" in problem.message) == ("first_month", True)
    refused("first_month", MeasureCategory(measure=calls, code="all", name="All"))
    assert load(measure_categories=(CATEGORIES, "calls,all,All,,1,2021-09,")).ok


@pytest.mark.parametrize(
    ("months", "column"), [("2021-10,", "first_month"), (",2021-08", "last_month")], ids=["begins", "ends"]
)
def test_category_keeps_the_months_it_has_numbers_for(calls: Measure, months: str, column: str) -> None:
    category = MeasureCategory.objects.create(measure=calls, code="all", name="All", position=1)
    Observation.objects.create(measure=calls, category=category, month=MONTH, value=5)
    assert only(measure_categories=(CATEGORIES, f"calls,all,All,,1,{months}")).column == column
    setattr(category, column, date.fromisoformat(f"{months.strip(',')}-01"))
    refused(column, category)


def test_category_is_not_called_as_a_figure_of_the_whole_measure_is() -> None:
    calls = Measure.objects.create(code="calls", name="Calls", group="helpdesk")
    for code in ("year", "12_months"):
        assert only(measure_categories=(CATEGORIES, f"calls,{code},All,,1,,")).column == "category"
        refused("code", MeasureCategory(measure=calls, code=code, name="All"))
    kept = MeasureCategory.objects.create(measure=calls, code="year", name="All")
    kept.full_clean()
    kept.code = "share"
    refused("code", kept)


def test_ranked_list_goes_on_from_one_without_a_gap() -> None:
    pages = Measure.objects.create(code="pages", name="Pages", group="website", ranked=True)
    problem = only(ranked_entries=(RANKED, "pages,2021-09,1,Home", "pages,2021-09,3,Log in"))
    assert (problem.line, problem.column) == (3, "rank")
    RankedEntry.objects.create(measure=pages, month=MONTH, rank=2, label="About")
    assert load(ranked_entries=(RANKED, "pages,2021-09,1,Home", "pages,2021-09,3,Log in")).ok
    plain = Measure.objects.create(code="calls", name="Calls", group="helpdesk")
    refused("measure", RankedEntry(measure=plain, month=MONTH, rank=1, label="Home"))


# --- modifications ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "header", "cells"),
    [
        ("modification_references", "reference", "DP301"),
        ("modification_titles", "title", "Title"),
        ("modification_proposers", "person,organisation", ",Northbank"),
        ("modification_lead_analysts", "analyst", "Analyst"),
        ("modification_routes", "path,urgent", "fast_track,no"),
        ("modification_stages", "stage,body", "development,"),
        ("modification_target_releases", "release", ""),
    ],
)
def test_no_history_begins_before_the_modification_was_raised(name: str, header: str, cells: str) -> None:
    row = (f"modification,since,{header}", f"301,2021-06-13,{cells}")
    problem = only(modifications=MODIFICATIONS, **{name: row})
    assert (problem.file, problem.column) == (f"{name}.csv", "since")
    load(modifications=MODIFICATIONS)
    one = Modification.objects.get(code="301")
    model = templates()[name].model
    refused("since", model(modification=one, since=date(2021, 6, 13)))


def test_no_hold_begins_before_the_modification_was_raised() -> None:
    row = ("modification,from,until,reason", "301,2021-06-13,,")
    assert only(modifications=MODIFICATIONS, modification_holds=row).column == "from"
    load(modifications=MODIFICATIONS)
    refused("valid", OnHold(modification=Modification.objects.get(code="301"), valid=(date(2021, 6, 13), None)))


def test_modification_is_not_raised_after_its_history_begins() -> None:
    one = raise_one("152", date(2021, 5, 10))
    assert only(modifications=(MODIFICATIONS[0], "152,2021-05-11,,,")).column == "raised_on"
    one.raised_on = date(2021, 5, 11)
    refused("raised_on", one)


@pytest.mark.parametrize("split_on", [None, date(2021, 9, 13)])
def test_part_needs_the_split_of_its_whole_on_its_day(split_on: date | None) -> None:
    whole = raise_one("128", date(2020, 1, 6), *([(split_on, Stage.SPLIT)] if split_on else []))
    part = (MODIFICATIONS[0], "MP128A,2021-09-14,128,,")
    assert only(modifications=part).column == "split_from"
    refused("split_from", Modification(code="128A", raised_on=date(2021, 9, 14), split_from=whole))
    assert load(modifications=part, modification_stages=(STAGES, "128,2021-09-14,split,")).ok


def test_split_that_made_parts_stays() -> None:
    whole = raise_one("128", date(2020, 1, 6), (DAY, Stage.SPLIT))
    raise_one("128A", DAY, split_from=whole)
    assert only(modification_stages=(STAGES, "128,2021-09-28,withdrawn,")).column == "stage"
    stage = StageFrom.objects.get(modification=whole)
    stage.stage = Stage.WITHDRAWN
    refused("stage", stage)


# --- Parties ------------------------------------------------------------------------------------------------------


@pytest.fixture
def former() -> Party:
    load(parties=PARTIES, memberships=(MEMBERSHIPS, "alpha,,2019-01-01,2021-06-01,withdrawn,"))
    return Party.objects.get(code="alpha")


EVENT = ("events_of_default", "raised_on", "E-1,alpha,(d),{},,,")
EVENT_HEADER = "reference,party,limb,raised_on,considered_on,closed_on,outcome"
UEP = ("uep_completions", "completed_on", "alpha,other_user,full,{}")
UEP_HEADER = "party,user_role,extent,completed_on"


@pytest.mark.parametrize(
    ("name", "column", "header", "row", "record"),
    [
        (*EVENT[:2], EVENT_HEADER, EVENT[2], lambda **of: EventOfDefault(reference="E-1", limb="(d)", **of)),
        (*UEP[:2], UEP_HEADER, UEP[2], lambda **of: UepCompletion(user_role="other_user", extent="full", **of)),
    ],
    ids=["event of default", "uep"],
)
@pytest.mark.parametrize("day", ["2018-12-31", "2021-06-01"])
def test_what_happens_to_a_party_happens_while_it_is_one(
    former: Party, name: str, column: str, header: str, row: str, record: Callable[..., Record], day: str
) -> None:
    assert only(**{name: (header, row.format(day))}).column == column
    refused(column, record(party=former, **{column: date.fromisoformat(day)}))
    assert load(**{name: (header, row.format("2021-05-31"))}).ok


def test_spell_is_not_ended_before_what_happened_in_it(former: Party) -> None:
    assert load(events_of_default=(EVENT_HEADER, EVENT[2].format("2021-05-31"))).ok
    assert only(memberships=(MEMBERSHIPS, "alpha,,2019-01-01,2021-05-31,withdrawn,")).column == "exited_on"
    spell = Membership.objects.get()
    spell.exited_on = date(2021, 5, 31)
    refused("exited_on", spell)


@pytest.mark.parametrize(
    ("files", "column"),
    [
        ({"parties": (PARTIES[0], "Gamma,Gamma Limited,")}, "party"),
        ({"voting_groups": ("voting_group,name", "Gamma,Gamma Group")}, "voting_group"),
        ({"measures": (MEASURES, "Calls,Calls,helpdesk,,,,")}, "measure"),
        ({"committees": (COMMITTEES[0], "Panel,SEC Panel,,committee,SECP,yes,yes,no")}, "committee"),
    ],
)
def test_code_in_capitals_is_refused_with_the_one_meant(files: dict[str, Any], column: str) -> None:
    problem = only(**files)
    assert (problem.column, problem.value.lower() in problem.message) == (column, True)


@pytest.mark.parametrize("stored", [True, False])
def test_name_or_reference_that_differs_in_capitals_alone_is_refused(former: Party, stored: bool) -> None:
    event = (EVENT_HEADER, EVENT[2].format("2021-05-31"))
    if stored:
        load(events_of_default=event)
        assert only(events_of_default=(EVENT_HEADER, event[1].replace("E-1", "e-1"))).column == "reference"
        assert only(parties=(PARTIES[0], "gamma,ALPHA Energy Limited,")).column == "name"
    else:
        assert only(events_of_default=(*event, event[1].replace("E-1", "e-1"))).column == "reference"
        assert only(parties=(PARTIES[0], "gamma,Gamma Limited,", "delta,GAMMA Limited,")).column == "name"


# --- reports ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "issued", "column"),
    [
        ("panel-97", "2021-09-30", "issue_date"),
        ("panel-97", "2021-10-16", "issue_date"),
        ("panel-98", "2021-10-08", "meeting"),
        ("tag-83", "2021-10-08", "meeting"),
        ("panel-97", "2021-10-08", ""),
    ],
    ids=["in its month", "after the meeting", "cancelled", "no prefix", "sound"],
)
def test_paper_goes_out_after_its_month_and_by_its_meeting(meeting: str, issued: str, column: str) -> None:
    panel = committee("panel", paper_prefix="SECP")
    meet(panel, date(2021, 10, 15), 97)
    meet(panel, date(2021, 11, 15), 98, cancelled=True)
    meet(committee("tag"), date(2021, 10, 20), 83)
    row = f"operations,2021-09,{meeting},17,,,Lead,,{issued},"
    outcome = load(check_only=True, reports=(REPORTS, row))
    assert [problem.column for problem in outcome.problems] == ([column] if column else [])
    code, number = meeting.split("-")
    at = Meeting.objects.get(committee__code=code, number=number)
    day = date.fromisoformat(issued)
    report = Report(kind="operations", month=MONTH, meeting=at, paper_number=18, author="Lead", issue_date=day)
    if column:
        refused(column, report)
    else:
        report.full_clean()


# --- what a blank takes away --------------------------------------------------------------------------------------


def test_file_of_last_month_puts_back_what_it_says_and_tells_what_it_blanked() -> None:
    load(parties=PARTIES)
    Party.objects.filter(code="beta").update(trading_name="Beta", name="Beta Grid Limited")
    outcome = load(parties=PARTIES)
    assert [str(cell) for cell in outcome.blanked] == ["blanked: parties.csv, line 3, column trading_name: Beta"]
    assert Party.objects.get(code="beta").name == "Beta Networks Limited"


# --- security outcomes --------------------------------------------------------------------------------------------


def test_outcome_keeps_the_review_it_was_entered_for_on_its_page_and_in_a_file() -> None:
    stored = outcome()
    stored.kind = ReviewKind.VERIFICATION
    refused("kind", stored)
    row = f"{stored.code},verification,{stored.name}"
    assert "stays with the review" in only(security_outcomes=("outcome,kind,name", row)).message
    stored.refresh_from_db()
    stored.name = "Called otherwise"
    stored.full_clean()
