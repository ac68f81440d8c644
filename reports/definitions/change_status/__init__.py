"""The Change Status Report: its editions, and one short builder for each block."""

from reports.definitions import subjects
from reports.definitions.change_status import codes
from reports.definitions.change_status.edition_2020 import EDITION_2020
from reports.definitions.change_status.reference import RECORDS
from reports.definitions.definition import Documented, ReportDefinition
from reports.definitions.needs import Needs

EDITIONS = (EDITION_2020,)

REPORT = ReportDefinition(
    kind="change-status",
    name="Change Status Report",
    rank=2,
    editions=EDITIONS,
    needs=Needs(
        next_meetings={codes.WORKING_GROUP: "working-group"},
        decisions={codes.CSC: "csc", codes.CHANGE_BOARD: "change-board"},
        meetings="working-group",
        assessments="assessment-statistics",
        committees=frozenset({codes.CSC, codes.CHANGE_BOARD, codes.WORKING_GROUP}),
    ),
    left_out=subjects.OF_THE_OPERATIONS_REPORT,
    documented=Documented(committees=(codes.CSC, codes.CHANGE_BOARD, codes.WORKING_GROUP), records=RECORDS),
)

__all__ = ["EDITIONS", "REPORT"]
