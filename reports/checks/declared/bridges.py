"""Opening + in − out = closing. Each side is asked of the records in another way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.db.models import Model

from modifications.models import AssessmentKind, DccAssessment, Modification
from parties.models import EventOfDefault, Membership, Party
from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.dated_back import Late, late
from reports.checks.reading import digest
from reports.checks.registry import Finding, check
from reports.engine.month import Month
from reports.engine.values import long_date

NAMED = 25
"""Records that reach back are named one by one; of more, as after a load of back months, the number is told."""


@check(
    "bridge.parties",
    "error",
    "Parties before, and who entered and left, give the Parties now",
    "Parties at the end of the month before + accessions − withdrawals − expulsions = Parties at the month's end, the "
    "DCC left out of each. A Party that stopped being the DCC comes in by that, and one that became it goes.",
    classes=(4,),
    by_construction=True,
)
def parties(ctx: BookContext) -> Iterator[Finding]:
    before, now = ctx.past.party_total, ctx.reads.party_total
    entered, left = len(ctx.reads.entered), len(ctx.reads.left)
    from_the_dcc, into_the_dcc = ctx.reads.turned_from_and_into_the_dcc
    follow = before + entered + from_the_dcc - left - into_the_dcc
    if follow != now:
        message = f"{before:,} Parties before + {entered} − {left} gives {follow:,}, but there are {now:,}."
        state = f"{before}+{entered}-{left}/{now}"
        yield Finding(message, "parties", state, "market", "parties-entered", mends.listing(Membership))


@check(
    "bridge.voting_groups",
    "warning",
    "Voting Groups change no more than Parties do",
    "A Voting Group comes and goes with its Parties. Where their number changed by more than the Parties that entered "
    "and left, Parties were moved between groups: say so, or look whether the groups are right.",
    classes=(4,),
)
def voting_groups(ctx: BookContext) -> Iterator[Finding]:
    before, now = ctx.past.voting_group_total, ctx.reads.voting_group_total
    moved = len(ctx.reads.entered) + len(ctx.reads.left)
    if abs(now - before) > moved:
        message = f"There were {before:,} Voting Groups and are {now:,}, while {moved} Parties entered or left."
        yield Finding(message, "voting-groups", f"{before}/{now}/{moved}", "parties", "voting-groups")


@check(
    "bridge.modifications",
    "error",
    "Open proposals follow from those of the month before, 13 months through",
    "Open at the end of a month + raised + made by splits − split + reopened − concluded = open at the end of the "
    "next, for each of the last 12 months.",
    classes=(4,),
    by_construction=True,
)
def modifications(ctx: BookContext) -> Iterator[Finding]:
    for earlier, one in pairwise(ctx.past.process):
        reached = earlier.open + one.raised + one.split_net + one.reopened - one.concluded
        if reached != one.open:
            message = (
                f"{Month.containing(one.month).label}: {earlier.open} open before + {one.raised} raised "
                f"+ {one.split_net} net by splits + {one.reopened} reopened − {one.concluded} concluded gives "
                f"{reached}, but {one.open} are open."
            )
            yield Finding(message, f"{one.month:%Y-%m}", f"{reached}/{one.open}", "modification-statistics", "process")


@check(
    "bridge.modifications_month",
    "error",
    "The month's own lists bridge the open proposals",
    "The same bridge over the reporting month, from the lists of what was raised, split and concluded rather than from "
    "the counts by month.",
    classes=(4,),
    by_construction=True,
)
def modifications_of_the_month(ctx: BookContext) -> Iterator[Finding]:
    before, now = ctx.past.process[-2].open, ctx.reads.open_timescale.count
    reads, concluded = ctx.reads, len(ctx.reads.concluded_in_period)
    added = len(reads.raised) + len(reads.parts) - len(reads.split)
    reopened = ctx.past.process[-1].reopened
    if before + added + reopened - concluded != now:
        message = (
            f"{before} open before + {len(reads.raised)} raised + {len(reads.parts)} parts − {len(reads.split)} split "
            f"+ {reopened} reopened − {concluded} concluded gives {before + added + reopened - concluded}, but {now} "
            "are open."
        )
        state = f"{before}+{added}+{reopened}-{concluded}/{now}"
        yield Finding(message, "month", state, "modification-statistics", "timescales")


@check(
    "bridge.defaults",
    "error",
    "Events of Default before, raised and closed give those standing now",
    "Standing at the end of the month before + raised − closed = standing at the month's end.",
    classes=(4,),
    by_construction=True,
)
def defaults(ctx: BookContext) -> Iterator[Finding]:
    rows, first = ctx.reads.defaults, ctx.month.first
    raised = sum(row.raised_on >= first for row in rows)
    # Closed on the first of the month, it no longer stood then, but it stood on the day before.
    closed = sum(row.closed_on is not None for row in rows)
    before, now = ctx.past.defaults_standing, sum(row.closed_on is None for row in rows)
    if before + raised - closed != now:
        message = (
            f"{before} standing before + {raised} raised − {closed} closed gives {before + raised - closed}, not {now}."
        )
        yield Finding(
            message, "defaults", f"{before}+{raised}-{closed}/{now}", "market", "", mends.listing(EventOfDefault)
        )


@check(
    "bridge.preliminary_assessments",
    "error",
    "Preliminary Assessments before, accepted and returned give those underway",
    "Underway at the end of the month before + accepted by the DCC − returned = underway at the month's end.",
    classes=(4,),
    by_construction=True,
)
def preliminary_assessments(ctx: BookContext) -> Iterator[Finding]:
    return _assessments(ctx, AssessmentKind.PRELIMINARY)


@check(
    "bridge.impact_assessments",
    "error",
    "Impact Assessments before, accepted and returned give those underway",
    "Underway at the end of the month before + accepted by the DCC − returned = underway at the month's end.",
    classes=(4,),
    by_construction=True,
)
def impact_assessments(ctx: BookContext) -> Iterator[Finding]:
    return _assessments(ctx, AssessmentKind.IMPACT)


def _assessments(ctx: BookContext, kind: AssessmentKind) -> Iterator[Finding]:
    before = sum(row.kind == kind for row in ctx.past.assessments_open)
    now = sum(row.kind == kind for row in ctx.reads.assessments_open)
    accepted = sum(row.kind == kind for row in ctx.assessments_accepted)
    returned = sum(
        row.kind == kind and row.returned_on is not None and row.returned_on >= ctx.month.first
        for row in ctx.reads.assessments_completed
    )
    if before + accepted - returned != now:
        message = (
            f"{kind.label}s: {before} underway before + {accepted} accepted − {returned} returned gives "
            f"{before + accepted - returned}, but {now} are underway."
        )
        state = f"{before}+{accepted}-{returned}/{now}"
        mend = mends.listing(DccAssessment)
        yield Finding(message, kind.value, state, "assessment-statistics", "assessments-summary", mend)


@check(
    "bridge.dated_back",
    "warning",
    "Nothing from before the month was entered after the last report",
    "Both ends of a bridge are counted from the records as they are now. What is dated before the month, but was "
    "entered, changed or deleted after the day on which the last report of this kind was issued, is in no list of this "
    "month, and the figures that readers have seen were counted without it: memberships, Party Categories, Voting "
    "Groups, Events of Default, modifications, their stages and DCC Assessments. A last report that was itself entered "
    "later than it was issued counts from when it was entered; where none is entered there is nothing to compare with.",
    classes=(4,),
)
def dated_back(ctx: BookContext) -> Iterator[Finding]:
    if ctx.report_before is None:
        return
    issued = long_date(ctx.report_before.issue_date).display
    found = late(ctx.report_before, ctx.month.first, ctx.month.last)
    for one in found[:NAMED]:
        message = f"{one.name}, after the report issued on {issued}: {'; '.join(one.changes)}."
        subject = f"{one.model.__name__}:{one.pk}"
        yield Finding(message, subject, one.at.isoformat(), _PLACES.get(one.model, "market"), "", _mend_of(one))
    if more := found[NAMED:]:
        message = f"{len(more):,} more records reach back behind the report issued on {issued}."
        yield Finding(message, "more", digest("|".join(f"{one.pk}:{one.at.isoformat()}" for one in more)))


_PLACES: dict[type[Model], str] = {
    Party: "parties",
    Modification: "modification-statistics",
    DccAssessment: "assessment-statistics",
}


def _mend_of(one: Late) -> str:
    """The record's page, which has its history; of one that is gone, the list."""
    return mends.record(one.model, one.pk) if one.there else mends.listing(one.model)
