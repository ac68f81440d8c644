"""The Operations Report: its editions, and one short builder for each block."""

from measures.models import MeasureGroup
from reports.definitions import subjects
from reports.definitions.definition import Documented, HeldWhere, ReportDefinition
from reports.definitions.needs import PRINTED_BY, Needs
from reports.definitions.operations import codes
from reports.definitions.operations.edition_2019 import EDITION_2019
from reports.definitions.operations.edition_2021 import EDITION_2021
from reports.definitions.operations.reference import RECORDS, measures

EDITIONS = (EDITION_2019, EDITION_2021)

REPORT = ReportDefinition(
    kind="operations",
    name="Operations Report",
    rank=1,
    editions=EDITIONS,
    needs=Needs(
        measures={
            MeasureGroup.SECURITY: "security",
            MeasureGroup.HELPDESK: "helpdesk",
            MeasureGroup.WEBSITE: "website",
            MeasureGroup.NEWSLETTER: "party-engagement",
            MeasureGroup.CODEWORKS: "codeworks",
            MeasureGroup.PRODUCT_LISTS: "technical-operations",
            MeasureGroup.SMDA: "smda",
            MeasureGroup.RESOURCE_DAYS: "time",
        },
        next_meetings={codes.CACOP: "cacop", codes.CCSG: "ccsg"},
        decisions={codes.CSC: "csc", codes.CHANGE_BOARD: "change-board"},
        dates="committee-support",
        meetings="meetings",
        parties="parties",
        assessments="assessment-statistics",
        deliveries="",
    ),
    held_where=(
        HeldWhere(subjects.HIGHLIGHTS, frozenset({"highlights"})),
        HeldWhere(subjects.ASSESSMENTS, frozenset({"assessment-statistics"}), PRINTED_BY["assessments"]),
        # Of the lists of each body it says only what stands in a section that the edition has.
        HeldWhere(subjects.LISTS_OF_DECISIONS, frozenset({"csc", "change-board"})),
        HeldWhere(subjects.DATES_OF_MEETINGS, frozenset({"committee-support"}), PRINTED_BY["dates"]),
    ),
    stands_for={
        **dict.fromkeys(("versions", "modification-statistics", "assessment-statistics"), "modifications"),
        **dict.fromkeys(("csc", "change-board"), "modifications"),
        "committee-support": "meetings",
        "codeworks": "party-engagement",
        "smda": "technical-operations",
        "time": "snapshot",
    },
    documented=Documented(
        committees=(codes.CSC, codes.CHANGE_BOARD, codes.CACOP, codes.CCSG), measures=measures(), records=RECORDS
    ),
)

__all__ = ["EDITIONS", "REPORT"]
