"""What the database itself refuses about Parties, whatever wrote the row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from parties import models
from parties.models import (
    CategoryPeriod,
    EventOfDefault,
    Membership,
    Party,
    PartyCategory,
    UepCompletion,
    VotingGroup,
    VotingGroupPeriod,
)
from tests.parties.cast import START, default, party, uep, voting_group

pytestmark = pytest.mark.django_db

EXPELLED = {"exited_on": date(2021, 3, 31), "exit_kind": "expelled", "exit_reason": "Did not pay"}
WITHDRAWN = {"exited_on": date(2021, 3, 31), "exit_kind": "withdrawn"}


def refuses(constraint: str, write: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


# --- Histories ----------------------------------------------------------------------------------------


def test_category_periods_overlapping_refused() -> None:
    of = party()
    refuses(
        "one_category_at_a_time",
        lambda: CategoryPeriod.objects.create(
            party=of, category=PartyCategory.SMALL_SUPPLIER, valid=DateRange(date(2022, 1, 1), None)
        ),
    )


def test_category_periods_meeting_end_to_end_kept() -> None:
    of = party()
    of.category_periods.update(valid=DateRange(START, date(2021, 1, 1)))
    CategoryPeriod.objects.create(party=of, category="other", valid=DateRange(date(2021, 1, 1), None))
    assert of.category_periods.count() == 2


def test_voting_group_periods_overlapping_refused() -> None:
    of, group = party(group=voting_group()), voting_group()
    refuses(
        "one_voting_group_at_a_time",
        lambda: VotingGroupPeriod.objects.create(party=of, voting_group=group, valid=DateRange(date(2022, 1, 1), None)),
    )


def test_histories_moved_together_are_judged_at_the_end() -> None:
    of = party()
    of.category_periods.update(valid=DateRange(START, date(2021, 1, 1)))
    later = CategoryPeriod.objects.create(party=of, category="other", valid=DateRange(date(2021, 1, 1), None))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        of.category_periods.exclude(pk=later.pk).update(valid=DateRange(START, date(2021, 2, 1)))
        of.category_periods.filter(pk=later.pk).update(valid=DateRange(date(2021, 2, 1), None))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    later.refresh_from_db()
    assert later.valid.lower == date(2021, 2, 1)


@pytest.mark.parametrize("valid", [DateRange(None, START), DateRange(START, START), DateRange(None, None)])
def test_period_without_a_first_day_refused(valid: DateRange) -> None:
    of, group = party(category=None), voting_group()
    refuses(
        "category_period_begins",
        lambda: CategoryPeriod.objects.create(party=of, category="other", valid=valid),
    )
    refuses(
        "voting_group_period_begins",
        lambda: VotingGroupPeriod.objects.create(party=of, voting_group=group, valid=valid),
    )


def test_category_unknown_refused() -> None:
    of = party(category=None)
    refuses(
        "party_category_known",
        lambda: CategoryPeriod.objects.create(party=of, category="generator", valid=DateRange(START, None)),
    )


# --- Membership ---------------------------------------------------------------------------------------


def test_readmission_within_a_year_of_expulsion_refused() -> None:
    of = party(**EXPELLED)
    refuses(
        "no_return_within_a_year_of_expulsion",
        lambda: Membership.objects.create(party=of, acceded_on=date(2022, 3, 30)),
    )
    Membership.objects.create(party=of, acceded_on=date(2022, 3, 31))


def test_readmission_the_day_of_a_withdrawal_kept() -> None:
    of = party(**WITHDRAWN)
    Membership.objects.create(party=of, acceded_on=date(2021, 3, 31))
    assert of.memberships.count() == 2


def test_two_memberships_at_once_refused() -> None:
    of = party()
    refuses(
        "no_return_within_a_year_of_expulsion",
        lambda: Membership.objects.create(party=of, acceded_on=date(2021, 1, 1)),
    )


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("exit_has_a_kind", {"exited_on": date(2021, 3, 31)}),
        ("exit_has_a_kind", {"exit_kind": "withdrawn"}),
        ("exit_has_a_kind", {"exited_on": date(2021, 3, 31), "exit_kind": "merged"}),
        ("expulsion_has_a_reason", {"exited_on": date(2021, 3, 31), "exit_kind": "expelled"}),
        ("left_after_accession", {"exited_on": START, "exit_kind": "withdrawn"}),
        ("applied_before_accession", {"applied_on": date(2020, 1, 2)}),
    ],
)
def test_membership_against_its_rules_refused(constraint: str, columns: dict[str, Any]) -> None:
    of = party(acceded=None)
    refuses(constraint, lambda: Membership.objects.create(party=of, acceded_on=START, **columns))


def test_membership_rules_are_told_before_saving_too() -> None:
    of = party(**EXPELLED)
    with pytest.raises(ValidationError, match="expelled in the twelve months before"):
        Membership(party=of, acceded_on=date(2022, 3, 30)).full_clean()
    Membership(party=of, acceded_on=date(2022, 3, 31)).full_clean()
    with pytest.raises(ValidationError, match="leaves after it acceded"):
        Membership(
            party=of, acceded_on=date(2023, 1, 2), exited_on=date(2023, 1, 1), exit_kind="withdrawn"
        ).full_clean()


def test_withdrawn_membership_does_not_shadow_a_later_one() -> None:
    """The rule put to the database before saving speaks of the new row's exit, not of the stored one's."""
    of = party(**WITHDRAWN)
    Membership(
        party=of, acceded_on=date(2021, 6, 1), exited_on=date(2021, 7, 1), exit_kind="expelled", exit_reason="x"
    ).full_clean()


# --- Events of Default, UEP, testing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("limb_of_m8_1", {"limb": "a"}),
        ("limb_of_m8_1", {"limb": "(z)"}),
        ("closed_default_has_an_outcome", {"closed_on": date(2021, 2, 1)}),
        ("closed_default_has_an_outcome", {"outcome": "resolved"}),
        ("closed_default_has_an_outcome", {"closed_on": date(2020, 12, 31), "outcome": "resolved"}),
        ("default_considered_after_raised", {"considered_on": date(2020, 12, 31)}),
    ],
)
def test_event_of_default_against_its_rules_refused(constraint: str, columns: dict[str, Any]) -> None:
    of = party()
    row = {"party": of, "reference": "EOD-1", "limb": "(a)", "raised_on": date(2021, 1, 1), **columns}
    refuses(constraint, lambda: EventOfDefault.objects.create(**row))


def test_event_of_default_reference_twice_refused() -> None:
    of = party()
    known = default(of, date(2021, 1, 1))
    refuses(
        "reference",
        lambda: EventOfDefault.objects.create(
            party=of, reference=known.reference, limb="(b)", raised_on=date(2021, 1, 1)
        ),
    )


def test_uep_completion_twice_for_one_role_refused() -> None:
    of = party()
    uep(of, START)
    uep(of, START, extent="partial")
    refuses("uep_completed_once_per_role", lambda: uep(of, date(2021, 1, 1)))


@pytest.mark.parametrize(("constraint", "columns"), [("user_role_known", "meter"), ("uep_extent_known", "half")])
def test_uep_completion_unknown_word_refused(constraint: str, columns: str) -> None:
    field = {"user_role_known": "user_role", "uep_extent_known": "extent"}[constraint]
    row = {"party": party(), "user_role": "other_user", "extent": "full", "completed_on": START, field: columns}
    refuses(constraint, lambda: UepCompletion.objects.create(**row))


def test_testing_completion_against_its_rules_refused() -> None:
    of = party()
    models.TestingCompletion.objects.create(party=of, test="uept", completed_on=START)
    for constraint, columns in (
        ("test_completed_once", {"test": "uept"}),
        ("test_known", {"test": "exam"}),
        ("testing_classification_known", {"test": "srept", "classification": "blue"}),
    ):
        refuses(
            constraint, lambda row=columns: models.TestingCompletion.objects.create(party=of, completed_on=START, **row)
        )


# --- Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["code", "name"])
def test_party_code_and_name_are_never_used_twice(field: str) -> None:
    known = party()
    row = {"code": "another", "name": "Another Limited", field: getattr(known, field)}
    refuses(field, lambda: Party.objects.create(**row))


def test_party_with_a_history_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        party().delete()


# --- Names and codes ----------------------------------------------------------------------------------


def test_name_code_or_reference_that_differs_in_capitals_alone_refused() -> None:
    of = default(party(), START).party
    refuses("party_name_once", lambda: Party.objects.create(code="other", name=of.name.upper()))
    refuses("party_code_in_small_letters", lambda: Party.objects.create(code=of.code.upper(), name="Other"))
    group = voting_group()
    refuses("voting_group_name_once", lambda: VotingGroup.objects.create(code="other-group", name=group.name.upper()))
    refuses("voting_group_code_in_small_letters", lambda: VotingGroup.objects.create(code="G", name="Other"))
    known = EventOfDefault.objects.get()
    EventOfDefault.objects.update(reference="EOD-a")
    refuses(
        "default_reference_once",
        lambda: EventOfDefault.objects.create(party=of, reference="EOD-A", limb="(b)", raised_on=known.raised_on),
    )
