"""The CSV templates of reports: what a paper opens with, its attachments and the text of its sections."""

from __future__ import annotations

from access.classification import Classification
from importing.columns import Choice, Code, Date, Integer, Month, Narrative, Text
from importing.links import Link
from importing.references import Reference
from importing.template import Template
from meetings.resources import MEETINGS
from reports import models
from reports.engine import narrative

REPORTS = Template(
    name="reports",
    about="One month's report of a kind, as a paper to one meeting.",
    model=models.Report,
    key=("report", "month"),
    columns=(
        Choice(
            name="report", field="kind", choices=models.ReportKind, help="Which report it is.", example="operations"
        ),
        Month(name="month", help="The month it covers.", example="2021-09"),
        Reference(name="meeting", to=MEETINGS, example="ops-forum-12"),
        Integer(name="paper_number", example="4"),
        Choice(name="action", choices=models.Action, example="information"),
        Choice(name="recommendation", choices=models.Recommendation, example="NOTE"),
        Text(name="author", example="Operations Reporting Lead"),
        Text(name="team", example="SECAS Team"),
        Date(name="issue_date", example="2021-08-31"),
        Choice(name="classification", choices=Classification, example="white"),
    ),
)

_REPORT = Link("report", REPORTS, REPORTS.key)

REPORT_ATTACHMENTS = Template(
    name="report_attachments",
    about="What is attached to the paper. Each attachment is classified by itself.",
    model=models.ReportAttachment,
    key=(*REPORTS.key, "label"),
    columns=(
        *REPORTS.inherited("report"),
        Text(name="label", example="Appendix A"),
        Text(name="title", example="Testing notifications"),
        Choice(name="classification", choices=Classification, example="amber"),
    ),
    links=(_REPORT,),
)

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
            validate=narrative.validate,
            form="text with the tags p, h4, ul, li, strong, em and a, and tokens between double braces",
            help="The section's text; see “Text of sections”.",
            example="<p>This paper gives an overview of {{modifications.open}} open modifications.</p>",
        ),
    ),
    links=(_REPORT,),
)

TEMPLATES = (REPORTS, REPORT_ATTACHMENTS, SECTION_TEXTS)
