"""From a report's records to its Document: the one place where a build is put together."""

from __future__ import annotations

from datetime import date

from access.classification import Classification, announced
from meetings.queries import previous_meeting
from reports.definitions import operations
from reports.definitions.context import MonthContext
from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.engine.blocks import Attachment, PaperHeader
from reports.engine.build import BuildResult, build
from reports.engine.edition import Edition, edition_for, narrative_sections
from reports.engine.problems import ProblemLog
from reports.facts.registry import Facts
from reports.illustrative import illustrative_notice
from reports.mentions import Mentions
from reports.models import ClassificationWording, Report, ReportKind
from reports.reads import MonthReads

EDITIONS: dict[str, tuple[Edition[MonthContext], ...]] = {ReportKind.OPERATIONS: operations.EDITIONS}

WHITE_SENTENCE = (
    "This document is classified as White: it may be shared with the public, and members may publish it, subject to "
    "copyright."
)
"""White's wording is published; it holds unless SECAS words it otherwise."""


def build_report(report: Report) -> BuildResult:
    """Build the report's Document from its records. Raises LookupError when no edition was in force in its month."""
    edition = edition_for(EDITIONS[report.kind], report.covers)
    context = context_for(report)
    _find_stray_texts(edition, context)
    notice = illustrative_notice()
    if notice:
        context.problems.warning("records.illustrative", notice)
    return build(
        edition,
        context,
        classification=report.classification,
        sentence=_sentence(report.classification, context),
        title=f"{report.get_kind_display()} — {report.covers.label}",
        notices=(notice,) if notice else (),
    )


def context_for(report: Report) -> MonthContext:
    texts = dict(report.texts.values_list("section", "body"))
    problems = ProblemLog()
    if not (report.meeting.committee.paper_prefix and report.meeting.number):
        problems.error("paper.reference", f"{report.meeting} has no number, or its committee no paper prefix.")
    since = _day_of_meeting_before(report, problems)
    reads = MonthReads(report.covers, since=since, until=report.issue_date)
    return MonthContext(
        month=report.covers,
        header=_header(report),
        since=since,
        until=report.issue_date,
        narrative=texts,
        facts=Facts(reads),
        mentions=Mentions(texts.values(), report.covers.last),
        problems=problems,
        reads=reads,
    )


def _day_of_meeting_before(report: Report, problems: ProblemLog) -> date:
    """The day of the regular meeting before this report's. Without one, the day before the month, and a Problem."""
    previous = previous_meeting(report.meeting)
    if previous:
        return previous.held_on
    problems.error(
        "meeting.previous",
        f"The meeting before {report.meeting} has not been entered: what happened since then is counted from "
        f"the start of {report.covers.label}.",
    )
    return report.covers.back(1).last


def _header(report: Report) -> PaperHeader:
    committee = report.meeting.committee
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
                one.label,
                one.title if announced(one.classification, report.classification) else "(title withheld)",
                one.classification,
            )
            for one in report.attachments.all()
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
    printed = {spec.id for spec in narrative_sections(edition.sections)} | {
        f"{HIGHLIGHT}{code}" for code, _ in SERVICE_AREAS
    }
    for section in sorted(set(context.narrative) - printed):
        context.problems.warning(
            "text.unprinted", f"There is text for “{section}”, which this edition does not print.", section=section
        )
