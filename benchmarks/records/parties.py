"""Parties that come and go, with what is recorded of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.records.span import DAYS_A_YEAR, Rows, Span, Volume, chance, later
from parties.models import (
    CategoryPeriod,
    DefaultOutcome,
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
    VotingGroup,
    VotingGroupPeriod,
)

LONGEST_YEARS = 20
"""A Party stays between half a year and so many years; one that comes back stays `RETURN_YEARS` more."""
BACK_AFTER_DAYS, RETURN_YEARS = 500, 3
_CATEGORIES = (
    *[PartyCategory.ELECTRICITY_NETWORK] * 19,
    *[PartyCategory.GAS_NETWORK] * 14,
    *[PartyCategory.LARGE_SUPPLIER] * 12,
    *[PartyCategory.SMALL_SUPPLIER] * 102,
    *[PartyCategory.OTHER] * 114,
)
_ROLES = tuple(UserRole)


@dataclass(frozen=True, slots=True)
class _Spell:
    """`until` is the first day no longer a Party; None while it is one."""

    since: date
    until: date | None
    kind: str = ""


def make_parties(rows: Rows, span: Span, volume: Volume) -> None:
    groups: dict[int, VotingGroup] = {}
    for place in range((len(span.months) // 12 + LONGEST_YEARS + RETURN_YEARS + 2) * volume.accessions):
        dice = chance("party", place)
        spells = _spells(dice, span.back(place, volume.accessions), span)
        end = spells[-1].until
        if end is None or end >= span.first:
            _make_party(rows, dice, place, spells, groups, span.known)
    _make_dcc(rows, span)
    rows.store()


def _spells(dice: Random, acceded: date, span: Span) -> list[_Spell]:
    left = later(acceded, dice.uniform(0.5, LONGEST_YEARS) * DAYS_A_YEAR)
    if left > span.known:
        return [_Spell(acceded, None)]
    kind = ExitKind.EXPELLED if dice.random() < 0.2 else ExitKind.WITHDRAWN
    first = _Spell(acceded, left, kind)
    returned = later(left, BACK_AFTER_DAYS)
    if dice.random() > 0.06 or returned > span.known:
        return [first]
    left_again = later(returned, RETURN_YEARS * DAYS_A_YEAR)
    if left_again > span.known:
        return [first, _Spell(returned, None)]
    return [first, _Spell(returned, left_again, ExitKind.WITHDRAWN)]


def _make_party(
    rows: Rows, dice: Random, place: int, spells: list[_Spell], groups: dict[int, VotingGroup], known: date
) -> None:
    trading = f"Trading name {place}" if place % 4 == 0 else ""
    party = rows.add(Party(code=f"party-{place:04}", name=f"Energy company {place:04} Limited", trading_name=trading))
    whole = (spells[0].since, spells[-1].until)
    rows.extend(_categories(dice, party, whole))
    number = place * 261 // 332
    if number not in groups:
        groups[number] = rows.add(VotingGroup(code=f"group-{number:04}", name=f"Voting Group {number:04}"))
    rows.add(VotingGroupPeriod(party=party, voting_group=groups[number], valid=whole))
    rows.extend(_membership(party, spell) for spell in spells)
    for spell in spells[:1]:
        last = min(spell.until or known, known)
        rows.extend(_completions(dice, party, spell.since, last))
        rows.extend(_defaults(dice, party, spell, last))


def _categories(dice: Random, party: Party, whole: tuple[date, date | None]) -> list[CategoryPeriod]:
    category = dice.choice(_CATEGORIES)
    since, until = whole
    changed = later(since, 700)
    if category == PartyCategory.SMALL_SUPPLIER and dice.random() < 0.3 and (until is None or changed < until):
        return [
            CategoryPeriod(party=party, category=PartyCategory.OTHER, valid=(since, changed)),
            CategoryPeriod(party=party, category=category, valid=(changed, until)),
        ]
    return [CategoryPeriod(party=party, category=category, valid=whole)]


def _membership(party: Party, spell: _Spell) -> Membership:
    return Membership(
        party=party,
        applied_on=later(spell.since, -40),
        acceded_on=spell.since,
        exited_on=spell.until,
        exit_kind=spell.kind,
        exit_reason="It ceased to trade." if spell.kind == ExitKind.EXPELLED else "",
    )


def _completions(dice: Random, party: Party, since: date, last: date) -> Iterator[UepCompletion | TestingCompletion]:
    first = dice.randrange(len(_ROLES))
    for place, wait in enumerate((100, 160, 900)):
        role = _ROLES[(first + place) % len(_ROLES)]
        completed = later(since, wait)
        if dice.random() < 0.6 and completed <= last:
            extent = Extent.PARTIAL if place == 1 and dice.random() < 0.3 else Extent.FULL
            yield UepCompletion(party=party, user_role=role, extent=extent, completed_on=completed)
    for kind, wait in zip(TestKind, (50, 80, 600), strict=True):
        completed = later(since, wait)
        if dice.random() < 0.7 and completed <= last:
            named = {"classification": "white"} if dice.random() < 0.5 else {}
            yield TestingCompletion(party=party, test=kind, completed_on=completed, **named)


def _defaults(dice: Random, party: Party, spell: _Spell, last: date) -> Iterator[EventOfDefault]:
    """Half of the Parties have one every 400 days; now and then one stands long."""
    if dice.random() < 0.5:
        return
    raised, number = later(spell.since, dice.randrange(60, 400)), 1
    while raised <= last:
        considered = later(raised, 20)
        closed = later(raised, 60 if dice.random() < 0.9 else 700)
        open_still = closed > last
        yield EventOfDefault(
            reference=f"EOD-{party.code}-{number}",
            party=party,
            limb=f"({dice.choice('abcdefg')})",
            raised_on=raised,
            considered_on=considered if considered <= last else None,
            closed_on=None if open_still else closed,
            outcome="" if open_still else DefaultOutcome.RESOLVED,
        )
        raised, number = later(raised, 400), number + 1


def _make_dcc(rows: Rows, span: Span) -> None:
    since = later(span.last, -30 * DAYS_A_YEAR)
    dcc = rows.add(Party(code="dcc", name="The DCC"))
    rows.add(CategoryPeriod(party=dcc, category=PartyCategory.DCC, valid=(since, None)))
    rows.add(Membership(party=dcc, acceded_on=since))
