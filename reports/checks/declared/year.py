"""What the End of Regulatory Year Report prints of a year, against its months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.context import BookContext
from reports.checks.reading import number_of
from reports.checks.registry import Finding, check
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.reconciliation import MADE, YEAR_COLUMN, lines
from reports.engine.blocks import Cell, Row, Table
from reports.engine.tables import joined
from reports.engine.values import Value
from reports.facts.by_month import Made
from reports.facts.making import YEAR
from reports.facts.registry import Unit
from reports.reads import YEAR_BEGINS

_SECTION = "reconciliation"
_NO_NUMBERS = (Unit.DATE, Unit.TEXT)


@check(
    "year.whole",
    "error",
    "The year's report is of the month that ends a regulatory year",
    "A regulatory year runs from April to March. The End of Regulatory Year Report is kept under March: under any "
    "other month its sums would be of a part of the year.",
    classes=(5,),
)
def whole(ctx: BookContext) -> Iterator[Finding]:
    if _year(ctx) and ctx.month.month != (YEAR_BEGINS - 2) % 12 + 1:
        message = f"The report is kept under {ctx.month.label}, and a regulatory year ends in March."
        yield Finding(message, "month", ctx.month.iso, mend=ctx.mend_paper())


@check(
    "year.months",
    "error",
    "The months of each annual figure come to it",
    "In the tables of the reconciliation a sum is of its twelve months, an end state is that of the last month, and an "
    "average is of the months that have a number. Where a month is missing, the year's figure says so too.",
    classes=(3,),
    by_construction=True,
)
def months(ctx: BookContext) -> Iterator[Finding]:
    for section, table in ctx.every(Table):
        keys = [column.key for column in table.columns]
        if MADE in keys and YEAR_COLUMN in keys:
            for row in table.rows:
                yield from _not_adding_up(section, table, row, keys)


def _not_adding_up(section: str, table: Table, row: Row, keys: list[str]) -> Iterator[Finding]:
    label, made, year = row.cells[0].value.display, row.cells[keys.index(MADE)], row.cells[keys.index(YEAR_COLUMN)]
    cells = row.cells[keys.index(MADE) + 1 : keys.index(YEAR_COLUMN)]
    wanted = _made_by(made.value.display, cells)
    given = number_of(year.value)
    if made.value.display == Made.BEFORE or wanted == given or _is_average_of(made.value.display, wanted, given):
        return
    message = f"{label}: the months come to {'missing' if wanted is None else f'{wanted:,}'}, not {year.value.display}."
    yield Finding(message, f"{table.id}:{label}", f"{wanted}/{given}", section, table.id)


def _made_by(made: str, cells: tuple[Cell, ...]) -> Decimal | None:
    if any(cell.value.is_missing for cell in cells):
        return None
    known = [number for cell in cells if (number := _number(cell.value)) is not None]
    if not known:
        return None
    if made == Made.END:
        return known[-1]
    total = sum(known, Decimal(0))
    return total / len(known) if made == Made.AVERAGE else total


def _number(value: Value) -> Decimal | None:
    return number_of(value) if value.is_figure else None


def _is_average_of(made: str, wanted: Decimal | None, given: Decimal | None) -> bool:
    """An average that does not come out even is the same to a thousandth."""
    even = made == Made.AVERAGE and wanted is not None and given is not None
    return even and wanted is not None and given is not None and abs(wanted - given) < Decimal("0.001")


@check(
    "year.printed",
    "warning",
    "Every figure of the text and the tiles is one of the year",
    "The End of Regulatory Year Report tells of twelve months. A figure that no months make is March's own, or of a "
    "window of twelve months that is kept for the monthly papers: choose the one of the year, or say why it stands.",
    classes=(5, 7),
)
def printed(ctx: BookContext) -> Iterator[Finding]:
    year = _year(ctx)
    if year is None:
        return
    told = _told(ctx)
    for section, block, key in _shown(ctx):
        if _is_of_the_month(year, key):
            message = f"“{key}” is a figure of {ctx.month.label} alone, or of no one year: no row of months makes it."
            yield Finding(message, f"{section}:{key}", "", section, block, ctx.mend_text(section))
        elif told and (one := year.made_of(key)) and one.label not in told:
            message = f"{one.label} is in no table of the months: the reconciliation stands before what prints it."
            yield Finding(message, f"{section}:{key}", "", section, block)


def _told(ctx: BookContext) -> set[str]:
    """What the tables of the months tell of. Other checks ask for figures too, which the paper does not print."""
    return {row.cells[0].value.display for table in _of_months(ctx) for row in table.rows}


def _of_months(ctx: BookContext) -> Iterator[Table]:
    for _, table in ctx.every(Table):
        if {MADE, YEAR_COLUMN} <= {column.key for column in table.columns}:
            yield table


def _shown(ctx: BookContext) -> Iterator[tuple[str, str, str]]:
    for section, block, tile in ctx.tiles():
        if tile.fact:
            yield section, block, tile.fact
    for passage in ctx.passages:
        yield from ((passage.section, passage.block, fact.key) for fact in passage.facts)


def _is_of_the_month(year: YearContext, key: str) -> bool:
    if key.startswith(YEAR.prefix) or year.made_of(key) is not None:
        return False
    try:
        return year.named_figures.fact(key).unit not in _NO_NUMBERS
    except KeyError:
        return False


@check(
    "year.missing",
    "warning",
    "No month is missing from a figure of the year",
    "A figure of the year is the sum, or the average, of its months. Without one of them it is missing, and is never "
    "reckoned from the others.",
    classes=(10,),
)
def missing(ctx: BookContext) -> Iterator[Finding]:
    year, told = _year(ctx), _told(ctx)
    for one in lines(year) if year else ():
        if one.missing and one.label in told:
            without = joined([month.label for month in one.missing])
            message = f"{one.label} has no number for {without}: the figure of the year is missing."
            state = "|".join(month.iso for month in one.missing)
            yield Finding(message, one.key, state, _SECTION, "months-missing", ctx.mend_grid(one.missing[0].first))


@check(
    "year.objectives",
    "error",
    "Every objective of the SEC has its status",
    "The Panel says of each objective in force at the year's end whether the SEC continues to meet it.",
    classes=(10,),
)
def objectives(ctx: BookContext) -> Iterator[Finding]:
    year = _year(ctx)
    for one in year.year.objectives if year else ():
        if one.status is None:
            message = f"The status of the {one.name} is not entered."
            yield Finding(message, one.code, "", "objectives", "objectives-table", ctx.mend_paper())


def _year(ctx: BookContext) -> YearContext | None:
    """What the report was built from; None for a report of a month, which none of these is about."""
    return ctx.context if isinstance(ctx.context, YearContext) else None
