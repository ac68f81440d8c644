"""The invented Parties, and why there are as many of each kind as there are.

Only three Parties are real: the DCC and the two that the paper names. All others are called "Example ...", so that
nobody takes them for an organisation, least of all one that left or was in default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from sample_data.making.tables import months, weekday

LARGE, SMALL, OTHER = "large_supplier", "small_supplier", "other"
ELECTRICITY, GAS = "electricity_network", "gas_network"
FIRST_MONTH = date(2020, 10, 1)
MONTHS = months(FIRST_MONTH, 12)
SEC_BEGAN = date(2013, 9, 23)


@dataclass(frozen=True)
class Plan:
    """How many Parties of a category are current at the end of September 2021; the `named` ones are counted in.

    The paper prints the Voting Groups, 123 Parties with the User Entry Process complete, and 74 suppliers and
    Electricity Networks without; `parties` and `complete` are chosen to give those, and 332 Parties in all.
    """

    category: str
    called: str
    digits: int
    groups: int
    parties: int
    complete: int
    roles: tuple[tuple[str, ...], ...]
    named: int = 0

    def code(self, number: int) -> str:
        return f"example-{self.called.lower().replace(' ', '-')}-{number:0{self.digits}}"

    def name(self, number: int) -> str:
        return f"Example {self.called} {number:0{self.digits}} Limited"


_DUAL_FUEL = ("import_supplier", "gas_supplier")
PLANS = (
    Plan(LARGE, "Large Supplier", 2, 12, 24, 23, ((*_DUAL_FUEL, "export_supplier"), _DUAL_FUEL)),
    Plan(SMALL, "Small Supplier", 3, 102, 138, 71, (_DUAL_FUEL, ("import_supplier",), ("gas_supplier",)), named=1),
    Plan(ELECTRICITY, "Electricity Network", 2, 19, 26, 20, (("electricity_distributor",),)),
    Plan(GAS, "Gas Network", 2, 14, 18, 4, (("gas_transporter",),)),
    Plan(OTHER, "Other SEC Party", 3, 114, 126, 5, (("other_user",), ("registered_supplier_agent",)), named=1),
)

# By month from October 2020. September's accession is the named one, so it has none here.
ACCESSIONS = (2, 3, 1, 2, 2, 3, 2, 1, 2, 3, 1, 0)
WITHDRAWALS = (1, 0, 2, 1, 0, 1, 2, 0, 1, 2, 1, 0)
EXPULSIONS = (0, 1, 1, 0, 1, 1, 0, 2, 1, 1, 1, 0)
JOINING = (OTHER, SMALL, OTHER, OTHER, SMALL)
LEAVING = {"withdrawn": (SMALL, OTHER, OTHER, SMALL, ELECTRICITY), "expelled": (SMALL, SMALL, SMALL, OTHER)}
LEFT_ALONE = 800
"""Added to the group numbers of Parties that left: each was alone in its Voting Group, which counts no longer."""


@dataclass(frozen=True)
class Example:
    """An invented Party. `group` is the number of its Voting Group within the category. One that left without an
    `exit_reason` has that of its kind."""

    category: str
    code: str
    name: str
    group: int
    acceded_on: date
    exited_on: date | None = None
    exit_kind: str = ""
    exit_reason: str = ""
    complete: bool = False
    roles: tuple[str, ...] = ()


def examples() -> list[Example]:
    return [*_current(), *_gone()]


def _current() -> Iterator[Example]:
    for plan in PLANS:
        joined = _accession_days(plan.category)
        number_of = plan.parties - plan.named
        settled = number_of - len(joined)
        for number in range(1, number_of + 1):
            early = SEC_BEGAN + timedelta(days=30 + (number * 2400) // settled)
            yield Example(
                category=plan.category,
                code=plan.code(number),
                name=plan.name(number),
                group=group_number(number, plan.groups - plan.named),
                acceded_on=weekday(early) if number <= settled else joined[number - settled - 1],
                complete=number <= plan.complete - (plan.category == SMALL),
                roles=plan.roles[number % len(plan.roles)],
            )


def group_number(number: int, groups: int) -> int:
    """A group for each of the first Parties; those beyond share them from the first on, the last staying alone."""
    return number if number <= groups else (number - groups - 1) % (groups - 1) + 1


def _accession_days(category: str) -> list[date]:
    """The days on which this category's Parties joined within the twelve months."""
    joining = cycle(JOINING)
    return [
        weekday(month + timedelta(days=4 + 9 * place))
        for month, number in zip(MONTHS, ACCESSIONS, strict=True)
        for place in range(number)
        if next(joining) == category
    ]


def _gone() -> Iterator[Example]:
    """Those that left within the twelve months; numbered after the current ones."""
    plans = {plan.category: plan for plan in PLANS}
    last = {plan.category: plan.parties - plan.named for plan in PLANS}
    for kind, by_month in (("withdrawn", WITHDRAWALS), ("expelled", EXPULSIONS)):
        leaving = cycle(LEAVING[kind])
        for month, number in zip(MONTHS, by_month, strict=True):
            for place, category in enumerate(islice(leaving, number)):
                last[category] += 1
                exited_on = weekday(month + timedelta(days=6 + 11 * place))
                yield _leaver(plans[category], last[category], kind, exited_on)


def _leaver(plan: Plan, number: int, kind: str, exited_on: date) -> Example:
    return Example(
        category=plan.category,
        code=plan.code(number),
        name=plan.name(number),
        group=LEFT_ALONE + number,
        acceded_on=weekday(date(2015, 3, 2) + timedelta(days=80 * number % 1500)),
        exited_on=exited_on,
        exit_kind=kind,
        complete=number % 2 == 0,
        roles=plan.roles[0],
    )
