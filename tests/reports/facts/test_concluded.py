"""The facts of what modifications concluded as, where one was decided and then withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from modifications.models import Stage
from reports.engine.month import Month
from reports.facts.registry import Facts
from reports.reads import MonthReads
from tests.modifications.histories import raise_one
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db
WINTER = date(2021, 1, 4)


@pytest.mark.parametrize("decision", [Stage.APPROVED, Stage.REJECTED])
def test_modification_withdrawn_after_its_decision_is_concluded_once(decision: Stage) -> None:
    raise_one("121", WINTER, (date(2021, 9, 3), decision), (date(2021, 9, 20), Stage.WITHDRAWN))
    reads = reads_of()
    facts = Facts(reads)
    outcomes = ("approved", "rejected", "withdrawn")
    for prefix in ("modifications.concluded.", "year.modifications."):
        assert [facts.value(f"{prefix}{outcome}").display for outcome in outcomes] == ["0", "0", "1"]
    assert facts.value("modifications.concluded_in_month").display == "1"
    assert facts.value("modifications.withdrawn").display == "1"
    assert facts.value(f"modifications.{decision.value}").display == "1", "it was decided upon in the month"
    (row,) = facts.fact("modifications.withdrawn").rows(reads).rows
    assert [cell.display for cell in row.cells[2:5]] == ["Withdrawn", "4 January 2021", "3 September 2021"]
    assert disagreements(reads) == []


def test_regulatory_year_and_the_last_twelve_months_agree_in_march() -> None:
    raise_one("121", WINTER, (date(2021, 9, 3), Stage.APPROVED), (date(2022, 1, 20), Stage.WITHDRAWN))
    reads = MonthReads(Month(2022, 3), since=date(2022, 2, 20), until=date(2022, 4, 8))
    facts = Facts(reads)
    for outcome, number in (("approved", "0"), ("rejected", "0"), ("withdrawn", "1")):
        assert facts.value(f"modifications.concluded.{outcome}").display == number
        assert facts.value(f"year.modifications.{outcome}").display == number
    assert disagreements(reads) == []
