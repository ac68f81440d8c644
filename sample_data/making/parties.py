"""Parties, Voting Groups and what happened to them, so that every published total is a count of rows.

Only three Parties are real: the DCC and the two that the paper names. All others are called "Example ..." so that nobody
takes them for an organisation, least of all one that left or was in default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from sample_data.making.tables import Row, Tables, months, weekday

LARGE, SMALL, ELECTRICITY, GAS, OTHER = "large_supplier", "small_supplier", "electricity_network", "gas_network", "other"
FIRST_MONTH = date(2020, 10, 1)
MONTHS = months(FIRST_MONTH, 12)
SEC_BEGAN = date(2013, 9, 23)


@dataclass(frozen=True)
class Plan:
    """How many Parties of a category are current at the end of September 2021; the two named Parties are counted in.

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


PLANS = (
    Plan(
        LARGE, "Large Supplier", 2, 12, 24, 23,
        (("import_supplier", "gas_supplier", "export_supplier"), ("import_supplier", "gas_supplier")),
    ),
    Plan(
        SMALL, "Small Supplier", 3, 102, 138, 71,
        (("import_supplier", "gas_supplier"), ("import_supplier",), ("gas_supplier",)), named=1,
    ),
    Plan(ELECTRICITY, "Electricity Network", 2, 19, 26, 20, (("electricity_distributor",),)),
    Plan(GAS, "Gas Network", 2, 14, 18, 4, (("gas_transporter",),)),
    Plan(
        OTHER, "Other SEC Party", 3, 114, 126, 5,
        (("other_user",), ("registered_supplier_agent",)), named=1,
    ),
)  # fmt: skip
LABELS = {
    LARGE: "Large Suppliers", SMALL: "Small Suppliers", ELECTRICITY: "Electricity Networks",
    GAS: "Gas Networks", OTHER: "Other SEC Parties",
}  # fmt: skip

# By month from October 2020. September's accession is the named one, so it has none here.
ACCESSIONS = (2, 3, 1, 2, 2, 3, 2, 1, 2, 3, 1, 0)
WITHDRAWALS = (1, 0, 2, 1, 0, 1, 2, 0, 1, 2, 1, 0)
EXPULSIONS = (0, 1, 1, 0, 1, 1, 0, 2, 1, 1, 1, 0)
EVENTS_OF_DEFAULT = (4, 3, 5, 2, 6, 4, 3, 5, 4, 6, 7, 10)
JOINING = (OTHER, SMALL, OTHER, OTHER, SMALL)
LEAVING = {"withdrawn": (SMALL, OTHER, OTHER, SMALL, ELECTRICITY), "expelled": (SMALL, SMALL, SMALL, OTHER)}
PANEL_DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2020-10-16 2020-11-20 2020-12-18 2021-01-15 2021-02-19 2021-03-19 "
        "2021-04-16 2021-05-21 2021-06-18 2021-07-16 2021-08-20 2021-09-17"
    ).split()
)
LEFT_ALONE = 800
"""Added to the group numbers of Parties that left: each was alone in its Voting Group, which is then no longer counted."""
EXPULSION_REASON = "Illustrative: the Events of Default were not remedied in the time that the Panel allowed."
WITHDRAWAL_REASON = "Illustrative: asked to withdraw."


@dataclass(frozen=True)
class Example:
    """An invented Party. `number` counts within its category; `group` is the number of its Voting Group there."""

    category: str
    code: str
    name: str
    group: int
    acceded_on: date
    exited_on: date | None = None
    exit_kind: str = ""
    complete: bool = False
    roles: tuple[str, ...] = ()


def tables() -> Tables:
    examples = [*_current(), *_gone()]
    parties: list[Row] = [
        *_named_parties(),
        *(_row(party=one.code, name=one.name, trading_name="") for one in examples),
    ]
    return {
        "parties": parties,
        "voting_groups": _voting_groups(examples),
        "party_categories": _categories(examples),
        "party_voting_groups": _group_periods(examples),
        "memberships": _memberships(examples),
        "events_of_default": _events_of_default(examples),
        "uep_completions": _uep_completions(examples),
        "testing_completions": _testing_completions(examples),
    }


def _row(*, illustrative: bool = True, **cells: object) -> Row:
    return {**cells, "illustrative": illustrative}


# --- who there is ---------------------------------------------------------------------------------------------------

NAMED = {"cilleni-energy-supply": SMALL, "utility-smart-metering": OTHER}
NAMED_ACCEDED = {"cilleni-energy-supply": date(2019, 11, 14), "utility-smart-metering": date(2021, 9, 14)}


def _named_parties() -> Iterator[Row]:
    for party, name, trading_name in (
        ("dcc", "Data Communications Company", ""),
        ("cilleni-energy-supply", "Cilleni Energy Supply Limited", "Rebel Energy"),
        ("utility-smart-metering", "Utility Smart Metering Limited", ""),
    ):
        yield _row(party=party, name=name, trading_name=trading_name, illustrative=False)


def _current() -> Iterator[Example]:
    for plan in PLANS:
        joined = _accession_days(plan.category)
        settled = plan.parties - plan.named - len(joined)
        for number in range(1, plan.parties - plan.named + 1):
            early = SEC_BEGAN + timedelta(days=30 + (number * 2400) // settled)
            yield Example(
                category=plan.category,
                code=_code(plan, number),
                name=f"Example {plan.called} {number:0{plan.digits}} Limited",
                group=_group_number(number, plan.groups - plan.named),
                acceded_on=weekday(early) if number <= settled else joined[number - settled - 1],
                complete=number <= plan.complete - (plan.category == SMALL),
                roles=plan.roles[number % len(plan.roles)],
            )


def _group_number(number: int, groups: int) -> int:
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
                plan = plans[category]
                yield Example(
                    category=category,
                    code=_code(plan, last[category]),
                    name=f"Example {plan.called} {last[category]:0{plan.digits}} Limited",
                    group=LEFT_ALONE + last[category],
                    acceded_on=weekday(date(2015, 3, 2) + timedelta(days=80 * last[category] % 1500)),
                    exited_on=weekday(month + timedelta(days=6 + 11 * place)),
                    exit_kind=kind,
                    complete=last[category] % 2 == 0,
                    roles=plan.roles[0],
                )


def _code(plan: Plan, number: int) -> str:
    return f"example-{plan.called.lower().replace(' ', '-')}-{number:0{plan.digits}}"


def _group(category: str, number: int) -> str:
    return f"example-{category.replace('_', '-')}-group-{number:03}"


# --- category, Voting Group, membership -----------------------------------------------------------------------------

GROWN = "example-large-supplier-12"
"""It alone makes up its Voting Group, and became a Large Supplier within the twelve months."""
GROWN_ON = date(2021, 4, 1)


def _voting_groups(examples: list[Example]) -> list[Row]:
    named = [_row(voting_group=f"{code}-group", name=f"{name} Voting Group") for code, name in NAMED_GROUPS.items()]
    groups = sorted({(one.category, one.group) for one in examples})
    return [
        *named,
        *(
            _row(voting_group=_group(category, number), name=f"Example {LABELS[category]} Voting Group {number:03}")
            for category, number in groups
        ),
    ]


NAMED_GROUPS = {"cilleni-energy-supply": "Cilleni Energy Supply", "utility-smart-metering": "Utility Smart Metering"}


def _categories(examples: list[Example]) -> list[Row]:
    """The category of Utility Smart Metering is printed, but the day it begins is not."""
    rows = [_row(party="dcc", category="dcc", **{"from": SEC_BEGAN, "until": None})]
    rows += [
        _row(party=code, category=category, **{"from": NAMED_ACCEDED[code], "until": None})
        for code, category in NAMED.items()
    ]
    for one in examples:
        if one.code == GROWN:
            rows.append(_row(party=one.code, category=SMALL, **{"from": one.acceded_on, "until": GROWN_ON}))
        begins = GROWN_ON if one.code == GROWN else one.acceded_on
        rows.append(_row(party=one.code, category=one.category, **{"from": begins, "until": None}))
    return rows


def _group_periods(examples: list[Example]) -> list[Row]:
    return [
        *(
            _row(party=code, voting_group=f"{code}-group", **{"from": NAMED_ACCEDED[code], "until": None})
            for code in NAMED
        ),
        *(
            _row(party=one.code, voting_group=_group(one.category, one.group), **{"from": one.acceded_on, "until": None})
            for one in examples
        ),
    ]


def _memberships(examples: list[Example]) -> list[Row]:
    def row(party: str, acceded_on: date, exited_on: date | None = None, exit_kind: str = "") -> Row:
        reasons = {"": "", "withdrawn": WITHDRAWAL_REASON, "expelled": EXPULSION_REASON}
        return _row(
            party=party,
            applied_on=None if acceded_on == SEC_BEGAN else weekday(acceded_on - timedelta(days=35)),
            acceded_on=acceded_on,
            exited_on=exited_on,
            exit_kind=exit_kind,
            exit_reason=reasons[exit_kind],
        )

    return [
        row("dcc", SEC_BEGAN),
        *(row(code, day) for code, day in NAMED_ACCEDED.items()),
        *(row(one.code, one.acceded_on, one.exited_on, one.exit_kind) for one in examples),
    ]


# --- Events of Default ----------------------------------------------------------------------------------------------


def _events_of_default(examples: list[Example]) -> list[Row]:
    """The month's events each of another Party; a Party that was expelled was in default the month before."""
    expelled = [one for one in examples if one.exit_kind == "expelled"]
    settled = [one for one in examples if not one.exited_on and one.acceded_on < FIRST_MONTH]
    others = iter([one for one in settled if one.category in (SMALL, OTHER)])
    rows: list[Row] = []
    for place, number in enumerate(EVENTS_OF_DEFAULT):
        following = MONTHS[place + 1] if place + 1 < len(MONTHS) else None
        due_to_go = [one for one in expelled if one.exited_on and one.exited_on.replace(day=1) == following]
        for index in range(number):
            raised = weekday(MONTHS[place] + timedelta(days=3 + (24 * index) // number))
            party = due_to_go[index] if index < len(due_to_go) else next(others)
            rows.append(_event(len(rows) + 1, party, raised))
            next(others)  # every second one, so that both categories are among them
            next(others)
    return rows


def _event(number: int, party: Example, raised_on: date) -> Row:
    """Considered at the next Panel meeting; closed by the expulsion, or resolved six weeks after it was raised."""
    considered = next((day for day in PANEL_DAYS if day >= raised_on), None)
    resolved = weekday(raised_on + timedelta(days=42))
    closed = party.exited_on or (resolved if resolved <= MONTHS[-1] + timedelta(days=29) else None)
    outcome = "" if closed is None else "expelled" if party.exited_on else "resolved"
    return _row(
        reference=f"EOD-{number:04}",
        party=party.code,
        limb=("(c)", "(d)", "(e)", "(g)")[number % 4],
        raised_on=raised_on,
        considered_on=considered,
        closed_on=closed,
        outcome=outcome,
    )


# --- User Entry Process and testing ---------------------------------------------------------------------------------

CILLENI_COMPLETED = date(2021, 9, 23)
FIRST_USER = date(2017, 2, 1)
LAST_COMPLETED = date(2021, 8, 27)
SMETS1_TESTED = 5


def _completed_on(one: Example, place: int, of: int) -> date:
    """Spread evenly over the years, yet never before the Party had time to do it."""
    spread = FIRST_USER + (LAST_COMPLETED - FIRST_USER) * place // of
    latest = one.exited_on - timedelta(days=90) if one.exited_on else LAST_COMPLETED
    return weekday(min(max(spread, one.acceded_on + timedelta(days=200)), latest))


def _completions(examples: list[Example]) -> Iterator[tuple[Example, date]]:
    complete = [one for one in examples if one.complete]
    for place, one in enumerate(complete, start=1):
        yield one, _completed_on(one, place, len(complete))


def _uep_completions(examples: list[Example]) -> list[Row]:
    def row(party: str, role: str, extent: str, day: date) -> Row:
        return _row(party=party, user_role=role, extent=extent, completed_on=day)

    rows = [
        row("cilleni-energy-supply", role, "full", CILLENI_COMPLETED) for role in ("import_supplier", "gas_supplier")
    ]
    rows += [row(one.code, role, "full", day) for one, day in _completions(examples) for role in one.roles]
    begun = [one for one in examples if one.category == SMALL and not one.complete and not one.exited_on]
    rows += [
        row(one.code, one.roles[0], "partial", weekday(date(2021, 3, 2) + timedelta(days=25 * place)))
        for place, one in enumerate(begun[:6])
    ]
    return rows


def _testing_completions(examples: list[Example]) -> list[Row]:
    """The tests of the Parties that completed the UEP within the twelve months, and a few of SMETS1 eligibility."""

    def row(party: str, test: str, day: date) -> Row:
        return _row(party=party, test=test, completed_on=weekday(day), classification="green")

    rows = [
        row("cilleni-energy-supply", "srept", date(2021, 7, 29)),
        row("cilleni-energy-supply", "uept", date(2021, 8, 26)),
    ]
    recent = [(one, day) for one, day in _completions(examples) if day >= FIRST_MONTH]
    for one, day in recent:
        rows.append(row(one.code, "srept", day - timedelta(days=56)))
        rows.append(row(one.code, "uept", day - timedelta(days=28)))
    rows += [row(one.code, "smets1", day - timedelta(days=14)) for one, day in recent[:SMETS1_TESTED]]
    return rows
