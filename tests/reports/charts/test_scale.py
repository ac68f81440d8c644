from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.scale import scale_for, tick_text, total_text, unit
from reports.engine.values import count, decimal, percentage, working_days

counts = st.lists(st.integers(-(10**9), 10**9).map(float), min_size=1, max_size=20)
measures = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 3)), min_size=1, max_size=20)


@given(counts, st.booleans())
def test_scale_holds_zero_and_every_figure_in_few_whole_steps(values, whole) -> None:
    scale = scale_for(values, whole=whole)
    assert scale.low <= min(0.0, *values)
    assert scale.high >= max(0.0, *values)
    assert 0.0 in scale.ticks
    assert 2 <= len(scale.ticks) <= 8


@given(counts)
def test_scale_of_counts_steps_in_whole_numbers(values) -> None:
    assert all(tick == round(tick) for tick in scale_for(values, whole=True).ticks)


@given(measures)
def test_ticks_are_told_apart_and_read_back_as_themselves(values) -> None:
    scale = scale_for(values, whole=False)
    printed = [tick_text(tick, scale) for tick in scale.ticks]
    assert [float(text.replace(",", "")) for text in printed] == pytest.approx(scale.ticks, abs=scale.step / 100)
    assert len({*printed}) == len(printed)


@pytest.mark.parametrize(
    ("values", "whole", "ticks"),
    [
        ([0.0], True, [0, 1]),
        ([3.0], True, [0, 1, 2, 3]),
        ([12.0], True, [0, 5, 10, 15]),
        ([24310.0], True, [0, 5000, 10000, 15000, 20000, 25000]),
        ([-8.0, 5.0], True, [-10, -5, 0, 5]),
        ([0.3], False, [0, 0.1, 0.2, 0.3]),
    ],
)
def test_scale_steps_are_round(values, whole, ticks) -> None:
    assert scale_for(values, whole=whole).ticks == pytest.approx(ticks)


def test_total_is_printed_as_its_parts_are() -> None:
    assert total_text([count(1200), count(34)]) == "1,234"
    assert total_text([working_days(19), working_days(11)]) == "30 WD"
    assert total_text([decimal(Decimal("1.25"), 1), decimal(Decimal("1.25"), 1)]) == "2.5"
    assert total_text([count(3), decimal(Decimal("0.5"), 1)]) == "3.5"


def test_total_of_decimals_is_exact() -> None:
    assert total_text([decimal(Decimal("0.1"), 1)] * 3) == "0.3"


def test_unit_is_what_every_figure_ends_with() -> None:
    assert unit([percentage(1, 2), percentage(0, 2)]) == "%"
    assert unit([percentage(1, 2), count(2)]) == ""
