"""The monthly measures: numbers that are made up, and come to what the paper prints of the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sample_data.making.tables import Row, Tables
from sample_data.making_2020_03.days import BEFORE, MONTHS

Numbers = Sequence[int]

# The printed sum or average of the year stands beside each.
OF_THE_YEAR: Mapping[tuple[str, str], Numbers] = {
    ("product-list-versions", "cpl"): (4, 5, 5, 8, 6, 5, 6, 8, 5, 6, 5, 6),  # 69
    ("cpl-entries", "smets2"): (6, 7, 8, 9, 9, 10, 10, 11, 8, 10, 11, 12),  # 111
    ("cpl-removals", ""): (0, 7, 0, 0, 9, 0, 0, 2, 0, 0, 1, 1),  # 20; the first in May, a further set in August
    ("cpl-functionality-updates", ""): (0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0),  # 2: for SMETS1, and of November 2019
    ("security-fieldwork", ""): (6, 7, 7, 8, 7, 8, 9, 9, 7, 8, 9, 10),  # 95
    ("security-assessments-presented", ""): (4, 4, 5, 5, 4, 5, 5, 5, 4, 5, 5, 5),  # 56
    ("security-self-assessments", ""): (1, 1, 2, 1, 1, 2, 2, 1, 1, 2, 2, 2),  # 18
    ("security-assessments-prepared", ""): (8, 8, 9, 9, 8, 9, 10, 9, 8, 9, 10, 10),  # 107
    ("security-directors-letters", ""): (2, 2, 3, 3, 2, 3, 3, 3, 2, 2, 3, 3),  # 31
    ("security-statuses-set", "assurance"): (1, 2, 2, 2, 1, 2, 3, 2, 1, 2, 2, 3),  # 23
    ("security-statuses-set", "compliance"): (3, 4, 4, 4, 3, 4, 5, 4, 3, 5, 5, 5),  # 49
    ("security-parties-assessed", ""): (66, 68, 70, 69, 72, 74, 71, 70, 73, 75, 72, 72),  # 71 on average
    ("security-engagement", ""): (0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1),  # 9
    ("security-publications", ""): (1, 1, 2, 1, 1, 2, 2, 2, 1, 1, 2, 2),  # 18
    ("codeworks-registrations", ""): (0, 0, 0, 0, 0, 0, 0, 142, 61, 48, 39, 34),  # over 320
    ("engagement-events", ""): (0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0),  # 5
    ("engagement-event-parties", ""): (0, 14, 0, 0, 0, 16, 0, 15, 0, 13, 17, 0),  # 75
}
SMETS1 = (3, 1, 1, 2, 1, 1, 1, 2, 1)
"""New SMETS1 Device Models, 13, from July 2019 on: before that the list took none."""
FIELDWORK_BEFORE = (4, 4, 5, 5, 4, 5, 5, 6, 4, 5, 6, 6)
"""59 in the year before."""


def tables() -> Tables:
    return {"observations": list(_observations())}


def _observations() -> Iterator[Row]:
    for (measure, category), numbers in OF_THE_YEAR.items():
        yield from _series(measure, category, MONTHS, numbers)
    yield from _series("cpl-entries", "smets1", MONTHS[3:], SMETS1)
    yield from _series("security-fieldwork", "", BEFORE, FIELDWORK_BEFORE)


def _series(measure: str, category: str, months: Sequence[date], numbers: Numbers) -> Iterator[Row]:
    for month, number in zip(months, numbers, strict=True):
        yield {
            "measure": measure,
            "category": category,
            "month": f"{month:%Y-%m}",
            "value": number,
            "illustrative": True,
        }
