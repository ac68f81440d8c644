"""What each annual figure of the paper is made of, month by month, and what of the months was restated.

The figures are those that the paper asked for before this section, in tiles, tables, figures and text: it stands last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from measures.models import MeasureGroup
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.words import months_said, year_end, year_start
from reports.definitions.words import plain
from reports.engine import tables
from reports.engine.blocks import REVISED, BulletItem, Cell, Column, Monthly, ReferenceList, Revision, Table
from reports.engine.month import Month
from reports.engine.tables import joined
from reports.engine.values import MISSING, Value
from reports.facts.by_month import Made, MadeOf
from reports.facts.making import YEAR
from reports.facts.records import FACTS
from reports.facts.rows import Tally

GROUP = "reconciliation"
MADE, YEAR_COLUMN = "made", "year"
"""The columns between which the months stand, by their keys."""
_TECHNICAL, _CHANGES, _SECURITY, _PARTIES, _COMMITTEES = range(5)
_AREAS = {
    **dict.fromkeys(("modifications", "releases", "release", "sec_versions"), _CHANGES),
    **dict.fromkeys(("parties", "uep", "defaults"), _PARTIES),
    **dict.fromkeys(("meetings", "actions", "committee"), _COMMITTEES),
}
"""By the first word of the month's own figure."""
_MEASURED = {MeasureGroup.PRODUCT_LISTS.label: _TECHNICAL, MeasureGroup.SECURITY.label: _SECURITY}
"""By the heading that a measure stands under; the others are of Party Support."""
_ORDER = {key: place for place, key in enumerate(FACTS)}


def technical(ctx: YearContext) -> Table | None:
    return table("months-technical", "Technical Operations", ctx, _of_area(ctx, _TECHNICAL))


def changes(ctx: YearContext) -> Table | None:
    return table("months-modifications", "Modifications and Releases", ctx, _of_area(ctx, _CHANGES))


def security(ctx: YearContext) -> Table | None:
    return table("months-security", "Security and Privacy", ctx, _of_area(ctx, _SECURITY))


def parties(ctx: YearContext) -> Table | None:
    return table("months-parties", "Party Support", ctx, _of_area(ctx, _PARTIES))


def committees(ctx: YearContext) -> Table | None:
    return table("months-committees", "Committee Support", ctx, _of_area(ctx, _COMMITTEES))


def year_before(ctx: YearContext) -> Table | None:
    return table("months-before", "The year before", ctx, [one for one in lines(ctx) if not _is_of_the_year(ctx, one)])


# --- The months -------------------------------------------------------------------------------------------------------


def lines(ctx: YearContext) -> list[MadeOf]:
    """Every annual figure that the paper asked for and that months make, in the order of the registry; those of its
    families after them, by name."""
    found = (ctx.made_of(key) for key in ctx.named_figures.asked)
    return sorted(
        (one for one in found if one is not None), key=lambda one: (_ORDER.get(one.key, len(_ORDER)), one.key)
    )


def _of_area(ctx: YearContext, area: int) -> list[MadeOf]:
    return [one for one in lines(ctx) if _is_of_the_year(ctx, one) and _area(one) == area]


def _is_of_the_year(ctx: YearContext, one: MadeOf) -> bool:
    return one.months == ctx.year.months


def _area(one: MadeOf) -> int:
    first = one.own.partition(".")[0]
    return _AREAS[first] if first in _AREAS else _MEASURED.get(one.group, _PARTIES)


def table(id: str, title: str, ctx: YearContext, made: Sequence[MadeOf]) -> Table | None:
    if not made:
        return None
    months = made[0].months
    # The section's last table tells of what all readers may be told; the marks come from the same comparison.
    ctx.restating.tell(id, [Monthly(one.fact, one.month) for _, one in _revised(ctx, made)])
    return tables.table(
        id,
        f"{title}: each annual figure by month, {months[0].label} to {months[-1].label}",
        (
            Column("figure", "Figure", width=36),
            Column(MADE, "Made of", width=9),
            # So narrow that every month's name takes two lines, and none of them alone.
            *(Column(month.iso, month.short, "number", width=4) for month in months),
            Column(YEAR_COLUMN, "Year", "number", width=7),
        ),
        [(one.label, one.made.value, *_cells(one), Cell(one.year, of=ctx.named(one.key))) for one in made],
        basis=_basis(ctx, made),
        wide=True,
        group=GROUP,
        provenance=ctx.provenance("facts.by_month"),
    )


def _cells(one: MadeOf) -> Iterator[Cell]:
    if one.is_by_its_own_name:
        yield from tables.by_month(one.own, one.months, one.values)
    else:
        yield from map(Cell, one.values)


def _basis(ctx: YearContext, made: Sequence[MadeOf]) -> str:
    """How the months make the year, of those ways that the table has."""
    of_year = _is_of_the_year(ctx, made[0])
    last = year_end(ctx) if of_year else year_start(ctx)
    ways = {
        Made.SUM: f"Sum: of 12 months, {made[0].months[0].label} to {made[0].months[-1].label}.",
        Made.END: f"End state: on the last day of each month, and so of the year at {last}.",
        Made.AVERAGE: "Average: of the 12 months, rounded after.",
        Made.BEFORE: "State before: on the day before the year began.",
    }
    said = [words for way, words in ways.items() if any(one.made is way for one in made)]
    if any(_area(one) == _PARTIES for one in made):
        said.append("Parties and Voting Groups: excluding the DCC, but in a figure that names it.")
    if any(one.values.count(MISSING) for one in made):
        said.append("Where a month is missing, so is the year.")
    if any(True for _ in _revised(ctx, made)):
        said.append(f"{REVISED}: another now than the month’s paper printed, as told below.")
    return " ".join([*said, "A dash is a month in which nothing was measured."] if _has_dashes(made) else said)


def _has_dashes(made: Sequence[MadeOf]) -> bool:
    return any(value.display == "–" for one in made for value in one.values if one.made is not Made.BEFORE)


def missing_months(ctx: YearContext) -> ReferenceList:
    """The months without which a figure of the year is missing."""
    items = tuple(
        BulletItem(plain(f"{one.label}: {joined([month.label for month in one.missing])}"))
        for one in lines(ctx)
        if one.missing
    )
    return ReferenceList(
        "months-missing",
        "Months that are missing",
        plain("The year’s figure is missing for want of these months:"),
        items,
        f"No month is missing from the figures of {months_said(ctx)}.",
        ctx.provenance("facts.by_month"),
    )


# --- Figures that are reckoned from others ----------------------------------------------------------------------------


def reckoned(ctx: YearContext) -> Table | None:
    """Changes and shares, with the two figures that each is reckoned from."""
    rows = list(_reckoned(ctx))
    if not rows:
        return None
    return tables.table(
        "months-reckoned",
        "Figures reckoned from those of the two years",
        (
            Column("figure", "Figure", width=44),
            Column("value", "Value", "number", width=14),
            Column("from", "Reckoned from", width=42),
        ),
        rows,
        group=GROUP,
        provenance=ctx.provenance("facts"),
    )


def _reckoned(ctx: YearContext) -> Iterator[tuple[str, Cell, str]]:
    for key in ctx.named_figures.asked:
        if not key.startswith(YEAR.prefix) or ctx.made_of(key) is not None:
            continue
        fact = ctx.named_figures.fact(key)
        listing = fact.rows(ctx.reads)
        if listing.tally is Tally.CHANGE:
            now, then = (row.cells[1].display for row in listing.rows)
            yield fact.label, ctx.cell(key), f"{now} in {ctx.year.called} against {then} in {ctx.year.called_before}"
        elif listing.tally is Tally.SHARE:
            part = sum(row.counted for row in listing.rows)
            yield fact.label, ctx.cell(key), f"{part:,} of {len(listing.rows):,}"


# --- Restatements -----------------------------------------------------------------------------------------------------


def restatements(ctx: YearContext) -> Table | ReferenceList:
    """Each with what the month's paper printed, what the records give now, and why they differ."""
    rows = {(one.month, one.fact): (of, one) for of, one in reversed(list(_revised(ctx, lines(ctx))))}
    if not rows:
        none = f"No month’s figure of {ctx.year.called_before} or {ctx.year.called} printed here has been restated."
        return ReferenceList("restatements", "Restatements", (), (), none, ctx.provenance("restatements"))
    return tables.table(
        "restatements",
        f"Restatements: months whose figures are others now than their papers printed ({REVISED})",
        (
            Column("figure", "Figure", width=26),
            Column("month", "Month", width=16),
            Column("published", "Published", "number", width=11),
            Column("now", "Now", "number", width=9),
            Column("reason", "Reason", width=38),
        ),
        [(of.label, one.month.label, one.published, one.present, one.reason) for _, (of, one) in sorted(rows.items())],
        provenance=ctx.provenance("restatements"),
    )


def _revised(ctx: YearContext, made: Sequence[MadeOf]) -> Iterator[tuple[MadeOf, Revision]]:
    """The months of these that are others now, as every reader of a White paper may be told: a part that is for fewer
    tells of more under its own tables."""
    # Of all tables at once, whichever comes first.
    ctx.restating.ask(Monthly(one.own, month) for one in lines(ctx) for month, _ in _of_months(one))
    for one in made:
        for month, value in _of_months(one):
            if revision := ctx.restating.revision(Monthly(one.own, month), value):
                yield one, revision


def _of_months(one: MadeOf) -> Iterable[tuple[Month, Value]]:
    return zip(one.months, one.values, strict=True) if one.is_by_its_own_name else ()
