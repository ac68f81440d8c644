"""How cells are read: every form that is taken, and what is said of every other."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal as Number
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from importing.cells import inert, tidy
from importing.columns import Choice, Code, Column, Decimal, Integer, Text, YesNo
from importing.dates import Date, Month
from importing.problems import CellError
from parties.models import PartyCategory

DAY, MONTH, YES, WHOLE, NUMBER = (
    Date(name="day"),
    Month(name="month"),
    YesNo(name="yes"),
    Integer(name="whole"),
    Decimal(name="number"),
)
CATEGORY = Choice(name="category", choices=PartyCategory)
CODE = Code(name="code")
LINE = Text(name="line", model_field=models.CharField(max_length=20))
PARAGRAPH = Text(name="paragraph", model_field=models.TextField())


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (DAY, "2021-09-30", date(2021, 9, 30)),
        (DAY, " 2021-09-30\u00a0", date(2021, 9, 30)),
        (DAY, "“2021-09-30”", date(2021, 9, 30)),
        (DAY, "2020-02-29", date(2020, 2, 29)),
        (MONTH, "2021-09", date(2021, 9, 1)),
        (MONTH, "2021-09-01", date(2021, 9, 1)),
        (YES, "YES", True),
        (YES, "n", False),
        (YES, "True", True),
        (WHOLE, "1234", 1234),
        (WHOLE, "-5", -5),
        (WHOLE, "007", 7),
        (NUMBER, "-5.25", Number("-5.25")),
        (NUMBER, "+3", Number(3)),
        (CATEGORY, "large_supplier", "large_supplier"),
        (CATEGORY, "Large  Suppliers", "large_supplier"),
        (CATEGORY, "dcc", "dcc"),
        (CODE, "‘alpha’", "alpha"),
        (CODE, "\ufeffalpha\u200b", "alpha"),
        (LINE, "  Alpha\u00a0Energy ", "Alpha Energy"),
        (LINE, "The “Green” plan", "The “Green” plan"),
        (LINE, "'=not a formula", "=not a formula"),
        (LINE, "'tis", "'tis"),
        (PARAGRAPH, "One\r\n\r\nTwo\rThree", "One\n\nTwo\nThree"),
    ],
)
def test_cell_is_read(column: Column, cell: str, value: Any) -> None:
    assert column.clean(cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (DAY, "2021-02-31", "There is no such day"),
        (DAY, "31/02/2021", "There is no such day"),
        (DAY, "31/02", "Is no date. Write the day like 2021-09-30"),
        (DAY, "01/02/2021", "May mean 2021-01-02 or 2021-02-01"),
        (DAY, "30/09/2021", "Write the day as 2021-09-30"),
        (DAY, "09/30/21", "Write the day as 2021-09-30"),
        (DAY, "30-Sep-21", "Write the day as 2021-09-30"),
        (DAY, "30 September 2021", "Write the day as 2021-09-30"),
        (DAY, "2021-9-3", "Write the day as 2021-09-03"),
        (DAY, "2021-09-30 00:00:00", "Write the day as 2021-09-30"),
        (DAY, "2021-09-30T00:00:00", "Write the day as 2021-09-30"),
        (DAY, "44469", "Is no date"),
        (DAY, "0202-09-30", "between 2000 and 2099"),
        (DAY, "２０２１-09-30", "Is no date"),
        (DAY, "=TODAY()", "formula"),
        (MONTH, "2021-09-30", "Write the month as 2021-09"),
        (MONTH, "Sep-21", "Write the month as 2021-09"),
        (MONTH, "September 2021", "Write the month as 2021-09"),
        (MONTH, "2021-13", "There is no such month"),
        (MONTH, "2021", "Is no month"),
        (YES, "maybe", "Write yes or no"),
        (YES, "1", "Write yes or no"),
        (WHOLE, "1,234", "Is no whole number"),
        (WHOLE, "12.0", "Is no whole number"),
        (WHOLE, "=1+1", "formula"),
        (NUMBER, "1,5", "Is no number"),
        (NUMBER, "NaN", "Is no number"),
        (NUMBER, "1e5", "Is no number"),
        (NUMBER, "12%", "Is no number"),
        (NUMBER, "-SUM(A1)", "formula"),
        (CATEGORY, "large suppler", "Was large_supplier meant?"),
        (CATEGORY, "nonsense", "Write large_supplier, small_supplier"),
        (LINE, '=HYPERLINK("x")', "Begins with “=”, which a spreadsheet runs as a formula"),
        (LINE, "@SUM(A1)", "Begins with “@”"),
        (LINE, "-5 degrees", "Begins with “-”"),
        (LINE, "+44 20", "Begins with “+”"),
        (LINE, "\t=1", "Begins with “=”"),
        (LINE, "\tAlpha", "Begins with a tab"),
        (LINE, "\u00a0=1", "Begins with “=”"),
        (LINE, "One\nTwo", "Holds a line break"),
        (LINE, "Alpha\x07", "control character (U+0007)"),
        (LINE, "x" * 21, "at most 20 characters (it has 21)"),
        (LINE, "", "Is blank. Write text of at most 20 characters"),
    ],
)
def test_cell_is_refused_with_what_to_write(column: Column, cell: str, said: str) -> None:
    with pytest.raises(CellError) as refusal:
        column.clean(cell)
    assert said in str(refusal.value)


def test_blank_cell_is_the_models_default_or_nothing() -> None:
    assert Text(name="a", model_field=models.CharField(blank=True, max_length=5)).clean(" ") == ""
    assert Integer(name="a", model_field=models.IntegerField(default=1)).clean("") == 1
    assert Date(name="a", model_field=models.DateField(null=True, blank=True)).clean("") is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_day_reads_back_as_written(day: date) -> None:
    assert DAY.clean(DAY.write(day)) == day
    assert MONTH.clean(MONTH.write(day.replace(day=1))) == day.replace(day=1)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_number_reads_back_as_written(number: Number) -> None:
    assert NUMBER.clean(NUMBER.write(number)) == number


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf"))) | st.text("'=+-@a"))
def test_text_reads_back_as_written_and_begins_no_formula(text: str) -> None:
    assert tidy(inert(text)) == text
    assert inert(text)[:1] not in tuple("=+-@\t")


@given(st.text())
def test_cell_of_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for column in (DAY, MONTH, YES, WHOLE, NUMBER, CATEGORY, CODE, PARAGRAPH):
        with suppress(CellError):
            column.clean(text)
