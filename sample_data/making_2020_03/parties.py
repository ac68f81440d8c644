"""The 333 Parties of 31 March 2020, of which the DCC alone is real: who joined, left, was in default, and so on.

The paper prints the Parties of each Party Category, the Voting Groups of all of them, the accessions, the expulsions
and who completed the User Entry Process in the year. All else is chosen to give those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle

from sample_data.making.examples import (
    ELECTRICITY,
    GAS,
    LARGE,
    LEFT_ALONE,
    OTHER,
    SEC_BEGAN,
    SMALL,
    Example,
    Plan,
    group_number,
)
from sample_data.making.parties import Named, register_of
from sample_data.making.tables import Row, Tables, weekday
from sample_data.making_2020_03.days import BEFORE, LAST_DAY, MONTHS, by_month, panel_day, spread

_DUAL_FUEL = ("import_supplier", "gas_supplier")
PLANS = (
    Plan(LARGE, "Large Supplier", 3, 13, 28, 26, ((*_DUAL_FUEL, "export_supplier"), _DUAL_FUEL)),
    Plan(SMALL, "Small Supplier", 3, 108, 137, 71, (_DUAL_FUEL, ("import_supplier",), ("gas_supplier",))),
    Plan(ELECTRICITY, "Electricity Network", 3, 20, 27, 22, (("electricity_distributor",),)),
    Plan(GAS, "Gas Network", 3, 14, 20, 4, (("gas_transporter",),)),
    Plan(OTHER, "Other SEC Party", 3, 108, 120, 9, (("other_user",), ("registered_supplier_agent",))),
)
"""Parties of each category as printed. The groups come to the printed 263: the DCC is in none."""

ACCESSIONS = (2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 2, 1)
ACCESSIONS_BEFORE = (3, 2, 1, 2, 3, 1, 2, 2, 1, 3, 2, 2)
WITHDRAWALS = (0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1)
WITHDRAWALS_BEFORE = (1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0)
EXPULSIONS = (0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1)
EXPULSIONS_BEFORE = (0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1)
JOINING = (OTHER, SMALL, OTHER, OTHER, SMALL)
LEAVING = {"withdrawn": (SMALL, OTHER, OTHER, SMALL), "expelled": (SMALL, SMALL, SMALL, OTHER)}
UEP_IN_YEAR = {SMALL: 25, OTHER: 6}
"""Printed. The last of those that are complete completed it in the year."""

DEFAULTS = (2, 1, 3, 2, 4, 3, 4, 3, 5, 4, 6, 5)
DEFAULTS_BEFORE = (1, 0, 2, 1, 1, 1, 2, 1, 1, 2, 1, 2)
LIMBS = ("(c)", "(d)", "(e)", "(g)")
DCC = Named("dcc", "Data Communications Company", "dcc", SEC_BEGAN)


def tables() -> Tables:
    found = examples()
    return {
        **register_of(found, [DCC]),
        "events_of_default": list(_events_of_default(found)),
        "uep_completions": list(_uep_completions(found)),
    }


# --- Who is a Party, and since when ---------------------------------------------------------------------------------


def examples() -> list[Example]:
    return [*_current(), *_gone()]


def _current() -> Iterator[Example]:
    for plan in PLANS:
        joined = _accession_days(plan.category)
        settled = plan.parties - len(joined)
        days = [*spread(date(2013, 10, 28), date(2018, 3, 23), settled), *joined]
        for number, day in enumerate(days, start=1):
            yield Example(
                category=plan.category,
                code=plan.code(number),
                name=plan.name(number),
                group=group_number(number, plan.groups),
                acceded_on=weekday(day),
                complete=number <= plan.complete,
                roles=plan.roles[number % len(plan.roles)],
            )


def _accession_days(category: str) -> list[date]:
    """The days on which this category's Parties joined in the two years."""
    numbers = by_month((*ACCESSIONS_BEFORE, *ACCESSIONS), (*BEFORE, *MONTHS))
    joining = zip(numbers, cycle(JOINING), strict=False)
    return [weekday(month + timedelta(days=4 + 9 * place)) for (month, place, _), of in joining if of == category]


def _gone() -> Iterator[Example]:
    """Those that left in the two years; numbered after the current ones, and each alone in its Voting Group."""
    plans = {plan.category: plan for plan in PLANS}
    last = {plan.category: plan.parties for plan in PLANS}
    withdrawals, expulsions = (*WITHDRAWALS_BEFORE, *WITHDRAWALS), (*EXPULSIONS_BEFORE, *EXPULSIONS)
    for kind, numbers in (("withdrawn", withdrawals), ("expelled", expulsions)):
        leaving = by_month(numbers, (*BEFORE, *MONTHS))
        for (month, place, _), category in zip(leaving, cycle(LEAVING[kind]), strict=False):
            last[category] += 1
            number = last[category]
            yield Example(
                category=category,
                code=plans[category].code(number),
                name=plans[category].name(number),
                group=LEFT_ALONE + number,
                acceded_on=weekday(date(2015, 3, 2) + timedelta(days=80 * number % 900)),
                exited_on=weekday(month + timedelta(days=20 + place)),
                exit_kind=kind,
            )


# --- Events of Default ----------------------------------------------------------------------------------------------


def _events_of_default(found: Sequence[Example]) -> Iterator[Row]:
    """A Party that was expelled had its event in the month before; in March 2020 one Party has two of them standing."""
    expelled = {_month_before(one): one for one in found if one.exit_kind == "expelled" and one.exited_on}
    others = iter([one for one in found if not one.exited_on and one.category in (SMALL, OTHER)][::3])
    numbers = by_month((*DEFAULTS_BEFORE, *DEFAULTS), (*BEFORE, *MONTHS))
    party = found[0]
    for count, (month, place, of) in enumerate(numbers, start=1):
        again = (month, place) == (MONTHS[-1], 1)
        if not again:
            party = expelled[month] if place == 0 and month in expelled else next(others)
        yield _event(count, party, weekday(month + timedelta(days=3 + 24 * place // of)))


def _month_before(one: Example) -> date:
    gone = one.exited_on or LAST_DAY
    return (gone.replace(day=1) - timedelta(days=1)).replace(day=1)


def _event(number: int, party: Example, raised_on: date) -> Row:
    """Considered by the next Panel; closed by the expulsion, or resolved six weeks after it was raised."""
    resolved = weekday(raised_on + timedelta(days=42))
    closed = party.exited_on or (resolved if resolved <= LAST_DAY else None)
    considered = next((day for day in map(panel_day, (*BEFORE, *MONTHS)) if day >= raised_on), None)
    return {
        "reference": f"EOD-{number:04}",
        "party": party.code,
        "limb": LIMBS[number % len(LIMBS)],
        "raised_on": raised_on,
        "considered_on": considered,
        "closed_on": closed,
        "outcome": "" if closed is None else "expelled" if party.exited_on else "resolved",
        "illustrative": True,
    }


# --- User Entry Process ---------------------------------------------------------------------------------------------


def _uep_completions(found: Sequence[Example]) -> Iterator[Row]:
    for plan in PLANS:
        complete = [one for one in found if one.category == plan.category and one.complete]
        in_year = UEP_IN_YEAR.get(plan.category, 0)
        earlier = len(complete) - in_year
        days = [
            *spread(date(2017, 2, 6), date(2019, 3, 15), earlier),
            *spread(date(2019, 4, 8), date(2020, 3, 20), in_year),
        ]
        for one, day in zip(complete, days, strict=True):
            yield from _completed(one, weekday(max(day, one.acceded_on + timedelta(days=120))))


def _completed(one: Example, day: date) -> Iterator[Row]:
    for role in one.roles:
        yield {
            "party": one.code,
            "user_role": role,
            "extent": "full",
            "completed_on": day,
            "illustrative": True,
        }
