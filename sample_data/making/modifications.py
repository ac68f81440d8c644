"""Modifications from `lives.csv`, one line for a life; and the DCC Assessments made of them.

In `lives.csv` a column holds the day its step was taken, and `published` names the columns whose value is printed in a
published paper. A row made from any other value is illustrative.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sample_data.making.tables import Row, Tables, weekdays_back

LIVES = Path(__file__).parent / "lives.csv"
PANEL_CONVERTED_UNTIL = date(2021, 1, 1)
"""Until then the Panel progressed a Draft Proposal on the CSC's advice; the CSC itself has done so since."""


class Life:
    """One line of `lives.csv`."""

    def __init__(self, line: dict[str, str]) -> None:
        self._line = line
        self._published = set(line["published"].split())

    def __getitem__(self, column: str) -> str:
        return self._line[column]

    def day(self, column: str) -> date | None:
        return date.fromisoformat(self._line[column]) if self._line[column] else None

    @property
    def raised(self) -> date:
        return date.fromisoformat(self["raised"])

    @property
    def is_old_series(self) -> bool:
        return self["modification"].startswith("SECMP")

    def row(self, *columns: str, **cells: object) -> Row:
        """A row made of these columns: a fact only where all of them are published."""
        return {"modification": self["modification"], **cells, "illustrative": not self._published.issuperset(columns)}


def tables() -> Tables:
    return {
        **records_of(read_lives(LIVES)),
        "dcc_assessments": [row for row, _ in _assessments()],
        "assessment_targets": [target for _, target in _assessments()],
    }


def read_lives(path: Path) -> list[Life]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [Life(line) for line in csv.DictReader(lines)]


def records_of(lives: list[Life]) -> Tables:
    """The modifications that lived so, each with its histories."""
    return {
        "modifications": [_modification(life) for life in lives],
        "modification_references": [row for life in lives for row in _references(life)],
        "modification_titles": [life.row("title", since=life.raised, title=life["title"]) for life in lives],
        "modification_proposers": [
            life.row("organisation", since=life.raised, person="", organisation=life["organisation"])
            for life in lives
            if life["organisation"]
        ],
        "modification_routes": [
            life.row("path", since=life.raised, path=life["path"], urgent=False) for life in lives if life["path"]
        ],
        "modification_stages": [row for life in lives for row in _stages(life)],
        "modification_target_releases": [
            life.row("release", since=life.day("decided"), release=life["release"]) for life in lives if life["release"]
        ],
    }


def _modification(life: Life) -> Row:
    return life.row("raised", raised_on=life.raised, split_from=life["split_from"], issue="", link="")


def _references(life: Life) -> Iterator[Row]:
    """DPnnn from the day raised, MPnnn from the day converted; what a split makes is an MP at once."""
    number = life["modification"]
    if life.is_old_series or life["split_from"]:
        prefix = "" if life.is_old_series else "MP"
        yield life.row("raised", since=life.raised, reference=f"{prefix}{number}")
        return
    converted = next((day for column in ("converted", "refinement", "report") if (day := life.day(column))), None)
    if converted != life.raised:
        yield life.row("raised", since=life.raised, reference=f"DP{number}")
    if converted:
        yield life.row("converted", since=converted, reference=f"MP{number}")


def _stages(life: Life) -> Iterator[Row]:
    def entered(column: str, stage: str, body: str) -> Row:
        return life.row(column, since=life.day(column), stage=stage, body=body)

    if life.raised not in (life.day("refinement"), life.day("report")):
        yield entered("raised", "development", "proposer")
    if refined := life.day("refinement"):
        by_panel = refined < PANEL_CONVERTED_UNTIL
        split = life["split_from"]
        yield entered("refinement", "refinement", "" if split else "panel" if by_panel else "csc")
    if life["report"]:
        yield entered("report", "report", "authority" if life["path"] == "authority_led" else "csc")
    if life["authority"]:
        yield entered("authority", "authority", "change_board")
    if life["outcome"]:
        yield entered("decided", life["outcome"], _decided_by(life))
    if life["implemented"]:
        yield entered("implemented", "implemented", "")


def _decided_by(life: Life) -> str:
    match life["outcome"]:
        case "withdrawn":
            return "proposer"
        case "split":
            return ""
        case _:
            return "authority" if life["authority"] else "change_board"


# --- DCC Assessments ------------------------------------------------------------------------------------------------

TARGETS = {"PA": 15, "IA": 40}
OPEN = (
    ("078", "IA", "2021-05-10"),
    ("140", "IA", "2021-07-01"),
    ("141", "IA", "2021-07-01"),
    ("134B", "PA", "2021-08-18"),
    ("143", "PA", "2021-09-13"),
    ("166", "PA", "2021-09-16"),
)
"""Underway at the end of September 2021, with the printed day each was accepted."""

# Returned on the printed day. The accepted day is printed, by the Change Status Report for August 2020, for two of
# them; for the others a duration is chosen so that the unrounded averages round to the printed 30 WD and 78 WD.
RETURNED: tuple[tuple[str, str, str, str | int], ...] = (
    ("SECMP0024", "PA", "2020-10-23", 28),
    ("SECMP0010", "PA", "2020-10-27", 36),
    ("077", "IA", "2020-11-25", 78),
    ("119", "PA", "2020-11-27", "2020-07-14"),
    ("099", "IA", "2020-12-21", "2020-05-05"),
    ("105", "IA", "2021-01-13", 70),
    ("104", "PA", "2021-01-26", 25),
    ("117", "IA", "2021-03-12", 74),
    ("140", "PA", "2021-03-23", 31),
    ("141", "PA", "2021-04-09", 26),
    ("121", "PA", "2021-05-12", 21),
    ("SECMP0024", "IA", "2021-06-07", 58),
    ("107", "IA", "2021-06-14", 52),
    ("104", "IA", "2021-06-24", 49),
    ("154", "PA", "2021-07-28", 18),
    ("128", "PA", "2021-08-10", 22),
    ("129", "PA", "2021-08-25", 27),
    ("125", "PA", "2021-09-01", 20),
    ("162", "PA", "2021-09-17", 15),
    ("170", "PA", "2021-09-30", 22),
)
SECOND = {("SECMP0024", "PA")}
"""The Change Status Report for August 2020 shows the first, returned on 21 February 2020."""


def _assessments() -> Iterator[tuple[Row, Row]]:
    """Each assessment with its target, which held from the day it was accepted."""
    for modification, kind, accepted in OPEN:
        yield _assessment(modification, kind, date.fromisoformat(accepted), None, illustrative=False)
    for modification, kind, returned, accepted_or_duration in RETURNED:
        end = date.fromisoformat(returned)
        if isinstance(accepted_or_duration, int):
            start, made_up = weekdays_back(end, accepted_or_duration), True
        else:
            start, made_up = date.fromisoformat(accepted_or_duration), False
        yield _assessment(modification, kind, start, end, illustrative=made_up)


def _assessment(
    modification: str, kind: str, accepted: date, returned: date | None, *, illustrative: bool
) -> tuple[Row, Row]:
    key = {"modification": modification, "kind": kind, "sequence": 1 + ((modification, kind) in SECOND)}
    return (
        {**key, "requested_on": None, "accepted_on": accepted, "returned_on": returned, "illustrative": illustrative},
        {**key, "since": accepted, "target": TARGETS[kind], "illustrative": illustrative},
    )
