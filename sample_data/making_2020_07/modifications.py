"""Modifications from `lives.csv`, one line for a life, with the issues of those described in `issues/`.

A column holds the day its step was taken, and `published` names the columns whose value is printed in a published
paper. A row made from any other value is illustrative.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sample_data.making.modifications import Life
from sample_data.making.tables import Row, Tables

HERE = Path(__file__).parent
ISSUES = HERE / "issues"
WITHDREW, SPLIT, APPROVED_BY_AUTHORITY, VOTED = "proposer", "", "authority", "change_board"


def lives() -> list[Life]:
    with (HERE / "lives.csv").open(encoding="utf-8", newline="") as lines:
        return [Life(line) for line in csv.DictReader(lines)]


def tables() -> Tables:
    found = lives()
    return {
        "modifications": [_modification(life) for life in found],
        "modification_references": [row for life in found for row in references(life)],
        "modification_titles": [life.row("title", since=life.raised, title=life["title"]) for life in found],
        "modification_proposers": [_proposer(life) for life in found if life["organisation"]],
        "modification_routes": [
            life.row("path", since=life.raised, path=life["path"], urgent=False) for life in found if life["path"]
        ],
        "modification_stages": [row for life in found for row in stages(life)],
        "modification_target_releases": [
            life.row("release", since=life.day("decided"), release=life["release"]) for life in found if life["release"]
        ],
    }


def _modification(life: Life) -> Row:
    told = ISSUES / f"{life['modification']}.txt"
    issue = told.read_text(encoding="utf-8").strip() if told.exists() else ""
    return life.row("raised", raised_on=life.raised, split_from=life["split_from"], issue=issue, link="")


def _proposer(life: Life) -> Row:
    """A named person is always invented, so the row is illustrative even where the organisation is published."""
    organisation, person = life["organisation"], life["person"]
    return {
        **life.row("organisation", since=life.raised, person=person, organisation=organisation),
        "illustrative": True,
    }


def references(life: Life) -> Iterator[Row]:
    """DPnnn from the day raised, MPnnn from the day it left the Development Stage; what a split makes is an MP."""
    number = life["modification"]
    if life.is_old_series or life["split_from"]:
        yield life.row("raised", since=life.raised, reference=number if life.is_old_series else f"MP{number}")
        return
    yield life.row("raised", since=life.raised, reference=f"DP{number}")
    step = next((column for column in ("refinement", "report") if life[column]), None)
    if step:
        yield life.row(step, since=life.day(step), reference=f"MP{number}")


def stages(life: Life) -> Iterator[Row]:
    """In 2020 the Panel moved a proposal on, to the Refinement Process and to the Report Phase."""
    if life["refinement"] != life["raised"]:
        yield life.row("raised", since=life.raised, stage="development", body="proposer")
    for column, stage, body in (
        ("refinement", "refinement", "" if life["split_from"] else "panel"),
        ("report", "report", "panel"),
        ("authority", "authority", "change_board"),
        ("decided", life["outcome"], _decided_by(life)),
        ("implemented", "implemented", ""),
    ):
        if life[column]:
            yield life.row(column, since=life.day(column), stage=stage, body=body)


def _decided_by(life: Life) -> str:
    if life["outcome"] in ("withdrawn", "split"):
        return WITHDREW if life["outcome"] == "withdrawn" else SPLIT
    return APPROVED_BY_AUTHORITY if life["authority"] else VOTED
