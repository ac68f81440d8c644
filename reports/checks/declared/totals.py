"""Parts, totals and rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from parties import queries as parties
from parties.models import VotingGroup
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.reading import number_of
from reports.checks.registry import Finding, check
from reports.engine.blocks import Column, Figure, Row, Table, Tiles
from reports.engine.values import Value, long_date
from reports.facts.measures import printed

_TOTAL = "Total"
_WHOLE = 100
_NEARLY = range(90, 111)
"""Printed shares that add up to about a hundred are meant as the shares of one whole."""


@check(
    "totals.rows",
    "error",
    "Each total row is the sum of its rows",
    "Adds up every numeric column of every table that ends in a total, and where it has subtotals the rows of each. "
    "Numbers are added before they are rounded.",
    classes=(3,),
    by_construction=True,
)
def total_rows(ctx: BookContext) -> Iterator[Finding]:
    for section, block, table in ctx.tables():
        for parts, total in _summed(table):
            yield from _wrong_totals(section, block, table, parts, total)


def _summed(table: Table) -> Iterator[tuple[list[Row], Row]]:
    """Each total with the rows that it is the sum of: a subtotal of those since the one above it, the last total of
    all."""
    since: list[Row] = []
    places = [place for place, row in enumerate(table.rows) if row.total]
    for place, row in enumerate(table.rows):
        if not row.total:
            since.append(row)
        elif place == places[-1]:
            yield [one for one in table.rows if not one.total], row
        else:
            yield since, row
            since = []


def _wrong_totals(section: str, block: str, table: Table, parts: list[Row], total: Row) -> Iterator[Finding]:
    for place, column in enumerate(table.columns):
        given = number_of(total.cells[place].value)
        numbers = [number_of(row.cells[place].value) for row in parts]
        known = [number for number in numbers if number is not None]
        if column.kind == "number" and given is not None and sum(known, Decimal(0)) != given:
            message = (
                f"{_named(table)}: the rows of “{column.heading}” come to {sum(known):,}, the total says {given:,}."
            )
            yield Finding(message, f"{block}:{column.key}", f"{sum(known)}/{given}", section, block)


@check(
    "totals.columns",
    "error",
    "Each total column is the sum of its columns",
    "In the data of stacked charts, and wherever a column is headed Total, each row adds up to it before rounding.",
    classes=(3,),
    by_construction=True,
)
def total_columns(ctx: BookContext) -> Iterator[Finding]:
    for section, block, table in ctx.tables():
        for row, parts, total in _added_across(table):
            if sum(parts, Decimal(0)) != total:
                name = row.cells[0].value.display
                message = f"{_named(table)}: the row “{name}” comes to {sum(parts):,}, its total says {total:,}."
                yield Finding(message, f"{block}:{name}", f"{sum(parts)}/{total}", section, block)


def _added_across(table: Table) -> Iterator[tuple[Row, list[Decimal], Decimal]]:
    """Each row whose last column is its total, with what is added up in it."""
    if not (table.columns and table.columns[-1].heading == _TOTAL and len(_numeric(table.columns)) > 1):
        return
    for row in table.rows:
        numbers = [number_of(cell.value) for cell in row.cells[1:]]
        if numbers[-1] is not None:
            yield row, [number for number in numbers[:-1] if number is not None], numbers[-1]


def _numeric(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.kind == "number"]


def _named(table: Table) -> str:
    return table.number or f"The data of “{table.caption}”"


@check(
    "totals.rounding",
    "warning",
    "Printed parts come to the printed total",
    "A total is of numbers before rounding, as it should be. Where the printed parts then do not come to the printed "
    "total, readers who add them up need a word on why.",
    classes=(3,),
)
def rounded_parts(ctx: BookContext) -> Iterator[Finding]:
    for section, block, table in ctx.tables():
        for row, parts, total in _added_across(table):
            shown = [_as_printed(cell.value) for cell in row.cells[1:]]
            added = sum((number for number in shown[:-1] if number is not None), Decimal(0))
            if sum(parts, Decimal(0)) == total and shown[-1] is not None and added != shown[-1]:
                name = row.cells[0].value.display
                message = f"{_named(table)}: as printed, “{name}” comes to {added:,}, beside a total of {shown[-1]:,}."
                yield Finding(message, f"{block}:{name}", f"{added}/{shown[-1]}", section, block)
        for column, added, given in _added_down(table):
            message = (
                f"{_named(table)}: as printed, “{column.heading}” comes to {added:,}, beside a total of {given:,}."
            )
            yield Finding(message, f"{block}:{column.key}", f"{added}/{given}", section, block)


def _added_down(table: Table) -> Iterator[tuple[Column, Decimal, Decimal]]:
    """Each column that is right before rounding, with what its printed rows come to and its printed total."""
    for parts, total in _summed(table):
        for place, column in enumerate(table.columns):
            numbers = [number_of(row.cells[place].value) or Decimal(0) for row in parts]
            shown = [_as_printed(row.cells[place].value) or Decimal(0) for row in parts]
            given, added = _as_printed(total.cells[place].value), sum(shown, Decimal(0))
            exact = sum(numbers, Decimal(0)) == number_of(total.cells[place].value)
            if column.kind == "number" and exact and given is not None and added != given:
                yield column, added, given


def _as_printed(value: Value) -> Decimal | None:
    """The number that is read, not the one behind it."""
    if number_of(value) is None:
        return None
    digits = value.display.replace(",", "").removesuffix("%").removesuffix(" WD")
    try:
        return Decimal(digits)
    except ArithmeticError:
        return None


@check(
    "totals.shares",
    "warning",
    "Shares of a whole come to 100%",
    "Where a table, a group of tiles or the text prints the shares of one whole, the printed shares come to 100%. By "
    "rounding they may miss it by one or two, which readers are told.",
    classes=(3,),
)
def shares_near_a_hundred(ctx: BookContext) -> Iterator[Finding]:
    for section, block, where, shares in _groups_of_shares(ctx):
        total = sum(shares, Decimal(0))
        if int(total) in _NEARLY and total != _WHOLE:
            message = f"{where}: the {len(shares)} printed shares come to {total}%."
            yield Finding(message, f"{block}:{where}", str(total), section, block)


def _groups_of_shares(ctx: BookContext) -> Iterator[tuple[str, str, str, list[Decimal]]]:
    for section, block, table in ctx.tables():
        for place, column in enumerate(table.columns):
            values = [row.cells[place].value for row in table.rows if not row.total]
            if len(values) > 2 and (shares := _shares(values)):
                yield section, block, f"{_named(table)}, {column.heading}", shares
    for section, tiles in ctx.every(Tiles):
        for group in tiles.groups:
            if len(group.tiles) > 2 and (shares := _shares([tile.value for tile in group.tiles])):
                yield section, tiles.id, group.title, shares
    for code in ctx.reads.measures:
        cited = _cited_shares(ctx, code)
        if len(cited) > 2 and (shares := _shares(list(cited.values()))):
            yield "", "", f"The shares of “{ctx.reads.measures[code].name}” in the text", shares


def _shares(values: list[Value]) -> list[Decimal]:
    """The printed percentages; none unless all are."""
    shares = [_as_printed(value) for value in values if value.display.endswith("%")]
    return [share for share in shares if share is not None] if len(shares) == len(values) else []


def _cited_shares(ctx: BookContext, code: str) -> dict[str, Value]:
    """The shares of the measure's categories that the text prints, each once."""
    return {
        fact.key: fact.value
        for passage in ctx.passages
        for fact in passage.facts
        if fact.key.startswith(f"measure.{code}.") and fact.key.endswith(".share")
    }


@check(
    "totals.percentages",
    "error",
    "No percentage lies outside 0 to 100",
    "Shares, compliance and punctuality are parts of a whole, so none is below 0% or above 100%.",
    classes=(3,),
)
def percentages(ctx: BookContext) -> Iterator[Finding]:
    for section, block, where, value in _printed_values(ctx):
        share = number_of(value) if value.display.endswith("%") else None
        if share is not None and not 0 <= share <= _WHOLE:
            yield Finding(f"{where} is printed as {value.display}.", f"{block}:{where}", value.display, section, block)


def _printed_values(ctx: BookContext) -> Iterator[tuple[str, str, str, Value]]:
    for section, block, tile in ctx.tiles():
        yield section, block, f"“{tile.label}”", tile.value
    for section, block, table in ctx.tables():
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield section, block, f"{row.cells[0].value.display}, {column.heading}, in {_named(table)}", cell.value
    for passage in ctx.passages:
        for fact in passage.facts:
            yield passage.section, passage.block, f"The figure “{fact.key}”", fact.value


@check(
    "totals.stages",
    "error",
    "The stages come to the open proposals",
    "Open proposals by stage, in the figure of the stages and for the month in the figure of the year, come to the "
    "number of open proposals that text, tile and table give.",
    classes=(1, 3),
    by_construction=True,
)
def stages(ctx: BookContext) -> Iterator[Finding]:
    total = ctx.fact("modifications.open")
    if total is None or total.raw is None:
        return
    drawn = {"stages": _sum_of_series(ctx, "stages"), "process": _sum_of_last_stack(ctx, "process")}
    for block, (section, added) in ((id, found) for id, found in drawn.items() if found):
        if added != total.raw:
            message = f"The stages in the figure come to {added:,}, and {total.display} proposals are open."
            yield Finding(message, block, f"{added}/{total.raw}", section, block)


def _sum_of_series(ctx: BookContext, block: str) -> tuple[str, Decimal] | None:
    """All that the figure of one series draws; None where there is no such figure, or it draws a gap."""
    found = ctx.block(block, Figure)
    if found is None:
        return None
    numbers = [number_of(value) for one in found[1].chart.series for value in one.values]
    known = [number for number in numbers if number is not None]
    return (found[0], sum(known, Decimal(0))) if known and len(known) == len(numbers) else None


def _sum_of_last_stack(ctx: BookContext, block: str) -> tuple[str, Decimal] | None:
    found = ctx.block(block, Figure)
    if found is None:
        return None
    numbers = [number_of(one.values[-1]) for one in found[1].chart.series if one.values]
    known = [number for number in numbers if number is not None]
    return (found[0], sum(known, Decimal(0))) if known else None


@check(
    "totals.voting_groups",
    "error",
    "Voting Groups by Party Category come to all Voting Groups",
    "Every group that the text counts stands in a bar of the figure: one whose Parties have no category is in none.",
    classes=(1, 3),
)
def voting_groups(ctx: BookContext) -> Iterator[Finding]:
    bars, total = sum(ctx.reads.voting_groups.values()), ctx.reads.voting_group_total
    if bars < total:
        yield _of_groups(bars, total, "some have no category")


@check(
    "totals.voting_groups_twice",
    "warning",
    "No Voting Group counts in two Party Categories",
    "A group with Parties in two categories counts in both, as it should. The bars of the figure then come to more "
    "than the number in the text, and readers who add them up need a word on why.",
    classes=(1, 3),
)
def voting_groups_twice(ctx: BookContext) -> Iterator[Finding]:
    bars, total = sum(ctx.reads.voting_groups.values()), ctx.reads.voting_group_total
    if bars > total:
        yield _of_groups(bars, total, "some have Parties in two categories and count in both")


def _of_groups(bars: int, total: int, why: str) -> Finding:
    message = f"There are {total:,} Voting Groups, but {bars:,} by Party Category: {why}."
    return Finding(message, "voting-groups", f"{bars}/{total}", "parties", "voting-groups", mends.listing(VotingGroup))


@check(
    "totals.parties",
    "error",
    "Parties by Party Category come to all Parties",
    "The Parties in each category, the DCC left out, come to the number of Parties. One without a category is in none.",
    classes=(3,),
)
def parties_by_category(ctx: BookContext) -> Iterator[Finding]:
    added, total = sum(parties.parties_by_category(ctx.month.last).values()), ctx.reads.party_total
    if added != total:
        message = (
            f"On {long_date(ctx.month.last).display} there are {total:,} Parties, but {added:,} by Party Category."
        )
        yield Finding(message, "parties", f"{added}/{total}", "parties", "parties-text")


@check(
    "totals.uep",
    "error",
    "Those with and without the UEP are no more than all Parties",
    "A Party has completed the User Entry Process or has not: the two counts together cannot exceed the Parties.",
    classes=(3,),
    by_construction=True,
)
def uep(ctx: BookContext) -> Iterator[Finding]:
    complete, outstanding, total = ctx.reads.uep_complete, ctx.reads.uep_outstanding, ctx.reads.party_total
    if complete + outstanding > total:
        message = f"{complete:,} Parties completed the UEP and {outstanding:,} did not, of {total:,} Parties."
        yield Finding(message, "uep", f"{complete}+{outstanding}/{total}", "uep", "uep-text")


@check(
    "totals.helpdesk",
    "error",
    "The Helpdesk's topics come to the month's e-mails",
    "The bars by topic, the last column of the year's figure and the number in the text are of the same e-mails.",
    classes=(1, 3),
    by_construction=True,
)
def helpdesk(ctx: BookContext) -> Iterator[Finding]:
    topics, months = _sum_of_series(ctx, "helpdesk-topics"), _sum_of_last_stack(ctx, "helpdesk-months")
    if topics and months and topics[1] != months[1]:
        message = f"The topics come to {topics[1]:,} e-mails, the month's column says {months[1]:,}."
        yield Finding(message, "helpdesk", f"{topics[1]}/{months[1]}", topics[0], "helpdesk-topics", ctx.mend_grid())


@check(
    "totals.tiles",
    "error",
    "A tile of all is the sum of the tiles beside it",
    "Where a group of tiles shows the categories of a measure and the measure itself, the categories come to it.",
    classes=(1, 3),
    by_construction=True,
)
def tiles(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.every(Tiles):
        for group in block.groups:
            shown = {tile.fact: tile.value for tile in group.tiles}
            for code, series in ctx.reads.measures.items():
                whole = shown.get(f"measure.{code}")
                keys = [f"measure.{code}.{one.code}" for one in series.expected(ctx.month.first)]
                if whole is None or not keys or not all(key in shown for key in keys):
                    continue
                numbers = [number_of(shown[key]) for key in keys]
                known = [number for number in numbers if number is not None]
                total = number_of(whole)
                if total is not None and len(known) == len(numbers) and sum(known) != total:
                    added = printed(series, sum(known, Decimal(0))).display
                    message = f"{group.title}: the tiles come to {added}, “{series.name}” says {whole.display}."
                    yield Finding(message, f"{block.id}:{code}", f"{added}/{whole.raw}", section, block.id)
