"""What happens to a Party: each verb writes all that follows, and refuses in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from parties import queries, services
from parties.models import DefaultOutcome, ExitKind, Party, PartyCategory
from tests.parties.cast import START, default, party, voting_group

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 15)
BEFORE = DAY - timedelta(days=1)


def category_on(of: Party, day: date) -> str | None:
    return queries.parties_at(day, including_dcc=True).get(pk=of.pk).category_at


def test_accede_makes_a_party_with_category_and_voting_group() -> None:
    new, group = party(category=None, acceded=None), voting_group()
    services.accede(new, DAY, category=PartyCategory.GAS_NETWORK, voting_group=group, applied_on=BEFORE)
    there = queries.parties_at(DAY).get()
    assert (there.category_at, there.voting_group_at) == ("gas_network", group.pk)
    assert queries.party_count(BEFORE) == 0


def test_accede_within_a_year_of_expulsion_refused_and_nothing_written() -> None:
    back = party(category=None, exited_on=BEFORE, exit_kind="expelled", exit_reason="Did not pay")
    with pytest.raises(ValidationError, match="expelled in the twelve months before"):
        services.accede(back, DAY, category=PartyCategory.OTHER)
    assert back.category_periods.count() == 0


def test_withdraw_ends_membership_category_and_voting_group() -> None:
    going = party(group=voting_group())
    services.withdraw(going, DAY)
    assert queries.party_count(BEFORE) == 1
    assert queries.party_count(DAY) == 0
    assert going.category_periods.get().valid == DateRange(START, DAY)
    assert going.voting_group_periods.get().valid == DateRange(START, DAY)


def test_withdraw_who_then_accedes_again_has_two_spells() -> None:
    back = party()
    services.withdraw(back, DAY)
    services.accede(back, DAY + timedelta(days=30), category=PartyCategory.OTHER)
    assert queries.party_count(DAY + timedelta(days=29)) == 0
    assert queries.party_count(DAY + timedelta(days=30)) == 1


def test_withdraw_twice_refused() -> None:
    going = party()
    services.withdraw(going, DAY)
    with pytest.raises(ValidationError, match="recorded already"):
        services.withdraw(going, DAY + timedelta(days=1))


def test_withdraw_on_the_day_of_accession_refused() -> None:
    with pytest.raises(ValidationError, match="not a Party on the day before"):
        services.withdraw(party(acceded=DAY), DAY)


def test_expel_needs_a_reason_and_keeps_it() -> None:
    going = party()
    with pytest.raises(ValidationError, match="needs its reason"):
        services.expel(going, DAY, reason="")
    assert queries.party_count(DAY) == 1
    membership = services.expel(going, DAY, reason="Did not pay")
    assert (membership.exit_kind, membership.exit_reason) == (ExitKind.EXPELLED, "Did not pay")


def test_move_category_closes_the_period_before() -> None:
    mover = party(category=PartyCategory.SMALL_SUPPLIER)
    services.move_category(mover, PartyCategory.LARGE_SUPPLIER, DAY)
    assert category_on(mover, BEFORE) == "small_supplier"
    assert category_on(mover, DAY) == "large_supplier"


def test_move_category_back_in_time_stops_at_the_next_move() -> None:
    mover = party(category=PartyCategory.SMALL_SUPPLIER)
    services.move_category(mover, PartyCategory.LARGE_SUPPLIER, DAY)
    services.move_category(mover, PartyCategory.OTHER, DAY - timedelta(days=30))
    assert category_on(mover, BEFORE) == "other"
    assert category_on(mover, DAY) == "large_supplier"


def test_move_category_where_none_is_recorded_begins_one() -> None:
    mover = party(category=None)
    services.move_category(mover, PartyCategory.OTHER, DAY)
    assert category_on(mover, BEFORE) is None
    assert category_on(mover, DAY) == "other"


@pytest.mark.parametrize(
    ("category", "day", "reason"),
    [(PartyCategory.OTHER, DAY, "there on that day already"), (PartyCategory.GAS_NETWORK, START, "on that day")],
)
def test_move_category_to_nowhere_new_refused(category: PartyCategory, day: date, reason: str) -> None:
    mover = party(category=PartyCategory.OTHER)
    with pytest.raises(ValidationError, match=reason):
        services.move_category(mover, category, day)
    assert mover.category_periods.get().valid == DateRange(START, None)


def test_move_voting_group_closes_the_period_before() -> None:
    first, second = voting_group(), voting_group()
    mover = party(group=first)
    services.move_voting_group(mover, second, DAY)
    groups = [queries.parties_at(day).get().voting_group_at for day in (BEFORE, DAY)]
    assert groups == [first.pk, second.pk]


def test_raise_and_close_event_of_default() -> None:
    event = services.raise_event_of_default(party(), "EOD-77", limb="(c)", on=BEFORE)
    assert queries.events_of_default_standing(BEFORE) == 1
    services.close_event_of_default(event, DAY, DefaultOutcome.RESOLVED)
    assert queries.events_of_default_standing(DAY) == 0
    with pytest.raises(ValidationError, match="was closed on 15 September 2021"):
        services.close_event_of_default(event, DAY, DefaultOutcome.EXPELLED)


def test_close_event_of_default_before_it_was_raised_refused() -> None:
    event = default(party(), DAY)
    with pytest.raises(ValidationError, match="on or after the day it was raised"):
        services.close_event_of_default(event, BEFORE, DefaultOutcome.RESOLVED)
