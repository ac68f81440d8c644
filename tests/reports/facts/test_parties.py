"""The facts of Parties and their Events of Default where the DCC, or a Panel that met late, comes into it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from parties.models import CategoryPeriod, Party, PartyCategory
from reports.facts.records import FACTS
from reports.facts.registry import Facts
from tests.parties.cast import default, party
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db
START = date(2020, 1, 1)
AUGUST = date(2021, 8, 1)
OF_DEFAULTS = ("raised", "parties_raised", "standing", "parties", "considered", "resolved", "expelled")


def opening() -> tuple[str, list[tuple[str, str]]]:
    reads = reads_of()
    fact = Facts(reads).fact("year.parties.opening")
    listing = fact.rows(reads)
    assert fact.read(reads).raw == listing.figure()
    return fact.read(reads).display, [tuple(cell.display for cell in row.cells) for row in listing.rows[3:]]


def turning(first: PartyCategory, then: PartyCategory, on: date = AUGUST) -> Party:
    one = party(category=None)
    for category, valid in ((first, DateRange(START, on)), (then, DateRange(on, None))):
        CategoryPeriod.objects.create(party=one, category=category, valid=valid)
    return one


def test_party_that_stopped_being_the_dcc_in_the_year_has_a_row_of_its_own() -> None:
    turning(PartyCategory.DCC, PartyCategory.OTHER)
    for _ in range(3):
        party()
    assert opening() == ("3", [("Parties that stopped being the DCC since, taken off", "-1")])


def test_party_that_became_the_dcc_in_the_year_has_a_row_of_its_own() -> None:
    turning(PartyCategory.OTHER, PartyCategory.DCC)
    turning(PartyCategory.DCC, PartyCategory.DCC)
    turning(PartyCategory.OTHER, PartyCategory.DCC, on=date(2021, 3, 31))
    assert opening() == ("1", [("Parties that became the DCC since, put back", "1")])


def test_dcc_that_acceded_or_left_on_the_day_is_no_row_of_the_year() -> None:
    party(category=PartyCategory.DCC, acceded=AUGUST)
    left = party(category=None, exited_on=AUGUST, exit_kind="withdrawn")
    CategoryPeriod.objects.create(party=left, category=PartyCategory.DCC, valid=DateRange(START, AUGUST))
    party()
    assert opening() == ("1", [])


def test_default_considered_after_it_was_closed_is_counted_in_the_month_the_panel_considered_it() -> None:
    default(party(), date(2021, 7, 1), closed_on=date(2021, 8, 20), outcome="resolved", considered_on=date(2021, 9, 17))
    default(party(), date(2021, 7, 1), considered_on=date(2021, 10, 1))
    default(party(), date(2021, 7, 1), considered_on=date(2021, 8, 31))
    facts = Facts(reads_of())
    assert [facts.value(f"defaults.{key}").display for key in ("considered", "resolved", "standing")] == ["1", "0", "2"]
    assert disagreements(reads_of()) == []


def test_every_fact_of_defaults_leaves_out_the_dcc_and_says_so() -> None:
    of_the_dcc = party("DCC", category=PartyCategory.DCC)
    for one in (of_the_dcc, party()):
        default(one, date(2021, 9, 2), considered_on=date(2021, 9, 17))
        for outcome in ("resolved", "expelled"):
            default(one, date(2021, 8, 2), closed_on=date(2021, 9, 3), outcome=outcome)
    facts = Facts(reads_of())
    assert [facts.value(f"defaults.{key}").display for key in OF_DEFAULTS] == ["1"] * len(OF_DEFAULTS)
    for key in FACTS:
        if key.startswith("defaults."):
            assert FACTS[key].convention.startswith("Excluding the DCC"), key
    assert disagreements(reads_of()) == []
