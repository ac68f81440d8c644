"""Which section of a report needs which records: so that what is missing has an owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from measures.models import MeasureGroup
from reports.definitions.change_status import codes as change_status
from reports.definitions.operations import codes
from reports.definitions.sub_committee import codes as sub_committee
from reports.models import ReportKind


@dataclass(frozen=True, slots=True)
class Needs:
    """Each value is a section's id. `next_meetings` and `decisions` are by the committee's code; `dates` needs the
    dates of notice, papers and minutes; a group of measures that no section shows has none. `deliveries` is whose the
    DCC's reports are: "" where they are the whole report's. What a report has nothing to do with is None. `committees`
    are the codes of those whose meetings it tells of, None where of all."""

    next_meetings: Mapping[str, str]
    decisions: Mapping[str, str]
    meetings: str
    assessments: str | None = None
    measures: Mapping[str, str] | None = None
    dates: str | None = None
    parties: str | None = None
    deliveries: str | None = None
    committees: frozenset[str] | None = None


NEEDS: Mapping[str, Needs] = {
    ReportKind.OPERATIONS: Needs(
        measures={
            MeasureGroup.SECURITY: "security",
            MeasureGroup.HELPDESK: "helpdesk",
            MeasureGroup.WEBSITE: "website",
            MeasureGroup.NEWSLETTER: "party-engagement",
            MeasureGroup.CODEWORKS: "codeworks",
            MeasureGroup.PRODUCT_LISTS: "technical-operations",
            MeasureGroup.SMDA: "smda",
        },
        next_meetings={codes.CACOP: "cacop", codes.CCSG: "ccsg"},
        decisions={codes.CSC: "csc", codes.CHANGE_BOARD: "change-board"},
        dates="committee-support",
        meetings="meetings",
        parties="parties",
        assessments="assessment-statistics",
        deliveries="",
    ),
    ReportKind.CHANGE_STATUS: Needs(
        next_meetings={change_status.WORKING_GROUP: "working-group"},
        decisions={change_status.CSC: "csc", change_status.CHANGE_BOARD: "change-board"},
        meetings="working-group",
        assessments="assessment-statistics",
        committees=frozenset({change_status.CSC, change_status.CHANGE_BOARD, change_status.WORKING_GROUP}),
    ),
    ReportKind.SUB_COMMITTEE: Needs(
        next_meetings={},
        decisions={},
        meetings="opsg-highlights",
        deliveries="dcc-reporting",
        committees=frozenset(
            {
                *(sub_committee.OPSG, sub_committee.SSC, sub_committee.SMKI_PMA),
                *(sub_committee.TABASC, sub_committee.TAG),
            }
        ),
    ),
}
