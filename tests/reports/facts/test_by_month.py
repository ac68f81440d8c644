"""What the months give to a figure of the year: each thing once, on its own day, and a missing month never as zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from measures.models import Measure, MeasureGroup, Observation
from modifications.models import Stage
from parties.models import ExitKind, PartyCategory
from reports.engine.month import Month
from reports.engine.values import MISSING
from reports.facts.by_month import Made, MadeOf, made_of
from reports.facts.records import FACTS
from reports.facts.registry import Facts
from reports.reads import MonthReads
from reports.year_reads import YearReads
from tests.modifications.histories import raise_one
from tests.parties.cast import party, uep, voting_group

pytestmark = pytest.mark.django_db

MARCH = Month(2020, 3)


@pytest.fixture
def made() -> Callable[[str], MadeOf | None]:
    """What the figure of that name is made of, asked of the records as they are then."""

    def ask(key: str) -> MadeOf | None:
        reads = MonthReads(MARCH, since=date(2020, 3, 20), until=date(2020, 5, 7))
        return made_of(key, Facts(reads), YearReads(reads))

    return ask


def numbers(found: MadeOf | None) -> list[str]:
    assert found is not None
    return [value.display for value in found.values]


def on(year: list[tuple[int, int]]) -> list[str]:
    """Twelve months from April, with what is not zero given as (place, number)."""
    return [str(dict(year).get(place, 0)) for place in range(12)]


def test_party_that_completes_the_uep_twice_counts_once_on_its_first_day(made: Callable[[str], MadeOf | None]) -> None:
    one = party("Twice", PartyCategory.SMALL_SUPPLIER, acceded=date(2015, 1, 5))
    uep(one, date(2019, 6, 4), "import_supplier")
    uep(one, date(2019, 9, 4), "gas_supplier")
    found = made("year.uep.completed")
    assert numbers(found) == on([(2, 1)])
    assert found is not None
    assert (found.year.raw, found.own) == (1, "uep.in_month")
    assert numbers(made("year.uep.completed.small_supplier")) == on([(2, 1)])


def test_modification_approved_and_then_withdrawn_counts_as_withdrawn_on_the_day_it_was_concluded(
    made: Callable[[str], MadeOf | None],
) -> None:
    raise_one("101", date(2019, 4, 2), (date(2019, 5, 3), Stage.APPROVED), (date(2019, 9, 3), Stage.WITHDRAWN))
    assert numbers(made("year.modifications.concluded")) == on([(1, 1)])
    assert numbers(made("year.modifications.withdrawn")) == on([(1, 1)])
    assert numbers(made("year.modifications.approved")) == on([])


def test_open_proposals_are_those_of_each_month_end(made: Callable[[str], MadeOf | None]) -> None:
    raise_one("101", date(2019, 5, 2), (date(2019, 7, 3), Stage.WITHDRAWN))
    found = made("year.modifications.closing")
    assert found is not None
    assert (found.made, numbers(found)) == (Made.END, on([(1, 1), (2, 1)]))
    assert (found.year.raw, found.own) == (0, "modifications.open")


def test_state_before_the_year_is_of_none_of_its_months(made: Callable[[str], MadeOf | None]) -> None:
    raise_one("101", date(2019, 1, 2))
    found = made("year.modifications.opening")
    assert found is not None
    assert (found.made, set(numbers(found)), found.year.raw) == (Made.BEFORE, {"–"}, 1)


def test_parties_and_voting_groups_are_those_of_each_month_end(made: Callable[[str], MadeOf | None]) -> None:
    together = voting_group()
    party("First", PartyCategory.OTHER, together, date(2019, 5, 7))
    left = {"exited_on": date(2020, 2, 3), "exit_kind": ExitKind.EXPELLED, "exit_reason": "It ceased to trade."}
    party("Second", PartyCategory.OTHER, together, date(2019, 7, 9), **left)
    party("DCC", PartyCategory.DCC, None, date(2014, 1, 1))
    assert numbers(made("parties.total")) == ["0", "1", "1", *["2"] * 7, "1", "1"]
    assert numbers(made("parties.total_with_dcc")) == ["1", "2", "2", *["3"] * 7, "2", "2"]
    assert numbers(made("parties.voting_groups_with_dcc")) == ["0", *["1"] * 11]
    assert numbers(made("parties.total.other")) == ["0", "1", "1", *["2"] * 7, "1", "1"]
    assert numbers(made("year.parties.expelled")) == on([(10, 1)])


def test_month_without_a_number_is_missing_and_so_is_the_year(made: Callable[[str], MadeOf | None]) -> None:
    measure = Measure.objects.create(code="letters", name="Letters", group=MeasureGroup.SECURITY)
    for month in (*MARCH.window(12)[:3], *MARCH.window(12)[4:]):
        Observation.objects.create(measure=measure, month=month.first, value=2)
    found = made("measure.letters.year")
    assert found is not None
    assert [month.label for month in found.missing] == ["July 2019"]
    assert found.values[3] == found.year == MISSING
    assert numbers(found).count("2") == 11
    assert found.own == "measure.letters"


def test_figure_of_the_month_alone_is_made_of_no_months(made: Callable[[str], MadeOf | None]) -> None:
    for key in ("modifications.raised", "parties.acceded", "parties.acceded_12_months", "year.parties.acceded.change"):
        assert made(key) is None, key


def test_every_count_of_the_year_has_its_months(made: Callable[[str], MadeOf | None]) -> None:
    """Each fact of the year that counts is a sum of days, a state, or reckoned from two others."""
    reckoned = {key for key in FACTS if key.endswith((".change", ".closed_share"))}
    without = {key for key in FACTS if key.startswith(("year.", "year_before.")) and made(key) is None} - reckoned
    assert without == {"year_before.modifications.closing"}
