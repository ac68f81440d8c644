from reports.models.paper import DraftPaper
from reports.models.report import Action, Recommendation, Report, ReportAttachment, ReportKind, SectionText
from reports.models.wording import ClassificationWording

__all__ = [
    "Action",
    "ClassificationWording",
    "DraftPaper",
    "Recommendation",
    "Report",
    "ReportAttachment",
    "ReportKind",
    "SectionText",
]
