"""From a report's records to its Document: the one place where a build is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from access.classification import Classification, announced
from meetings.models import Meeting
from meetings.queries import cancelled_between, previous_meeting
from reports.audiences import with_audiences
from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of
from reports.editions import edition_of, editions_of, read_once
from reports.engine.blocks import Attachment, PaperHeader
from reports.engine.build import BuildResult, build
from reports.engine.edition import Edition, PartSpec, texts_asked
from reports.engine.numbering import part_label
from reports.engine.problems import ProblemLog
from reports.engine.values import long_date
from reports.facts.registry import Facts
from reports.glossary import glossary_at
from reports.illustrative import illustrative_notice
from reports.mentions import Mentions
from reports.models import ClassificationWording, Report
from reports.reads import MonthReads

WHITE_SENTENCE = (
    "This document is classified as White: it may be shared with the public, and members may publish it, subject to "
    "copyright."
)
"""White's wording is published; it holds unless SECAS words it otherwise."""


def build_report(report: Report) -> BuildResult:
    """Build the report's Document from its records. Raises LookupError when no edition was in force in its month."""
    return built_in_context(report)[0]


@read_once()
def built_in_context(report: Report, edition: Edition[MonthContext] | None = None) -> tuple[BuildResult, MonthContext]:
    """The report, with what it was built from: what checks it reads there too; in the edition in force in its month, or
    in another to look at it. Raises as `build_report` does."""
    edition = edition or edition_of(report.kind, report.covers)
    parts = parts_of(edition, report)
    context = replace(context_for(report, parts), glossary=glossary_at(report.covers.last))
    _find_stray_texts(edition, context)
    notice = illustrative_notice()
    if notice:
        context.problems.warning("records.illustrative", notice)
    correction = correction_notice(report)
    result = build(
        edition,
        context,
        classification=report.classification,
        sentence=_sentence(report.classification, context),
        title=f"{report.get_kind_display()} — {edition.called_after(report.covers, report.issue_date)}",
        parts=parts,
        notices=tuple(one for one in (correction, notice) if one),
        glossary=context.glossary,
    )
    document = context.restating.marked(with_audiences(result.document, report, context.problems))
    return replace(result, document=document, problems=tuple(context.problems.found)), context


def correction_notice(report: Report) -> str:
    """What a corrected version says of itself on its first page; "" for the first version."""
    correction = report.corrections.filter(given_up_at__isnull=True).order_by("version").last()
    if correction is None:
        return ""
    on = long_date(correction.dated).display
    return f"Version {correction.version}, corrected on {on}: {correction.reason} {correction.changes}"


def parts_of(edition: Edition[MonthContext], report: Report) -> tuple[PartSpec[MonthContext], ...]:
    """The edition's further parts, each titled and classified as its attachment is entered; as the edition says while
    none is. One that the edition holds to be Red stays Red, whatever is entered."""
    if not edition.parts:
        return ()
    entered = {one.label: one for one in report.attachments.all()}
    return tuple(
        replace(part, title=one.title, classification=Classification.RED if part.is_red else one.classification)
        if (one := entered.get(part_label(part.id)))
        else part
        for part in edition.parts
    )


def context_for(report: Report, parts: Sequence[PartSpec[MonthContext]] = ()) -> MonthContext:
    """`parts` are those that the paper's first page announces among what is attached."""
    texts = dict(report.texts.values_list("section", "body"))
    problems = ProblemLog()
    if not (report.meeting.committee.paper_prefix and report.meeting.number):
        problems.error("paper.reference", f"{report.meeting} has no number, or its committee no paper prefix.")
    previous = _meeting_before(report, problems)
    # Without a meeting before, what happened since then is counted from the start of the month.
    since = previous.held_on if previous else report.covers.back(1).last
    _check_dates(report, since, problems)
    _find_missing_parts(report, parts, problems)
    reads = MonthReads(report.covers, since=since, until=report.issue_date)
    return definition_of(report.kind).context(
        month=report.covers,
        header=_header(report, parts),
        since=since,
        until=report.issue_date,
        narrative=texts,
        facts=Facts(reads),
        mentions=Mentions(texts.values(), report.covers.last, report.issue_date),
        problems=problems,
        reads=reads,
        since_meeting=previous is not None,
        meeting_id=report.meeting_id,
    )


def _meeting_before(report: Report, problems: ProblemLog) -> Meeting | None:
    """The regular meeting before this report's. None, and another than the one expected, are Problems."""
    meeting = report.meeting
    previous = previous_meeting(meeting)
    if previous is None:
        message = (
            f"The meeting before {meeting} has not been entered: what happened since then is counted from the start "
            f"of {report.covers.label}."
        )
        problems.error("meeting.previous", message)
    elif previous.number and meeting.number:
        skipped = meeting.number - previous.number - (0 if meeting.suffix else 1)
        if skipped and skipped != cancelled_between(previous, meeting):
            message = (
                f"The meeting entered before {meeting} is {previous}, {long_date(previous.held_on).display}: "
                "their numbers do not follow on."
            )
            problems.error("meeting.previous", message)
    return previous


def _check_dates(report: Report, since: date, problems: ProblemLog) -> None:
    """A paper is issued after its month, by its meeting's day, and later than the meeting before."""
    meeting, issued = report.meeting, report.issue_date
    on = long_date(issued).display
    if not report.covers.last < issued <= meeting.held_on:
        message = (
            f"The issue date, {on}, is not after {report.covers.label} and by {long_date(meeting.held_on).display}"
        )
        problems.error("report.issue_date", f"{message}, the day of {meeting}.")
    if since >= issued:
        message = f"Nothing can be counted after {long_date(since).display}, the day to count from, and up to {on}"
        problems.error("report.period", f"{message}, the issue date.")
    if meeting.cancelled:
        problems.error("meeting.cancelled", f"The paper is to {meeting}, which was cancelled.")


def _find_missing_parts(report: Report, parts: Sequence[PartSpec[MonthContext]], problems: ProblemLog) -> None:
    """An appendix that another edition makes, and that is announced though this one makes none of it."""
    made = {part_label(part.id) for edition in editions_of(report.kind) for part in edition.parts}
    missing = made - {part_label(part.id) for part in parts}
    labels = [one.label for one in report.attachments.all()] if missing else []
    for label in sorted(missing.intersection(labels)):
        message = f"{label} is announced on the first page, and this edition does not make it: no longer attach it."
        problems.warning("paper.part_missing", message)


def _header(report: Report, parts: Sequence[PartSpec[MonthContext]]) -> PaperHeader:
    committee = report.meeting.committee
    # A part is what the edition holds it to be, whatever stands in the row of its attachment.
    attached = {one.label: (one.title, one.classification) for one in report.attachments.all()}
    attached |= {part_label(part.id): (part.title, part.classification) for part in parts}
    # An edition's own title for a part says of nobody what the part says of them.
    own = {part.title for edition in editions_of(report.kind) for part in edition.parts}
    return PaperHeader(
        reference=report.paper_reference,
        committee=f"The {committee.name}",
        meeting=report.meeting.title,
        meeting_date=report.meeting.held_on,
        action=report.get_action_display(),
        recommendation=report.recommendation,
        author=report.author,
        team=report.team,
        issue_date=report.issue_date,
        attachments=tuple(
            Attachment(
                label,
                title if title in own or announced(classification, report.classification) else "(title withheld)",
                classification,
            )
            for label, (title, classification) in sorted(attached.items())
        ),
    )


def _sentence(classification: str, context: MonthContext) -> str:
    """The footer's sentence, in the wording in force in the month. One that SECAS has not supplied is a Problem."""
    wordings = ClassificationWording.objects.filter(classification=classification, since__lte=context.month.first)
    if sentence := wordings.order_by("-since").values_list("sentence", flat=True).first():
        return sentence
    if classification == Classification.WHITE:
        return WHITE_SENTENCE
    label = Classification(classification).label
    context.problems.error("classification.wording", f"There is no wording for a paper classified {label}: enter it.")
    return f"This document is classified as {label}."


def _find_stray_texts(edition: Edition[MonthContext], context: MonthContext) -> None:
    """Text that no section of the edition prints is said to be so: nothing typed is lost silently."""
    printed = {id for id, _ in texts_asked(edition.every_section)}
    for section in sorted(set(context.narrative) - printed):
        context.problems.warning(
            "text.unprinted", f"There is text for “{section}”, which this edition does not print.", section=section
        )
