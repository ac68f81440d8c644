"""Parties, their categories and Voting Groups, and how they came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.making.examples import OTHER, SEC_BEGAN, SMALL, Example, examples
from sample_data.making.party_events import events_of_default, testing_completions, uep_completions
from sample_data.making.tables import Row, Tables, weekday

LABELS = {
    "large_supplier": "Large Suppliers",
    "small_supplier": "Small Suppliers",
    "electricity_network": "Electricity Networks",
    "gas_network": "Gas Networks",
    "other": "Other SEC Parties",
}
EXPULSION_REASON = "Illustrative: the Events of Default were not remedied in the time that the Panel allowed."
WITHDRAWAL_REASON = "Illustrative: asked to withdraw."
REASONS = {"": "", "withdrawn": WITHDRAWAL_REASON, "expelled": EXPULSION_REASON}
GROWN = "example-large-supplier-12"
"""It alone makes up its Voting Group, and became a Large Supplier within the twelve months."""
GROWN_ON = date(2021, 4, 1)


@dataclass(frozen=True)
class Named:
    """A Party that the paper names. The day it acceded is not printed, nor Cilleni's category."""

    code: str
    name: str
    category: str
    acceded_on: date
    trading_name: str = ""
    group: str = ""


NAMED = (
    Named("dcc", "Data Communications Company", "dcc", SEC_BEGAN),
    Named(
        "cilleni-energy-supply",
        "Cilleni Energy Supply Limited",
        SMALL,
        date(2019, 11, 14),
        "Rebel Energy",
        "Cilleni Energy Supply",
    ),
    Named(
        "utility-smart-metering",
        "Utility Smart Metering Limited",
        OTHER,
        date(2021, 9, 14),
        group="Utility Smart Metering",
    ),
)


def tables() -> Tables:
    found = examples()
    return {
        **register_of(found, NAMED),
        "events_of_default": events_of_default(found),
        "uep_completions": uep_completions(found),
        "testing_completions": testing_completions(found),
    }


def register_of(found: Sequence[Example], named: Sequence[Named]) -> Tables:
    """The Parties of a month with their groups and periods: those that are named, then those that are invented."""
    return {
        "parties": _parties(found, named),
        "voting_groups": _voting_groups(found, named),
        "party_categories": _categories(found, named),
        "party_voting_groups": _group_periods(found, named),
        "memberships": _memberships(found, named),
    }


def _parties(found: Sequence[Example], named: Sequence[Named]) -> list[Row]:
    facts: list[Row] = [
        {"party": one.code, "name": one.name, "trading_name": one.trading_name, "illustrative": False} for one in named
    ]
    invented: list[Row] = [
        {"party": one.code, "name": one.name, "trading_name": "", "illustrative": True} for one in found
    ]
    return facts + invented


def _group(one: Example) -> str:
    return f"example-{one.category.replace('_', '-')}-group-{one.group:03}"


def _voting_groups(found: Sequence[Example], named: Sequence[Named]) -> list[Row]:
    of_facts = {f"{one.code}-group": f"{one.group} Voting Group" for one in named if one.group}
    ordered = sorted(found, key=lambda one: (one.category, one.group))
    invented = {_group(one): f"Example {LABELS[one.category]} Voting Group {one.group:03}" for one in ordered}
    return [
        {"voting_group": code, "name": name, "illustrative": True} for code, name in {**of_facts, **invented}.items()
    ]


def _held(party: str, column: str, value: str, begins: date, ends: date | None = None) -> Row:
    """What a Party is in for a time, its last day included. It is left open for a Party that has left."""
    return {"party": party, column: value, "from": begins, "until": ends, "illustrative": True}


def _categories(found: Sequence[Example], named: Sequence[Named]) -> list[Row]:
    rows = [_held(one.code, "category", one.category, one.acceded_on) for one in named]
    for one in found:
        begins = one.acceded_on
        if one.code == GROWN:
            rows.append(_held(one.code, "category", SMALL, begins, GROWN_ON - timedelta(days=1)))
            begins = GROWN_ON
        rows.append(_held(one.code, "category", one.category, begins))
    return rows


def _group_periods(found: Sequence[Example], named: Sequence[Named]) -> list[Row]:
    facts = [_held(one.code, "voting_group", f"{one.code}-group", one.acceded_on) for one in named if one.group]
    return facts + [_held(one.code, "voting_group", _group(one), one.acceded_on) for one in found]


def _memberships(found: Sequence[Example], named: Sequence[Named]) -> list[Row]:
    return [
        *(_membership(one.code, one.acceded_on) for one in named),
        *(_membership(one.code, one.acceded_on, one.exited_on, one.exit_kind, one.exit_reason) for one in found),
    ]


def _membership(
    party: str, acceded_on: date, exited_on: date | None = None, exit_kind: str = "", exit_reason: str = ""
) -> Row:
    return {
        "party": party,
        "applied_on": None if acceded_on == SEC_BEGAN else weekday(acceded_on - timedelta(days=35)),
        "acceded_on": acceded_on,
        "exited_on": exited_on,
        "exit_kind": exit_kind,
        "exit_reason": exit_reason or REASONS[exit_kind],
        "illustrative": True,
    }
