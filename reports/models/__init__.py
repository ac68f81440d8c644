from reports.models.paper import DraftPaper
from reports.models.report import Action, Recommendation, Report, ReportAttachment, ReportKind, SectionText

__all__ = ["Action", "DraftPaper", "Recommendation", "Report", "ReportAttachment", "ReportKind", "SectionText"]
