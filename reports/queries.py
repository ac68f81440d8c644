"""Which reports there are, for those who may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from access.policy import Reader, may_read_drafts, visible_to
from reports.engine.month import Month
from reports.models import DraftPaper, Report


def reports_for(reader: Reader) -> QuerySet[Report]:
    """The reports a person may open, newest month first, each with what its paper reference is made of.

    Every report is a draft until it can be published, so they are for SECAS staff alone, each by its classification.
    """
    reports = visible_to(reader, Report.objects.select_related("meeting__committee"))
    return reports if may_read_drafts(reader) else reports.none()


def report_of(reader: Reader, kind: str, month: Month) -> QuerySet[Report]:
    return reports_for(reader).filter(kind=kind, month=month.first)


def papers_for(reader: Reader) -> QuerySet[DraftPaper]:
    """Prints by what they held when they were printed, and by what their report is now."""
    papers = visible_to(reader, DraftPaper.objects.filter(report__in=reports_for(reader)))
    return papers.select_related("report__meeting__committee")
