"""Facts of Parties on their way in: the User Entry Process and testing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parties.models import Extent, PartyCategory, TestKind
from parties.queries import UEP_EXPECTED_OF, UepRow
from reports.engine.values import count
from reports.facts import sheets
from reports.facts.making import About, counted
from reports.facts.parties import EXCLUDING, LAST_DAY, of_category
from reports.facts.registry import Fact

SINCE_PANEL = "After the day of the last Panel meeting, up to and including the issue date."
IN_FULL = "Completed in full for at least one User Role."
_UEP = About("User Entry Process", "parties.queries_listed.parties_listed", f"{EXCLUDING} {IN_FULL}")
_COMPLETED = About("User Entry Process", "parties.queries.uep_completions")
_TESTING = About("Testing", "parties.queries.testing_completions", SINCE_PANEL, monthly=False)


def facts() -> Iterator[Fact]:
    yield from _standing()
    for category in UEP_EXPECTED_OF:
        yield _outstanding(category)
    for extent, key, words in ((Extent.FULL, "", "in full"), (Extent.PARTIAL, "_in_part", "in part")):
        yield from _completed(extent, key, words)
    for test in TestKind:
        yield _tested(test)


def _standing() -> Iterator[Fact]:
    yield counted(
        "uep.complete",
        "Parties that have completed the UEP",
        f"Parties {LAST_DAY} that had completed the User Entry Process by then.",
        lambda reads: [row for row in reads.parties_but_the_dcc if row.uep_complete],
        sheets.PARTIES,
        _UEP.of("parties.queries.uep_completed_count"),
        read=lambda reads: count(reads.uep_complete),
    )
    yield counted(
        "uep.outstanding",
        "Parties that have not completed the UEP",
        f"Electricity Networks, Large and Small Suppliers {LAST_DAY} that had completed it for no User Role.",
        lambda reads: [row for row in reads.parties if row.uep_outstanding],
        sheets.PARTIES,
        _UEP.of("parties.queries.uep_outstanding_count"),
        read=lambda reads: count(reads.uep_outstanding),
    )


def _outstanding(category: PartyCategory) -> Fact:
    return counted(
        f"uep.outstanding.{category.value}",
        f"Parties that have not completed the UEP: {category.label}",
        f"Parties of the category {LAST_DAY} that had completed the UEP for no User Role.",
        lambda reads: [row for row in of_category(reads, category) if row.uep_outstanding],
        sheets.PARTIES,
        _UEP,
    )


def _completed(extent: Extent, key: str, words: str) -> Iterator[Fact]:
    rule = f"Parties that completed the User Entry Process {words} for a User Role"
    yield counted(
        f"uep.since_panel{key}",
        f"Parties that completed the UEP {words} since the last Panel meeting",
        f"{rule}; one counts once.",
        lambda reads: completed_by_party(reads.uep_since_panel, extent),
        sheets.UEP,
        About(_COMPLETED.group, _COMPLETED.source, SINCE_PANEL, monthly=False),
    )
    yield counted(
        f"uep.in_month{key}",
        f"Parties that completed the UEP {words} in the month",
        f"{rule} in the month; one counts once.",
        lambda reads: completed_by_party(reads.uep_in_period, extent),
        sheets.UEP,
        _COMPLETED,
    )


def completed_by_party(rows: Iterable[UepRow], extent: Extent) -> Sequence[list[UepRow]]:
    """The completions to that extent, by Party, each Party once."""
    found: dict[int, list[UepRow]] = {}
    for row in rows:
        if row.extent == extent:
            found.setdefault(row.party_id, []).append(row)
    return sorted(found.values(), key=lambda of_one: of_one[0].name)


def _tested(test: TestKind) -> Fact:
    return counted(
        f"testing.{test.value}",
        f"{test.label} completions since the last Panel meeting",
        f"Parties that completed {test.label}.",
        lambda reads: reads.testing_since_panel[test],
        sheets.TESTING,
        _TESTING,
    )
