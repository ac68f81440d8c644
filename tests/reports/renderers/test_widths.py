from __future__ import annotations

from reports.engine.blocks import Cell, Column, Row, Table
from reports.engine.values import count, text
from reports.renderers.widths import paper_widths


def table(columns: tuple[Column, ...], *rows: tuple[str, ...]) -> Table:
    return Table("t", "Caption", columns, tuple(Row(tuple(Cell(text(words)) for words in row)) for row in rows))


def test_stated_widths_are_kept_and_the_last_open_one_takes_what_is_left() -> None:
    columns = (Column("a", "A", width=30), Column("b", "B"))
    assert paper_widths(table(columns, ("x", "y"))) == [30, None]


def test_longer_text_gets_more_and_the_longest_what_is_left() -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C"))
    short, long, longest = paper_widths(table(columns, ("x" * 4, "word " * 4, "word " * 9)))
    assert longest is None
    assert short is not None
    assert long is not None
    assert short < long


def test_very_long_text_does_not_starve_the_others() -> None:
    columns = (Column("a", "Reference"), Column("b", "B"))
    first, rest = paper_widths(table(columns, ("SECMP0024", "word " * 400)))
    assert rest is None
    assert first is not None
    assert first >= 15


def test_run_of_numbers_stands_evenly_whatever_it_holds() -> None:
    columns = (Column("a", "Topic"), *(Column(str(n), f"Mar {n}", "number") for n in range(20, 23)))
    row = Row((Cell(text("Applications")), Cell(count(1)), Cell(count(1_000_000)), Cell(count(22))))
    _, *months = paper_widths(Table("t", "Caption", columns, (row,)))
    assert len(set(months)) == 1


def test_long_heading_counts_by_its_longest_word() -> None:
    by_words = paper_widths(table((Column("a", "Meetings held by all"), Column("b", "B")), ("1", "word " * 8)))
    by_length = paper_widths(table((Column("a", "Meetingsheldbyall"), Column("b", "B")), ("1", "word " * 8)))
    assert by_words[0] is not None
    assert by_length[0] is not None
    assert by_words[0] < by_length[0]


def test_stated_widths_that_fill_the_table_leave_every_open_column_something() -> None:
    columns = (Column("a", "A", width=100), Column("b", "B"), Column("c", "C"))
    assert paper_widths(table(columns, ("x", "y", "z"))) == [100, None, 1]
