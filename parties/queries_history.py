"""What happened to one Party up to a day, each kind of it by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from parties.models import (
    CategoryPeriod,
    EventOfDefault,
    Membership,
    Party,
    PartyCategory,
    TestingCompletion,
    TestKind,
    VotingGroupPeriod,
)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time as a Party. `left_on` is the first day it was none; None while it was one on the day asked for."""

    acceded_on: date
    left_on: date | None
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """What held from a day up to, and not on, `until`; None while it held on the day asked for."""

    what: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class TestDone:
    test: str
    completed_on: date
    classification: str


@dataclass(frozen=True, slots=True)
class DefaultKnown:
    """An Event of Default as known on the day: the days after it are None, `outcome` then ""."""

    reference: str
    limb: str
    raised_on: date
    considered_on: date | None
    closed_on: date | None
    outcome: str


def spells_of(party: Party, day: date) -> list[Spell]:
    """Its memberships begun by the day, earliest first; one query."""
    rows = Membership.objects.filter(party=party, acceded_on__lte=day).order_by("acceded_on")
    return [
        Spell(row.acceded_on, row.exited_on, row.get_exit_kind_display(), row.exit_reason)
        if row.exited_on and row.exited_on <= day
        else Spell(row.acceded_on, None, "", "")
        for row in rows
    ]


def categories_of(party: Party, day: date) -> list[Period]:
    """Its Party Categories begun by the day, earliest first; one query."""
    rows = CategoryPeriod.objects.filter(party=party, valid__startswith__lte=day).order_by("valid")
    return [_period(PartyCategory(row.category).label, row.valid, day) for row in rows]


def groups_of(party: Party, day: date) -> list[Period]:
    """Its Voting Groups begun by the day, earliest first; one query."""
    rows = VotingGroupPeriod.objects.filter(party=party, valid__startswith__lte=day).order_by("valid")
    named = rows.select_related("voting_group")
    return [_period(row.voting_group.name, row.valid, day) for row in named]


def tests_of(party: Party, completions: QuerySet[TestingCompletion], day: date) -> list[TestDone]:
    """Which of `completions` it had completed by the day; one query."""
    rows = completions.filter(party=party, completed_on__lte=day).order_by("completed_on", "test")
    return [TestDone(TestKind(row.test).label, row.completed_on, row.classification) for row in rows]


def defaults_of(party: Party, events: QuerySet[EventOfDefault], day: date) -> list[DefaultKnown]:
    """Which of `events` of it were raised by the day, earliest first; one query."""
    rows = events.filter(Q(party=party), raised_on__lte=day).order_by("raised_on", "reference")
    found = []
    for row in rows:
        closed = _by(row.closed_on, day)
        outcome = row.get_outcome_display() if closed else ""
        found.append(DefaultKnown(row.reference, row.limb, row.raised_on, _by(row.considered_on, day), closed, outcome))
    return found


def _period(what: str, valid: Any, day: date) -> Period:
    return Period(what, valid.lower, _by(valid.upper, day))


def _by(end: date | None, day: date) -> date | None:
    return end if end is not None and end <= day else None
