"""The CSV templates of reports: what a paper opens with, its attachments and the text of its sections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache

from access.classification import Classification
from importing.columns import Choice, Code, Decimal, Integer, Narrative, Text
from importing.dates import Date, Month
from importing.links import Link, Values
from importing.problems import Problem
from importing.references import Reference
from importing.surroundings import Surroundings
from importing.template import Related, Template
from meetings.resources import MEETINGS
from reports import models, reference_page, rules
from reports.definitions.registry import kinds
from reports.engine import narrative
from reports.engine.markup import dropped
from reports.forms import attachment_faults, sections_of
from reports.glossary_resources import ABBREVIATIONS
from reports.restating.entering import faults_of_published, lowest_for
from reports.review.closing import kept_by_closed_reports, of_open_reports


def _issued_for_its_meeting(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    meeting = related("meeting")
    yield from rules.issued_between(values["issue_date"], values["month"], meeting["held_on"] if meeting else None)


def _meeting_takes_papers(around: Surroundings) -> Iterator[Problem]:
    """The prefix is the committee's, which the file of reports doesn't name."""
    rows = [row for row in around.rows("reports", "meeting") if row.values["meeting"]]
    committees = {row.values["meeting"][0] for row in rows}
    prefixes = around.after("committees", "committee", {code for (code,) in committees})
    meetings = around.after("meetings", "committee", committees)
    for row in rows:
        committee = row.values["meeting"][0]
        held, of = meetings[committee], prefixes[committee[0]]
        meeting = next((one for one in held or () if MEETINGS.identify(one) == row.values["meeting"]), None)
        if meeting and of:
            for column, message in rules.paper_to_its_meeting(meeting, of[0]["paper_prefix"]):
                yield row.problem(message, column)


REPORTS = Template(
    name="reports",
    about="One month's report of a kind, as a paper to one meeting.",
    model=models.Report,
    key=("report", "month"),
    columns=(
        Choice(name="report", field="kind", choices=kinds, help="Which report it is.", example="operations"),
        Month(name="month", help="The month it covers.", example="2021-08"),
        Reference(
            name="meeting",
            to=MEETINGS,
            help="The meeting it is a paper to: a numbered one, of a committee with a paper prefix.",
            example="change-board-12",
        ),
        Integer(name="paper_number", example="4"),
        Choice(name="action", help="What the paper asks of the meeting.", choices=models.Action, example="information"),
        Choice(
            name="recommendation",
            help="What the meeting is asked to do.",
            choices=models.Recommendation,
            example="NOTE",
        ),
        Text(name="author", help="Who answers for it, as the paper prints it.", example="Operations Reporting Lead"),
        Text(name="team", help="The author’s team.", example="SECAS Team"),
        Date(
            name="issue_date",
            help="The day the paper goes out: after its month, and by the day of the meeting.",
            example="2021-09-08",
        ),
        Choice(name="classification", help="The classification of its body.", choices=Classification, example="white"),
    ),
    checks=(_issued_for_its_meeting,),
    rules=(
        _meeting_takes_papers,
        of_open_reports(
            "reports",
            "meeting",
            "paper_number",
            "action",
            "recommendation",
            "author",
            "team",
            "issue_date",
            "classification",
        ),
    ),
    kept=kept_by_closed_reports(models.Report, ""),
)

_REPORT = Link("report", REPORTS, REPORTS.key)


def _no_redder_than_its_text(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    kind, month = values["report"], values["month"]
    if kind and month and values["classification"]:
        report = models.Report(kind=kind, month=month)
        yield from attachment_faults(report, values["label"], values["classification"])


REPORT_ATTACHMENTS = Template(
    name="report_attachments",
    about="What is attached to the paper. Each attachment is classified by itself.",
    model=models.ReportAttachment,
    key=(*REPORTS.key, "label"),
    columns=(
        *REPORTS.inherited("report"),
        Text(name="label", example="Appendix A"),
        Text(name="title", help="Its title.", example="Testing notifications"),
        Choice(
            name="classification",
            help="The classification of this attachment alone.",
            choices=Classification,
            example="amber",
        ),
        Text(name="audience", may_be_absent=True, example="ssc"),
    ),
    links=(_REPORT,),
    checks=(_no_redder_than_its_text,),
    rules=(of_open_reports("report_attachments", "title", "classification", "audience"),),
    kept=kept_by_closed_reports(models.ReportAttachment),
)


@cache
def _sections(kind: str, month: date) -> tuple[str, ...]:
    return tuple(section for section, _ in sections_of(models.Report(kind=kind, month=month)))


def _section_is_asked_for(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    """A text under a section's name that the report doesn't know would never be printed, and nobody would be told."""
    kind, month, section = values["report"], values["month"], values["section"]
    known = _sections(kind, month) if kind and month else ()
    if known and section and section not in known:
        near = get_close_matches(section, known, n=1, cutoff=0.6)
        meant = f" Is {near[0]} meant?" if near else ""
        yield "section", f"The report has no text of this name.{meant} It asks for: {', '.join(known)}."


def _faults(text: str) -> list[str]:
    return [*narrative.validate(text), *(f"{what} is not allowed" for what in dropped(text))]


SECTION_TEXTS = Template(
    name="section_texts",
    about="The text that staff write for a section of the report.",
    model=models.SectionText,
    key=(*REPORTS.key, "section"),
    columns=(
        *REPORTS.inherited("report"),
        Code(name="section", example="purpose"),
        Narrative(
            name="body",
            validate=_faults,
            sanitise=narrative.sanitise,
            form="text with the tags p, h4, ul, li, strong, em and a, and tokens between double braces",
            help="The section's text; see “Text of sections”. A number in it that is no fact is marked as quoted.",
            example="<p>This paper gives an overview of {{modifications.open}} open modifications.</p>",
        ),
    ),
    links=(_REPORT,),
    checks=(_section_is_asked_for,),
    rules=(of_open_reports("section_texts", "body"),),
    kept=kept_by_closed_reports(models.SectionText),
    resets=(("body", "carried_from"),),  # a text that is loaded anew is no longer last month's
)

# --- the year -----------------------------------------------------------------------------------------------------

OBJECTIVES = Template(
    name="objectives",
    about="The objectives of the SEC, of which a report of the year says whether each is met.",
    model=models.Objective,
    key=("objective",),
    called=("name",),
    columns=(
        Code(name="objective", field="code", help="SECAS’s own short name for the objective.", example="general-1"),
        Integer(name="rank", example="1"),
        Choice(
            name="group", help="Which of the SEC’s objectives it is.", choices=models.ObjectiveGroup, example="general"
        ),
        Text(name="name", help="As reports print it.", example="First General SEC Objective"),
        Text(
            name="wording",
            help="What is to be achieved, in brief: the SEC’s own words stand in the SEC.",
            example="Smart Metering Systems are provided, installed and operated efficiently, and work together.",
        ),
        Date(name="since", help="The first day on which it was an objective of the SEC.", example="2013-09-23"),
    ),
)

OBJECTIVE_STATUSES = Template(
    name="objective_statuses",
    about="Whether the SEC met an objective in the time that a report covers. The note beside it is one of its texts.",
    model=models.ObjectiveStatus,
    key=(*REPORTS.key, "objective"),
    columns=(
        *REPORTS.inherited("report"),
        Reference(name="objective", to=OBJECTIVES, example="general-1"),
        Choice(name="status", help="How it stands.", choices=models.Evaluation, example="meets"),
    ),
    links=(_REPORT,),
    rules=(of_open_reports("objective_statuses", "status"),),
    kept=kept_by_closed_reports(models.ObjectiveStatus),
)


def _restates_a_figure(values: Values, related: Related) -> Iterator[tuple[str, str]]:
    month, restated_on, fact = values["month"], values["restated_on"], values["fact"]
    yield from models.faults_of_figure(fact)
    if month and fact and values["published"] is not None:
        covers = models.Restatement(month=month).covers
        yield from faults_of_published(covers, fact, values["published"])
        lowest = lowest_for(covers, fact, values["published"])
        if lowest != models.Restatement.default_classification:
            yield "fact", f"Published in a part that is {lowest.label}: enter it on its page, which classifies it."
    if month and restated_on and restated_on <= models.Restatement(month=month).covers.last:
        yield "restated_on", "A figure is restated after its month."


RESTATEMENTS = Template(
    name="restatements",
    about="Where a past month’s figure is another now than its paper printed. What it is now is always counted.",
    model=models.Restatement,
    key=("month", "fact"),
    columns=(
        Month(name="month", help="The month whose figure it is.", example="2021-07"),
        Text(name="fact", help="The figure’s name, as the list of figures has it.", example="modifications.raised"),
        Decimal(name="published", help="The number that the month’s own paper printed.", example="4"),
        Text(
            name="reason",
            help="Why it is another now, for the report to print.",
            example="A Draft Proposal of the last day of July was entered after the paper had gone out.",
        ),
        Date(name="restated_on", help="The day on which the records were put right.", example="2021-08-12"),
    ),
    checks=(_restates_a_figure,),
)

TEMPLATES = (REPORTS, REPORT_ATTACHMENTS, SECTION_TEXTS, OBJECTIVES, OBJECTIVE_STATUSES, RESTATEMENTS, ABBREVIATIONS)
PAGES = {"codes.md": reference_page.page}
