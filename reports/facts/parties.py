"""Facts of Parties: who is one, who came and went, and their Events of Default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parties.models import DefaultOutcome, ExitKind, PartyCategory
from parties.queries import CATEGORIES_BUT_THE_DCC, PartyMovement
from parties.queries_listed import DefaultRow, PartyRow, VotingGroupRow
from reports.engine.values import count
from reports.facts import sheets
from reports.facts.making import About, counted
from reports.facts.registry import Fact
from reports.reads import MonthReads

EXCLUDING = "Excluding the DCC."
INCLUDING = "Including the DCC."
IN_12_MONTHS = "in the twelve months ending with the month"
LAST_DAY = "on the last day of the month"
_PARTIES = About("Parties", "parties.queries_listed.parties_listed", EXCLUDING)
_DEFAULTS = About(
    "Events of Default",
    "parties.queries_listed.defaults_between",
    "Excluding the DCC, by what the Party was on the day its event was raised.",
)


def facts() -> Iterator[Fact]:
    yield from _current()
    for category in CATEGORIES_BUT_THE_DCC:
        yield _parties_of(category)
    for category in CATEGORIES_BUT_THE_DCC:
        yield _groups_of(category)
    yield from _with_the_dcc()
    yield from _movements()
    yield from _movements_of_12_months()
    yield from _defaults()
    for outcome, words in ((DefaultOutcome.RESOLVED, "resolved"), (DefaultOutcome.EXPELLED, "closed by expulsion")):
        yield _closed(outcome, words)


# --- Who is a Party -----------------------------------------------------------------------------------


def _current() -> Iterator[Fact]:
    yield counted(
        "parties.total",
        "Parties",
        f"Parties {LAST_DAY}.",
        lambda reads: reads.parties_but_the_dcc,
        sheets.PARTIES,
        _PARTIES.of("parties.queries.party_count"),
        read=lambda reads: count(reads.party_total),
    )
    yield counted(
        "parties.voting_groups",
        "Voting Groups",
        f"Voting Groups with a Party in them {LAST_DAY}.",
        lambda reads: reads.groups_but_the_dcc,
        sheets.VOTING_GROUPS,
        _PARTIES.of("parties.queries.voting_group_count"),
        read=lambda reads: count(reads.voting_group_total),
    )


def of_category(reads: MonthReads, category: PartyCategory) -> list[PartyRow]:
    return [row for row in reads.parties if row.category == category]


def _parties_of(category: PartyCategory) -> Fact:
    return counted(
        f"parties.total.{category.value}",
        f"Parties: {category.label}",
        f"Parties of the category {LAST_DAY}.",
        lambda reads: of_category(reads, category),
        sheets.PARTIES,
        _PARTIES,
    )


def _groups_of(category: PartyCategory) -> Fact:
    def groups(reads: MonthReads) -> list[VotingGroupRow]:
        return [row for row in reads.groups_but_the_dcc if category in row.categories]

    return counted(
        f"parties.voting_groups.{category.value}",
        f"Voting Groups: {category.label}",
        f"Voting Groups with a Party of the category in them {LAST_DAY}; one with two categories counts in both.",
        groups,
        sheets.VOTING_GROUPS,
        _PARTIES.of("parties.queries.voting_groups_by_category"),
        read=lambda reads: count(reads.voting_groups[category]),
    )


def _with_the_dcc() -> Iterator[Fact]:
    about = _PARTIES.by(INCLUDING)
    yield counted(
        "parties.total.dcc",
        "Parties: the DCC",
        f"Parties that were the DCC {LAST_DAY}.",
        lambda reads: of_category(reads, PartyCategory.DCC),
        sheets.PARTIES,
        about,
    )
    yield counted(
        "parties.total_with_dcc",
        "Parties and the DCC",
        f"Parties {LAST_DAY}, the DCC among them.",
        lambda reads: reads.parties,
        sheets.PARTIES,
        about,
    )
    yield counted(
        "parties.voting_groups_with_dcc",
        "Voting Groups and the DCC's",
        f"Voting Groups with a Party in them {LAST_DAY}, that of the DCC among them.",
        lambda reads: reads.groups,
        sheets.VOTING_GROUPS,
        about.of("parties.queries_listed.voting_groups_listed"),
    )


# --- Entry and exit -----------------------------------------------------------------------------------


def left_as(rows: Iterable[PartyMovement], kind: ExitKind) -> list[PartyMovement]:
    return [row for row in rows if row.kind == kind]


def _movements() -> Iterator[Fact]:
    about = _PARTIES.of("parties.queries.movements")
    yield counted(
        "parties.acceded",
        "Accessions",
        "Parties that acceded in the month.",
        lambda reads: reads.entered,
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(reads.movements_of_month.acceded),
    )
    yield counted(
        "parties.withdrawn",
        "Withdrawals",
        "Parties that withdrew in the month.",
        lambda reads: left_as(reads.left, ExitKind.WITHDRAWN),
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(reads.movements_of_month.withdrawn),
    )
    yield counted(
        "parties.expelled",
        "Expulsions",
        "Parties expelled in the month.",
        lambda reads: left_as(reads.left, ExitKind.EXPELLED),
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(reads.movements_of_month.expelled),
    )
    yield counted(
        "parties.left",
        "Parties that left",
        "Parties that withdrew or were expelled in the month.",
        lambda reads: reads.left,
        sheets.MOVEMENTS,
        about.of("parties.queries.left"),
    )


def _movements_of_12_months() -> Iterator[Fact]:
    about = _PARTIES.of("parties.queries.movements")
    yield counted(
        "parties.acceded_12_months",
        "Accessions in the last 12 months",
        f"Parties that acceded {IN_12_MONTHS}.",
        lambda reads: reads.of_window.entered,
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(sum(month.acceded for month in reads.movements)),
    )
    yield counted(
        "parties.withdrawn_12_months",
        "Withdrawals in the last 12 months",
        f"Parties that withdrew {IN_12_MONTHS}.",
        lambda reads: left_as(reads.of_window.left, ExitKind.WITHDRAWN),
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(sum(month.withdrawn for month in reads.movements)),
    )
    yield counted(
        "parties.expelled_12_months",
        "Expulsions in the last 12 months",
        f"Parties expelled {IN_12_MONTHS}.",
        lambda reads: left_as(reads.of_window.left, ExitKind.EXPELLED),
        sheets.MOVEMENTS,
        about,
        read=lambda reads: count(sum(month.expelled for month in reads.movements)),
    )


# --- Events of Default --------------------------------------------------------------------------------


def standing(reads: MonthReads) -> list[DefaultRow]:
    return [row for row in reads.defaults_but_the_dccs if row.closed_on is None]


def by_party(rows: Iterable[DefaultRow]) -> list[list[DefaultRow]]:
    """The events of each Party, in order of its name."""
    found: dict[int, list[DefaultRow]] = {}
    for row in rows:
        found.setdefault(row.party_id, []).append(row)
    return sorted(found.values(), key=lambda of_one: of_one[0].party)


def _defaults() -> Iterator[Fact]:
    yield counted(
        "defaults.raised",
        "Events of Default",
        "Events of Default raised in the month; one Party can have several.",
        lambda reads: reads.defaults_raised,
        sheets.DEFAULTS,
        _DEFAULTS.of("parties.queries.movements"),
        read=lambda reads: count(reads.movements_of_month.events_of_default),
    )
    yield counted(
        "defaults.parties_raised",
        "Parties that defaulted",
        "Parties with an Event of Default raised in the month; one with several counts once.",
        lambda reads: by_party(reads.defaults_raised),
        sheets.PARTIES_IN_DEFAULT,
        _DEFAULTS,
    )
    yield counted(
        "defaults.standing",
        "Events of Default standing",
        f"Events of Default raised and not closed {LAST_DAY}.",
        standing,
        sheets.DEFAULTS,
        _DEFAULTS,
    )
    yield counted(
        "defaults.parties",
        "Parties in Default",
        f"Parties with an Event of Default standing {LAST_DAY}; one with several counts once.",
        lambda reads: by_party(standing(reads)),
        sheets.PARTIES_IN_DEFAULT,
        _DEFAULTS,
    )
    yield counted(
        "defaults.considered",
        "Events of Default considered by the Panel",
        "Events of Default that the Panel considered in the month, closed before it or not.",
        lambda reads: reads.defaults_considered,
        sheets.DEFAULTS,
        _DEFAULTS.of("parties.queries_listed.defaults_considered"),
    )


def _closed(outcome: DefaultOutcome, words: str) -> Fact:
    return counted(
        f"defaults.{outcome.value}",
        f"Events of Default {words}",
        f"Events of Default {words} in the month.",
        lambda reads: [row for row in reads.defaults_but_the_dccs if row.closed_on and row.outcome == outcome],
        sheets.DEFAULTS,
        _DEFAULTS,
    )
