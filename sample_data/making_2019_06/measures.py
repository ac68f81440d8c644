"""The monthly numbers of June 2018 to June 2019, all invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sample_data.making.tables import Row, Tables, months

JUNE = date(2019, 6, 1)
MONTHS = months(date(2018, 6, 1), 13)

# Of a topic that was in use for some of the months alone there are numbers for those: `measure_categories.csv` says
# which they are, and they are the first or the last of the thirteen.
HELPDESK: Mapping[str, Sequence[int]] = {
    "applications": (22, 19, 24, 21, 26, 23, 14, 25, 22, 27, 24, 21, 28),
    "sub-committees": (15, 17, 13, 18, 16, 19, 11, 14, 17, 20, 15, 18, 16),
    "consultation-correspondence": (28, 24, 19, 26, 31, 27, 16, 22, 29, 33, 25, 30, 27),
    "contact-info": (31, 27, 25, 33, 29, 30, 21, 35, 28, 32, 26, 31, 34),
    "general-queries": (66, 71, 58, 63, 74, 69, 47, 72, 65, 78, 61, 70, 73),
    "panel-board": (7, 5, 4, 8, 6, 7, 3, 6, 5, 9, 7, 6, 8),
    "modifications": (52, 48, 41, 57, 60, 55, 36, 51, 58, 62, 49, 56, 59),
    "dcc-live": (18, 14, 11, 9, 8, 6, 5),
    "user-cio-assessments": (13, 16, 12, 15, 14, 18, 10, 17, 15, 19, 16, 14, 18),
    "party-rdp-signifiers": (6, 4, 7, 5, 8, 6, 3, 5, 7, 6, 4, 8, 5),
    "training-days-seminars": (9, 11, 20, 15, 12),
    "other": (5, 7, 4, 6, 5, 8, 3, 6, 5, 7, 4, 6, 5),
}
BEGAN_LATE = {"training-days-seminars"}
COUNTS: Mapping[tuple[str, str], Sequence[int]] = {
    ("telephone-queries", ""): (17, 14, 12, 19, 16, 15, 9, 18, 13, 20, 16, 14, 15),
    ("website-visits", ""): (5210, 5080, 4760, 5330, 5590, 5640, 3980, 5720, 5480, 6010, 5550, 5830, 5905),
    ("website-page-views", ""): (
        *(15320, 14870, 13940, 15610, 16480, 16730, 11250, 16920, 16040, 17830, 16390, 17150, 17420),
    ),
    ("security-fieldwork", ""): (5, 4, 3, 6, 5, 7, 2, 4, 6, 5, 4, 6, 5),
    ("security-first-stage-assessments", "fusa"): (3, 2, 2, 4, 3, 4, 1, 2, 3, 4, 2, 3, 3),
    ("security-first-stage-assessments", "vusa"): (2, 2, 1, 2, 2, 3, 1, 2, 3, 1, 2, 3, 2),
    ("security-assessments-prepared", ""): (6, 5, 4, 7, 6, 8, 3, 5, 7, 6, 5, 7, 6),
    ("security-initial-validations", ""): (8, 7, 6, 9, 8, 10, 4, 7, 9, 8, 6, 9, 8),
    ("security-statuses-set", "assurance"): (4, 3, 3, 5, 4, 5, 2, 3, 5, 4, 3, 4, 5),
    ("security-statuses-set", "compliance"): (2, 3, 1, 3, 2, 3, 1, 2, 2, 3, 2, 4, 2),
    ("security-directors-letters", ""): (1, 2, 1, 0, 2, 1, 1, 2, 0, 1, 2, 1, 1),
    ("security-parties-assessed", ""): (31, 32, 30, 33, 34, 35, 33, 34, 36, 37, 36, 38, 39),
}
# Days by driver in June 2019, to the quarter of a day.
DAYS: Mapping[str, str] = {
    "change-management": "96.75",
    "party-support": "41.5",
    "helpdesk": "28.25",
    "committee-support": "73.5",
    "security-and-privacy": "52.25",
    "technical-support": "47.75",
    "code-maintenance": "18.25",
    "smets1-enrolment": "21.75",
    "faster-switching": "14.25",
    "website-renewal": "9.5",
}
SWING = ("0.75", "-1.25", "2.5", "0", "-2.25", "1.75")
"""What a month's days differ by from those of June 2019, again and again."""


def tables() -> Tables:
    return {"observations": list(_observations())}


def _observations() -> Iterator[Row]:
    for topic, numbers in HELPDESK.items():
        yield from _series("helpdesk-emails", topic, numbers, late=topic in BEGAN_LATE)
    for (measure, category), numbers in COUNTS.items():
        yield from _series(measure, category, numbers)
    for place, (driver, days) in enumerate(DAYS.items()):
        for month, value in zip(MONTHS, _days(Decimal(days), place), strict=True):
            yield _observation("resource-days", driver, month, value)


def _series(measure: str, category: str, numbers: Sequence[int], *, late: bool = False) -> Iterator[Row]:
    held = MONTHS[-len(numbers) :] if late else MONTHS[: len(numbers)]
    for month, value in zip(held, numbers, strict=True):
        yield _observation(measure, category, month, value)


def _days(june: Decimal, place: int) -> Iterator[Decimal]:
    for index, month in enumerate(MONTHS):
        yield june if month == JUNE else june + Decimal(SWING[(index + place) % len(SWING)])


def _observation(measure: str, category: str, month: date, value: int | Decimal) -> Row:
    return {
        "measure": measure,
        "category": category,
        "month": f"{month:%Y-%m}",
        "value": value,
        "illustrative": True,
    }
