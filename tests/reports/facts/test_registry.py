"""The registry: every fact of a month, with its value."""

from __future__ import annotations

from datetime import date

import pytest

from reports.engine.month import Month
from reports.engine.values import MISSING, Value, text
from reports.facts.registry import Facts, all_values, in_words
from reports.reads import MonthReads

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def reads(sample_month: None) -> MonthReads:
    return MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8))


def test_all_values_agree_with_each_fact_asked_by_its_key(reads: MonthReads) -> None:
    facts = Facts(MonthReads(SEPTEMBER, since=reads.since, until=reads.until))
    found = all_values(reads)
    assert {one.key: one.value for one in found} == {one.key: facts.value(one.key) for one in found}
    assert len({one.key for one in found}) == len(found)


def test_all_values_give_figure_and_words(reads: MonthReads) -> None:
    one = {found.key: found for found in all_values(reads)}["modifications.open_average"]
    assert (one.value.display, one.words, one.unit) == ("339 WD", "three hundred and thirty-nine Working Days", "WD")


@pytest.mark.parametrize(("value", "words"), [(MISSING, ""), (Value(7, "7"), "seven"), (text("Home Page"), "")])
def test_in_words_says_nothing_of_what_is_no_number(value: Value, words: str) -> None:
    assert in_words(value) == words
