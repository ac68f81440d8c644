"""A list against its counterpart in another section: decisions and stages, releases, versions, defaults, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import ConsultationKind, Path, Stage, VersionCause
from modifications.references import normalise_reference
from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.declared.owned import desk_gaps, passed_on
from reports.checks.registry import Finding, check
from reports.desk.gaps_committees import meetings_of_the_month
from reports.engine.values import long_date

_BEFORE = {
    Question.TO_REFINEMENT: (Stage.DEVELOPMENT,),
    Question.TO_REPORT_PHASE: (Stage.DEVELOPMENT, Stage.REFINEMENT),
}
_LEADS_TO = {Stage.REFINEMENT: Question.TO_REFINEMENT, Stage.REPORT: Question.TO_REPORT_PHASE}
_ENTERED_BY = {Outcome.APPROVE: Stage.APPROVED, Outcome.REJECT: Stage.REJECTED}
_RECOMMENDED = (Outcome.RECOMMEND_APPROVAL, Outcome.RECOMMEND_REJECTION)


def _ends_the_matter(row: DecisionRow) -> bool:
    self_governed = row.body == DecidingBody.CHANGE_BOARD and row.route == Path.SELF_GOVERNANCE
    return row.outcome in _ENTERED_BY and (self_governed or row.body == DecidingBody.AUTHORITY)


def _final(ctx: BookContext) -> dict[str, DecisionRow]:
    """A modification's latest final decision of the month is the one that holds: an approval sent back is none."""
    return {row.code: row for row in ctx.reads.decisions if row.code and row.question == Question.FINAL_DECISION}


@check(
    "decisions.disagree",
    "error",
    "Final decisions and stages agree",
    "What was decided for good in the month entered the stage of approved or rejected, and the other way round.",
    classes=(7,),
)
def decisions_and_stages(ctx: BookContext) -> Iterator[Finding]:
    holding, reached = _final(ctx), {event.code: event for event in ctx.reads.decided}
    for code, row in holding.items():
        if row.outcome in _ENTERED_BY and row.body == DecidingBody.CHANGE_BOARD and not row.route:
            message = f"{row.reference} was decided by the Change Board, but the decision names no path."
            yield Finding(message, f"{code}:path", "", "change-board", "", mends.decision(row.id))
        if _ends_the_matter(row) and (code not in reached or reached[code].into != _ENTERED_BY[row.outcome]):
            message = f"{row.reference} was {_ENTERED_BY[row.outcome].value} by decision, but not by its stage."
            yield Finding(message, f"{code}:stage", row.outcome.value, "change-board", "", mends.decision(row.id))
    for code, event in reached.items():
        decided = holding.get(code)
        if decided is None or _ENTERED_BY.get(decided.outcome) != event.into:
            message = f"{event.reference} entered the stage “{event.into.label}” without such a decision."
            mend = mends.modification(event.id)
            yield Finding(message, f"{code}:decision", event.into.value, "change-board", "", mend)


@check(
    "decisions.not_progressed",
    "error",
    "What was progressed has left its stage",
    "A proposal that was progressed in the month, to the Refinement Process or the Report Phase, is by the month's end "
    "out of the stages before.",
    classes=(7,),
)
def progress_and_stages(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.reads.progressed:
        stage = ctx.reads.stages_of_progressed.get(row.code)
        if stage in _BEFORE[row.question]:
            message = f"{row.reference} was progressed by decision, but its stage is still “{stage.label}”."
            yield Finding(message, f"{row.code}:{row.question}", stage.value, "csc", "", mends.decision(row.id))


@check(
    "decisions.stage_alone",
    "warning",
    "What entered a stage was sent there by a decision",
    "A modification that entered the Refinement Process or the Report Phase in the month has a decision that sent it "
    "there. One that came there otherwise needs a word on how.",
    classes=(7,),
)
def stages_without_decision(ctx: BookContext) -> Iterator[Finding]:
    for row in records.entered_by_decision(ctx.month.first, ctx.month.last, _LEADS_TO):
        if not row.decided:
            stage = Stage(row.stage).label
            message = f"{row.reference} entered the stage “{stage}”, and no decision that progressed it is entered."
            yield Finding(message, f"{row.code}:{row.stage}", "", "csc", "", mends.modification(row.id))


@check(
    "decisions.not_entered",
    "warning",
    "A committee that met decided something",
    "A public meeting of the Change Sub-Committee or the Change Board in the month has its decisions entered. One that "
    "decided nothing is so seldom that it needs a word.",
    classes=(7, 10),
)
def decisions_not_entered(ctx: BookContext) -> Iterator[Finding]:
    return desk_gaps(ctx, meetings_of_the_month, "meeting.decisions")


@check(
    "decisions.cancelled_meeting",
    "error",
    "Nothing was decided at a cancelled meeting",
    "A decision of the month names the meeting it was taken at; that meeting was held.",
    classes=(7, 8),
)
def decisions_at_cancelled_meetings(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.reads.decisions:
        if row.meeting_cancelled:
            about = row.reference or row.question.label
            message = f"{about} was decided at {row.meeting_title}, which was cancelled."
            yield Finding(message, f"{row.id}", "", row.body.value.replace("_", "-"), "", mends.decision(row.id))


@check(
    "decisions.no_meeting",
    "error",
    "A committee that decided has met",
    "Where the month has decisions of the Change Sub-Committee or the Change Board, it has a meeting of theirs too.",
    classes=(7, 8),
    owns=("decisions.no_meeting",),
)
def decisions_without_meeting(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "decisions.no_meeting")


@check(
    "decisions.meeting_listed",
    "error",
    "Meetings that decided stand among the month's meetings",
    "Each decision taken at a meeting names one that the tables of the month's meetings list.",
    classes=(7, 8),
)
def decisions_meetings_listed(ctx: BookContext) -> Iterator[Finding]:
    listed = {row.title for row in ctx.reads.meetings}
    for row in ctx.reads.decisions:
        if row.meeting_title and not row.meeting_cancelled and row.meeting_title not in listed:
            about = row.reference or row.question.label
            message = f"{about} was decided at {row.meeting_title}, which is not among the month's meetings."
            yield Finding(message, f"{row.id}", row.meeting_title, "meetings", "meetings-held", mends.decision(row.id))


@check(
    "counterparts.authority",
    "error",
    "What was recommended to the Authority is with the Authority",
    "A modification that the Change Board recommended in the month is by the month's end with the Authority, or has "
    "been decided by it.",
    classes=(7,),
)
def recommended(ctx: BookContext) -> Iterator[Finding]:
    stages = {row.code: row for row in ctx.reads.open}
    for code, row in _final(ctx).items():
        stands = stages.get(code)
        if row.outcome in _RECOMMENDED and stands is not None and stands.stage != Stage.AUTHORITY:
            message = f"{row.reference} was recommended to the Authority, but its stage is “{stands.stage.label}”."
            yield Finding(message, code, stands.stage.value, "change-board", "", mends.modification(stands.id))


@check(
    "counterparts.consultations",
    "warning",
    "What goes to the Report Phase is to be consulted on",
    "A proposal progressed to the Report Phase in the month has a Modification Report Consultation, planned or opened.",
    classes=(7,),
)
def report_phase(ctx: BookContext) -> Iterator[Finding]:
    kind = ConsultationKind.MODIFICATION_REPORT
    consulted = {row.code for row in ctx.reads.consultations if row.kind == kind}
    for row in ctx.reads.progressed:
        if row.question == Question.TO_REPORT_PHASE and row.code not in consulted:
            message = f"{row.reference} goes to the Report Phase, but no {kind.label} is planned or open."
            yield Finding(message, row.code, "", "csc", "csc-to-report-phase", mends.consultation())


@check(
    "counterparts.versions",
    "warning",
    "What was implemented changed the SEC",
    "A modification implemented in the month caused a version of the SEC issued in it, and a version that names a "
    "modification as its cause names one that is implemented.",
    classes=(7,),
)
def implemented(ctx: BookContext) -> Iterator[Finding]:
    caused = {normalise_reference(reference) for row in ctx.reads.sec_versions for reference, _ in row.modifications}
    done = {row.code for row in ctx.reads.implemented}
    for event in ctx.reads.implemented:
        if event.code not in caused:
            message = f"{event.reference} was implemented, but no version of the SEC issued in the month names it."
            yield Finding(message, event.code, "version", "versions", "sec-versions", mends.modification(event.id))
    for row in ctx.reads.sec_versions:
        others = {normalise_reference(reference): reference for reference, _ in row.modifications}
        for code, reference in others.items():
            if code not in done:
                issued = long_date(row.issued_on).display
                message = f"The version of {issued} names {reference}, which was not implemented in the month."
                yield Finding(message, code, "implemented", "versions", "sec-versions", mends.version(row.id))


@check(
    "counterparts.version_causes",
    "warning",
    "A version says what caused it",
    "A version of the SEC issued in the month that a modification caused names the modification.",
    classes=(7, 10),
)
def version_causes(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.reads.sec_versions:
        if row.cause == VersionCause.MODIFICATION and not row.modifications:
            message = f"The version of {long_date(row.issued_on).display} was caused by a modification: say by which."
            yield Finding(message, f"{row.id}", "", "versions", "sec-versions", mends.version(row.id))


@check(
    "counterparts.releases",
    "warning",
    "What was approved for a release is in its scope",
    "A modification approved in the month for a release is aimed at that release at the month's end.",
    classes=(7,),
)
def release_scope(ctx: BookContext) -> Iterator[Finding]:
    aimed = {row.code: row for row in ctx.reads.decided}
    for code, row in _final(ctx).items():
        stands = aimed.get(code)
        if row.outcome == Outcome.APPROVE and row.release and stands and stands.target_release != row.release:
            target = stands.target_release or "no release"
            message = f"{row.reference} was approved for the {row.release}, and is aimed at {target}."
            yield Finding(message, code, f"{row.release}/{target}", "change-board", "", mends.modification(stands.id))


@check(
    "counterparts.expelled",
    "error",
    "Expulsions and Events of Default agree",
    "A Party expelled in the month had an Event of Default that ended with the expulsion; and where an Event of "
    "Default ended so, the Party has left.",
    classes=(4, 7),
)
def expelled(ctx: BookContext) -> Iterator[Finding]:
    first, last = ctx.month.first, ctx.month.last
    gone = records.expelled_between(first, last)
    ended = {row.party_id: row for row in ctx.reads.defaults if row.outcome == "expelled"}
    for party, name in gone.items():
        if party not in ended:
            message = f"{name} was expelled, but no Event of Default of it ended with that."
            yield Finding(message, f"{party}:default", "", "market", "parties-left", mends.party(party))
    for party, row in ended.items():
        if party not in gone:
            message = (
                f"The Event of Default {row.reference} ended with an expulsion, but the Party did not leave by one."
            )
            yield Finding(message, f"{row.id}:exit", "", "market", "parties-left", mends.default(row.id))


@check(
    "counterparts.draft_names",
    "error",
    "A proposal is called by its stage",
    "A Draft Proposal (DP) becomes a Modification Proposal (MP) when it leaves the Development Stage: one past that "
    "stage since before the month is no longer called DP, and one in it not yet MP.",
    classes=(6, 7),
)
def called_by_stage(ctx: BookContext) -> Iterator[Finding]:
    for row in ctx.reads.open:
        drafted = row.stage == Stage.DEVELOPMENT
        settled = drafted or row.stage_since < ctx.month.first  # it is converted some days after the decision
        if settled and row.reference.startswith("MP" if drafted else "DP") and not row.split_from_code:
            message = f"{row.reference} is in the stage “{row.stage.label}”: enter from when it is called otherwise."
            mend = mends.modification(row.id)
            yield Finding(message, row.code, f"{row.reference}/{row.stage}", "modification-statistics", "stages", mend)


@check(
    "counterparts.impact_assessments",
    "warning",
    "An Impact Assessment that was approved was asked for",
    "Where the month's decisions approve a request for an Impact Assessment, the modification has one that is "
    "requested, accepted or returned.",
    classes=(6, 7),
)
def impact_assessments(ctx: BookContext) -> Iterator[Finding]:
    asked = {row.code for row in ctx.assessments_shown if row.kind == "IA"}
    for row in ctx.reads.decisions:
        approved = row.question == Question.IMPACT_ASSESSMENT and row.outcome == Outcome.APPROVE
        if approved and row.code and row.code not in asked:
            message = f"{row.reference}: an Impact Assessment was approved, but none is recorded as requested."
            yield Finding(message, row.code, "", "assessment-statistics", "", mends.decision(row.id))
