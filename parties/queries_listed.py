"""The records behind the counts of Parties: each Party, Voting Group and Event of Default that a figure counts.

Each takes the day or the period that the count takes, and a fixed number of SQL queries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from parties.models import CategoryPeriod, EventOfDefault, Party, PartyCategory, VotingGroup
from parties.queries import UEP_EXPECTED_OF, parties_at, uep_completed_by


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A Party on a day. `category` and `voting_group_id` are None where none is recorded."""

    id: int
    name: str
    trading_name: str
    category: PartyCategory | None
    voting_group_id: int | None
    uep_complete: bool

    @property
    def uep_outstanding(self) -> bool:
        """Whether the User Entry Process is expected of it, and completed in full for no User Role."""
        return not self.uep_complete and self.category in UEP_EXPECTED_OF


@dataclass(frozen=True, slots=True)
class VotingGroupRow:
    """A Voting Group with its Parties of a day."""

    id: int
    name: str
    parties: tuple[PartyRow, ...]

    @property
    def categories(self) -> tuple[PartyCategory, ...]:
        """Those of its Parties, in order; it counts in each."""
        held = {party.category for party in self.parties}
        return tuple(category for category in PartyCategory if category in held)


@dataclass(frozen=True, slots=True)
class DefaultRow:
    """An Event of Default as known at the end of a period; the days after it are None, `outcome` then ""."""

    id: int
    reference: str
    party_id: int
    party: str
    limb: str
    raised_on: date
    considered_on: date | None
    closed_on: date | None
    outcome: str
    of_the_dcc: bool

    def known(self, day: date) -> DefaultRow:
        """As it was known on an earlier day."""
        closed = self.closed_on if self.closed_on is not None and self.closed_on <= day else None
        considered = self.considered_on if self.considered_on is not None and self.considered_on <= day else None
        return replace(self, closed_on=closed, considered_on=considered, outcome=self.outcome if closed else "")


def parties_listed(day: date) -> list[PartyRow]:
    """The Parties on a day, the DCC among them, by name; one query."""
    rows = (
        parties_at(day, including_dcc=True)
        .annotate(uep_complete=uep_completed_by(day))
        .order_by("name")
        .values_list("pk", "name", "trading_name", "category_at", "voting_group_at", "uep_complete")
    )
    return [
        PartyRow(pk, name, trading, PartyCategory(category) if category else None, group, complete)
        for pk, name, trading, category, group, complete in rows
    ]


def voting_groups_listed(parties: list[PartyRow]) -> list[VotingGroupRow]:
    """The Voting Groups that these Parties are in, by name; one query."""
    members: defaultdict[int, list[PartyRow]] = defaultdict(list)
    for party in parties:
        if party.voting_group_id is not None:
            members[party.voting_group_id].append(party)
    names = VotingGroup.objects.filter(pk__in=members).order_by("name").values_list("pk", "name")
    return [VotingGroupRow(pk, name, tuple(members[pk])) for pk, name in names]


def defaults_between(first: date, last: date) -> list[DefaultRow]:
    """Events of Default that stood at some time in the period, by day raised and reference; one query.

    `of_the_dcc` says whether the Party was the DCC on the day it was raised.
    """
    return _defaults(Q(closed_on__isnull=True) | Q(closed_on__gte=first), last)


def defaults_considered(first: date, last: date) -> list[DefaultRow]:
    """Events of Default that the Panel considered in the period, as known at its end, by day raised and reference; one
    query. One may have been closed before the Panel met."""
    return _defaults(Q(considered_on__range=(first, last)), last)


def _defaults(wanted: Q, last: date) -> list[DefaultRow]:
    is_dcc = CategoryPeriod.objects.filter(
        party=OuterRef("party"), valid__contains=OuterRef("raised_on"), category=PartyCategory.DCC
    )
    rows = (
        EventOfDefault.objects.filter(wanted, raised_on__lte=last)
        .annotate(of_the_dcc=Exists(is_dcc), party_name=F("party__name"))
        .order_by("raised_on", "reference")
    )
    return [_default(row, row.party_name, row.of_the_dcc).known(last) for row in rows]


def _default(row: EventOfDefault, party: str, of_the_dcc: bool) -> DefaultRow:
    return DefaultRow(
        id=row.pk,
        reference=row.reference,
        party_id=row.party_id,
        party=party,
        limb=row.limb,
        raised_on=row.raised_on,
        considered_on=row.considered_on,
        closed_on=row.closed_on,
        outcome=row.outcome,
        of_the_dcc=of_the_dcc,
    )


def turned_from_and_into_the_dcc(first: date, last: date) -> tuple[int, int]:
    """How many Parties stopped being the DCC in the period and stayed Parties, and how many became it that were Parties
    before: by these a count without the DCC moves though nobody acceded or left. Two queries."""
    spells = list(
        CategoryPeriod.objects.filter(category=PartyCategory.DCC)
        .select_related("party")
        .prefetch_related("party__memberships")
    )
    begun = {(one.party_id, one.valid.lower): one.party for one in spells}
    ended = {(one.party_id, one.valid.upper): one.party for one in spells}
    # Where one spell follows another without a day between, nothing turns.
    stopped = [(party, day) for (id, day), party in ended.items() if day and (id, day) not in begun]
    became = [(party, day) for (id, day), party in begun.items() if day and (id, day) not in ended]
    from_it, into_it = (
        sum(first <= day <= last and _stays_a_party(party, day) for party, day in turned)
        for turned in (stopped, became)
    )
    return from_it, into_it


def _stays_a_party(party: Party, day: date) -> bool:
    """Whether one membership holds the day and the day before."""
    return any(
        one.acceded_on < day and (one.exited_on is None or one.exited_on > day) for one in party.memberships.all()
    )
