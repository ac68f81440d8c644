"""What the report asks about Parties, on the days where an answer changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from parties import models, queries
from parties.models import ExitKind, Extent, PartyCategory, UserRole
from tests.parties.cast import default, party, uep, voting_group

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 30)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
SEPTEMBER = (date(2021, 9, 1), DAY)

# --- Who is a Party -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 0), (DAY, 1), (AFTER, 1)])
def test_party_count_around_accession(day: date, count: int) -> None:
    party(acceded=DAY)
    assert queries.party_count(day) == count


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (DAY, 0), (AFTER, 0)])
def test_party_count_around_exit(day: date, count: int) -> None:
    party(exited_on=DAY, exit_kind=ExitKind.WITHDRAWN)
    assert queries.party_count(day) == count


def test_party_count_applicant_never_acceded() -> None:
    party(acceded=None)
    assert queries.party_count(DAY) == 0


def test_party_count_with_a_past_spell_counts_once() -> None:
    back = party(acceded=date(2018, 1, 1), exited_on=date(2019, 1, 1), exit_kind=ExitKind.WITHDRAWN)
    models.Membership.objects.create(party=back, acceded_on=date(2020, 1, 1))
    assert queries.party_count(DAY) == 1
    assert queries.party_count(date(2019, 6, 1)) == 0


def test_counts_leave_out_the_dcc_unless_asked() -> None:
    party(category=PartyCategory.DCC, group=voting_group())
    party(group=voting_group())
    assert (queries.party_count(DAY), queries.voting_group_count(DAY)) == (1, 1)
    assert queries.party_count(DAY, including_dcc=True) == 2
    assert queries.voting_group_count(DAY, including_dcc=True) == 2


def test_party_without_a_category_is_counted_and_in_no_category() -> None:
    party(category=None)
    assert queries.party_count(DAY) == 1
    assert sum(queries.parties_by_category(DAY).values()) == 0


def test_parties_at_shows_category_and_voting_group_of_the_day() -> None:
    first, second = voting_group(), voting_group()
    mover = party(category=None, acceded=date(2020, 1, 1))
    for category, group, valid in (
        (PartyCategory.SMALL_SUPPLIER, first, DateRange(date(2020, 1, 1), DAY)),
        (PartyCategory.LARGE_SUPPLIER, second, DateRange(DAY, None)),
    ):
        models.CategoryPeriod.objects.create(party=mover, category=category, valid=valid)
        models.VotingGroupPeriod.objects.create(party=mover, voting_group=group, valid=valid)
    seen = {day: queries.parties_at(day).values_list("category_at", "voting_group_at").get() for day in (BEFORE, DAY)}
    assert seen == {BEFORE: ("small_supplier", first.pk), DAY: ("large_supplier", second.pk)}


# --- Categories and Voting Groups ---------------------------------------------------------------------


def test_categories_are_all_there_in_order_and_empty_ones_zero() -> None:
    assert list(queries.parties_by_category(DAY).items()) == [
        (PartyCategory.LARGE_SUPPLIER, 0),
        (PartyCategory.SMALL_SUPPLIER, 0),
        (PartyCategory.ELECTRICITY_NETWORK, 0),
        (PartyCategory.GAS_NETWORK, 0),
        (PartyCategory.OTHER, 0),
    ]
    assert list(queries.voting_groups_by_category(DAY)) == list(queries.parties_by_category(DAY))


def test_voting_groups_by_category_counts_a_group_once_per_category() -> None:
    shared, alone = voting_group(), voting_group()
    for category in (PartyCategory.SMALL_SUPPLIER, PartyCategory.SMALL_SUPPLIER, PartyCategory.OTHER):
        party(category=category, group=shared)
    party(category=PartyCategory.OTHER, group=alone)
    party(category=PartyCategory.OTHER, group=voting_group(), exited_on=DAY, exit_kind=ExitKind.WITHDRAWN)
    groups = queries.voting_groups_by_category(DAY)
    assert (groups[PartyCategory.SMALL_SUPPLIER], groups[PartyCategory.OTHER]) == (1, 2)
    assert queries.voting_group_count(DAY) == 2
    assert queries.parties_by_category(DAY)[PartyCategory.SMALL_SUPPLIER] == 2


def test_voting_group_count_leaves_out_parties_in_none() -> None:
    party()
    assert queries.voting_group_count(DAY) == 0


# --- Entry and exit -----------------------------------------------------------------------------------


def test_movements_month_by_month() -> None:
    expelled = {"exit_kind": ExitKind.EXPELLED, "exit_reason": "Did not pay"}
    party(acceded=date(2021, 8, 1))
    party(acceded=date(2021, 8, 31), exited_on=date(2021, 9, 1), exit_kind=ExitKind.WITHDRAWN)
    gone = party(exited_on=DAY, **expelled)
    party(acceded=AFTER)
    default(gone, date(2021, 8, 31))
    default(gone, DAY)
    default(gone, DAY)
    default(gone, AFTER)
    months = [date(2021, 9, 1), date(2021, 8, 1), date(2021, 7, 1)]
    assert queries.movements(months) == [
        queries.MonthMovements(date(2021, 9, 1), 0, 1, 1, 2),
        queries.MonthMovements(date(2021, 8, 1), 2, 0, 0, 1),
        queries.MonthMovements(date(2021, 7, 1), 0, 0, 0, 0),
    ]
    assert queries.movements([]) == []


def test_movements_of_december_end_with_the_year() -> None:
    party(acceded=date(2021, 12, 31))
    party(acceded=date(2022, 1, 1))
    assert [each.acceded for each in queries.movements([date(2021, 12, 1)])] == [1]


def test_movements_and_lists_leave_out_the_dcc() -> None:
    party(
        category=PartyCategory.DCC, acceded=date(2021, 9, 1), exited_on=date(2021, 9, 20), exit_kind=ExitKind.WITHDRAWN
    )
    assert queries.movements([date(2021, 9, 1)]) == [queries.MonthMovements(date(2021, 9, 1), 0, 0, 0, 0)]
    assert queries.entered(*SEPTEMBER) == []
    assert queries.left(*SEPTEMBER) == []


def test_counts_of_two_month_ends_differ_by_the_movements_between() -> None:
    party(acceded=date(2021, 9, 1))
    party(acceded=DAY)
    party(exited_on=date(2021, 9, 1), exit_kind=ExitKind.WITHDRAWN)
    party(exited_on=AFTER, exit_kind=ExitKind.WITHDRAWN)
    (month,) = queries.movements([date(2021, 9, 1)])
    opening, closing = queries.party_count(date(2021, 8, 31)), queries.party_count(DAY)
    assert opening + month.acceded - month.withdrawn - month.expelled == closing


def test_entered_tells_nothing_of_a_later_exit() -> None:
    new = party("Arrow Energy Limited", acceded=DAY, exited_on=AFTER, exit_kind=ExitKind.WITHDRAWN)
    party(acceded=AFTER)
    assert queries.entered(*SEPTEMBER) == [
        queries.PartyMovement(new.pk, new.code, "Arrow Energy Limited", "", PartyCategory.OTHER, DAY, "acceded", "")
    ]


def test_left_gives_the_category_of_the_last_day() -> None:
    gone = party(category=None, exited_on=DAY, exit_kind=ExitKind.EXPELLED, exit_reason="Did not pay")
    models.CategoryPeriod.objects.create(
        party=gone, category=PartyCategory.SMALL_SUPPLIER, valid=DateRange(date(2020, 1, 1), DAY)
    )
    (row,) = queries.left(*SEPTEMBER)
    assert (row.on, row.kind, row.reason, row.category) == (
        DAY,
        "expelled",
        "Did not pay",
        PartyCategory.SMALL_SUPPLIER,
    )
    assert queries.left(*(each - timedelta(days=30) for each in SEPTEMBER)) == []


def test_party_names_for_mentions() -> None:
    known, gone = party("Arrow Energy Limited"), party(exited_on=DAY, exit_kind=ExitKind.WITHDRAWN)
    names = queries.party_names([known.code, gone.code, "nobody"], DAY)
    assert names[known.code] == queries.PartyName(known.code, "Arrow Energy Limited", "", True)
    assert names[gone.code].is_party is False
    assert set(names) == {known.code, gone.code}


# --- Events of Default --------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "standing"), [(BEFORE, 0), (DAY, 1), (AFTER, 1), (AFTER + timedelta(days=1), 0)])
def test_event_of_default_stands_from_raised_to_the_day_before_closed(day: date, standing: int) -> None:
    default(party(), DAY, closed_on=AFTER + timedelta(days=1), outcome="resolved")
    assert queries.events_of_default_standing(day) == standing
    assert queries.parties_in_default(day) == standing


def test_parties_in_default_count_once_each() -> None:
    twice, once = party(), party()
    for of in (twice, twice, once):
        default(of, DAY)
    assert (queries.events_of_default_standing(DAY), queries.parties_in_default(DAY)) == (3, 2)


def test_events_of_default_raised_leave_out_the_dcc() -> None:
    default(party(category=PartyCategory.DCC), DAY)
    default(party(), DAY)
    assert queries.events_of_default_raised(*SEPTEMBER) == 1
    (september,) = queries.movements([SEPTEMBER[0]])
    assert september.events_of_default == 1


def test_unplaced_parties_are_the_current_ones_without_category_or_voting_group() -> None:
    party("Placed", group=voting_group())
    party("Ungrouped")
    party("Uncategorised", category=None, group=voting_group())
    party("The DCC", category=PartyCategory.DCC)
    party("Gone", exited_on=DAY, exit_kind=ExitKind.WITHDRAWN)
    party("To come", acceded=AFTER)
    found = queries.unplaced_parties(DAY)
    assert [(row.name, row.has_category, row.has_voting_group) for row in found] == [
        ("Uncategorised", False, True),
        ("Ungrouped", True, False),
    ]


def test_events_of_default_raised_includes_both_ends() -> None:
    for day in (date(2021, 8, 31), date(2021, 9, 1), DAY, AFTER):
        default(party(), day)
    assert queries.events_of_default_raised(*SEPTEMBER) == 2


# --- User Entry Process and testing -------------------------------------------------------------------


def test_uep_counts_parties_by_what_was_complete_on_the_day() -> None:
    uep(done := party(category=PartyCategory.SMALL_SUPPLIER), DAY)
    uep(done, DAY, role=UserRole.GAS_SUPPLIER)
    uep(party(category=PartyCategory.LARGE_SUPPLIER), AFTER)
    uep(party(category=PartyCategory.ELECTRICITY_NETWORK), DAY, extent=Extent.PARTIAL)
    uep(party(category=PartyCategory.DCC), DAY)
    uep(party(category=PartyCategory.SMALL_SUPPLIER, exited_on=DAY, exit_kind=ExitKind.WITHDRAWN), BEFORE)
    party(category=PartyCategory.GAS_NETWORK)
    party(category=PartyCategory.OTHER)
    assert (queries.uep_completed_count(DAY), queries.uep_outstanding_count(DAY)) == (1, 2)
    assert (queries.uep_completed_count(BEFORE), queries.uep_outstanding_count(BEFORE)) == (1, 3)


def test_uep_completions_between_two_panels() -> None:
    both = party("Arrow Energy Limited", category=PartyCategory.SMALL_SUPPLIER)
    uep(both, DAY, role=UserRole.GAS_SUPPLIER)
    uep(both, DAY, role=UserRole.IMPORT_SUPPLIER)
    uep(both, DAY, role=UserRole.OTHER_USER, extent=Extent.PARTIAL)
    uep(party(), BEFORE)
    uep(party(), AFTER)
    full, partial = queries.uep_completions(BEFORE, DAY)
    assert full == queries.UepRow(
        "Arrow Energy Limited",
        "",
        PartyCategory.SMALL_SUPPLIER,
        (UserRole.IMPORT_SUPPLIER, UserRole.GAS_SUPPLIER),
        DAY,
        Extent.FULL,
    )
    assert (partial.roles, partial.extent) == ((UserRole.OTHER_USER,), Extent.PARTIAL)


def test_testing_completions_name_every_kind_of_test() -> None:
    tested = party("Arrow Energy Limited")
    for test, day in (("uept", DAY), ("srept", BEFORE), ("smets1", AFTER)):
        models.TestingCompletion.objects.create(party=tested, test=test, completed_on=day)
    assert queries.testing_completions(BEFORE, DAY) == {
        models.TestKind.SREPT: [],
        models.TestKind.UEPT: [queries.TestingRow("Arrow Energy Limited", DAY, "green")],
        models.TestKind.SMETS1: [],
    }


# --- Cost ---------------------------------------------------------------------------------------------

YEAR = [date(2020 + number // 12, number % 12 + 1, 1) for number in range(9, 21)]
COST: list[tuple[Callable[[], Any], int]] = [
    (lambda: list(queries.parties_at(DAY)), 1),
    (lambda: queries.party_count(DAY), 1),
    (lambda: queries.voting_group_count(DAY), 1),
    (lambda: queries.voting_groups_by_category(DAY), 1),
    (lambda: queries.parties_by_category(DAY), 1),
    (lambda: queries.movements(YEAR), 3),
    (lambda: queries.entered(*SEPTEMBER), 1),
    (lambda: queries.left(*SEPTEMBER), 1),
    (lambda: queries.unplaced_parties(DAY), 1),
    (lambda: queries.events_of_default_raised(*SEPTEMBER), 1),
    (lambda: queries.events_of_default_standing(DAY), 1),
    (lambda: queries.parties_in_default(DAY), 1),
    (lambda: queries.uep_completed_count(DAY), 1),
    (lambda: queries.uep_outstanding_count(DAY), 1),
    (lambda: queries.uep_completions(*SEPTEMBER), 1),
    (lambda: queries.testing_completions(*SEPTEMBER), 1),
    (lambda: queries.party_names(["party-1"], DAY), 1),
]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("question", "expected"), COST)
def test_query_count_is_the_same_for_any_number_of_rows(
    question: Callable[[], Any],
    expected: int,
    rows: int,
    django_assert_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    for _ in range(rows):
        new = party(acceded=DAY, group=voting_group())
        default(new, DAY)
        uep(new, DAY)
        models.TestingCompletion.objects.create(party=new, test="uept", completed_on=DAY)
        party(exited_on=DAY, exit_kind=ExitKind.WITHDRAWN)
    with django_assert_num_queries(expected):
        question()
