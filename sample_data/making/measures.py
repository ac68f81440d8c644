"""The monthly measures: what the paper prints for September 2021, and illustrative months before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sample_data.making.tables import Row, Tables, months

SEPTEMBER = date(2021, 9, 1)
WINDOW = months(date(2020, 10, 1), 12)

# Printed for September 2021: (measure, category) to number.
PUBLISHED: Mapping[tuple[str, str], int] = {
    ("security-compliance", ""): 100,
    ("security-initial-validations", ""): 4,
    ("security-parties-assessed", ""): 53,
    ("telephone-queries", ""): 5,
    ("newsletters-issued", ""): 2,
    ("newsletter-subscribers", ""): 801,
    ("newsletter-views", ""): 340,
    ("codeworks-users", "network-parties"): 45,
    ("codeworks-users", "small-suppliers"): 123,
    ("codeworks-users", "large-suppliers"): 108,
    ("codeworks-users", "beis-dcc-ofgem"): 89,
    ("codeworks-users", "committee-members"): 7,
    ("codeworks-users", "other-sec-parties"): 155,
    ("codeworks-registrations", ""): 12,
    ("product-list-versions", "cpl"): 5,
    ("cpl-entries", ""): 7,
    ("cpl-removals", ""): 0,
    ("new-webpage-lists", "ppcl"): 0,
    ("new-webpage-lists", "epcl"): 0,
    ("smda-devices", ""): 18,
}

# Their sum of 6 is printed; how it divides is not.
STATUSES_SET: Mapping[str, int] = {"assurance": 4, "compliance": 2}

# Illustrative, October 2020 to September 2021: the numbers of the published charts are lost. Of September's e-mails
# the paper prints two shares, Panel & Board 1% and Sub-Committees 7%, and these numbers give them.
HELPDESK: Mapping[str, Sequence[int]] = {
    "applications": (35, 38, 24, 33, 30, 41, 31, 33, 38, 36, 27, 37),
    "sub-committees": (25, 30, 19, 27, 24, 33, 22, 28, 30, 26, 21, 29),
    "consultation-correspondence": (44, 38, 29, 31, 40, 47, 33, 30, 42, 36, 28, 41),
    "contact-info": (39, 43, 31, 48, 37, 40, 38, 36, 41, 44, 39, 45),
    "general-queries": (81, 84, 62, 79, 76, 90, 71, 80, 79, 81, 70, 88),
    "panel-board": (6, 5, 8, 7, 5, 9, 4, 6, 7, 5, 3, 4),
    "modifications": (88, 92, 66, 81, 84, 101, 79, 85, 90, 84, 75, 96),
    "user-cio-assessments": (30, 32, 27, 30, 28, 34, 33, 31, 32, 30, 29, 33),
    "party-rdp-signifiers": (12, 10, 9, 11, 13, 9, 12, 10, 11, 12, 10, 11),
    "training-days-seminars": (16, 20, 13, 14, 11, 19, 14, 16, 15, 13, 17, 18),
    "other": (10, 10, 10, 10, 10, 10, 10, 10, 9, 11, 10, 10),
}
# The published text says that the DPL is produced most often. September's CPL is in PUBLISHED.
PRODUCT_LISTS: Mapping[str, Sequence[int]] = {
    "cpl": (6, 4, 5, 3, 5, 7, 6, 4, 6, 5, 4),
    "ppcl": (2, 1, 1, 0, 2, 1, 3, 1, 1, 2, 1, 0),
    "epcl": (1, 2, 1, 1, 0, 2, 1, 2, 1, 1, 2, 0),
    "dpl": (12, 11, 9, 10, 12, 14, 11, 12, 13, 12, 11, 13),
}
# The paper says "over 24,000" page visits in September 2021.
WEBSITE: Mapping[str, Sequence[int]] = {
    "website-visits": (8120, 8345, 6710, 8020, 7985, 9240, 8010, 8150, 8560, 8235, 7480, 8930),
    "website-page-views": (22410, 23005, 18260, 22150, 21840, 25310, 21690, 22080, 23440, 22570, 20130, 24180),
}


def tables() -> Tables:
    return {"observations": list(_observations())}


def _observations() -> Iterator[Row]:
    for (measure, category), value in PUBLISHED.items():
        yield _observation(measure, category, SEPTEMBER, value, illustrative=False)
    for category, value in STATUSES_SET.items():
        yield _observation("security-statuses-set", category, SEPTEMBER, value)
    for measure, by_category in (("helpdesk-emails", HELPDESK), ("product-list-versions", PRODUCT_LISTS)):
        for category, values in by_category.items():
            yield from _series(measure, category, values)
    for measure, values in WEBSITE.items():
        yield from _series(measure, "", values)


def _series(measure: str, category: str, values: Sequence[int]) -> Iterator[Row]:
    for month, value in zip(WINDOW, values, strict=False):
        yield _observation(measure, category, month, value)


def _observation(measure: str, category: str, month: date, value: int, *, illustrative: bool = True) -> Row:
    return {
        "measure": measure,
        "category": category,
        "month": f"{month:%Y-%m}",
        "value": value,
        "illustrative": illustrative,
    }
