"""The records behind the counts of Parties agree with the counts, and show nothing dated after their day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parties import queries
from parties.models import PartyCategory
from parties.queries_listed import defaults_between, parties_listed, voting_groups_listed
from tests.parties.cast import default, party, uep, voting_group

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 30)
FIRST = date(2021, 9, 1)


def a_market(size: int) -> None:
    for _ in range(size):
        group = voting_group()
        uep(party(category=PartyCategory.LARGE_SUPPLIER, group=group), DAY)
        party(category=PartyCategory.SMALL_SUPPLIER, group=group)
        party(category=PartyCategory.OTHER)
        party(acceded=DAY + timedelta(days=1))
        party(category=PartyCategory.DCC, group=voting_group())


@pytest.mark.parametrize("size", [1, 3])
def test_parties_listed_are_as_many_as_are_counted(size: int) -> None:
    a_market(size)
    rows = [row for row in parties_listed(DAY) if row.category != PartyCategory.DCC]
    assert len(rows) == queries.party_count(DAY)
    assert len(parties_listed(DAY)) == queries.party_count(DAY, including_dcc=True)
    assert sum(row.uep_complete for row in rows) == queries.uep_completed_count(DAY) == size
    assert sum(row.uep_outstanding for row in rows) == queries.uep_outstanding_count(DAY) == size
    groups = voting_groups_listed(rows)
    assert len(groups) == queries.voting_group_count(DAY)
    by_category = queries.voting_groups_by_category(DAY)
    assert {one: sum(one in group.categories for group in groups) for one in by_category} == by_category


def test_default_of_a_later_day_is_not_seen_and_its_end_is_not_known_before_it_came() -> None:
    of = party("Arrow Energy Limited")
    default(of, DAY, closed_on=DAY + timedelta(days=1), outcome="resolved", considered_on=DAY + timedelta(days=1))
    default(of, DAY + timedelta(days=1))
    default(of, FIRST - timedelta(days=9), closed_on=FIRST - timedelta(days=1), outcome="resolved")
    (row,) = defaults_between(FIRST, DAY)
    assert (row.party, row.closed_on, row.considered_on, row.outcome) == ("Arrow Energy Limited", None, None, "")


def test_default_closed_in_the_period_says_how() -> None:
    default(party(), FIRST, closed_on=DAY, outcome="expelled", considered_on=DAY)
    default(party(category=PartyCategory.DCC), FIRST)
    first, second = defaults_between(FIRST, DAY)
    assert (first.closed_on, first.outcome, first.considered_on, first.of_the_dcc) == (DAY, "expelled", DAY, False)
    assert second.of_the_dcc


@pytest.mark.parametrize("size", [1, 3])
def test_lists_take_as_many_queries_however_long_they_are(size: int) -> None:
    a_market(size)
    default(party(), DAY)
    with CaptureQueriesContext(connection) as captured:
        voting_groups_listed(parties_listed(DAY))
        defaults_between(FIRST, DAY)
    assert len(captured) == 3
