"""Reads of committees' work. Each takes the day or the period it is asked for, and shows nothing dated after it.

Periods include both ends. Every read takes a fixed number of SQL queries, whatever it finds.
"""

from meetings.queries.committees import ActionRow, ElectionRow, actions_open, committee_codes, elections
from meetings.queries.dcc_reports import DeliveryRow, deliveries, due_on
from meetings.queries.decisions import DecisionRow, decisions_between
from meetings.queries.meetings import (
    AgendaRow,
    MeetingRow,
    agenda_between,
    cancelled_between,
    meetings_between,
    meetings_held_count,
    meetings_named,
    meetings_of,
    next_meeting,
    previous_meeting,
)
from meetings.queries.punctuality import (
    Punctuality,
    minutes_punctuality,
    notice_punctuality,
    papers_punctuality,
)

__all__ = [
    "ActionRow",
    "AgendaRow",
    "DecisionRow",
    "DeliveryRow",
    "ElectionRow",
    "MeetingRow",
    "Punctuality",
    "actions_open",
    "agenda_between",
    "cancelled_between",
    "committee_codes",
    "decisions_between",
    "deliveries",
    "due_on",
    "elections",
    "meetings_between",
    "meetings_held_count",
    "meetings_named",
    "meetings_of",
    "minutes_punctuality",
    "next_meeting",
    "notice_punctuality",
    "papers_punctuality",
    "previous_meeting",
]
