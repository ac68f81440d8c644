"""The Parties of June 2019. All but the DCC are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.making.examples import ELECTRICITY, GAS, LARGE, OTHER, SEC_BEGAN, SMALL, Example, Plan, group_number
from sample_data.making.parties import Named, register_of
from sample_data.making.tables import Tables, weekday

DCC = Named("dcc", "Data Communications Company", "dcc", SEC_BEGAN, group="Data Communications Company")
_DUAL_FUEL = ("import_supplier", "gas_supplier")
PLANS = (
    Plan(LARGE, "Large Supplier", 2, 5, 8, 8, ((*_DUAL_FUEL, "export_supplier"), _DUAL_FUEL)),
    Plan(SMALL, "Small Supplier", 2, 20, 24, 12, (_DUAL_FUEL, ("import_supplier",), ("gas_supplier",))),
    Plan(ELECTRICITY, "Electricity Network", 2, 4, 6, 4, (("electricity_distributor",),)),
    Plan(GAS, "Gas Network", 2, 3, 5, 2, (("gas_transporter",),)),
    Plan(OTHER, "Other SEC Party", 2, 16, 18, 3, (("other_user",), ("registered_supplier_agent",))),
)
"""At the end of June 2019: Voting Groups, Parties, and those with the User Entry Process complete."""

JOINED = {
    SMALL: (date(2018, 8, 9), date(2018, 11, 6), date(2019, 1, 17), date(2019, 4, 25), date(2019, 6, 6)),
    OTHER: (date(2018, 6, 12), date(2018, 9, 18), date(2018, 11, 22), date(2019, 3, 12), date(2019, 6, 20)),
}
"""Accessions since June 2018, of the last Parties of their category."""

_UNPAID = "charges stayed unpaid after the time that the Panel had allowed for them (illustrative)."
_SILENT = "it answered none of the Panel’s letters about its Events of Default (illustrative)."
_STOPPED = "it had ceased to trade, and no administrator took its place (illustrative)."
LEFT = (
    (SMALL, "withdrawn", date(2018, 7, 20), ""),
    (OTHER, "withdrawn", date(2018, 10, 15), ""),
    (SMALL, "expelled", date(2018, 10, 19), _UNPAID),
    (SMALL, "withdrawn", date(2019, 1, 25), ""),
    (SMALL, "expelled", date(2019, 3, 15), _SILENT),
    (OTHER, "expelled", date(2019, 3, 15), _STOPPED),
    (SMALL, "withdrawn", date(2019, 5, 10), ""),
    (SMALL, "expelled", date(2019, 6, 14), _UNPAID),
    (OTHER, "withdrawn", date(2019, 6, 28), ""),
)
"""Who left since June 2018; their numbers follow on those of the Parties that stayed."""
LEFT_ALONE = 800
"""Added to the group numbers of those that left: each was alone in its Voting Group."""


def tables() -> Tables:
    return register_of(examples(), [DCC])


def examples() -> list[Example]:
    return [*_current(), *_gone()]


def _current() -> Iterator[Example]:
    for plan in PLANS:
        joined = JOINED.get(plan.category, ())
        settled = plan.parties - len(joined)
        for number in range(1, plan.parties + 1):
            early = weekday(SEC_BEGAN + timedelta(days=30 + (number * 1600) // settled))
            yield Example(
                category=plan.category,
                code=plan.code(number),
                name=plan.name(number),
                group=group_number(number, plan.groups),
                acceded_on=early if number <= settled else joined[number - settled - 1],
                complete=number <= plan.complete,
                roles=plan.roles[number % len(plan.roles)],
            )


def _gone() -> Iterator[Example]:
    plans = {plan.category: plan for plan in PLANS}
    last = {plan.category: plan.parties for plan in PLANS}
    for category, kind, exited_on, reason in LEFT:
        last[category] += 1
        number = last[category]
        yield Example(
            category=category,
            code=plans[category].code(number),
            name=plans[category].name(number),
            group=LEFT_ALONE + number,
            acceded_on=weekday(date(2015, 3, 2) + timedelta(days=31 * number)),
            exited_on=exited_on,
            exit_kind=kind,
            exit_reason=reason,
        )
