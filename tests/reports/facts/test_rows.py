"""The rows behind a figure give the figure, and a reader is shown those that the policy lets them see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from model_bakery import baker

from access.classification import Classification
from access.models import Area, Role, RoleGrant, User
from parties import models
from reports.engine.month import Month
from reports.facts.registry import Facts
from reports.facts.rows import Listing, Row, Tally
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


def reader(role: str) -> User:
    made = baker.make(User, username=role, email=f"{role}@example.org")
    RoleGrant.objects.create(user=made, role=role, scope=Area.EVERY if role == Role.CONTRIBUTOR else "")
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
