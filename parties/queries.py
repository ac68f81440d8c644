"""Questions about Parties. Each is asked as at a day or over a period, and sees no row dated after it.

Periods include both ends unless a name says `after`. A Party that exits is a Party up to the day before `exited_on`,
and left on that day; an Event of Default stands up to the day before `closed_on`. "The DCC" is whoever is in the
Party Category DCC on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, TruncMonth

from parties.models import (
    CategoryPeriod,
    EventOfDefault,
    ExitKind,
    Extent,
    Membership,
    Party,
    PartyCategory,
    TestingCompletion,
    TestKind,
    UepCompletion,
    UserRole,
    VotingGroupPeriod,
)

CATEGORIES_BUT_THE_DCC = tuple(category for category in PartyCategory if category != PartyCategory.DCC)
# Whom the User Entry Process is expected of, as the Operations Report counts it.
UEP_EXPECTED_OF = (
    PartyCategory.ELECTRICITY_NETWORK,
    PartyCategory.LARGE_SUPPLIER,
    PartyCategory.SMALL_SUPPLIER,
)


@dataclass(frozen=True, slots=True)
class MonthMovements:
    """What happened in one month, the DCC left out. `events_of_default` are those raised in it."""

    month: date
    acceded: int
    withdrawn: int
    expelled: int
    events_of_default: int


@dataclass(frozen=True, slots=True)
class PartyMovement:
    """A Party that entered or left. `kind` is "acceded", "withdrawn" or "expelled"; `reason` is an expulsion's.

    `category` is the one on its first day as a Party, or its last; None if none is recorded.
    """

    party_id: int
    code: str
    name: str
    trading_name: str
    category: PartyCategory | None
    on: date
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class UepRow:
    """What a Party completed on one day, to one extent. `category` is its category on that day."""

    name: str
    trading_name: str
    category: PartyCategory | None
    roles: tuple[UserRole, ...]
    completed_on: date
    extent: Extent
    party_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TestingRow:
    name: str
    completed_on: date
    classification: str
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class UnplacedParty:
    """A current Party that no count by category, or by Voting Group, can hold."""

    code: str
    name: str
    has_category: bool
    has_voting_group: bool


@dataclass(frozen=True, slots=True)
class PartyName:
    """`is_party` says whether it was a Party on the day asked about."""

    code: str
    name: str
    trading_name: str
    is_party: bool


# --- Who is a Party -----------------------------------------------------------------------------------


def parties_at(day: date, *, including_dcc: bool = False) -> QuerySet[Party]:
    """The Parties on a day, each with `category_at` and `voting_group_at` (an id), None where none is recorded."""
    return _parties_at(day, including_dcc=including_dcc)


def _parties_at(day: date, *, including_dcc: bool = False) -> QuerySet[Any]:
    group = VotingGroupPeriod.objects.filter(party=OuterRef("pk"), valid__contains=day).order_by()
    parties: QuerySet[Any] = Party.objects.filter(_is_party(day)).annotate(
        category_at=_category_on(OuterRef("pk"), day), voting_group_at=Subquery(group.values("voting_group")[:1])
    )
    return parties if including_dcc else parties.exclude(_is_the_dcc(OuterRef("pk"), day))


def party_count(day: date, *, including_dcc: bool = False) -> int:
    return _parties_at(day, including_dcc=including_dcc).count()


def voting_group_count(day: date, *, including_dcc: bool = False) -> int:
    """Voting Groups with at least one Party in them on the day."""
    grouped = _parties_at(day, including_dcc=including_dcc).filter(voting_group_at__isnull=False)
    return grouped.order_by().values("voting_group_at").distinct().count()


def unplaced_parties(day: date) -> list[UnplacedParty]:
    """The Parties on the day, the DCC left out, without a category or a Voting Group, by name; one query."""
    lacking = _parties_at(day).filter(Q(category_at__isnull=True) | Q(voting_group_at__isnull=True))
    return [
        UnplacedParty(code, name, category is not None, group is not None)
        for code, name, category, group in lacking.order_by("name").values_list(
            "code", "name", "category_at", "voting_group_at"
        )
    ]


def parties_by_category(day: date) -> dict[PartyCategory, int]:
    """Parties in each category but the DCC, none left out, in the order of the categories."""
    return _by_category(day, Count("pk"))


def voting_groups_by_category(day: date) -> dict[PartyCategory, int]:
    """Voting Groups in each category but the DCC. A group whose Parties are in two categories counts in both."""
    return _by_category(day, Count("voting_group_at", distinct=True))


def _by_category(day: date, number: Count) -> dict[PartyCategory, int]:
    rows = (
        _parties_at(day).order_by().values("category_at").annotate(number=number).values_list("category_at", "number")
    )
    counted = dict(rows)
    return {category: counted.get(category.value, 0) for category in CATEGORIES_BUT_THE_DCC}


def party_names(codes: Iterable[str], day: date) -> dict[str, PartyName]:
    """The Parties of these codes, for mentions in text. A code that no Party has is not in the answer."""
    rows = Party.objects.filter(code__in=set(codes)).annotate(is_party=_is_party(day))
    return {
        code: PartyName(code, name, trading_name, is_party)
        for code, name, trading_name, is_party in rows.values_list("code", "name", "trading_name", "is_party")
    }


def _is_party(day: date) -> Exists:
    still = Q(exited_on__isnull=True) | Q(exited_on__gt=day)
    return Exists(Membership.objects.filter(still, party=OuterRef("pk"), acceded_on__lte=day))


def _category_on(party: OuterRef, day: Any) -> Subquery:
    """The category of the Party on a day, which may be a column of the row asked from.

    A Party's periods do not overlap: there is one row at most, and putting rows in order would look up their Parties.
    """
    rows = CategoryPeriod.objects.filter(party=party, valid__contains=day).order_by()
    return Subquery(rows.values("category")[:1])


def _is_the_dcc(party: OuterRef, day: Any) -> Exists:
    return Exists(CategoryPeriod.objects.filter(party=party, valid__contains=day, category=PartyCategory.DCC))


# --- Entry and exit -----------------------------------------------------------------------------------


def movements(months: Sequence[date]) -> list[MonthMovements]:
    """Accessions, exits and Events of Default raised in each month, given by its first day; in that order.

    The DCC is left out of all of them.
    """
    if not months:
        return []
    first, until = min(months), _next_month(max(months))
    acceded = _per_month(_accessions().filter(acceded_on__gte=first, acceded_on__lt=until), "acceded_on")
    exits = _exits().filter(exited_on__gte=first, exited_on__lt=until)
    left = _per_month(exits, "exited_on", "exit_kind")
    raised = _per_month(_events_raised().filter(raised_on__gte=first, raised_on__lt=until), "raised_on")
    return [
        MonthMovements(
            month,
            acceded.get((month,), 0),
            left.get((month, ExitKind.WITHDRAWN.value), 0),
            left.get((month, ExitKind.EXPELLED.value), 0),
            raised.get((month,), 0),
        )
        for month in months
    ]


def entered(first: date, last: date) -> list[PartyMovement]:
    """The Parties that acceded in the period, the DCC left out, by day and name."""
    rows = _accessions().filter(acceded_on__range=(first, last)).order_by("acceded_on", "party__name")
    return [
        PartyMovement(row.party_id, row.party.code, row.party.name, row.party.trading_name, category, on, "acceded", "")
        for row, category, on in ((row, _category(row.category_then), row.acceded_on) for row in rows)
    ]


def left(first: date, last: date) -> list[PartyMovement]:
    """The Parties whose first day outside was in the period, the DCC left out, by day and name."""
    rows = _exits().filter(exited_on__range=(first, last)).order_by("exited_on", "party__name")
    return [
        PartyMovement(
            row.party_id,
            row.party.code,
            row.party.name,
            row.party.trading_name,
            _category(row.category_then),
            row.exited_on,
            row.exit_kind,
            row.exit_reason,
        )
        for row in rows
    ]


def _accessions() -> QuerySet[Any]:
    return _of_parties_but_the_dcc(OuterRef("acceded_on"))


def _exits() -> QuerySet[Any]:
    day_before = Cast(ExpressionWrapper(OuterRef("exited_on") - timedelta(days=1), DateField()), DateField())
    return _of_parties_but_the_dcc(day_before)


def _of_parties_but_the_dcc(then: Any) -> QuerySet[Any]:
    memberships = Membership.objects.annotate(category_then=_category_on(OuterRef("party"), then))
    return memberships.exclude(_is_the_dcc(OuterRef("party"), then)).select_related("party")


def _per_month(rows: QuerySet[Any], day: str, *keys: str) -> dict[tuple[Any, ...], int]:
    counted = (
        rows.order_by()
        .annotate(in_month=TruncMonth(day))
        .values("in_month", *keys)
        .annotate(number=Count("pk"))
        .values_list("in_month", *keys, "number")
    )
    return {tuple(key): number for *key, number in counted}


def _next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _category(value: str | None) -> PartyCategory | None:
    return PartyCategory(value) if value else None


# --- Events of Default --------------------------------------------------------------------------------


def events_of_default_raised(first: date, last: date) -> int:
    """Raised in the period, those of the DCC left out."""
    return _events_raised().filter(raised_on__range=(first, last)).count()


def _events_raised() -> QuerySet[EventOfDefault]:
    return EventOfDefault.objects.exclude(_is_the_dcc(OuterRef("party"), OuterRef("raised_on")))


def events_of_default_standing(day: date) -> int:
    return _standing(day).count()


def parties_in_default(day: date) -> int:
    """Parties with an Event of Default standing: one with several counts once."""
    return _standing(day).order_by().values("party").distinct().count()


def _standing(day: date) -> QuerySet[EventOfDefault]:
    return EventOfDefault.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), raised_on__lte=day)


# --- When the records began ---------------------------------------------------------------------------


def records_began() -> tuple[date | None, date | None]:
    """The first day on which a Party acceded, and on which an Event of Default was raised, the DCC left out of both;
    None where none is entered. Before that day nothing is known, which is not that nothing happened. Two queries."""
    acceded = _accessions().aggregate(day=Min("acceded_on"))["day"]
    return acceded, _events_raised().aggregate(day=Min("raised_on"))["day"]


# --- User Entry Process and testing -------------------------------------------------------------------


def uep_completed_count(day: date) -> int:
    """Parties, the DCC left out, that completed the UEP in full for at least one User Role by the day."""
    return _parties_at(day).filter(uep_completed_by(day)).count()


def uep_outstanding_count(day: date) -> int:
    """Electricity Networks, Large and Small Suppliers that completed it in full for none."""
    return _parties_at(day).filter(~uep_completed_by(day), category_at__in=UEP_EXPECTED_OF).count()


def uep_completed_by(day: date) -> Exists:
    return Exists(
        UepCompletion.objects.filter(party=OuterRef("pk"), extent=Extent.FULL, completed_on__lte=day).values("pk")
    )


def uep_completions(after: date, until: date) -> list[UepRow]:
    """What was completed later than `after` and by `until`, by day and Party."""
    rows = (
        UepCompletion.objects.filter(completed_on__gt=after, completed_on__lte=until)
        .annotate(category_then=_category_on(OuterRef("party"), OuterRef("completed_on")))
        .order_by("completed_on", "party__name", "extent")
        .values_list(
            *("party__name", "party__trading_name", "category_then", "completed_on", "extent", "party_id"), "user_role"
        )
    )
    roles: dict[tuple[Any, ...], set[str]] = {}
    for *completion, role in rows:
        roles.setdefault(tuple(completion), set()).add(role)
    return [
        UepRow(
            name,
            trading_name,
            _category(category),
            tuple(role for role in UserRole if role in held),
            completed_on,
            Extent(extent),
            party_id,
        )
        for (name, trading_name, category, completed_on, extent, party_id), held in roles.items()
    ]


def testing_completions(after: date, until: date) -> dict[TestKind, list[TestingRow]]:
    """What was completed later than `after` and by `until`, for every kind of test, by day and Party."""
    rows = (
        TestingCompletion.objects.filter(completed_on__gt=after, completed_on__lte=until)
        .order_by("completed_on", "party__name")
        .values_list("test", "party__name", "completed_on", "classification", "pk")
    )
    completed: dict[TestKind, list[TestingRow]] = {kind: [] for kind in TestKind}
    for test, name, completed_on, classification, pk in rows:
        completed[TestKind(test)].append(TestingRow(name, completed_on, classification, pk))
    return completed
