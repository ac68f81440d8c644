"""Committees, their meetings, and what came of them.

`Decision` and `AgendaItem` name a modification, so this app stands above `modifications` and nothing there imports it.
"""

from meetings.models.committees import Action, AgendaItem, Committee, CommitteeKind, Election, Meeting, MeetingKind
from meetings.models.dcc_reports import DccReport, DccReportDelivery, DccReportFigure, DueRule
from meetings.models.decisions import DecidingBody, Decision, Outcome, Question

__all__ = [
    "Action",
    "AgendaItem",
    "Committee",
    "CommitteeKind",
    "DccReport",
    "DccReportDelivery",
    "DccReportFigure",
    "DecidingBody",
    "Decision",
    "DueRule",
    "Election",
    "Meeting",
    "MeetingKind",
    "Outcome",
    "Question",
]
