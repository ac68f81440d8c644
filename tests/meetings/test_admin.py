"""Committees and meetings in the admin: entered, found, corrected, and refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import (
    Action,
    AgendaItem,
    Committee,
    CommitteeKind,
    DccReport,
    DccReportDelivery,
    DccReportFigure,
    DecidingBody,
    Decision,
    DueRule,
    Election,
    Meeting,
    Outcome,
    Question,
)
from modifications.models import Modification, Stage
from modifications.queries import modifications_at
from tests.access.cast import browser
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import plan_release, raise_one
from tests.modifications.pages import as_typed, errors, queries_of

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 28)
KINDS = ("meeting", "committee", "decision", "action", "election", "dccreport", "dccreportdelivery")


@pytest.fixture
def editor(db: None) -> Client:
    return browser("administrator")


def page(kind: str, action: str, *arguments: Any) -> str:
    return reverse(f"admin:meetings_{kind}_{action}", args=arguments)


def listed(editor: Client, kind: str, **asked: str) -> list[str]:
    response = editor.get(page(kind, "changelist"), asked)
    assert response.status_code == 200
    return [str(row) for row in response.context["cl"].result_list]


@pytest.fixture
def csc() -> Committee:
    return committee("csc", abbreviation="CSC", name="Change Sub-Committee")


@pytest.fixture
def meeting(csc: Committee) -> Meeting:
    return meet(csc, DAY, 31, title="Change Sub-Committee Meeting 31")


@pytest.fixture
def proposal() -> Modification:
    return raise_one("152", date(2021, 5, 10), (date(2021, 5, 10), Stage.DEVELOPMENT), title="Polyphase")


def change(editor: Client, meeting: Meeting, **changed: Any) -> Any:
    address = page("meeting", "change", meeting.pk)
    return editor.post(address, {**as_typed(editor.get(address)), **changed})


def decision_row(proposal: Modification, **typed: Any) -> dict[str, Any]:
    fields = {
        "modification": proposal.pk,
        "question": "to_refinement",
        "outcome": "approve",
        **typed,
    }
    return {"decisions-TOTAL_FORMS": 1, **{f"decisions-0-{name}": value for name, value in fields.items()}}


# --- Entering -----------------------------------------------------------------------------------------


def test_meeting_is_entered_with_agenda_decisions_and_actions(
    editor: Client, csc: Committee, proposal: Modification
) -> None:
    response = editor.post(
        page("meeting", "add"),
        {
            "committee": csc.pk,
            "kind": "governance",
            "number": "31",
            "title": "Change Sub-Committee Meeting 31",
            "held_on": "2021-09-28",
            "papers_issued_on": "2021-09-21",
            "agenda-TOTAL_FORMS": 1,
            "agenda-INITIAL_FORMS": 0,
            "agenda-0-position": 1,
            "agenda-0-modification": proposal.pk,
            "decisions-INITIAL_FORMS": 0,
            **decision_row(proposal),
            "actions-TOTAL_FORMS": 1,
            "actions-INITIAL_FORMS": 0,
            "actions-0-reference": "CSC31/01",
            "actions-0-description": "Report back",
        },
    )
    assert response.status_code == 302, errors(response)
    meeting, decision, action = Meeting.objects.get(), Decision.objects.get(), Action.objects.get()
    assert meeting.code == "csc-31"
    # What the rows left blank, the meeting said.
    assert (decision.decided_on, action.raised_on, action.committee) == (DAY, DAY, csc)
    assert decision.body == DecidingBody.CSC
    assert AgendaItem.objects.get().modification == proposal


def test_decision_recorded_on_the_page_of_its_meeting_moves_the_modification(
    editor: Client, meeting: Meeting, proposal: Modification
) -> None:
    plan_release("November 2021 SEC Release", (date(2021, 1, 4), date(2021, 11, 4)))
    address = page("meeting", "verb", meeting.pk, "decide")
    assert editor.get(address).status_code == 200
    typed = {"modification": proposal.pk, "question": "to_refinement", "outcome": "approve"}
    assert editor.post(address, typed).status_code == 302
    (found,) = modifications_at(DAY)
    assert (found.reference, found.stage) == ("MP152", Stage.REFINEMENT)
    assert Decision.objects.get().body == DecidingBody.CSC


def test_decision_recorded_on_the_page_of_the_modification_needs_no_meeting_for_the_authority(
    editor: Client, proposal: Modification
) -> None:
    address = reverse("admin:modifications_modification_verb", args=(proposal.pk, "decide"))
    typed = {"body": "authority", "question": "final_decision", "outcome": "approve"}
    refused = editor.post(address, typed)
    assert "Give the day, or the meeting." in refused.content.decode()
    assert editor.post(address, {**typed, "decided_on": "2021-09-28"}).status_code == 302
    assert modifications_at(DAY)[0].stage == Stage.APPROVED


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"question": "final_decision", "outcome": "approve"}, "Name the modification that was decided"),
        ({"question": "timetable"}, "This field is required"),
    ],
)
def test_decision_that_is_refused_says_why_and_moves_nothing(
    editor: Client, meeting: Meeting, typed: dict[str, str], reason: str
) -> None:
    response = editor.post(page("meeting", "verb", meeting.pk, "decide"), typed)
    assert reason in response.content.decode()
    assert not Decision.objects.exists()


def test_decision_of_a_body_that_decides_nothing_asks_who_did(editor: Client) -> None:
    forum = meet(committee("cacop", kind=CommitteeKind.FORUM), DAY, 7)
    response = editor.post(page("meeting", "verb", forum.pk, "decide"), {"question": "timetable", "outcome": "note"})
    assert "say who decided" in response.content.decode()


def test_decision_row_at_a_body_that_decides_nothing_is_refused(editor: Client, proposal: Modification) -> None:
    forum = meet(committee("cacop", kind=CommitteeKind.FORUM), DAY, 7)
    found = errors(change(editor, forum, **decision_row(proposal)))
    assert "takes no decisions of its own" in found["decisions-0-__all__"][0]


# --- Correcting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "at", "reason"),
    [
        ({"held_on": "2021-09-31"}, "held_on", "Enter a valid date"),
        ({"papers_issued_on": "2021-09-29"}, "__all__", "Papers are issued before the meeting"),
        ({"minutes_issued_on": "2021-09-27"}, "__all__", "Minutes are issued after the meeting"),
        ({"suffix": "B"}, "__all__", "A suffix is X, XX ... after a number"),
        ({"number": ""}, "number", "the committee's meetings are numbered"),
        ({"number": "30"}, "__all__", "Another meeting of this committee has this number"),
        ({"link": "see the website"}, "link", "Enter a valid URL"),
        (
            {"agenda-TOTAL_FORMS": 1, "agenda-0-position": 1},
            "agenda-0-__all__",
            "Name the modification or the topic",
        ),
        (
            {"actions-TOTAL_FORMS": 1, "actions-0-reference": "1", "actions-0-description": ""},
            "actions-0-description",
            "This field is required",
        ),
    ],
)
def test_bad_input_is_refused_where_it_stands(
    editor: Client, meeting: Meeting, typed: dict[str, Any], at: str, reason: str
) -> None:
    meet(meeting.committee, date(2021, 8, 31), 30)
    found = errors(change(editor, meeting, **typed))
    assert reason in found[at][0], found


def test_meeting_with_decisions_is_not_moved_away_from_them(
    editor: Client, meeting: Meeting, proposal: Modification
) -> None:
    """Also the decisions' rows object, in fields that the page doesn't show."""
    change(editor, meeting, **decision_row(proposal))
    saved = editor.get(page("meeting", "change", meeting.pk))
    refused = editor.post(page("meeting", "change", meeting.pk), {**as_typed(saved), "held_on": "2021-10-05"})
    assert refused.status_code == 200
    assert "Decisions of this meeting are recorded for 28 September 2021" in errors(refused)["held_on"][0]


def test_decision_row_is_refused_where_it_stands(editor: Client, meeting: Meeting, proposal: Modification) -> None:
    found = errors(change(editor, meeting, **decision_row(proposal, outcome="")))
    assert found == {"decisions-0-outcome": ["This field is required."]}
    found = errors(change(editor, meeting, **decision_row(proposal, outcome="perhaps")))
    assert "Select a valid choice" in found["decisions-0-outcome"][0]


def test_agenda_items_change_places_in_one_save(editor: Client, meeting: Meeting) -> None:
    for position in (1, 2):
        AgendaItem.objects.create(meeting=meeting, position=position, topic=f"Topic {position}")
    response = change(editor, meeting, **{"agenda-0-position": 2, "agenda-1-position": 1})
    assert response.status_code == 302, errors(response)
    assert [item.topic for item in meeting.agenda.all()] == ["Topic 2", "Topic 1"]


def test_two_agenda_items_in_one_place_are_refused(editor: Client, meeting: Meeting) -> None:
    for position in (1, 2):
        AgendaItem.objects.create(meeting=meeting, position=position, topic=f"Topic {position}")
    assert "duplicate" in str(errors(change(editor, meeting, **{"agenda-0-position": 2})))


def test_delivery_names_its_period_by_the_month(editor: Client) -> None:
    report = owed(0)
    response = editor.post(
        page("dccreportdelivery", "add"),
        {"report": report.pk, "period": "2021-09", "figures-TOTAL_FORMS": 0, "figures-INITIAL_FORMS": 0},
    )
    assert response.status_code == 302, errors(response)
    assert DccReportDelivery.objects.get().period == date(2021, 9, 1)


# --- Finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("panel 96", ["Panel 96"]),
        ("SECP-96", ["Panel 96"]),
        ("TAG 82", ["TAG 82", "TAG 82X"]),
        ("tag-82x", ["TAG 82X"]),
        ("working-group-2021-09-01", ["Working Group"]),
        ("migration", ["Panel 96"]),
        ("panel 97", []),
    ],
)
def test_meeting_is_found_by_its_name_as_typed_and_by_words(editor: Client, typed: str, found: list[str]) -> None:
    panel, tag = committee("panel", paper_prefix="SECP"), committee("tag", abbreviation="TAG")
    meet(panel, DAY, 96, title="Panel 96", headline="On the migration")
    meet(tag, DAY, 82, title="TAG 82")
    meet(tag, DAY, 82, "X", title="TAG 82X")
    meet(committee("working-group", numbered=False), date(2021, 9, 1), title="Working Group")
    assert sorted(listed(editor, "meeting", q=typed)) == found


def test_decision_is_found_by_the_reference_of_its_modification(
    editor: Client, meeting: Meeting, proposal: Modification
) -> None:
    fields = {"body": "csc", "meeting": meeting, "decided_on": DAY, "outcome": "approve"}
    made = Decision.objects.create(**fields, modification=proposal, question="to_refinement")
    Decision.objects.create(**fields, question="timetable")
    assert listed(editor, "decision", q="MP 152") == [str(made)]
    assert len(listed(editor, "decision", q="sub-committee")) == 2


@pytest.mark.parametrize(
    ("kind", "asked", "number"),
    [
        ("meeting", {"extraordinary": "yes"}, 0),
        ("meeting", {"minutes_issued": "no"}, 1),
        ("meeting", {"held_on__year": "2021", "held_on__month": "9"}, 1),
        ("meeting", {"held_on__year": "2020"}, 0),
        ("committee", {"confidential__exact": "1"}, 0),
    ],
)
def test_lists_are_filtered(editor: Client, meeting: Meeting, kind: str, asked: dict[str, str], number: int) -> None:
    assert len(listed(editor, kind, **asked)) == number


# --- Cost ---------------------------------------------------------------------------------------------


def owed(number: int) -> DccReport:
    return DccReport.objects.create(
        code=f"r{number}",
        name=f"Report {number}",
        frequency="monthly",
        delivery_clause="H1.1",
        due_rule=DueRule.NTH_WORKING_DAY,
        due_days=10,
    )


def fill(number: int) -> None:
    """One more of everything."""
    body = committee(f"body-{number}x" if number else "csc")
    held = meet(body, DAY + timedelta(days=number), number + 1)
    grow(held, number)
    Election.objects.create(committee=body, year=2021, seat="All", nominations_opened_on=DAY)
    delivery = DccReportDelivery.objects.create(report=owed(number), period=date(2021, 9, 1))
    DccReportFigure.objects.create(delivery=delivery, label="Volume", actual=1)


def grow(held: Meeting, number: int) -> None:
    """One more row of each kind on the page of a meeting."""
    one = raise_one(f"{300 + number}", date(2021, 1, 4))
    release = plan_release(f"Release {number}", (date(2021, 1, 4), date(2021, 11, 4)))
    AgendaItem.objects.create(meeting=held, position=number + 1, modification=one)
    Decision.objects.create(
        body=DecidingBody.CSC,
        meeting=held,
        decided_on=held.held_on,
        modification=one,
        release=release,
        question=Question.FINAL_DECISION,
        outcome=Outcome.APPROVE,
    )
    Action.objects.create(
        committee=held.committee, meeting=held, reference=str(number), description="Do", raised_on=DAY
    )


@pytest.mark.parametrize("kind", KINDS)
def test_list_takes_the_same_queries_for_one_row_and_three(
    editor: Client, kind: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    fill(0)
    once = queries_of(django_assert_max_num_queries, editor, page(kind, "changelist"))
    fill(1)
    fill(2)
    assert queries_of(django_assert_max_num_queries, editor, page(kind, "changelist")) == once
    assert once <= 14


def test_page_of_a_meeting_takes_the_same_queries_for_one_row_of_each_kind_and_three(
    editor: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    fill(0)
    held = Meeting.objects.get()
    once = queries_of(django_assert_max_num_queries, editor, page("meeting", "change", held.pk))
    grow(held, 1)
    grow(held, 2)
    assert queries_of(django_assert_max_num_queries, editor, page("meeting", "change", held.pk)) == once
    assert once <= 20


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_opens_to_be_entered_and_corrected(editor: Client, kind: str) -> None:
    fill(0)
    assert editor.get(page(kind, "add")).status_code == 200
    row = editor.get(page(kind, "changelist")).context["cl"].result_list[0]
    response = editor.get(page(kind, "change", row.pk))
    assert response.status_code == 200
    saved = editor.post(page(kind, "change", row.pk), as_typed(response))
    assert saved.status_code == 302, errors(saved)


def test_cancelling_a_meeting_asks_for_its_day_but_of_one_that_was_cancelled_without(
    editor: Client, meeting: Meeting
) -> None:
    asks = "Give the day it was cancelled."
    assert asks in change(editor, meeting, cancelled="on").content.decode()
    after = change(editor, meeting, cancelled="on", cancelled_on="29/09/2021").content.decode()
    assert "A meeting is cancelled by the day that it was planned for." in after
    held = change(editor, meeting, cancelled_on="20/09/2021").content.decode()
    assert "Only a meeting that is cancelled has a day on which it was." in held
    assert change(editor, meeting, cancelled="on", cancelled_on="20/09/2021").status_code == 302
    assert "Cancelled on 20 September 2021" in editor.get(page("meeting", "changelist")).content.decode()
    assert asks in change(editor, meeting, cancelled_on="").content.decode()
    Meeting.objects.update(cancelled_on=None)
    assert change(editor, meeting, purpose="Told of late").status_code == 302
    assert "Cancelled, day not known" in editor.get(page("meeting", "changelist")).content.decode()
