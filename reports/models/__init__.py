from reports.models.report import Action, Recommendation, Report, ReportAttachment, ReportKind, SectionText

__all__ = ["Action", "Recommendation", "Report", "ReportAttachment", "ReportKind", "SectionText"]
