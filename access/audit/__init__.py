"""The audit trail: what happened to records, when, by whom and why; and what was done that leaves no row of its own.

PostgreSQL's triggers write the events of rows (`access.events`); what stands here tells them why, and reads them.
"""

from access.audit.acts import because, record_act, record_reading
from access.audit.entries import Entry, FieldChange
from access.audit.history import history_of, known_at
from access.audit.versions import Version, versions_of
from access.events import events_of

__all__ = [
    "Entry",
    "FieldChange",
    "Version",
    "because",
    "events_of",
    "history_of",
    "known_at",
    "record_act",
    "record_reading",
    "versions_of",
]
