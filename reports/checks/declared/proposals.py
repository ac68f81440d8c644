"""What the Change Status Report tells of proposals: new ones, those put to the Panel, decisions, the next release."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody
from modifications.models import ConsultationKind
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.engine.blocks import Mention, ReferenceList
from reports.engine.inlines import inlines_of
from reports.engine.problems import Problem

_LISTS = {
    (DecidingBody.CSC,): (("csc",), ("csc-recommended", "csc-other")),
    (DecidingBody.CHANGE_BOARD,): (
        ("change-board", "impact-assessments"),
        ("change-board-votes", "impact-approved", "impact-deferred", "change-board-other"),
    ),
    (DecidingBody.AUTHORITY, DecidingBody.DEPARTMENT): (("authority",), ("authority-decisions",)),
    (DecidingBody.PANEL,): (("decisions",), ("panel-decisions",)),
}
"""The sections that list what each decided, and their lists: an edition without one of them lists it in part."""
_OWN_LIST = "change-board-votes"
"""A report with this list tells of every decision in lists like it."""


@check(
    "proposals.described",
    "error",
    "Every new proposal says what it is about, and who raised it",
    "The Change Status Report describes each proposal raised in the month: its record holds the issue it addresses, in "
    "a paragraph or a few, and the organisation that raised it.",
    classes=(10,),
    owns=("proposal.undescribed",),
)
def described(ctx: BookContext) -> Iterator[Finding]:
    pages = {row.reference: mends.modification(row.id) for row in ctx.reads.raised}

    def page(problem: Problem) -> str:
        return next((url for reference, url in pages.items() if problem.message.startswith(f"{reference} ")), "")

    return passed_on(ctx, "proposal.undescribed", mend=page)


@check(
    "proposals.consulted_on",
    "warning",
    "What is put to the Panel for the Report Phase is to be consulted on",
    "A proposal that the Panel is asked to let go on to the Report Phase has a Modification Report Consultation, "
    "planned or opened.",
    classes=(7,),
)
def consulted_on(ctx: BookContext) -> Iterator[Finding]:
    found = ctx.block("to-report-phase", ReferenceList)
    if found is None:
        return
    kind = ConsultationKind.MODIFICATION_REPORT
    consulted = {row.reference for row in ctx.reads.to_issue.consultations if row.kind == kind}
    for one in inlines_of(found[1]):
        if isinstance(one, Mention) and one.reference not in consulted:
            message = (
                f"{one.reference} is put to the Panel for the Report Phase, but no {kind.label} is planned or open."
            )
            yield Finding(message, one.reference, "", found[0], "to-report-phase", mends.consultation())


@check(
    "proposals.decisions_listed",
    "error",
    "The Change Status Report lists every decision of the month",
    "Its lists of what the Change Sub-Committee, the Change Board, the Panel and the Authority decided together have "
    "as many items as decisions are recorded for the month.",
    classes=(7,),
    by_construction=True,
)
def decisions_listed(ctx: BookContext) -> Iterator[Finding]:
    blocks = {block.id: len(block.items) for _, block in ctx.every(ReferenceList)}
    if _OWN_LIST not in blocks:
        return
    for bodies, (sections, lists) in _LISTS.items():
        listed, recorded = sum(blocks.get(id, 0) for id in lists), len(ctx.reads.decisions_of(*bodies))
        if listed != recorded and ctx.sections.issuperset(sections):
            message = f"{bodies[0].label}: {listed} decisions are listed, and {recorded} are recorded."
            yield Finding(message, lists[0], f"{listed}/{recorded}", sections[0])


@check(
    "proposals.next_release",
    "error",
    "The next scheduled SEC Release is entered",
    "The Change Status Report gives the scope of the first scheduled SEC Release that goes live after its month.",
    classes=(10,),
    owns=("release.next",),
)
def next_release(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "release.next", mend=mends.release())
