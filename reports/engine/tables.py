"""Short ways for builders to write tables and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.engine.blocks import Cell, Chart, Column, Monthly, Provenance, Row, Series, Table
from reports.engine.month import Month
from reports.engine.values import MISSING, NOT_MEASURED, Value, count, text

_UPRIGHT = 12
"""Columns that an upright page has room for."""

Entry = Cell | Value | str | int | None
"""What may stand in a row: text, a count, a formatted value, a whole cell, or None for a missing figure."""


def table(
    id: str,
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Entry]],
    *,
    total: Sequence[Entry] | None = None,
    basis: str = "",
    empty: str = "There is nothing to show.",
    wide: bool = False,
    group: str = "",
    provenance: Provenance | None = None,
) -> Table:
    """A table from rows of entries. One of a year's months side by side, and more, is `wide` without being asked: it
    stands on a landscape page. Raises ValueError when a row hasn't one entry for each column."""
    body = [row(entries) for entries in rows]
    body += [row(total, total=True)] if total else []
    for one in body:
        if len(one.cells) != len(columns):
            found = ", ".join(entry.value.display for entry in one.cells)
            raise ValueError(f"table “{id}” has {len(columns)} columns, but a row of {len(one.cells)}: {found}")
    wide = wide or len(columns) > _UPRIGHT
    return Table(id, caption, tuple(columns), tuple(body), basis, empty, wide=wide, group=group, provenance=provenance)


def row(entries: Sequence[Entry], *, total: bool = False) -> Row:
    return Row(tuple(cell(entry) for entry in entries), total)


def cell(entry: Entry) -> Cell:
    match entry:
        case Cell():
            return entry
        case Value():
            return Cell(entry)
        case str():
            return Cell(text(entry))
        case _:
            return Cell(count(entry))


def by_month(fact: str, months: Iterable[Month], values: Iterable[Entry]) -> tuple[Cell, ...]:
    """The figures of one fact, month by month, each saying whose it is: so a past month's is told from what was
    published for it."""
    return tuple(replace(cell(entry), of=Monthly(fact, month)) for month, entry in zip(months, values, strict=True))


def joined(words: Sequence[str], last: str = "and") -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def total_of(values: Iterable[Value]) -> Value:
    """The sum of counts. Missing when one of them is, or is no count: durations and shares don't add up.

    Where nothing was measured there is nothing to add: of nothing but that, the sum was not measured either.
    """
    measured = [value for value in values if value != NOT_MEASURED]
    total = 0
    for value in measured:
        if not isinstance(value.raw, int) or value != count(value.raw):
            return MISSING
        total += value.raw
    return count(total) if measured else NOT_MEASURED


def chart_table(
    id: str,
    caption: str,
    chart: Chart,
    *,
    totals: tuple[Value, ...] = (),
    totals_of: str = "",
    basis: str = "",
    provenance: Provenance | None = None,
) -> Table:
    """The data of a chart as a table: a row for each category, a column for each series. `totals_of` is the fact that
    the totals are, month by month.

    A total is given where the chart itself adds up counts: under the shares of a pie, and beside each stack, for which
    `totals` gives those that were reckoned from unrounded numbers. Raises ValueError when they aren't one a stack.
    """
    series = list(chart.series)
    if totals:
        if len(totals) != len(chart.categories):
            raise ValueError(f"table “{id}” has {len(totals)} totals for {len(chart.categories)} categories")
        series.append(Series("Total", totals, totals_of))
    elif chart.kind == "stacked" and len(series) > 1 and _are_counts(chart):
        stacks = (total_of(stack) for stack in zip(*(one.values for one in series), strict=True))
        series.append(Series("Total", tuple(stacks), totals_of))
    headings = [one.name for one in series] if len(series) > 1 else [chart.value_label]
    columns = [Column("category", chart.category_label or "Category")]
    columns += [Column(f"series-{place}", heading, "number") for place, heading in enumerate(headings, 1)]
    values = zip(*(_cells(one, chart.months) for one in series), strict=True)
    rows = [(name, *line) for name, line in zip(chart.categories, values, strict=True)]
    total = ("Total", total_of(series[0].values)) if chart.kind == "pie" and _are_counts(chart) else None
    return table(id, caption, columns, rows, total=total, basis=basis, provenance=provenance)


def _cells(series: Series, months: tuple[Month, ...]) -> Iterable[Cell]:
    return (Cell(value, of=of) for value, of in zip(series.values, series.whose(months), strict=True))


def _are_counts(chart: Chart) -> bool:
    """Whether what is known is counted, so that a total has a meaning even where it is missing."""
    known = [value for series in chart.series for value in series.values if value.is_figure]
    return bool(known) and not total_of(known).is_missing
