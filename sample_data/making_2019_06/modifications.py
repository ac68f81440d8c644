"""Modifications from `lives.csv`, one line for an invented life, and the titles that changed on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sample_data.making.modifications import read_lives, records_of
from sample_data.making.tables import Row, Tables

LIVES = Path(__file__).parent / "lives.csv"
RETITLED = (
    ("SECMP0965", date(2019, 6, 24), "Tariffs that arrive before a change of supplier"),
    ("SECMP0966", date(2019, 7, 4), "Timely alerts from prepayment meters"),
)
"""One during June 2019, which the paper shows, and one after it, which it does not."""


def tables() -> Tables:
    found = records_of(read_lives(LIVES))
    new_titles: list[Row] = [
        {"modification": code, "since": day, "title": title, "illustrative": True} for code, day, title in RETITLED
    ]
    return {
        **found,
        "modification_titles": [*found["modification_titles"], *new_titles],
        "modification_stages": [_by_the_panel(row) for row in found["modification_stages"]],
    }


def _by_the_panel(row: Row) -> Row:
    """In 2019 it was the Panel that sent a modification on to the Report Phase."""
    return {**row, "body": "panel"} if row["stage"] == "report" else row
