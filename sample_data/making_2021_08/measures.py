"""The monthly measures of August 2021, and of September 2020, with which its twelve months begin. All illustrative.

The months between are among September's records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sample_data.making.tables import Row, Tables

AUGUST, FIRST = "2021-08", "2020-09"

OF_AUGUST: Mapping[tuple[str, str], int] = {
    ("security-compliance", ""): 98,
    ("security-initial-validations", ""): 3,
    ("security-statuses-set", "assurance"): 3,
    ("security-statuses-set", "compliance"): 1,
    ("security-parties-assessed", ""): 49,
    ("telephone-queries", ""): 7,
    ("newsletters-issued", ""): 1,
    ("newsletter-subscribers", ""): 794,
    ("newsletter-views", ""): 352,
    # September's users, less the twelve that registered in it.
    ("codeworks-users", "network-parties"): 44,
    ("codeworks-users", "small-suppliers"): 121,
    ("codeworks-users", "large-suppliers"): 107,
    ("codeworks-users", "beis-dcc-ofgem"): 88,
    ("codeworks-users", "committee-members"): 7,
    ("codeworks-users", "other-sec-parties"): 148,
    ("codeworks-registrations", ""): 9,
    ("cpl-entries", ""): 6,
    ("cpl-removals", ""): 1,
    ("new-webpage-lists", "ppcl"): 0,
    ("new-webpage-lists", "epcl"): 0,
    ("smda-devices", ""): 17,
    # As August's paper printed it; one version more was found afterwards, which `2021-08-restated` puts right.
    ("product-list-versions", "dpl"): 10,
}
OF_THE_FIRST: Mapping[tuple[str, str], int] = {
    ("helpdesk-emails", "applications"): 32,
    ("helpdesk-emails", "sub-committees"): 24,
    ("helpdesk-emails", "consultation-correspondence"): 39,
    ("helpdesk-emails", "contact-info"): 42,
    ("helpdesk-emails", "general-queries"): 77,
    ("helpdesk-emails", "panel-board"): 7,
    ("helpdesk-emails", "modifications"): 83,
    ("helpdesk-emails", "user-cio-assessments"): 28,
    ("helpdesk-emails", "party-rdp-signifiers"): 11,
    ("helpdesk-emails", "training-days-seminars"): 15,
    ("helpdesk-emails", "other"): 9,
    ("product-list-versions", "cpl"): 5,
    ("product-list-versions", "ppcl"): 1,
    ("product-list-versions", "epcl"): 1,
    ("product-list-versions", "dpl"): 10,
    ("website-visits", ""): 7890,
    ("website-page-views", ""): 21760,
}


def tables() -> Tables:
    return {"observations": [*_rows(AUGUST, OF_AUGUST), *_rows(FIRST, OF_THE_FIRST)]}


def _rows(month: str, values: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    for (measure, category), value in values.items():
        yield {"measure": measure, "category": category, "month": month, "value": value, "illustrative": True}
