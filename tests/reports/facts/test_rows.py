"""The rows behind a figure give the figure, and a reader is shown those that the policy lets them see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from model_bakery import baker

from access.classification import Classification
from access.models import Area, Role, RoleGrant, User
from access.policy import PANEL
from meetings.models import Action, DecidingBody, Decision, Election, Outcome, Question
from parties import models
from readers.reading.behind import rows_behind
from reports.engine.month import Month
from reports.facts import sheets
from reports.facts.registry import Facts
from reports.facts.rows import Listing, Row, Tally
from reports.models import Publication
from tests.meetings.rooms import committee, meet
from tests.parties.cast import default, party
from tests.reports.facts.agreeing import disagreements, reads_of
from tests.reports.full_month import report_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_figures_of_a_month_in_which_everything_happened_are_what_their_rows_give(number: int) -> None:
    report_on(number)
    assert disagreements(reads_of()) == []


def test_figures_of_a_month_in_which_nothing_is_entered_are_given_all_the_same() -> None:
    facts = Facts(reads_of(Month(2015, 4)))
    values = {fact.key: facts.value(fact.key) for fact in facts.all()}
    assert values["parties.total"].raw == 0
    assert values["releases.next"].is_missing
    assert values["releases.next_scope"].is_missing


# --- What a listing gives -----------------------------------------------------------------------------


def listing(tally: Tally, *numbers: int | None, counted: tuple[bool, ...] = ()) -> Listing:
    marks = counted or (True,) * len(numbers)
    rows = (Row((), number=number, counted=mark) for number, mark in zip(numbers, marks, strict=True))
    return Listing((), tuple(rows), tally)


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        (listing(Tally.COUNT), Decimal(0)),
        (listing(Tally.COUNT, None, None), Decimal(2)),
        (listing(Tally.SUM, 2, 3), Decimal(5)),
        (listing(Tally.SUM, 2, None), None),
        (listing(Tally.AVERAGE, 2, 3), Decimal("2.5")),
        (listing(Tally.AVERAGE), None),
        (listing(Tally.SHARE, 1, 3, counted=(True, False)), Decimal(25)),
        (listing(Tally.SHARE, 0, 0), None),
        (listing(Tally.CHANGE, 52, 23), Decimal(2900) / 23),
        (listing(Tally.CHANGE, 52, 0), None),
        (listing(Tally.SHOWN, 7), None),
    ],
)
def test_figure_of_a_listing(given: Listing, figure: Decimal | None) -> None:
    assert given.figure() == figure


# --- Who sees which -----------------------------------------------------------------------------------


def reader(role: str, scope: str = "") -> User:
    made = baker.make(User, username=role, email=f"{role}@example.org")
    RoleGrant.objects.create(user=made, role=role, scope=Area.EVERY if role == Role.CONTRIBUTOR else scope)
    return made


@pytest.mark.parametrize(("role", "shown"), [(Role.PARTY, 1), (Role.PANEL, 2), (Role.CONTRIBUTOR, 2), (Role.EDITOR, 3)])
def test_rows_above_the_readers_classification_are_withheld_and_counted(role: str, shown: int) -> None:
    for word in (Classification.GREEN, Classification.AMBER, Classification.RED):
        models.TestingCompletion.objects.create(
            party=party(), test="srept", completed_on=date(2021, 9, 20), classification=word
        )
    facts = Facts(reads_of())
    found = facts.fact("testing.srept").rows(reads_of()).for_reader(reader(role))
    assert (len(found.rows), found.withheld) == (shown, 3 - shown)
    assert facts.value("testing.srept").raw == 3


def test_names_of_those_in_default_are_kept_from_who_may_not_see_them() -> None:
    for _ in range(2):
        default(party(), date(2021, 9, 20))
    found = Facts(reads_of()).fact("defaults.raised").rows(reads_of()).for_reader(AnonymousUser())
    assert (found.rows, found.withheld) == ((), 2)


@pytest.mark.parametrize(
    ("role", "scope", "shown"),
    [
        (Role.PANEL, "", 1),
        (Role.SUB_COMMITTEE, "tag", 1),
        (Role.SUB_COMMITTEE, "board", 2),
        (Role.CONTRIBUTOR, "", 2),
        (Role.EDITOR, "", 2),
    ],
)
def test_what_a_committee_in_confidence_does_is_listed_for_its_members_and_staff(
    role: str, scope: str, shown: int
) -> None:
    for body in (committee("board", confidential=True), committee(PANEL)):
        meeting, on = meet(body, date(2021, 9, 20)), {"committee": body, "owner": f"Owner {body.code}"}
        Action.objects.create(**on, reference=f"{body.code}-1", raised_on=meeting.held_on)
        Election.objects.create(committee=body, year=2021, seat="A seat", nominations_opened_on=meeting.held_on)
        kept = {"body": DecidingBody.PANEL, "question": Question.RELEASE_SCOPE, "outcome": Outcome.APPROVE}
        Decision.objects.create(**kept, meeting=meeting, decided_on=meeting.held_on, remark=f"Of {body.code}")
    reads, who = reads_of(), reader(role, scope)
    facts, paper = Facts(reads), Publication(classification=Classification.WHITE)
    decided = sheets.DECISIONS.listing(reads.decisions).for_reader(who)
    assert (len(decided.rows), decided.withheld) == (shown, 2 - shown)
    for key in ("meetings.every", "actions.raised", "elections.open", "year.meetings.every", "year.actions.raised"):
        found = rows_behind(facts.fact(key), reads, who, paper, "2").listing
        assert found is not None
        assert (len(found.rows), found.withheld) == (shown, 2 - shown), key
        assert ("board" in str(found.rows)) == (shown == 2), key
        assert facts.value(key).raw == 2
    for key in ("meetings.confidential", "year.actions.confidential"):
        found = facts.fact(key).rows(reads).for_reader(who)
        assert (len(found.rows), found.withheld) == (shown - 1, 2 - shown), key
