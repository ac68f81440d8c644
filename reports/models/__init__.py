from reports.models.desk import (
    CheckRun,
    Deadline,
    OpenItem,
    SectionDuty,
    SectionState,
    TextPresence,
    WarningReason,
)
from reports.models.editions import StoredEdition, StoredSection
from reports.models.glossary import Abbreviation
from reports.models.objectives import Evaluation, Objective, ObjectiveGroup, ObjectiveStatus
from reports.models.paper import DraftPaper
from reports.models.report import Action, Recommendation, Report, ReportAttachment, SectionText
from reports.models.restatements import Restatement, faults_of_figure
from reports.models.wording import ClassificationWording

__all__ = [
    "Abbreviation",
    "Action",
    "CheckRun",
    "ClassificationWording",
    "Deadline",
    "DraftPaper",
    "Evaluation",
    "Objective",
    "ObjectiveGroup",
    "ObjectiveStatus",
    "OpenItem",
    "Recommendation",
    "Report",
    "ReportAttachment",
    "Restatement",
    "SectionDuty",
    "SectionState",
    "SectionText",
    "StoredEdition",
    "StoredSection",
    "TextPresence",
    "WarningReason",
    "faults_of_figure",
]
