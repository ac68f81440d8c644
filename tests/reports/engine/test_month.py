from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.month import Month

any_month = st.builds(Month, st.integers(2010, 2900), st.integers(1, 12))


@given(any_month)
def test_month_runs_from_its_first_day_to_the_day_before_the_next(month):
    assert Month.containing(month.first) == Month.containing(month.last) == month
    assert month.last + timedelta(days=1) == month.back(-1).first


@given(any_month, st.integers(-100, 100))
def test_going_back_and_forth_ends_where_it_began(month, months):
    assert month.back(months).back(-months) == month


@given(any_month, st.integers(1, 30))
def test_window_is_consecutive_and_ends_with_its_month(month, months):
    window = month.window(months)
    assert len(window) == months
    assert window[-1] == month
    assert all(later.back(1) == earlier for earlier, later in pairwise(window))


@given(any_month)
def test_month_reads_back_from_its_iso_form(month):
    assert Month.parse(month.iso) == month


def test_month_prints_long_and_short():
    assert (Month(2021, 9).label, Month(2021, 9).short) == ("September 2021", "Sep 21")
    assert (Month(2008, 2).short, Month(2020, 2).last) == ("Feb 08", date(2020, 2, 29))


@pytest.mark.parametrize("text", ["2021-13", "2021-0", "2021-9", "09-2021", "2021/09", "September", "", "１999-09"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
