"""Which committees there are, the actions they placed, and elections to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from meetings.models import Action, Committee, Election


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """`name` is the short one where the committee has it."""

    id: int
    code: str
    name: str
    confidential: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class ActionOfPeriod:
    """An action as known at the end of a period: `closed_on` is None while it was open."""

    id: int
    reference: str
    committee_code: str
    committee: str
    owner: str
    raised_on: date
    due_on: date | None
    closed_on: date | None
    confidential: bool = False

    def known(self, day: date) -> ActionOfPeriod:
        """As it was known on an earlier day."""
        closed = self.closed_on is not None and self.closed_on <= day
        return self if closed or self.closed_on is None else replace(self, closed_on=None)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action open on the day asked for; `overdue` when it was due before that day."""

    reference: str
    committee_code: str
    committee: str
    description: str
    owner: str
    raised_on: date
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """An election as known at the end of the period asked for: `closed_on` is None while it was open."""

    committee_code: str
    committee: str
    year: int
    seat: str
    nominations_opened_on: date | None
    closed_on: date | None
    outcome: str
    id: int
    confidential: bool = False


def committee_codes() -> set[str]:
    """The codes of every committee there is; one query."""
    return set(Committee.objects.values_list("code", flat=True))


def committees_known() -> list[CommitteeRow]:
    """Every committee, by code; one query."""
    rows = Committee.objects.order_by("code")
    return [CommitteeRow(row.pk, row.code, str(row), row.confidential, row.numbered) for row in rows]


def actions_between(first: date, last: date) -> list[ActionOfPeriod]:
    """Raised by `last` and open at some time in the period, or raised in it, of every committee, oldest first; one
    query. One closed on its last day was closed in the period."""
    there = Action.objects.filter(raised_on__lte=last).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first))
    rows = there.order_by("raised_on", "committee__code", "reference").select_related("committee")
    return [
        ActionOfPeriod(
            id=action.pk,
            reference=action.reference,
            committee_code=action.committee.code,
            committee=str(action.committee),
            owner=action.owner,
            raised_on=action.raised_on,
            due_on=action.due_on,
            closed_on=action.closed_on,
            confidential=action.committee.confidential,
        ).known(last)
        for action in rows
    ]


def actions_open(day: date) -> list[ActionRow]:
    """Raised by `day` and not closed by it, of every committee, oldest first; one query."""
    still_open = Action.objects.filter(raised_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    rows = still_open.order_by("raised_on", "committee__code", "reference").select_related("committee")
    return [
        ActionRow(
            reference=action.reference,
            committee_code=action.committee.code,
            committee=action.committee.name,
            description=action.description,
            owner=action.owner,
            raised_on=action.raised_on,
            due_on=action.due_on,
            overdue=action.due_on is not None and action.due_on < day,
        )
        for action in rows
    ]


def elections(first: date, last: date) -> list[ElectionRow]:
    """Elections under way in the period: called by `last`, and not closed before `first`; one query.

    One that closes after `last` shows as open, without its outcome.
    """
    called = Q(nominations_opened_on__lte=last) | Q(nominations_opened_on__isnull=True, closed_on__lte=last)
    under_way = Election.objects.filter(called).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first))
    rows = under_way.order_by("year", "committee__code", "seat").select_related("committee")
    found = []
    for election in rows:
        closed = election.closed_on if election.closed_on and election.closed_on <= last else None
        found.append(
            ElectionRow(
                committee_code=election.committee.code,
                committee=election.committee.name,
                year=election.year,
                seat=election.seat,
                nominations_opened_on=election.nominations_opened_on,
                closed_on=closed,
                outcome=election.outcome if closed else "",
                id=election.pk,
                confidential=election.committee.confidential,
            )
        )
    return found
