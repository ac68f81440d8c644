"""Where a month's records disagree with each other, so that two places of one report would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Path, Stage
from parties.queries import testing_completions, uep_completions
from reports.definitions.context import MonthContext
from reports.engine.tables import joined
from reports.engine.values import long_date

_BEFORE = {
    Question.TO_REFINEMENT: (Stage.DEVELOPMENT,),
    Question.TO_REPORT_PHASE: (Stage.DEVELOPMENT, Stage.REFINEMENT),
}
_ENTERED_BY = {Outcome.APPROVE: Stage.APPROVED, Outcome.REJECT: Stage.REJECTED}


def find_disagreements(ctx: MonthContext, previous_issue: date | None) -> None:
    """A Problem for each kind of disagreement, naming the records that disagree.

    `previous_issue` is the day the month before's paper was issued, None where there was none.
    """
    _decisions_and_stages(ctx)
    _progress_and_stages(ctx)
    _decisions_at_cancelled_meetings(ctx)
    _voting_groups(ctx)
    _unplaced_parties(ctx)
    _dates_not_entered(ctx)
    if previous_issue is not None and previous_issue < ctx.since:
        _between_papers(ctx, previous_issue)


def _decisions_and_stages(ctx: MonthContext) -> None:
    """What was decided for good is what entered the stage of approved or rejected, and the other way round.

    A modification's latest final decision of the month is the one that holds: an approval sent back is none.
    """
    holding = {row.code: row for row in ctx.reads.decisions if row.code and row.question == Question.FINAL_DECISION}
    reached = {event.code: event for event in ctx.reads.decided}
    found = []
    for code, row in holding.items():
        if row.outcome in _ENTERED_BY and row.body == DecidingBody.CHANGE_BOARD and not row.route:
            found.append(f"{row.reference} was decided by the Change Board, but the decision names no path")
        if _ends_the_matter(row) and (code not in reached or reached[code].into != _ENTERED_BY[row.outcome]):
            found.append(f"{row.reference} was {_ENTERED_BY[row.outcome].value} by decision, but not by its stage")
    for code, event in reached.items():
        decided = holding.get(code)
        if decided is None or _ENTERED_BY.get(decided.outcome) != event.into:
            found.append(f"{event.reference} entered the stage “{event.into.label}” without such a decision")
    if found:
        _complain(ctx, "decisions.disagree", "Decisions and stages of the month differ", found, section="change-board")


def _progress_and_stages(ctx: MonthContext) -> None:
    """A proposal that was progressed in the month has left the stages before the one it was progressed to."""
    found = []
    for row in ctx.reads.progressed:
        stage = ctx.reads.stages_of_progressed.get(row.code)
        if stage in _BEFORE[row.question]:
            found.append(f"{row.reference} was progressed by decision, but its stage is still “{stage.label}”")
    if found:
        _complain(ctx, "decisions.not_progressed", "Decisions and stages differ", found, section="csc")


def _ends_the_matter(row: DecisionRow) -> bool:
    self_governed = row.body == DecidingBody.CHANGE_BOARD and row.route == Path.SELF_GOVERNANCE
    return row.outcome in _ENTERED_BY and (self_governed or row.body == DecidingBody.AUTHORITY)


def _decisions_at_cancelled_meetings(ctx: MonthContext) -> None:
    found = {row.meeting_title for row in ctx.reads.decisions if row.meeting_cancelled}
    if found:
        _complain(ctx, "decisions.cancelled_meeting", "Decisions were entered for cancelled meetings", sorted(found))


def _voting_groups(ctx: MonthContext) -> None:
    """The bars of the figure and the total in the text count the same groups."""
    bars, total = sum(ctx.reads.voting_groups.values()), ctx.reads.voting_group_total
    if bars == total:
        return
    why = "some have Parties in two categories and count in both" if bars > total else "some have no category"
    message = f"There are {total:,} Voting Groups, but {bars:,} by Party Category: {why}."
    ctx.problems.error("voting_groups.sum", message, section="parties", block="voting-groups")


def _unplaced_parties(ctx: MonthContext) -> None:
    found = []
    for row in ctx.reads.unplaced_parties:
        lacking = [name for name, has in (("category", row.has_category), ("group", row.has_voting_group)) if not has]
        found.append(f"{row.name} (no {joined(lacking, 'or').replace('group', 'Voting Group')})")
    if found:
        opening = f"Parties on {long_date(ctx.as_at).display} that the counts cannot place"
        _complain(ctx, "parties.unplaced", opening, found, section="parties")


def _dates_not_entered(ctx: MonthContext) -> None:
    reads = ctx.reads
    for what, punctuality in (("notice", reads.notice), ("papers", reads.papers), ("minutes", reads.minutes)):
        if punctuality is None:
            message = f"Whether {what} came in time cannot be told: the bank holidays of the time are not entered."
            ctx.problems.error("calendar.unknown", message, section="snapshot", block="snapshot-tiles")
        elif punctuality.undated:
            message = f"The date of the {what} has not been entered, though due, for: {'; '.join(punctuality.undated)}."
            ctx.problems.warning(f"meeting.{what}_undated", message, section="snapshot", block="snapshot-tiles")


def _between_papers(ctx: MonthContext, previous_issue: date) -> None:
    """Each paper shows what was completed after a meeting and by its issue: what came between is in neither."""
    tests = testing_completions(previous_issue, ctx.since).values()
    parties = {row.name for row in uep_completions(previous_issue, ctx.since)}
    parties |= {row.name for completed in tests for row in completed}
    if parties:
        names = "; ".join(sorted(parties))
        message = (
            f"Completed after the last paper was issued, {long_date(previous_issue).display}, and by "
            f"{long_date(ctx.since).display}, and so in no paper: {names}."
        )
        ctx.problems.warning("uep.between_papers", message, section="uep")


def _complain(ctx: MonthContext, code: str, opening: str, found: Iterable[str], *, section: str = "") -> None:
    ctx.problems.error(code, f"{opening}: {'; '.join(found)}.", section=section)
