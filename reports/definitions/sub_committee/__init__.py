"""The Sub-Committee Report: its editions, and one short builder for each block."""

from reports.definitions import subjects
from reports.definitions.definition import Documented, ReportDefinition
from reports.definitions.needs import Needs
from reports.definitions.sub_committee import codes
from reports.definitions.sub_committee.edition_2018 import EDITION_2018
from reports.definitions.sub_committee.reference import RECORDS

EDITIONS = (EDITION_2018,)

REPORT = ReportDefinition(
    kind="sub-committee",
    name="Sub-Committee Report",
    rank=3,
    editions=EDITIONS,
    needs=Needs(meetings="opsg-highlights", deliveries="dcc-reporting", committees=frozenset(codes.ALL)),
    left_out=subjects.OF_THE_OPERATIONS_REPORT,
    own_checks=frozenset({"reviews.entered", "reviews.names"}),
    documented=Documented(committees=codes.ALL, records=RECORDS),
)

__all__ = ["EDITIONS", "REPORT"]
