"""The committed files of July 2020 are what their rules make."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reports.engine.unbound import find_unbound
from sample_data.make_2020_07 import FOLDER, made
from sample_data.making_2020_07.modifications import ISSUES, lives
from sample_data.making_2020_07.texts import TEXTS

README = FOLDER.parent / "README.md"
FILES = sorted(FOLDER.glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", sorted(made()))
def test_made_file_is_what_is_committed(name: str) -> None:
    assert (FOLDER / name).read_bytes() == made()[name].encode("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_says_whether_it_is_illustrative(path: Path) -> None:
    assert {row["illustrative"] for row in rows(path.name)} <= {"yes", "no"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_described(path: Path) -> None:
    _, _, of_july = README.read_text(encoding="utf-8").partition("# July 2020")
    assert f"`{path.name}`" in of_july


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.html")), ids=lambda path: path.stem)
def test_every_number_in_the_texts_is_a_fact_or_quoted(path: Path) -> None:
    assert find_unbound(path.read_text(encoding="utf-8")) == []


def test_every_person_is_invented_and_says_so() -> None:
    people = {row["person"] for row in rows("modification_proposers.csv")} - {""}
    assert len(people) == 4
    assert all(person.endswith(" Example") for person in people)
    assert {row["illustrative"] for row in rows("modification_proposers.csv")} == {"yes"}


def test_every_issue_is_of_a_modification_of_the_month() -> None:
    raised = {life["modification"]: life["raised"] for life in lives()}
    described = {path.stem for path in ISSUES.glob("*.txt")}
    assert described == {code for code, day in raised.items() if day.startswith("2020-07")}
