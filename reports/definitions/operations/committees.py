"""What the Change Sub-Committee and the Change Board decided, and the month's meetings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from meetings.models import CommitteeKind, Outcome, Question
from meetings.queries import DecisionRow, MeetingRow
from modifications.models import Path
from reports.definitions.context import MonthContext
from reports.definitions.words import mentions, plain, times
from reports.engine.blocks import Cell, Column, Narrative, Paragraph, ReferenceList, Table
from reports.engine.tables import joined, table
from reports.engine.values import long_date, text


def csc_met(ctx: MonthContext) -> Narrative:
    return _met(ctx, "csc", "The Change Sub-Committee (CSC)")


def change_board_met(ctx: MonthContext) -> Narrative:
    return _met(ctx, "change-board", "The Change Board")


def _met(ctx: MonthContext, committee: str, name: str) -> Narrative:
    days = [meeting.held_on for meeting in ctx.reads.meetings if meeting.committee_code == committee]
    if days:
        on = joined([long_date(day).display for day in days])
        words = f"{name} met {times(len(days))} in {ctx.month.label}, on {on}."
    else:
        words = f"{name} did not meet in {ctx.month.label}."
    return Narrative(f"{committee}-met", (Paragraph(plain(words)),))


def to_report_phase(ctx: MonthContext) -> ReferenceList:
    return _csc_list(
        ctx,
        "csc-to-report-phase",
        "Progressed to the Report Phase",
        "The CSC found the Modification Report complete and ready for a final decision for:",
        "No modification was progressed to the Report Phase.",
        lambda row: (row.question, row.outcome) == (Question.TO_REPORT_PHASE, Outcome.APPROVE),
    )


def to_refinement(ctx: MonthContext) -> ReferenceList:
    return _csc_list(
        ctx,
        "csc-to-refinement",
        "Progressed to the Refinement Process",
        "The CSC found the issue clearly defined, and its impact understood, for:",
        "No Draft Proposal was progressed to the Refinement Process.",
        lambda row: (row.question, row.outcome) == (Question.TO_REFINEMENT, Outcome.APPROVE),
    )


def new_proposals(ctx: MonthContext) -> ReferenceList:
    return _csc_list(
        ctx,
        "csc-new-proposals",
        "New Draft Proposals",
        "These new Draft Proposals stay in the Development Stage while the issue is defined:",
        "The CSC considered no new Draft Proposal.",
        lambda row: row.question == Question.NEW_PROPOSAL and row.outcome == Outcome.REMAIN,
    )


def csc_not_progressed(ctx: MonthContext) -> ReferenceList | None:
    """Deferred, returned and rejected: shown only when there are any."""
    refused = (Outcome.DEFER, Outcome.RETURN, Outcome.REJECT)
    built = _csc_list(
        ctx,
        "csc-not-progressed",
        "Deferred, returned or rejected",
        "The CSC did not progress:",
        "",
        lambda row: row.outcome in refused,
    )
    return built if built.items else None


def csc_timetables(ctx: MonthContext) -> Narrative | None:
    """What was decided of timetables and of the scope of releases, a sentence each, as the decision's remark has it."""
    paragraphs = tuple(
        Paragraph(plain(row.remark))
        for row in ctx.reads.csc_decisions
        if row.question in (Question.TIMETABLE, Question.RELEASE_SCOPE) and row.remark
    )
    return Narrative("csc-timetables", paragraphs) if paragraphs else None


def approved(ctx: MonthContext) -> ReferenceList:
    return _decided(
        ctx,
        "change-board-approved",
        "Approved under Self-Governance",
        "The Change Board voted to approve:",
        "The Change Board approved no modification under Self-Governance.",
        ctx.reads.change_board_decisions,
        lambda row: row.outcome == Outcome.APPROVE and row.route == Path.SELF_GOVERNANCE,
    )


def recommended(ctx: MonthContext) -> ReferenceList:
    return _decided(
        ctx,
        "change-board-recommended",
        "Recommended to the Authority",
        "The Change Board voted to recommend that the Authority approve:",
        "The Change Board recommended no modification to the Authority.",
        ctx.reads.change_board_decisions,
        lambda row: row.outcome == Outcome.RECOMMEND_APPROVAL,
    )


def change_board_other(ctx: MonthContext) -> ReferenceList | None:
    """Whatever the Change Board decided that the two lists above do not show."""
    shown = {Outcome.APPROVE: Path.SELF_GOVERNANCE}

    def is_other(row: DecisionRow) -> bool:
        return row.outcome != Outcome.RECOMMEND_APPROVAL and shown.get(Outcome(row.outcome)) != row.route

    rows = [row for row in ctx.reads.change_board_decisions if is_other(row) and row.reference]
    if not rows:
        return None
    items = [(row.reference, f"{row.title} ({_question(row)}: {_outcome(row)})") for row in rows]
    return ReferenceList(
        "change-board-other", "Other decisions", plain("The Change Board also decided:"), mentions(items), ""
    )


def _question(row: DecisionRow) -> str:
    return Question(row.question).label


def _outcome(row: DecisionRow) -> str:
    return Outcome(row.outcome).label.lower()


def _csc_list(
    ctx: MonthContext, id: str, heading: str, lead: str, empty: str, wanted: Callable[[DecisionRow], bool]
) -> ReferenceList:
    return _decided(ctx, id, heading, lead, empty, ctx.reads.csc_decisions, wanted)


def _decided(
    ctx: MonthContext,
    id: str,
    heading: str,
    lead: str,
    empty: str,
    rows: Sequence[DecisionRow],
    wanted: Callable[[DecisionRow], bool],
) -> ReferenceList:
    chosen = [(row.reference, row.title) for row in rows if wanted(row)]
    return ReferenceList(
        id, heading, plain(lead), mentions(chosen), empty, ctx.provenance("meetings.decisions_between")
    )


def next_meeting(committee: str, name: str) -> Callable[[MonthContext], Narrative | None]:
    """A builder of the sentence that says when a forum meets next, if its next meeting is known."""

    def build(ctx: MonthContext) -> Narrative | None:
        found = ctx.reads.next_meeting(committee)
        if found is None:
            return None
        words = f"The next meeting of {name} is on {long_date(found.held_on).display}."
        return Narrative(f"{committee}-next", (Paragraph(plain(words)),))

    build.__qualname__ = f"next_meeting({committee})"
    return build


def meetings_held(ctx: MonthContext) -> Table:
    return table(
        "meetings-held",
        f"SEC meetings held in {ctx.month.label}",
        (Column("date", "Date", "date", width=22), Column("meeting", "Meeting", width=78)),
        [(long_date(row.held_on), _linked(row)) for row in ctx.reads.meetings_counted],
        basis="Regular committee meetings, Working Groups and engagement calls: the meetings counted as held.",
        empty=f"No meeting was held in {ctx.month.label}.",
        provenance=ctx.provenance("meetings.meetings_between"),
    )


def meetings_other(ctx: MonthContext) -> Table | None:
    """Extraordinary and sub-group meetings and those attended, so that none named in the text is missing here."""
    rows = [
        (long_date(row.held_on), _linked(row), "Extraordinary" if row.extraordinary else _kind(row))
        for row in ctx.reads.meetings_not_counted
    ]
    if not rows:
        return None
    return table(
        "meetings-other",
        f"Other meetings in {ctx.month.label}",
        (
            Column("date", "Date", "date", width=22),
            Column("meeting", "Meeting", width=56),
            Column("kind", "Kind", width=22),
        ),
        rows,
        basis="Extraordinary and sub-group meetings, and meetings SECAS attended: not counted as meetings held.",
        provenance=ctx.provenance("meetings.meetings_between"),
    )


def _kind(row: MeetingRow) -> str:
    return row.committee_kind.label if row.committee_kind == CommitteeKind.SUB_GROUP else row.kind.label


def _linked(row: MeetingRow) -> Cell:
    return Cell(text(row.title), href=row.link)
