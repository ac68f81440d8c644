"""Reads of modifications. Each takes the day or the period it is asked for, and shows nothing dated after it.

Periods include both ends. Every read takes a fixed number of SQL queries, whatever it finds.
"""

from modifications.life import CONCLUDED_STAGES, DECIDED_STAGES, OPEN_STAGES, MonthProcess
from modifications.queries.assessments import (
    AssessmentRow,
    assessment_timescale,
    assessments_completed,
    assessments_open,
)
from modifications.queries.bridge import Bridge, Lives, bridge_between, bridge_of
from modifications.queries.consultations import ConsultationRow, consultations_between
from modifications.queries.process import (
    ModificationEvent,
    Timescale,
    concluded_between,
    concluded_durations,
    concluded_timescale,
    decided_between,
    implemented_between,
    implemented_releases,
    lives_between,
    open_timescale,
    process_by_month,
    raised_between,
    split_between,
    timescale,
)
from modifications.queries.releases import (
    ReleaseAt,
    SecVersionRow,
    VersionRow,
    aimed_at,
    aims_at,
    release_at,
    releases_at,
    sec_versions,
    versions_issued,
)
from modifications.queries.state import (
    ModificationAt,
    ReferenceAt,
    modifications_at,
    on_hold_at,
    open_at,
    open_by_stage,
    references_at,
    urgent_at,
)

__all__ = [
    "CONCLUDED_STAGES",
    "DECIDED_STAGES",
    "OPEN_STAGES",
    "AssessmentRow",
    "Bridge",
    "ConsultationRow",
    "Lives",
    "ModificationAt",
    "ModificationEvent",
    "MonthProcess",
    "ReferenceAt",
    "ReleaseAt",
    "SecVersionRow",
    "Timescale",
    "VersionRow",
    "aimed_at",
    "aims_at",
    "assessment_timescale",
    "assessments_completed",
    "assessments_open",
    "bridge_between",
    "bridge_of",
    "concluded_between",
    "concluded_durations",
    "concluded_timescale",
    "consultations_between",
    "decided_between",
    "implemented_between",
    "implemented_releases",
    "lives_between",
    "modifications_at",
    "on_hold_at",
    "open_at",
    "open_by_stage",
    "open_timescale",
    "process_by_month",
    "raised_between",
    "references_at",
    "release_at",
    "releases_at",
    "sec_versions",
    "split_between",
    "timescale",
    "urgent_at",
    "versions_issued",
]
