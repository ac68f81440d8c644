"""What the database itself refuses about committees and meetings, whatever wrote the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from meetings.models import (
    Action,
    AgendaItem,
    Committee,
    DccReport,
    DccReportDelivery,
    DccReportFigure,
    Decision,
    Election,
    Meeting,
)
from modifications.models import Modification
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one

pytestmark = pytest.mark.django_db
DAY, LATER = date(2021, 9, 17), date(2021, 9, 20)
Rows = Callable[[], Iterable[Model]]


def panel() -> Committee:
    return Committee.objects.get(code="panel")


def meeting() -> Meeting:
    return Meeting.objects.get()


def report() -> DccReport:
    return DccReport.objects.get()


def delivery() -> DccReportDelivery:
    return DccReportDelivery.objects.get()


def modification() -> Modification:
    return Modification.objects.get()


COMMITTEE = {"code": "tag", "name": "Testing", "kind": "committee", "counts_as_held": True}
MEETING = {"committee": panel, "kind": "governance", "title": "Another", "held_on": DAY}
DECISION = {
    "body": "change_board",
    "meeting": meeting,
    "decided_on": DAY,
    "modification": modification,
    "question": "final_decision",
    "outcome": "approve",
    "route": "self_governance",
}
REPORT = {
    "code": "other",
    "name": "Other",
    "frequency": "monthly",
    "delivery_clause": "H1",
    "due_rule": "nth_working_day",
    "due_days": 10,
}


def row(model: type[Model], fields: dict[str, Any], **changed: Any) -> Model:
    return model(**{name: value() if callable(value) else value for name, value in {**fields, **changed}.items()})


def alone(model: type[Model], fields: dict[str, Any], **changed: Any) -> Rows:
    return lambda: [row(model, fields, **changed)]


def twice(model: type[Model], fields: dict[str, Any], **changed: Any) -> Rows:
    return lambda: [row(model, fields, **changed), row(model, fields, **changed)]


BROKEN: dict[str, Rows] = {
    "paper_prefix_once": alone(Committee, COMMITTEE, paper_prefix="SECP"),
    "committee_code_in_small_letters": alone(Committee, COMMITTEE, code="Tag"),
    "committee_kind_known": alone(Committee, COMMITTEE, kind="crowd"),
    "paper_prefix_in_capitals": alone(Committee, COMMITTEE, paper_prefix="Tag"),
    "meeting_number_once": lambda: [
        row(Meeting, MEETING, number=90, title="One"),
        row(Meeting, MEETING, number=90, title="Two"),
    ],
    "meeting_once": twice(Meeting, MEETING),
    "meeting_kind_known": alone(Meeting, MEETING, kind="chat"),
    "suffix_of_a_numbered_meeting": alone(Meeting, MEETING, suffix="X"),
    "day_of_a_cancelled_meeting": alone(Meeting, MEETING, cancelled_on=date(2021, 9, 16)),
    "cancelled_by_its_day": alone(Meeting, MEETING, cancelled=True, cancelled_on=LATER),
    "notice_before_meeting": alone(Meeting, MEETING, notice_on=LATER),
    "papers_before_meeting": alone(Meeting, MEETING, papers_issued_on=LATER),
    "minutes_after_meeting": alone(Meeting, MEETING, minutes_issued_on=date(2021, 9, 16)),
    "agenda_position_once": twice(AgendaItem, {"meeting": meeting, "position": 1, "topic": "Any"}),
    "agenda_item_says_what": alone(AgendaItem, {"meeting": meeting, "position": 1}),
    "decided_once": twice(Decision, DECISION),
    "deciding_body_known": alone(Decision, DECISION, body="jury"),
    "question_known": alone(Decision, DECISION, question="why"),
    "outcome_known": alone(Decision, DECISION, outcome="maybe"),
    "decision_route_known": alone(Decision, DECISION, route="slow"),
    "committee_decides_at_a_meeting": alone(Decision, DECISION, meeting=None),
    "board_recommends_to_the_authority": alone(Decision, DECISION, route="authority_determined"),
    "decision_names_its_modification": alone(Decision, DECISION, modification=None),
    "self_governance_is_referred": alone(Decision, DECISION, route="fast_track", referred_to_panel_on=LATER),
    "action_reference_once": twice(
        Action, {"committee": panel, "reference": "1", "description": "Do", "raised_on": DAY}
    ),
    "action_closes_after_raised": alone(
        Action,
        {"committee": panel, "reference": "1", "description": "Do", "raised_on": LATER, "closed_on": DAY},
    ),
    "election_once": twice(Election, {"committee": panel, "year": 2021, "seat": "All"}),
    "election_closes_after_call": alone(
        Election,
        {"committee": panel, "year": 2021, "seat": "All", "nominations_opened_on": LATER, "closed_on": DAY},
    ),
    "election_year_of_the_sec": alone(Election, {"committee": panel, "year": 21, "seat": "All"}),
    "dcc_report_code_in_small_letters": alone(DccReport, REPORT, code="PMR"),
    "dcc_report_frequency_known": alone(DccReport, REPORT, frequency="weekly"),
    "due_rule_known": alone(DccReport, REPORT, due_rule="soon"),
    "due_in_a_working_day_at_least": alone(DccReport, REPORT, due_days=0),
    "no_working_days_to_no_day": alone(DccReport, REPORT, due_rule="no_day"),
    "dcc_report_delivered_once": twice(DccReportDelivery, {"report": report, "period": date(2021, 8, 1)}),
    "delivery_period_is_a_month": alone(DccReportDelivery, {"report": report, "period": date(2021, 8, 31)}),
    "delivered_after_period_began": alone(
        DccReportDelivery, {"report": report, "period": date(2021, 8, 1), "delivered_on": date(2021, 7, 31)}
    ),
    "delivery_figure_once": twice(DccReportFigure, {"delivery": delivery, "label": "Volume"}),
}


@pytest.fixture(autouse=True)
def _records(db: None) -> None:
    meet(committee("panel", paper_prefix="SECP"), DAY, 96)
    raise_one("121", date(2021, 1, 4))
    made = DccReport.objects.create(**{**REPORT, "code": "pmr", "name": "Performance"})
    DccReportDelivery.objects.create(report=made, period=date(2021, 9, 1))


def write(rows: Iterable[Model]) -> None:
    """As an import writes: past every form and clean() method."""
    for one in rows:
        type(one)._default_manager.bulk_create([one])


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses_a_row_that_breaks(name: str) -> None:
    with pytest.raises(IntegrityError, match=f'constraint "{name}"'), transaction.atomic():
        write(BROKEN[name]())


def test_every_constraint_is_held_to_a_broken_row() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("meetings").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == set(BROKEN)


@pytest.mark.parametrize("same", ["code", "name"])
@pytest.mark.parametrize(("model", "fields"), [(Committee, COMMITTEE), (DccReport, REPORT)])
def test_database_refuses_a_second_row_of_the_same_name(model: type[Model], fields: dict[str, Any], same: str) -> None:
    other = {"code": "another", "name": "Another"}
    del other[same]
    with pytest.raises(IntegrityError, match="duplicate key"), transaction.atomic():
        write([row(model, fields), row(model, fields, **other)])


def test_extraordinary_meeting_takes_the_number_of_a_regular_one() -> None:
    write([row(Meeting, MEETING, number=96, suffix="X"), row(Meeting, MEETING, number=96, suffix="XX", title="More")])
    assert Meeting.objects.filter(number=96).count() == 3


def test_unnumbered_meetings_do_not_clash() -> None:
    write([row(Meeting, MEETING, title="One"), row(Meeting, MEETING, title="Two")])
    assert Meeting.objects.filter(number=None).count() == 2


def test_authority_decides_without_a_meeting_and_a_timetable_without_a_modification() -> None:
    write(
        [
            row(Decision, DECISION, body="authority", meeting=None),
            row(Decision, DECISION, question="timetable", modification=None),
            row(Decision, DECISION, question="timetable", modification=None),
        ]
    )
    assert Decision.objects.count() == 3


def test_agenda_items_change_places_in_one_save() -> None:
    write([row(AgendaItem, {"meeting": meeting, "position": n, "topic": f"Topic {n}"}) for n in (1, 2)])
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL DEFERRED")
        AgendaItem.objects.filter(topic="Topic 1").update(position=2)
        AgendaItem.objects.filter(topic="Topic 2").update(position=1)
    assert list(AgendaItem.objects.order_by("position").values_list("topic", flat=True)) == ["Topic 2", "Topic 1"]


def test_meeting_with_decisions_is_not_deleted() -> None:
    write(alone(Decision, DECISION)())
    with pytest.raises(ProtectedError):
        meeting().delete()
