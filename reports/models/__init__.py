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
from reports.models.packs import AgendaPaper, Pack, PackFile, PackIssue, TextState, UploadedPaper, UploadedText
from reports.models.paper import DraftPaper
from reports.models.publication import (
    Correction,
    FileKind,
    PlannedPublication,
    Publication,
    PublishedFile,
    Withdrawal,
)
from reports.models.report import Action, Recommendation, Report, ReportAttachment, SectionText
from reports.models.restatements import PublishedRestatement, Restatement, faults_of_figure
from reports.models.review import (
    Ending,
    Override,
    ReviewComment,
    ReviewedContent,
    Reviewer,
    ReviewRound,
    Rule,
    SignOff,
)
from reports.models.wording import ClassificationWording

__all__ = [
    "Abbreviation",
    "Action",
    "AgendaPaper",
    "CheckRun",
    "ClassificationWording",
    "Correction",
    "Deadline",
    "DraftPaper",
    "Ending",
    "Evaluation",
    "FileKind",
    "Objective",
    "ObjectiveGroup",
    "ObjectiveStatus",
    "OpenItem",
    "Override",
    "Pack",
    "PackFile",
    "PackIssue",
    "PlannedPublication",
    "Publication",
    "PublishedFile",
    "PublishedRestatement",
    "Recommendation",
    "Report",
    "ReportAttachment",
    "Restatement",
    "ReviewComment",
    "ReviewRound",
    "ReviewedContent",
    "Reviewer",
    "Rule",
    "SectionDuty",
    "SectionState",
    "SectionText",
    "SignOff",
    "StoredEdition",
    "StoredSection",
    "TextPresence",
    "TextState",
    "UploadedPaper",
    "UploadedText",
    "WarningReason",
    "Withdrawal",
    "faults_of_figure",
]
