"""What is missing, whose it is to enter, and where."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.queries import Kept
from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.declared.owned import desk_gaps, passed_on
from reports.checks.reading import digest, section_of
from reports.checks.registry import Finding, check
from reports.definitions.operations.engagement import CODEWORKS, HELPDESK, PRODUCT_LISTS
from reports.desk.gaps_committees import next_meetings
from reports.desk.gaps_register import assessments_without_target
from reports.desk.outline import outline
from reports.engine.blocks import Figure, Table
from reports.engine.tables import joined
from reports.engine.values import long_date
from reports.reads import TOP_PAGES

PAGES = 5
"""The website's most viewed pages are a list of five."""
_COUNTED = {
    "parties-entered": ("parties.acceded",),
    "parties-left": ("parties.withdrawn", "parties.expelled"),
    "assessments-open": ("assessments.pa_open", "assessments.ia_open"),
    "assessments-completed": ("assessments.pa_completed", "assessments.ia_completed"),
}
"""Tables that are rightly empty when these figures are zero."""
_MAY_BE_EMPTY = frozenset({"uep-completions", "sec-versions"})
"""What the records have none of in many a month; the table says so in words."""
_OF_MEASURES = {
    "helpdesk-months": HELPDESK,
    "helpdesk-topics": HELPDESK,
    "product-lists": PRODUCT_LISTS,
    "codeworks-users": CODEWORKS,
}


@check(
    "gaps.measures",
    "warning",
    "Every measure has its number of the month",
    "A measure, or each of its categories measured this month, has a number. Missing is not zero: a month that had "
    "nothing has a 0.",
    classes=(10,),
)
def measures(ctx: BookContext) -> Iterator[Finding]:
    for code, series in ctx.reads.measures.items():
        lacking = [
            category.name if category else ""
            for category in series.expected(ctx.month.first) or (None,)
            if series.value(category.code if category else None, ctx.month.first) is None
        ]
        if lacking and ctx.tells_of(code, section_of(code)):
            what = f": {joined(lacking)}" if lacking != [""] else ""
            message = f"{series.name} has no number for {ctx.month.label}{what}."
            yield Finding(message, code, "|".join(lacking), section_of(code), "", ctx.mend_grid())


@check(
    "gaps.values",
    "warning",
    "No printed figure is missing",
    "A tile, a cell or a point of a figure prints “missing” where its number is not known. The month's own measures "
    "are told of apart.",
    classes=(10,),
    owns=("value.missing",),
)
def values(ctx: BookContext) -> Iterator[Finding]:
    for section, block, tile in ctx.tiles():
        if tile.value.is_missing and not tile.fact.startswith("measure."):
            yield Finding(f"“{tile.label}” is missing.", f"{block}:{tile.fact}", "", section, block)
    for section, one in ctx.every(Table):
        for row in one.rows:
            lacking = [
                column.heading for column, cell in zip(one.columns, row.cells, strict=True) if cell.value.is_missing
            ]
            if lacking:
                name = row.cells[0].value.display
                message = f"{one.number}, {name}: {joined(lacking)} is missing."
                yield Finding(message, f"{one.id}:{name}", "|".join(lacking), section, one.id)
    for section, drawn in ctx.every(Figure):
        yield from _gaps_drawn(ctx, section, drawn)


def _gaps_drawn(ctx: BookContext, section: str, drawn: Figure) -> Iterator[Finding]:
    own = {ctx.month.short} if drawn.id in _OF_MEASURES else set()
    by_month = set(drawn.chart.categories) & {month.short for month in ctx.reads.window}
    if drawn.id in _OF_MEASURES and not by_month:
        return  # of this month alone
    for series in drawn.chart.series:
        points = zip(drawn.chart.categories, series.values, strict=True)
        lacking = [name for name, value in points if value.is_missing and name not in own]
        if lacking:
            message = f"{drawn.number}, {series.name}: missing for {joined(lacking)}."
            earlier = next((month.first for month in ctx.reads.window if month.short == lacking[0]), None)
            mend = ctx.mend_grid(earlier) if drawn.id in _OF_MEASURES else ""
            yield Finding(message, f"{drawn.id}:{series.name}", "|".join(lacking), section, drawn.id, mend)


@check(
    "gaps.figures_in_text",
    "error",
    "No figure in the text is missing",
    "A sentence with “missing” in it makes no sense: its number is entered, or the sentence is taken out.",
    classes=(10,),
    owns=("fact.missing",),
)
def figures_in_text(ctx: BookContext) -> Iterator[Finding]:
    for passage in ctx.passages:
        for fact in passage.facts:
            if fact.value.is_missing:
                measured = fact.key.startswith("measure.")
                mend = ctx.mend_grid() if measured else ctx.mend_text(passage.section)
                label = ctx.facts[fact.key].label if fact.key in ctx.facts else fact.key
                message = f"The figure “{label}” in the text is missing."
                yield Finding(message, f"{passage.block}:{fact.key}", "", passage.section, passage.block, mend)


@check(
    "gaps.tables",
    "warning",
    "No table or figure is empty that should not be",
    "A table without rows, or a figure without data, where what it lists is not counted as none.",
    classes=(10,),
    owns=("table.empty", "chart.empty"),
)
def tables(ctx: BookContext) -> Iterator[Finding]:
    def expected(problem_block: str) -> bool:
        counted = [ctx.fact(key) for key in _COUNTED.get(problem_block, ())]
        none = bool(counted) and all(value is not None and value.raw == 0 for value in counted)
        return none or problem_block in _MAY_BE_EMPTY

    found = passed_on(ctx, "table.empty", "chart.empty", mend=ctx.mend_grid(), keep=lambda one: not expected(one.block))
    yield from found


@check(
    "gaps.meeting_dates",
    "warning",
    "Every meeting that is due has its dates",
    "A counted meeting has the days on which notice was given, papers and minutes were issued. One without counts as "
    "late.",
    classes=(10,),
)
def meeting_dates(ctx: BookContext) -> Iterator[Finding]:
    reads = ctx.reads
    for what, kept in (("notice", reads.notice_kept), ("papers", reads.papers_kept), ("minutes", reads.minutes_kept)):
        for one in _undated(kept):
            due = long_date(one.deadline).display
            message = f"{one.title}: the day of the {what} is not entered, though it was due on {due}."
            mend = mends.meeting(one.id)
            yield Finding(message, f"{one.id}:{what}", f"{one.deadline}", "snapshot", "snapshot-tiles", mend)


def _undated(kept: list[Kept] | None) -> Iterator[Kept]:
    return (one for one in kept or () if one.on is None)


@check(
    "gaps.bank_holidays",
    "error",
    "The bank holidays of the time are entered",
    "Working Days cannot be counted over years whose bank holidays are not entered whole.",
    classes=(10,),
)
def bank_holidays(ctx: BookContext) -> Iterator[Finding]:
    reads = ctx.reads
    for what, kept in (("notice", reads.notice_kept), ("papers", reads.papers_kept), ("minutes", reads.minutes_kept)):
        if kept is None:
            message = f"Whether {what} came in time cannot be told: the bank holidays of the time are not entered."
            yield Finding(message, what, "", "snapshot", "snapshot-tiles", mends.bank_holidays())


@check(
    "gaps.unplaced_parties",
    "error",
    "Every Party has its category and Voting Group",
    "A current Party without a Party Category, or without a Voting Group, is in no count by either.",
    classes=(3, 10),
)
def unplaced_parties(ctx: BookContext) -> Iterator[Finding]:
    unplaced = ctx.reads.unplaced_parties
    ids = records.party_ids(row.code for row in unplaced) if unplaced else {}
    for row in unplaced:
        lacking = [
            name for name, has in (("category", row.has_category), ("Voting Group", row.has_voting_group)) if not has
        ]
        day = long_date(ctx.month.last).display
        message = f"{row.name} has no {joined(lacking, 'or')} on {day}, and the counts cannot place it."
        mend = mends.party(ids[row.code])
        yield Finding(message, row.code, "|".join(lacking), "parties", "voting-groups", mend)


@check(
    "gaps.ranked",
    "warning",
    "The list of most viewed pages is whole",
    "Five pages are listed, at the ranks one to five.",
    classes=(10,),
    owns=("ranked.gap",),
)
def ranked(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "ranked.gap", mend=ctx.mend_grid())
    listed = len(ctx.reads.top_pages)
    if 0 < listed < PAGES:
        message = f"{listed} of the {PAGES} most viewed pages are entered."
        yield Finding(message, TOP_PAGES, str(listed), "website", "top-pages", ctx.mend_grid())


@check(
    "gaps.between_papers",
    "warning",
    "No completion falls between two papers",
    "Each paper shows what was completed after a meeting and by its own issue. What came after the last paper was "
    "issued, and by its meeting, is in neither.",
    classes=(7,),
)
def between_papers(ctx: BookContext) -> Iterator[Finding]:
    previous = ctx.report_before.issue_date if ctx.report_before else None
    if previous is None or previous >= ctx.context.since:
        return
    names, above = records.completed_between(previous, ctx.context.since)
    if names or above:
        unnamed = [f"{len(above)} that {'is' if len(above) == 1 else 'are'} Red and not named here"] if above else []
        message = (
            f"Completed after the last paper was issued, {long_date(previous).display}, and by "
            f"{long_date(ctx.context.since).display}, and so in no paper: {'; '.join([*names, *unnamed])}."
        )
        yield Finding(message, "uep", "|".join([*names, *map(str, above)]), "uep", "uep-completions")


@check(
    "gaps.desk",
    "warning",
    "What the month's page asks for is entered",
    "A DCC Assessment that the report shows has its target, and each forum whose next meeting the report announces has "
    "that meeting.",
    classes=(10,),
)
def asked_on_the_desk(ctx: BookContext) -> Iterator[Finding]:
    yield from desk_gaps(ctx, assessments_without_target, "assessment.target")
    yield from desk_gaps(ctx, next_meetings, "meeting.next", "committee.unknown")


@check(
    "gaps.open_items",
    "warning",
    "Nothing is left open for this report",
    "What was noted as still to be settled is settled before the paper is issued, or a reason says why it can wait.",
    classes=(10,),
)
def open_items(ctx: BookContext) -> Iterator[Finding]:
    shown = {part.id for part in ctx.document.parts}
    closed = {place.id for place in outline(ctx.report.kind, ctx.month) if place.part and place.part not in shown}
    for item in ctx.report.open_items.filter(settled_at=None):
        # The book is read by more people than a Red appendix is.
        message = f"Still open: {item.text}" if item.section not in closed else "An item of an appendix is still open."
        yield Finding(message, f"{item.pk}", digest(item.text), item.section, "", ctx.mend_desk())
