"""A list has as many rows as the figure that counts them."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody, Meeting
from parties.models import Membership
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.registry import Finding, check
from reports.engine.blocks import Mention, Narrative, ReferenceList, Table
from reports.engine.inlines import inlines_of

_DECISION_LISTS = {
    DecidingBody.CSC: (
        "csc-to-report-phase",
        "csc-to-refinement",
        "csc-new-proposals",
        "csc-not-progressed",
        "csc-other",
        "csc-timetables",
    ),
    DecidingBody.CHANGE_BOARD: ("change-board-approved", "change-board-recommended", "change-board-other"),
}
_ABOVE = ("authority-and-panel",)


def _rows(ctx: BookContext, block: str) -> int | None:
    """How many rows the table has, its total apart; None where the report has no such table."""
    found = ctx.block(block, Table)
    return sum(not row.total for row in found[1].rows) if found else None


def _compared(
    ctx: BookContext, section: str, block: str, counted: int | None, what: str, mend: str = "", *, listed: int | None
) -> Iterator[Finding]:
    if listed is not None and counted is not None and listed != counted:
        message = f"The list has {listed} {'row' if listed == 1 else 'rows'}; {what}: {counted}."
        yield Finding(message, block, f"{listed}/{counted}", section, block, mend)


def _count(ctx: BookContext, *keys: str) -> int | None:
    """The sum of the facts; None where one is unknown or missing."""
    values = [ctx.fact(key) for key in keys]
    raws = [value.raw for value in values if value is not None and isinstance(value.raw, int)]
    return sum(raws) if len(raws) == len(keys) else None


@check(
    "lists.parties_entered",
    "error",
    "As many Parties are listed as entered as are counted",
    "The rows of the table of Parties that entered are the accessions in tile, text and figure.",
    classes=(1, 7),
    by_construction=True,
)
def parties_entered(ctx: BookContext) -> Iterator[Finding]:
    counted, listed = _count(ctx, "parties.acceded"), _rows(ctx, "parties-entered")
    mend = mends.listing(Membership)
    return _compared(ctx, "market", "parties-entered", counted, "accessions of the month", mend, listed=listed)


@check(
    "lists.parties_left",
    "error",
    "As many Parties are listed as left as are counted",
    "The rows of the table of Parties that left are the withdrawals and expulsions in text and figure.",
    classes=(1, 7),
    by_construction=True,
)
def parties_left(ctx: BookContext) -> Iterator[Finding]:
    counted = _count(ctx, "parties.withdrawn", "parties.expelled")
    listed, mend = _rows(ctx, "parties-left"), mends.listing(Membership)
    return _compared(ctx, "market", "parties-left", counted, "withdrawals and expulsions", mend, listed=listed)


@check(
    "lists.meetings_held",
    "error",
    "As many meetings are listed as are counted as held",
    "The rows of the table of meetings held are the number in tile and text.",
    classes=(1, 7),
    by_construction=True,
)
def meetings_held(ctx: BookContext) -> Iterator[Finding]:
    counted, listed = _count(ctx, "meetings.held"), _rows(ctx, "meetings-held")
    return _compared(ctx, "meetings", "meetings-held", counted, "meetings held", mends.listing(Meeting), listed=listed)


@check(
    "lists.meetings_other",
    "error",
    "Every other meeting of the month is listed, and each extraordinary one",
    "The table of other meetings has the meetings that do not count as held; those it calls extraordinary are as many "
    "as the text says.",
    classes=(1, 7),
    by_construction=True,
)
def meetings_other(ctx: BookContext) -> Iterator[Finding]:
    if ctx.block("meetings-held", Table) is None:  # an edition that lists all meetings in one table
        return
    found = ctx.block("meetings-other", Table)
    rows = found[1].rows if found else ()
    extraordinary = sum(row.cells[-1].value.raw == "Extraordinary" for row in rows)
    mend = mends.listing(Meeting)
    counted = _count(ctx, "meetings.extraordinary")
    yield from _compared(
        ctx, "meetings", "meetings-other", counted, "extraordinary meetings", mend, listed=extraordinary
    )
    others = len(ctx.reads.meetings_not_counted)
    yield from _compared(ctx, "meetings", "meetings-other", others, "other meetings", mend, listed=len(rows))


@check(
    "lists.assessments_open",
    "error",
    "As many DCC Assessments are listed as are underway",
    "The rows of the table of assessments underway are the Preliminary and Impact Assessments counted as open.",
    classes=(1, 7),
    by_construction=True,
)
def assessments_open(ctx: BookContext) -> Iterator[Finding]:
    counted = _count(ctx, "assessments.pa_open", "assessments.ia_open")
    listed = _rows(ctx, "assessments-open")
    return _compared(ctx, "assessment-statistics", "assessments-open", counted, "assessments underway", listed=listed)


@check(
    "lists.assessments_completed",
    "error",
    "As many DCC Assessments are listed as were completed",
    "The rows of the table of completed assessments are those counted as completed in the past 12 months.",
    classes=(1, 7),
    by_construction=True,
)
def assessments_completed(ctx: BookContext) -> Iterator[Finding]:
    counted = _count(ctx, "assessments.pa_completed", "assessments.ia_completed")
    listed, block = _rows(ctx, "assessments-completed"), "assessments-completed"
    return _compared(ctx, "assessment-statistics", block, counted, "assessments completed", listed=listed)


@check(
    "lists.decisions",
    "error",
    "Every decision of the month is listed, and once",
    "The Change Sub-Committee's and the Change Board's lists, and those of the bodies above, together have as many "
    "items as decisions are recorded for the month.",
    classes=(7,),
    by_construction=True,
)
def decisions(ctx: BookContext) -> Iterator[Finding]:
    for body, blocks in _DECISION_LISTS.items():
        yield from _decided(ctx, body.value.replace("_", "-"), blocks, len(ctx.reads.decisions_of(body)), body.label)
    above = (DecidingBody.PANEL, DecidingBody.AUTHORITY, DecidingBody.DEPARTMENT)
    yield from _decided(
        ctx, "change-board", _ABOVE, len(ctx.reads.decisions_of(*above)), "Panel, Authority, Department"
    )


def _decided(ctx: BookContext, section: str, blocks: tuple[str, ...], counted: int, who: str) -> Iterator[Finding]:
    listed = sum(_items(block) for _, block in ctx.placed if block.id in blocks)
    if section in ctx.sections and listed != counted:
        message = f"{who}: {listed} decisions are listed, and {counted} are recorded."
        yield Finding(message, blocks[0], f"{listed}/{counted}", section)


def _items(block: object) -> int:
    match block:
        case ReferenceList():
            return len(block.items)
        case Narrative():
            return len(block.content)
    return 0


@check(
    "lists.approved",
    "error",
    "The approvals listed are those counted as approved",
    "The text says how many modifications were approved. As many are listed as approved by the Change Board under "
    "Self-Governance or by the Authority.",
    classes=(7,),
)
def approved(ctx: BookContext) -> Iterator[Finding]:
    counted, reached = _count(ctx, "modifications.approved"), {row.code for row in ctx.reads.decided}
    final = {
        row.code
        for row in ctx.reads.decisions
        if row.code in reached and row.question == "final_decision" and row.outcome == "approve"
    }
    if counted is not None and len(final) != counted:
        message = f"{len(final)} modifications are listed as approved, and {counted} are counted as approved."
        yield Finding(message, "change-board-approved", f"{len(final)}/{counted}", "change-board")


@check(
    "lists.mentions",
    "error",
    "No list names one modification twice",
    "A modification stands in a list of decisions once: named twice it would be counted twice by whoever reads.",
    classes=(5, 7),
)
def listed_twice(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.every(ReferenceList):
        seen: set[str] = set()
        for mention in (one for one in inlines_of(block) if isinstance(one, Mention)):
            if mention.reference in seen and block.id not in ("csc-other", "change-board-other", "authority-and-panel"):
                message = f"{mention.reference} stands twice in “{block.heading}”."
                yield Finding(message, f"{block.id}:{mention.reference}", "", section, block.id)
            seen.add(mention.reference)
