"""Days and months in running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.moments import moments, nearest
from reports.engine.month import Month

SEPTEMBER = Month(2021, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 13 September 2021 it met", date(2021, 9, 13)),
        ("on 13\u00a0September\u00a02021", date(2021, 9, 13)),
        ("on the 13th of September", date(2021, 9, 13)),
        ("on 1st October, then", date(2021, 10, 1)),
        ("on September 13, 2021,", date(2021, 9, 13)),
        ("on September 13th it met", date(2021, 9, 13)),
        ("on 3 Sept. 2021", date(2021, 9, 3)),
        ("on 2021-09-13.", date(2021, 9, 13)),
        ("on 13/09/2021", date(2021, 9, 13)),
        ("on 20 December", date(2021, 12, 20)),
    ],
)
def test_day_is_read_however_it_is_written(text: str, day: date) -> None:
    (found,) = moments(text, SEPTEMBER)
    assert found.day == day
    assert found.text == text.replace("\u00a0", " ")[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("in August 2021", Month(2021, 8)),
        ("at the end of August", Month(2021, 8)),
        ("at end-August", Month(2021, 8)),
        ("August's", Month(2021, 8)),
        ("In May it rose", Month(2021, 5)),
        ("2021-08", Month(2021, 8)),
        ("Nov 2021", Month(2021, 11)),
    ],
)
def test_month_is_read_however_it_is_written(text: str, month: Month) -> None:
    (found,) = moments(text, SEPTEMBER)
    assert (found.month, found.day) == (month, None)


@pytest.mark.parametrize(
    "text",
    ["They may. May they?", "an august body", "31 June 2021", "the Marching band", "a decision", "1.9.2021.4"],
)
def test_what_is_no_day_or_month_is_passed_over(text: str) -> None:
    assert moments(text, SEPTEMBER) == []


def test_year_that_is_not_written_is_the_nearest() -> None:
    assert nearest(12, Month(2022, 1)) == Month(2021, 12)
    assert nearest(1, Month(2021, 12)) == Month(2022, 1)
    assert nearest(3, SEPTEMBER) == Month(2021, 3)


@given(st.text(alphabet="0123456789 MayJuneSept.,/-thof ", max_size=60))
def test_reading_ends_on_any_text(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in moments(text, SEPTEMBER))
