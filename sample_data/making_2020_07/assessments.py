"""The DCC Assessments: those underway as printed, those completed by their printed day of return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sample_data.making.modifications import TARGETS
from sample_data.making.tables import Row, Tables, weekdays_back

OPEN = (
    ("SECMP0056", "IA", 1, "2019-07-02"),
    ("SECMP0007", "IA", 1, "2020-02-06"),
    ("078", "PA", 2, "2020-04-17"),
    ("107", "PA", 1, "2020-04-20"),
    ("099", "IA", 1, "2020-05-05"),
    ("109", "PA", 1, "2020-05-26"),
    ("119", "PA", 1, "2020-07-14"),
    ("105", "PA", 2, "2020-07-15"),
    ("122", "IA", 1, "2020-07-16"),
    ("085", "PA", 1, "2020-07-21"),
    ("090", "IA", 1, "2020-07-29"),
)
"""Underway at the end of July 2020, with the printed day each was accepted."""

COMPLETED = (
    ("SECMP0063", "PA", 1, "2019-08-01", 18),
    ("SECMP0913", "PA", 1, "2019-08-01", 18),
    ("SECMP0046", "PA", 1, "2019-09-09", 31),
    ("SECMP0053", "IA", 1, "2019-09-20", 85),
    ("077", "PA", 1, "2019-12-31", 100),
    ("078", "PA", 1, "2019-12-31", 95),
    ("080", "PA", 1, "2020-01-17", 90),
    ("093", "PA", 1, "2020-01-21", 50),
    ("090", "PA", 1, "2020-02-11", 80),
    ("SECMP0024", "PA", 1, "2020-02-21", 120),
    ("093", "IA", 1, "2020-03-06", 30),
    ("SECMP0067", "IA", 1, "2020-03-12", 110),
    ("099", "PA", 1, "2020-03-17", 55),
    ("SECMP0015", "IA", 1, "2020-04-30", 95),
    ("105", "PA", 1, "2020-05-04", 45),
    ("090", "PA", 2, "2020-05-11", 55),
    ("122", "PA", 1, "2020-05-28", 20),
    ("092", "PA", 1, "2020-06-05", 115),
    ("106", "PA", 1, "2020-06-11", 70),
    ("077", "PA", 2, "2020-06-17", 110),
    ("117", "PA", 1, "2020-07-16", 60),
    ("SECMP0066", "PA", 1, "2020-07-29", 25),
)
"""With the printed day each was returned. Their durations are printed for three and cannot be read for the others:
those are chosen so that the unrounded averages round to the printed 64 WD and 80 WD."""

REQUESTED = (("106", "IA", 1, "2020-07-23"),)
"""Asked for once the Change Board had approved the request, and not accepted by the month's end."""


def tables() -> Tables:
    return {"dcc_assessments": list(_assessments()), "assessment_targets": list(_targets())}


def _assessments() -> Iterator[Row]:
    for modification, kind, sequence, accepted in OPEN:
        yield _row(modification, kind, sequence, accepted=date.fromisoformat(accepted), illustrative=False)
    for modification, kind, sequence, returned, duration in COMPLETED:
        end = date.fromisoformat(returned)
        yield _row(modification, kind, sequence, accepted=weekdays_back(end, duration), returned=end)
    for modification, kind, sequence, requested in REQUESTED:
        yield _row(modification, kind, sequence, requested=date.fromisoformat(requested))


def _row(
    modification: str,
    kind: str,
    sequence: int,
    *,
    requested: date | None = None,
    accepted: date | None = None,
    returned: date | None = None,
    illustrative: bool = True,
) -> Row:
    key = {"modification": modification, "kind": kind, "sequence": sequence}
    days = {"requested_on": requested, "accepted_on": accepted, "returned_on": returned}
    return {**key, **days, "illustrative": illustrative}


def _targets() -> Iterator[Row]:
    """Each has its type's own target, from the day it was accepted or else asked for."""
    for row in _assessments():
        kind = str(row["kind"])
        yield {
            "modification": row["modification"],
            "kind": kind,
            "sequence": row["sequence"],
            "since": row["accepted_on"] or row["requested_on"],
            "target": TARGETS[kind],
            "illustrative": row["illustrative"],
        }
