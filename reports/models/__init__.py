from reports.models.desk import (
    CheckRun,
    Deadline,
    OpenItem,
    SectionDuty,
    SectionState,
    TextPresence,
    WarningReason,
)
from reports.models.paper import DraftPaper
from reports.models.report import Action, Recommendation, Report, ReportAttachment, SectionText
from reports.models.wording import ClassificationWording

__all__ = [
    "Action",
    "CheckRun",
    "ClassificationWording",
    "Deadline",
    "DraftPaper",
    "OpenItem",
    "Recommendation",
    "Report",
    "ReportAttachment",
    "SectionDuty",
    "SectionState",
    "SectionText",
    "TextPresence",
    "WarningReason",
]
