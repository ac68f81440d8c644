"""What happens to a Party, in verbs. Each writes every row that follows from it, or none.

Rules that are broken raise ValidationError, in the words of the rule. Days are those on which the change takes effect:
a Party that leaves on a day is none on that day, and one that moves category is in the new one on it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, QuerySet

from parties.models import (
    CategoryPeriod,
    DefaultOutcome,
    EventOfDefault,
    ExitKind,
    Membership,
    Party,
    PartyCategory,
    VotingGroup,
    VotingGroupPeriod,
)

M = TypeVar("M", bound=Model)
P = TypeVar("P", CategoryPeriod, VotingGroupPeriod)


@transaction.atomic
def accede(
    party: Party,
    on: date,
    *,
    category: PartyCategory,
    voting_group: VotingGroup | None = None,
    applied_on: date | None = None,
) -> Membership:
    """Admit an applicant, or one who left before, into its Party Category and Voting Group."""
    _lock(party)
    membership = _store(Membership(party=party, acceded_on=on, applied_on=applied_on))
    _store(CategoryPeriod(party=party, category=category, valid=DateRange(on, None)))
    if voting_group is not None:
        _store(VotingGroupPeriod(party=party, voting_group=voting_group, valid=DateRange(on, None)))
    return membership


def withdraw(party: Party, on: date) -> Membership:
    return _leave(party, on, ExitKind.WITHDRAWN, "")


def expel(party: Party, on: date, *, reason: str) -> Membership:
    """Expel the Party under SEC Section M8. The reason is footnoted with its name."""
    return _leave(party, on, ExitKind.EXPELLED, reason)


@transaction.atomic
def _leave(party: Party, on: date, kind: ExitKind, reason: str) -> Membership:
    _lock(party)
    membership = party.memberships.filter(exited_on__isnull=True, acceded_on__lt=on).first()
    if membership is None:
        raise ValidationError(f"{party} is not a Party on the day before, or its exit is recorded already.")
    membership.exited_on, membership.exit_kind, membership.exit_reason = on, kind, reason
    _store(membership)
    for rows in (party.category_periods.all(), party.voting_group_periods.all()):
        _end(rows, on)
    return membership


def move_category(party: Party, category: PartyCategory, on: date) -> CategoryPeriod:
    """Put the Party in another category from a day on, until the next move already recorded."""
    return _move(CategoryPeriod(party=party, category=category), party.category_periods.all(), "category", on)


def move_voting_group(party: Party, voting_group: VotingGroup, on: date) -> VotingGroupPeriod:
    """Put the Party in another Voting Group from a day on, until the next move already recorded."""
    return _move(
        VotingGroupPeriod(party=party, voting_group=voting_group),
        party.voting_group_periods.all(),
        "voting_group",
        on,
    )


def raise_event_of_default(
    party: Party, reference: str, *, limb: str, on: date, considered_on: date | None = None
) -> EventOfDefault:
    """Record an Event of Default under a limb of SEC M8.1, such as "(a)"."""
    return _store(
        EventOfDefault(party=party, reference=reference, limb=limb, raised_on=on, considered_on=considered_on)
    )


@transaction.atomic
def close_event_of_default(event: EventOfDefault, on: date, outcome: DefaultOutcome) -> EventOfDefault:
    """End an Event of Default: from this day it no longer stands."""
    stored = EventOfDefault.objects.select_for_update().get(pk=event.pk)
    if stored.closed_on is not None:
        raise ValidationError(f"{stored} was closed on {stored.closed_on:%d %B %Y}.")
    stored.closed_on, stored.outcome = on, outcome
    return _store(stored)


# --- Histories ----------------------------------------------------------------------------------------


def _lock(party: Party) -> None:
    """Two changes of one Party's history wait for each other."""
    Party.objects.select_for_update().get(pk=party.pk)


def _store(row: M) -> M:
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def _move(new: P, history: QuerySet[P], what: str, on: date) -> P:
    _lock(new.party)
    current = history.filter(valid__contains=on).first()
    later = history.filter(valid__startswith__gt=on).order_by("valid__startswith").first()
    if current is None:
        end = later.valid.lower if later else None
    else:
        if getattr(current, what) == getattr(new, what):
            raise ValidationError(f"{new.party} is there on that day already.")
        if current.valid.lower == on:
            raise ValidationError("Another move on that day is recorded: correct it in the history instead.")
        end = current.valid.upper
        current.valid = DateRange(current.valid.lower, on)
        _store(current)
    new.valid = DateRange(on, end)
    return _store(new)


def _end(history: QuerySet[Any], on: date) -> None:
    for row in history.filter(valid__contains=on):
        if row.valid.lower == on:
            raise ValidationError("A move on that day is recorded: remove it before the Party leaves.")
        row.valid = DateRange(row.valid.lower, on)
        _store(row)
