"""What the lists of decisions share. Each body's decisions of the month all stand in one of its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from reports.definitions.context import MonthContext
from reports.definitions.shared.committees import is_entered
from reports.definitions.words import mentions, plain, times
from reports.engine.blocks import BulletItem, Inline, Mention, Narrative, Paragraph, ReferenceList, Text
from reports.engine.tables import joined
from reports.engine.values import long_date

Wanted = Callable[[DecisionRow], bool]


def met(ctx: MonthContext, committee: str, name: str, body: DecidingBody) -> Narrative:
    """When the committee met. That it did not is said only of one that is entered and decided nothing."""
    days = [meeting.held_on for meeting in ctx.reads.meetings if meeting.committee_code == committee]
    block = f"{committee}-met"
    if days:
        on = joined([long_date(day).display for day in days])
        words = f"{name} met {times(len(days))} in {ctx.month.label}, on {on}."
    elif not is_entered(ctx, committee, name, block) or _decided_nowhere(ctx, committee, name, body, block):
        words = f"{name} has no meeting entered for {ctx.month.label}."
    else:
        words = f"{name} did not meet in {ctx.month.label}."
    return Narrative(block, (Paragraph(plain(words)),))


def _decided_nowhere(ctx: MonthContext, committee: str, name: str, body: DecidingBody, block: str) -> bool:
    decided = len(ctx.reads.decisions_of(body))
    if decided:
        what = "a decision" if decided == 1 else f"{decided} decisions"
        message = f"{name} has {what} in {ctx.month.label}, but no meeting that was held."
        ctx.problems.error("decisions.no_meeting", message, section=committee, block=block)
    return bool(decided)


def modification_list(
    ctx: MonthContext, id: str, heading: str, lead: str, empty: str, rows: Iterable[DecisionRow]
) -> ReferenceList:
    """The modifications decided on, the sentence before them saying what was decided."""
    chosen = mentions((row.reference, row.title) for row in rows)
    return ReferenceList(id, heading, plain(lead), chosen, empty, ctx.provenance("meetings.decisions_between"))


def decision_list(
    ctx: MonthContext,
    id: str,
    heading: str,
    lead: str,
    rows: Iterable[DecisionRow],
    words: Callable[[DecisionRow], str],
) -> ReferenceList | None:
    """Decisions of several kinds, each in the `words` that say what it was; None when there are none."""
    items = tuple(BulletItem(tuple(said(row, words(row)))) for row in rows)
    if not items:
        return None
    return ReferenceList(id, heading, plain(lead), items, "", ctx.provenance("meetings.decisions_between"))


def what_was_decided(row: DecisionRow) -> str:
    """Such as "Request for an Impact Assessment: approved"."""
    outcome = Outcome(row.outcome).label
    return f"{Question(row.question).label}: {outcome[0].lower()}{outcome[1:]}"


def said(row: DecisionRow, words: str) -> Iterable[Inline]:
    """The modification, or the release, or neither; then what was decided, and the remark on it."""
    if row.reference:
        yield Mention(row.reference, row.reference, row.title)
        yield Text(f" ({words})")
    else:
        yield Text(f"{row.release} ({words})" if row.release else words)
    if row.remark:
        yield Text(f". {row.remark}")
