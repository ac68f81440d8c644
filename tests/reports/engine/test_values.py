from datetime import date
from decimal import Decimal

import pytest

from reports.engine import values
from reports.engine.values import MISSING, round_half_up


@pytest.mark.parametrize(
    ("value", "raw", "display"),
    [
        (values.count(0), 0, "0"),
        (values.count(24_135), 24_135, "24,135"),
        (values.decimal(Decimal("1234.25"), 1, " days"), Decimal("1234.25"), "1,234.3 days"),
        (values.working_days(19), 19, "19 WD"),
        (values.working_days(Decimal("338.5")), Decimal("338.5"), "339 WD"),
        (values.percentage(14, 15), Decimal(1400) / 15, "93%"),
        (values.percentage(0, 15), 0, "0%"),
        (values.percentage(15, 15), 100, "100%"),
        (values.percentage(299, 300), Decimal(29900) / 300, "99%"),
        (values.percentage(1, 300), Decimal(100) / 300, "1%"),
        (values.long_date(date(2021, 10, 8)), date(2021, 10, 8), "8 October 2021"),
        (values.short_date(date(2021, 9, 1)), date(2021, 9, 1), "1 Sep 21"),
        (values.text(""), "", ""),
    ],
)
def test_value_keeps_its_raw_figure_and_prints_one_way(value, raw, display):
    assert (value.raw, value.display, value.is_missing) == (raw, display, False)


@pytest.mark.parametrize(
    "value",
    [
        values.count(None),
        values.decimal(None, 1),
        values.working_days(None),
        values.percentage(0, 0),
        values.long_date(None),
        values.short_date(None),
    ],
)
def test_what_is_not_known_is_missing_and_not_zero(value):
    assert value is MISSING
    assert (value.is_missing, value.display) == (True, "missing")


@pytest.mark.parametrize(
    ("number", "rounded"), [("0.5", "1"), ("1.5", "2"), ("2.5", "3"), ("2.49", "2"), ("-2.5", "-3")]
)
def test_halves_round_away_from_zero(number, rounded):
    assert str(round_half_up(Decimal(number))) == rounded
