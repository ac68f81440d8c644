"""The committed files of the sample month are what their rules make."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reports.engine.unbound import find_unbound
from sample_data.make_2021_09 import FOLDER, made
from sample_data.making.texts import TEXTS

BY_HAND = {
    "agenda_items.csv",
    "committees.csv",
    "consultations.csv",
    "decisions.csv",
    "elections.csv",
    "measure_categories.csv",
    "measures.csv",
    "meetings.csv",
    "ranked_entries.csv",
    "release_dates.csv",
    "releases.csv",
    "report_attachments.csv",
    "reports.csv",
    "sec_versions.csv",
}
README = FOLDER.parent / "README.md"


@pytest.mark.parametrize("name", sorted(made()))
def test_made_file_is_what_is_committed(name: str) -> None:
    assert (FOLDER / name).read_bytes() == made()[name].encode("utf-8")


def test_every_file_is_made_or_written_by_hand() -> None:
    assert {path.name for path in FOLDER.iterdir()} == BY_HAND | set(made())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_says_whether_it_is_illustrative(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        assert {row["illustrative"] for row in csv.DictReader(lines)} <= {"yes", "no"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_file_is_described(path: Path) -> None:
    assert f"`{path.name}`" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.html")), ids=lambda path: path.stem)
def test_every_number_in_the_texts_is_a_fact_or_quoted(path: Path) -> None:
    assert find_unbound(path.read_text(encoding="utf-8")) == []
