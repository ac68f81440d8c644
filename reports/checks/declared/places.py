"""Tile = table = text: a figure that is shown in several places is the same in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.context import BookContext
from reports.checks.reading import number_of
from reports.checks.registry import Finding, check
from reports.definitions.operations.engagement import PRODUCT_LISTS
from reports.engine.blocks import Figure, Table
from reports.engine.values import Value, working_days


@dataclass(frozen=True, slots=True)
class Shown:
    """A place that shows a fact."""

    section: str
    block: str
    where: str
    value: Value


def _shown(ctx: BookContext) -> Iterator[tuple[str, Shown]]:
    """Every place that names the fact it shows, in reading order."""
    for section, block, tile in ctx.tiles():
        if tile.fact:
            yield tile.fact, Shown(section, block, f"the tile “{tile.label}”", tile.value)
    for passage in ctx.passages:
        for fact in passage.facts:
            yield fact.key, Shown(passage.section, passage.block, "the text", fact.value)


@check(
    "places.same",
    "error",
    "A figure has one value wherever it is shown",
    "Every tile and every figure in the text names the fact it shows. Two places that name the same fact show the "
    "same value, in figures or in words.",
    classes=(1,),
    by_construction=True,
)
def same_everywhere(ctx: BookContext) -> Iterator[Finding]:
    first: dict[str, Shown] = {}
    for key, shown in _shown(ctx):
        earlier = first.setdefault(key, shown)
        if earlier.value.raw != shown.value.raw:
            message = (
                f"“{key}” is {earlier.value.display} in {earlier.where}, and {shown.value.display} in {shown.where}."
            )
            state = f"{earlier.value.raw}/{shown.value.raw}"
            yield Finding(message, f"{key}:{shown.block}", state, shown.section, shown.block)


@check(
    "places.fact",
    "error",
    "Tiles and text show what the records give",
    "Each tile and each figure in the text is asked of the records again, and shows what they give.",
    classes=(1,),
    by_construction=True,
)
def as_the_records(ctx: BookContext) -> Iterator[Finding]:
    for key, shown in _shown(ctx):
        counted = ctx.fact(key)
        if counted is not None and counted.raw != shown.value.raw:
            message = f"“{key}” is {counted.display} by the records, and {shown.value.display} in {shown.where}."
            yield Finding(
                message, f"{key}:{shown.block}", f"{counted.raw}/{shown.value.raw}", shown.section, shown.block
            )


CELLS = (
    ("timescales", 0, "total", "modifications.open"),
    ("timescales", 0, "average", "modifications.open_average"),
    ("timescales", 1, "total", "modifications.concluded"),
    ("timescales", 1, "average", "modifications.concluded_average"),
    ("assessments-summary", 0, "total", "assessments.pa_open"),
    ("assessments-summary", 0, "average", "assessments.pa_open_average"),
    ("assessments-summary", 1, "total", "assessments.pa_completed"),
    ("assessments-summary", 1, "average", "assessments.pa_completed_average"),
    ("assessments-summary", 2, "total", "assessments.ia_open"),
    ("assessments-summary", 2, "average", "assessments.ia_open_average"),
    ("assessments-summary", 3, "total", "assessments.ia_completed"),
    ("assessments-summary", 3, "average", "assessments.ia_completed_average"),
)
"""Which cell of which table, by row and column, shows which fact."""


@check(
    "places.tables",
    "error",
    "Tables show the figures that text and tiles show",
    "The cells of the timescales and of the summary of DCC Assessments that are facts are compared with them.",
    classes=(1,),
    by_construction=True,
)
def tables(ctx: BookContext) -> Iterator[Finding]:
    for block, row, column, key in CELLS:
        found, fact = ctx.block(block, Table), ctx.fact(key)
        if found is None or fact is None or row >= len(found[1].rows):
            continue
        place = [one.key for one in found[1].columns].index(column)
        cell = found[1].rows[row].cells[place].value
        if cell.raw != fact.raw:
            message = f"{found[1].number}, row {row + 1}, says {cell.display}; the figure “{key}” is {fact.display}."
            yield Finding(message, f"{block}:{row}:{column}", f"{cell.raw}/{fact.raw}", found[0], block)


LAST_POINTS = (
    ("movements", "Accessions", "parties.acceded"),
    ("movements", "Withdrawals", "parties.withdrawn"),
    ("movements", "Expulsions", "parties.expelled"),
    ("movements", "Events of Default", "defaults.raised"),
    ("helpdesk-months", "E-mails", "measure.helpdesk-emails"),
)
"""Which figure's last month, of which series, is which fact; besides, each product list is a series."""


def _last_points(ctx: BookContext) -> Iterator[tuple[str, str, str]]:
    yield from LAST_POINTS
    lists = ctx.reads.measures.get(PRODUCT_LISTS)
    for category in lists.expected(ctx.month.first) if lists else ():
        yield "product-lists", category.name, f"measure.{PRODUCT_LISTS}.{category.code}"


@check(
    "places.figures",
    "error",
    "The last month of a figure is the figure in tile and text",
    "The last point of the year's figures (accessions, exits, Events of Default, e-mails) is the month's own number.",
    classes=(1,),
    by_construction=True,
)
def figures(ctx: BookContext) -> Iterator[Finding]:
    for block, name, key in _last_points(ctx):
        found, fact = ctx.block(block, Figure), ctx.fact(key)
        series = next((one for one in found[1].chart.series if one.name == name), None) if found else None
        if found is None or series is None or fact is None or not series.values:
            continue
        if series.values[-1].raw != fact.raw:
            message = f"{found[1].number} ends with {series.values[-1].display} for “{name}”; it is {fact.display}."
            yield Finding(message, f"{block}:{name}", f"{series.values[-1].raw}/{fact.raw}", found[0], block)


@check(
    "places.chart_data",
    "error",
    "A chart draws the table beside it",
    "The numbers that a chart draws are those of its data table, point for point.",
    classes=(1,),
    by_construction=True,
)
def chart_data(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.every(Figure):
        rows = [row for row in block.data.rows if not row.total]
        for place, series in enumerate(block.chart.series, 1):
            listed = [row.cells[place].value.raw for row in rows]
            if listed != [value.raw for value in series.values]:
                message = f"{block.number}: the series “{series.name}” is not what its table lists."
                yield Finding(message, f"{block.id}:{series.name}", str(listed), section, block.id)


@check(
    "places.against_target",
    "error",
    "“Against target” says what target and duration say",
    "In the tables of DCC Assessments, the words in the last column follow from the two numbers before them.",
    classes=(1, 6),
    by_construction=True,
)
def against_target(ctx: BookContext) -> Iterator[Finding]:
    for name in ("assessments-open", "assessments-completed"):
        found = ctx.block(name, Table)
        for row in found[1].rows if found else ():
            cells = dict(zip((one.key for one in found[1].columns), row.cells, strict=True)) if found else {}
            target, duration = (number_of(cells[key].value) for key in ("target", "duration"))
            if found is None or target is None or duration is None:
                continue
            over = duration - target
            said = f"Over by {over} WD" if over > 0 else "Within target"
            if cells["against"].value.display != said:
                subject = f"{name}:{cells['modification'].value.display}:{cells['type'].value.display}"
                message = (
                    f"{found[1].number}, {cells['modification'].value.display}: {working_days(duration).display} "
                    f"against {working_days(target).display} is not “{cells['against'].value.display}”."
                )
                yield Finding(message, subject, f"{target}/{duration}", found[0], name)
