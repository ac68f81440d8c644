"""Two published papers side by side: figures with direction, tables cell by cell, words, and words that stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from readers.reading.comparison import Digest, digest
from readers.reading.movements import movement
from readers.reading.tables import table_changes
from reports.engine.blocks import Cell, Column, Row, Table
from reports.engine.month import Month
from reports.engine.values import MISSING, NONE, Value, count, decimal, percentage, text, working_days
from tests.readers.published import golden
from tests.readers.reading.made import august, with_block

JULY, AUGUST = Month(2021, 7), Month(2021, 8)


@cache
def since_august() -> Digest:
    return digest(august(), golden(), {"parties.total": "Parties in all"})


# --- How far a figure moved -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "symbol", "words"),
    [
        (count(50), count(62), "▲", "up 12 (24%)"),
        (count(1_204), count(1_200), "▼", "down 4"),
        (count(0), count(3), "▲", "up 3"),
        (count(7), count(7), "=", "no change"),
        (working_days(19), working_days(22), "▲", "up 3 WD (16%)"),
        (percentage(1, 2), percentage(3, 4), "▲", "up 25 percentage points"),
        (decimal(Decimal("12.5"), 1), decimal(Decimal("12.0"), 1), "▼", "down 0.5 (4%)"),
        (Value(59, "fifty-nine"), Value(61, "sixty-one"), "▲", "up 2 (3%)"),
        (Value(2, "two"), Value(2, "Two"), "=", "no change"),
        (Value(2, "two"), count(2), "=", "no change"),
        (MISSING, count(3), "•", "was missing"),
        (count(3), MISSING, "•", "is missing now"),
        (NONE, working_days(3), "•", "changed"),
        (text("open"), text("closed"), "•", "changed"),
        (None, count(1), "•", "new"),
        (count(1), None, "•", "gone"),
    ],
)
def test_movement_is_said_in_words_beside_its_symbol(
    before: Value | None, after: Value | None, symbol: str, words: str
) -> None:
    found = movement(before, after)
    assert (found.symbol, found.words) == (symbol, words)


def test_what_is_missing_never_counts_as_zero() -> None:
    assert movement(MISSING, count(5)).size is None
    assert movement(MISSING, count(5)).weight == 0


# --- Tables -----------------------------------------------------------------------------------------------------------


def table(*rows: tuple[str, int], heading: str = "Number") -> Table:
    columns = (Column("name", "Name"), Column("number", heading, "number"))
    return Table("t", "A table", columns, tuple(Row((Cell(text(name)), Cell(count(n)))) for name, n in rows))


def test_rows_in_both_are_compared_and_others_named() -> None:
    found = table_changes(table(("a", 1), ("b", 2), ("c", 3)), table(("b", 5), ("c", 3), ("d", 4)), JULY, AUGUST)
    assert [(one.row, one.column, one.movement.words) for one in found.cells] == [("b", "Number", "up 3 (150%)")]
    assert (found.gone, found.new, found.slides) == (("a",), ("d",), False)


def test_row_that_begins_with_a_day_is_told_by_what_is_of_the_day() -> None:
    first, second = (Row((Cell(Value(date(2021, 8, 5), "5 Aug 21")), Cell(text(name)))) for name in ("Panel", "Board"))
    before = replace(table(), rows=())
    assert table_changes(before, replace(before, rows=(first, second)), JULY, AUGUST).new == (
        "5 Aug 21: Panel",
        "5 Aug 21: Board",
    )


def test_rows_of_one_name_are_told_apart_by_their_order() -> None:
    found = table_changes(table(("a", 1), ("a", 2)), table(("a", 1), ("a", 3)), JULY, AUGUST)
    assert [one.row for one in found.cells] == ["a (2)"]


def test_window_of_months_that_goes_on_sets_own_month_beside_own_month() -> None:
    before, after = table(("Jun 21", 4), ("Jul 21", 6)), table(("Jul 21", 7), ("Aug 21", 9))
    found = table_changes(before, after, JULY, AUGUST)
    assert [(one.row, one.movement.words) for one in found.latest] == [("Jul 21 → Aug 21", "up 3 (50%)")]
    assert [(one.row, one.movement.words) for one in found.cells] == [("Jul 21", "up 1 (17%)")]
    assert (found.gone, found.new, found.slides) == ((), (), True)


def test_two_versions_of_one_month_are_compared_row_by_row() -> None:
    found = table_changes(table(("Jul 21", 6)), table(("Jul 21", 7)), JULY, JULY)
    assert (len(found.latest), len(found.cells)) == (0, 1)


def test_marks_that_changed_beside_the_same_value_are_told() -> None:
    before = table(("a", 1))
    marked = replace(before.rows[0].cells[1], mark="over target")
    after = replace(before, rows=(Row((before.rows[0].cells[0], marked)),))
    assert [(one.mark_before, one.mark_after) for one in table_changes(before, after, JULY, AUGUST).cells] == [
        ("", "over target")
    ]


# --- A whole paper ----------------------------------------------------------------------------------------------------


def test_paper_beside_itself_says_nothing() -> None:
    found = digest(golden(), golden(), {})
    assert (found.sections, found.stale, found.head, found.largest) == ((), (), (), ())
    assert (found.up, found.down, found.other) == (0, 0, 0)
    assert found.same == len(found.figures) > 30


def test_figures_of_the_text_are_told_once_with_their_direction() -> None:
    found = since_august()
    [parties] = [one for one in found.figures if one.key == "parties.total"]
    assert (parties.label, parties.movement.words, parties.section) == ("Parties in all", "up 2", "4.1 SEC Parties")
    keys = [one.key for one in found.figures if one.key]
    assert len(keys) == len(set(keys))
    assert found.up >= 5


def test_sections_stand_in_the_papers_order_with_what_changed() -> None:
    found = {one.id: one for one in since_august().sections}
    order = list(found)
    assert order.index("parties") < order.index("market") < order.index("security") < order.index("smda")
    assert len(found["security"].words) >= 1
    [chart] = found["market"].tables
    assert chart.id == "movements"
    assert [one.movement.words for one in chart.latest][-1] == "up 3 (43%)"
    assert (chart.gone, chart.new, chart.cells) == ((), (), ())
    [timescales] = [one for one in found["modification-statistics"].tables if one.id == "timescales"]
    assert [(one.row, one.movement.words) for one in timescales.cells] == [
        ("Proposals open (pre-decision)", "down 2 (3%)")
    ]


def test_passages_that_differ_in_figures_and_own_dates_alone_are_no_other_words() -> None:
    found = since_august()
    assert [one.id for one in found.sections if one.words] == ["security"]
    assert found.passing >= 5


def test_largest_movement_is_by_the_size_of_the_figure() -> None:
    labels = [one.label for one in since_august().largest]
    assert labels[0] == "Events of Default (Figure 2)"
    assert len(labels) == len({label.split(" (")[0] for label in labels}) <= 8


def test_text_that_stayed_while_its_figure_moved_is_a_list_of_its_own() -> None:
    found = {one.section_id: one for one in since_august().stale}
    assert "uep" in found
    assert found["uep"].in_text
    assert {one.movement.words for one in found["uep"].figures} == {"up 2 (2%)", "up 2 (3%)"}
    assert "security" not in found


def test_text_that_stayed_beside_a_chart_that_moved_is_told_too() -> None:
    found = digest(with_block("voting-groups", _one_more), golden(), {})
    [parties] = found.stale
    assert (parties.section_id, parties.in_text) == ("parties", False)
    assert [(one.label.split(",")[0], one.movement.words.split(" (")[0]) for one in parties.figures] == [
        ("Figure 1", "down 1")
    ]


def _one_more(block: Any) -> Any:
    first, *others = block.data.rows
    head, number = first.cells
    more = replace(number, value=count(number.value.raw + 1))
    return replace(block, data=replace(block.data, rows=(replace(first, cells=(head, more)), *others)))
