"""Modifications from `lives.csv`, one line for a life; what was decided on them, and the consultations on them.

A column holds the day its step was taken, and `published` names the columns whose value is printed in a published
paper. A row made from any other value is illustrative.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sample_data.making.modifications import Life
from sample_data.making.tables import Row, Tables
from sample_data.making_2020_03.committees import meeting_on
from sample_data.making_2020_03.days import LAST_DAY, MONTHS
from sample_data.making_2020_07.modifications import references, stages

LIVES = Path(__file__).parent / "lives.csv"

PROPOSERS = (
    ("SECMP0007", date(2015, 11, 10), "Example Large Supplier 012 Limited"),
    ("SECMP0007", date(2019, 9, 10), "Example Small Supplier 045 Limited"),
)
TARGETS = (
    ("SECMP0007", date(2018, 11, 16), "November 2019 SEC Release"),
    ("SECMP0007", date(2019, 10, 18), "June 2020 SEC Release"),
    ("SECMP0007", date(2020, 2, 21), "November 2020 SEC Release"),
)
"""SECMP0007 keeps its reference for life; who proposes it and the release it is aimed at change within the year."""


def tables() -> Tables:
    with LIVES.open(encoding="utf-8", newline="") as lines:
        lives = [Life(line) for line in csv.DictReader(lines)]
    return {
        "modifications": [
            life.row("raised", raised_on=life.raised, split_from="", issue="", link="") for life in lives
        ],
        "modification_references": [row for life in lives for row in references(life)],
        "modification_titles": [life.row("title", since=life.raised, title=life["title"]) for life in lives],
        "modification_proposers": [*_proposers(lives)],
        "modification_routes": [
            life.row("path", since=life.raised, path=life["path"], urgent=False) for life in lives if life["path"]
        ],
        "modification_stages": [row for life in lives for row in stages(life)],
        "modification_target_releases": [*_targets(lives)],
        "consultations": [row for life in lives for row in _consultations(life)],
        "decisions": [row for life in lives for row in _decisions(life)],
    }


def _proposers(lives: list[Life]) -> Iterator[Row]:
    rows = [(life["modification"], life.raised, life["organisation"]) for life in lives if life["organisation"]]
    for modification, since, organisation in (*PROPOSERS, *rows):
        yield {
            "modification": modification,
            "since": since,
            "person": "",
            "organisation": organisation,
            "illustrative": True,
        }


def _targets(lives: list[Life]) -> Iterator[Row]:
    rows = [(life["modification"], life.day("decided"), life["release"]) for life in lives if life["release"]]
    for modification, since, release in (*TARGETS, *rows):
        yield {"modification": modification, "since": since, "release": release, "illustrative": True}


def _consultations(life: Life) -> Iterator[Row]:
    """On the Modification Report of what entered the Report Phase in the year: three weeks, from the Monday but one."""
    report = life.day("report")
    if report and report >= MONTHS[0]:
        opened = report + timedelta(days=10)
        closed = opened + timedelta(days=21)
        yield {
            "modification": life["modification"],
            "kind": "modification_report",
            "sequence": 1,
            "planned_week": opened,
            "opened_on": opened,
            "closed_on": closed if closed <= LAST_DAY else None,
            "illustrative": True,
        }


# --- Decisions ------------------------------------------------------------------------------------------------------


def _decisions(life: Life) -> Iterator[Row]:
    """What the Panel and the Change Board decided in the year, and the Authority."""
    for column, question in (("refinement", "to_refinement"), ("report", "to_report_phase")):
        if (day := life.day(column)) and life.raised < day >= MONTHS[0]:
            yield _decision(life, "panel", meeting_on("panel", day), day, question, "approve")
    day, vote = life.day("decided"), {"approved": "approve", "rejected": "reject"}.get(life["outcome"])
    if day is None or vote is None or day < MONTHS[0]:
        return
    if sent := life.day("authority"):
        board = meeting_on("change-board", sent)
        yield _decision(life, "change_board", board, sent, "final_decision", "recommend_approval")
        yield _decision(life, "authority", "", day, "final_decision", vote)
    else:
        yield _decision(life, "change_board", meeting_on("change-board", day), day, "final_decision", vote)


def _decision(life: Life, body: str, meeting: str, day: date, question: str, outcome: str) -> Row:
    final = question == "final_decision"
    number = life["modification"]
    return {
        "body": body,
        "meeting": meeting,
        "decided_on": day,
        "modification": number if life.is_old_series else f"MP{number}",
        "release": life["release"] if final and outcome == "approve" else "",
        "question": question,
        "outcome": outcome,
        "route": life["path"] if final else "",
        "referred_to_panel_on": None,
        "remark": "",
        "illustrative": True,
    }
