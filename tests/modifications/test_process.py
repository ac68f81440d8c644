"""Modifications on their way through the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from modifications.models import Stage
from modifications.queries import (
    Timescale,
    concluded_between,
    concluded_timescale,
    decided_between,
    implemented_between,
    modifications_at,
    open_at,
    open_by_stage,
    open_timescale,
    process_by_month,
    raised_between,
    split_between,
)
from modifications.working_days import published_duration
from tests.modifications.histories import enter, raise_one, rename

pytestmark = pytest.mark.django_db
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))
RAISED = date(2021, 1, 4)


def codes(events: list) -> list[str]:
    return [event.code for event in events]


def test_raised_between_keeps_parts_of_a_split_apart() -> None:
    whole = raise_one("128", date(2020, 4, 1), (date(2021, 9, 6), Stage.SPLIT))
    raise_one("128A", date(2021, 9, 6), split_from=whole)
    raise_one("128B", date(2021, 9, 6), split_from=whole)
    raise_one("183", date(2021, 9, 1))
    raise_one("182", date(2021, 8, 31))
    raise_one("185", date(2021, 10, 1))
    assert codes(raised_between(*SEPTEMBER)) == ["183"]
    assert codes(raised_between(*SEPTEMBER, by_split=True)) == ["128A", "128B"]
    (split,) = split_between(*SEPTEMBER)
    assert (split.code, split.on, split.into) == ("128", date(2021, 9, 6), Stage.SPLIT)


def test_concluded_between_takes_the_day_it_left_the_open_stages() -> None:
    raise_one("201", RAISED, (date(2021, 9, 1), Stage.APPROVED), (date(2021, 9, 30), Stage.IMPLEMENTED))
    raise_one("202", RAISED, (date(2021, 9, 30), Stage.WITHDRAWN))
    raise_one("203", RAISED, (date(2021, 8, 31), Stage.APPROVED), (date(2021, 9, 15), Stage.IMPLEMENTED))
    raise_one("204", RAISED, (date(2021, 10, 1), Stage.REJECTED))
    found = concluded_between(*SEPTEMBER)
    assert [(event.code, event.on, event.into, event.stage) for event in found] == [
        ("201", date(2021, 9, 1), Stage.APPROVED, Stage.IMPLEMENTED),
        ("202", date(2021, 9, 30), Stage.WITHDRAWN, Stage.WITHDRAWN),
    ]


def test_concluded_between_leaves_out_a_conclusion_undone_by_then() -> None:
    raise_one("201", RAISED, (date(2021, 9, 1), Stage.REJECTED), (date(2021, 9, 20), Stage.REPORT))
    assert codes(concluded_between(date(2021, 9, 1), date(2021, 9, 19))) == ["201"]
    assert concluded_between(*SEPTEMBER) == []
    assert codes(open_at(SEPTEMBER[1])) == ["201"]


def test_decided_between_leaves_out_withdrawals_and_takes_the_latest_decision() -> None:
    raise_one("201", RAISED, (date(2021, 9, 1), Stage.REJECTED), (date(2021, 9, 20), Stage.APPROVED))
    raise_one("202", RAISED, (date(2021, 9, 3), Stage.WITHDRAWN))
    raise_one("203", RAISED, (date(2021, 9, 2), Stage.REJECTED))
    found = decided_between(*SEPTEMBER)
    assert [(event.code, event.into) for event in found] == [("203", Stage.REJECTED), ("201", Stage.APPROVED)]


def test_decided_between_leaves_out_a_decision_undone_by_then() -> None:
    raise_one("201", RAISED, (date(2021, 9, 1), Stage.APPROVED), (date(2021, 9, 20), Stage.REPORT))
    raise_one("202", RAISED, (date(2021, 9, 2), Stage.APPROVED), (date(2021, 10, 4), Stage.REPORT))
    assert codes(decided_between(date(2021, 9, 1), date(2021, 9, 19))) == ["201", "202"]
    assert codes(decided_between(*SEPTEMBER)) == ["202"]


def test_concluded_count_is_of_the_modifications_listed_whatever_a_stage_is_dated() -> None:
    """One not yet raised has concluded in no list and no count; raised, its stage begins no earlier than it did."""
    raise_one("201", date(2021, 10, 5), (date(2021, 9, 10), Stage.WITHDRAWN))
    assert concluded_between(*SEPTEMBER) == []
    assert concluded_timescale(*SEPTEMBER) == Timescale(0, None)
    october = (date(2021, 10, 1), date(2021, 10, 31))
    assert [(event.code, event.on) for event in concluded_between(*october)] == [("201", date(2021, 10, 5))]
    assert concluded_timescale(*october) == Timescale(1, Decimal(1))
    assert [month.concluded for month in process_by_month([SEPTEMBER[0], october[0]])] == [0, 1]


def test_implemented_between_names_the_modification_as_at_the_end_of_the_period() -> None:
    one = raise_one("161", RAISED, (date(2021, 6, 1), Stage.APPROVED), (date(2021, 9, 1), Stage.IMPLEMENTED))
    rename(one, date(2021, 3, 1), "MP161")
    (found,) = implemented_between(*SEPTEMBER)
    assert (found.reference, found.on) == ("MP161", date(2021, 9, 1))
    assert implemented_between(date(2021, 8, 1), date(2021, 8, 31)) == []


def test_timescales_are_unrounded_averages_of_published_durations() -> None:
    day = SEPTEMBER[1]
    raise_one("201", date(2021, 9, 30))  # 1 WD
    raise_one("202", date(2021, 9, 29))  # 2 WD
    raise_one("203", date(2021, 9, 29))  # 2 WD
    raise_one("204", date(2021, 9, 1), (date(2021, 9, 10), Stage.WITHDRAWN))  # 8 WD
    assert open_timescale(day) == Timescale(3, Decimal(5) / 3)
    assert concluded_timescale(date(2020, 10, 1), day) == Timescale(1, Decimal(8))
    assert open_timescale(date(2021, 8, 31)) == Timescale(0, None)
    assert concluded_timescale(date(2020, 10, 1), date(2021, 8, 31)) == Timescale(0, None)


def test_process_by_month_of_a_year_with_a_split() -> None:
    whole = raise_one("128", date(2020, 4, 1), (date(2020, 6, 1), Stage.REFINEMENT))
    enter(whole, (date(2021, 8, 9), Stage.SPLIT))
    for code in ("128A", "128B"):
        raise_one(code, date(2021, 8, 9), (date(2021, 8, 9), Stage.REFINEMENT), split_from=whole)
    raise_one("183", date(2021, 9, 1), (date(2021, 9, 9), Stage.REPORT))
    raise_one("100", date(2019, 9, 2), (date(2020, 1, 6), Stage.WITHDRAWN))  # long over
    july, august, september = process_by_month([date(2021, 7, 1), date(2021, 8, 1), date(2021, 9, 1)])
    assert (july.open, july.raised, july.split_net, july.concluded) == (1, 0, 0, 0)
    assert (august.open, august.raised, august.split_net, august.concluded) == (2, 0, 1, 0)
    assert september.open_by_stage == {
        Stage.DEVELOPMENT: 0,
        Stage.REFINEMENT: 2,
        Stage.REPORT: 1,
        Stage.AUTHORITY: 0,
    }
    assert (september.raised, september.split_net, september.concluded) == (1, 0, 0)


def test_process_by_month_without_months_or_modifications() -> None:
    assert process_by_month([]) == []
    (only,) = process_by_month([date(2021, 9, 1)])
    assert (only.open, only.raised) == (0, 0)


MONTHS = [date(2021, month, 1) for month in range(1, 10)]
days = st.dates(date(2020, 11, 1), date(2021, 11, 30))
histories = st.tuples(days, st.booleans(), st.dictionaries(days, st.sampled_from(Stage), max_size=5))


class ProcessAgreesWithTheOtherReads(HypothesisTestCase):
    """The month-by-month read, the state at a day and the events of a period are three queries with one answer."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(histories, min_size=1, max_size=5))
    def test_on_any_history(self, drawn: list[tuple[date, bool, dict[date, Stage]]]) -> None:
        whole = raise_one("900", date(2022, 1, 3))
        for number, (raised_on, by_split, stages) in enumerate(drawn):
            # Stages begin when the modification is raised or after: the form refuses earlier ones.
            steps = [(since, stage) for since, stage in stages.items() if since >= raised_on]
            raise_one(f"{300 + number}", raised_on, *steps, split_from=whole if by_split else None)
        for process in process_by_month(MONTHS[2:7]):
            first = process.month
            last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            assert process.open_by_stage == open_by_stage(last)
            assert process.open == len(open_at(last)) == open_timescale(last).count
            assert process.concluded == len(concluded_between(first, last)) == concluded_timescale(first, last).count
            assert process.raised == len(raised_between(first, last))
            parts = len(raised_between(first, last, by_split=True))
            assert process.split_net == parts - len(split_between(first, last))


def test_open_average_is_over_the_modifications_listed() -> None:
    raise_one("201", date(2019, 5, 7))
    raise_one("202", date(2021, 3, 1), (date(2021, 10, 1), Stage.WITHDRAWN))
    day = SEPTEMBER[1]
    durations = [published_duration(row.raised_on, day) for row in modifications_at(day)]
    assert open_timescale(day) == Timescale(2, Decimal(sum(durations)) / 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_process_reads_take_a_fixed_number_of_queries(
    rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(rows):
        raise_one(f"{300 + number}", date(2021, 9, 1), (date(2021, 9, 2), Stage.APPROVED))
        raise_one(f"{400 + number}", date(2021, 9, 1), (date(2021, 9, 2), Stage.SPLIT))
        raise_one(f"{500 + number}", date(2021, 8, 2), (date(2021, 9, 2), Stage.IMPLEMENTED))
    for queries, read in (
        (1, lambda: raised_between(*SEPTEMBER)),
        (2, lambda: split_between(*SEPTEMBER)),
        (2, lambda: concluded_between(*SEPTEMBER)),
        (2, lambda: decided_between(*SEPTEMBER)),
        (2, lambda: implemented_between(*SEPTEMBER)),
        (1, lambda: open_timescale(SEPTEMBER[1])),
        (1, lambda: concluded_timescale(*SEPTEMBER)),
        (1, lambda: process_by_month(MONTHS)),
    ):
        with django_assert_num_queries(queries):
            assert read()
