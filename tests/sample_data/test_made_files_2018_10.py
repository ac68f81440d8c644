"""The committed files of October 2018 are what their rules make."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reports.engine.unbound import find_unbound
from sample_data.make_2018_10 import FOLDER, made
from sample_data.making_2018_10.texts import TEXTS

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
    _, _, of_october = README.read_text(encoding="utf-8").partition("# October 2018")
    assert f"`{path.name}`" in of_october


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.html")), ids=lambda path: path.stem)
def test_every_number_in_the_texts_is_a_fact_or_quoted(path: Path) -> None:
    assert find_unbound(path.read_text(encoding="utf-8")) == []


def test_every_party_is_invented_and_so_is_what_is_said_of_it() -> None:
    for name in ("parties.csv", "security_reviews.csv"):
        assert {row["illustrative"] for row in rows(name)} == {"yes"}
    assert all(row["name"].startswith("Example ") for row in rows("parties.csv"))


def test_no_party_is_named_in_a_text() -> None:
    texts = " ".join(row["body"] for row in rows("section_texts.csv"))
    assert [row["name"] for row in rows("parties.csv") if row["name"] in texts] == []
