"""The committed files of each sample month are what their rules make, and say what they are."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from reports.engine.unbound import find_unbound
from sample_data import (
    make_2018_10,
    make_2019_06,
    make_2020_03,
    make_2020_07,
    make_2021_08,
    make_2021_09,
    making,
    making_2018_10,
    making_2019_06,
    making_2020_03,
    making_2020_07,
    making_2021_08,
)
from sample_data.making_2020_07.modifications import ISSUES, lives


@dataclass(frozen=True)
class Sample:
    """A month's folder by its maker, what the texts are made from, and its heading in the page about them."""

    maker: ModuleType
    making: ModuleType
    heading: str

    @property
    def folder(self) -> Path:
        folder: Path = self.maker.FOLDER
        return folder

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.csv"))

    @property
    def texts(self) -> list[Path]:
        return sorted((Path(str(self.making.__file__)).parent / "texts").glob("*.html"))


SAMPLES = (
    Sample(make_2021_09, making, "September 2021"),
    Sample(make_2021_08, making_2021_08, "August 2021"),
    Sample(make_2020_07, making_2020_07, "July 2020"),
    Sample(make_2020_03, making_2020_03, "April 2019 to March 2020"),
    Sample(make_2019_06, making_2019_06, "June 2019"),
    Sample(make_2018_10, making_2018_10, "October 2018"),
)
every_file = pytest.mark.parametrize(
    ("sample", "path"),
    [(sample, path) for sample in SAMPLES for path in sample.files],
    ids=lambda value: f"{value.parent.name}-{value.stem}" if isinstance(value, Path) else "",
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("sample", "name"), [(sample, name) for sample in SAMPLES for name in sorted(sample.maker.made())], ids=str
)
def test_made_file_is_what_is_committed(sample: Sample, name: str) -> None:
    assert (sample.folder / name).read_bytes() == sample.maker.made()[name].encode("utf-8")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.folder.name)
def test_folder_holds_files_of_records_alone(sample: Sample) -> None:
    assert set(sample.folder.iterdir()) == set(sample.files)
    assert set(sample.maker.made()) <= {path.name for path in sample.files}
    assert sample.texts


@every_file
def test_every_row_says_whether_it_is_illustrative(sample: Sample, path: Path) -> None:
    assert {row["illustrative"] for row in rows(path)} <= {"yes", "no"}


@every_file
def test_every_file_is_described_under_its_month(sample: Sample, path: Path) -> None:
    page = (sample.folder.parent / "README.md").read_text(encoding="utf-8")
    _, _, of_the_month = page.partition(f"# {sample.heading}\n")
    own, _, _ = of_the_month.partition("\n# ")
    assert f"`{path.name}`" in own


@pytest.mark.parametrize(
    "path", [path for sample in SAMPLES for path in sample.texts], ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_every_number_in_the_texts_is_a_fact_or_quoted(path: Path) -> None:
    assert find_unbound(path.read_text(encoding="utf-8")) == []


# --- What is invented -------------------------------------------------------------------------------------------------


def test_every_person_of_july_2020_is_invented_and_says_so() -> None:
    proposers = rows(make_2020_07.FOLDER / "modification_proposers.csv")
    people = {row["person"] for row in proposers} - {""}
    assert len(people) == 4
    assert all(person.endswith(" Example") for person in people)
    assert {row["illustrative"] for row in proposers} == {"yes"}


def test_every_issue_of_july_2020_is_of_a_modification_of_the_month() -> None:
    raised = {life["modification"]: life["raised"] for life in lives()}
    described = {path.stem for path in ISSUES.glob("*.txt")}
    assert described == {code for code, day in raised.items() if day.startswith("2020-07")}


def test_every_party_of_october_2018_is_invented_and_so_is_what_is_said_of_it() -> None:
    parties, reviews = (rows(make_2018_10.FOLDER / f"{name}.csv") for name in ("parties", "security_reviews"))
    assert {row["illustrative"] for row in (*parties, *reviews)} == {"yes"}
    assert all(row["name"].startswith("Example ") for row in parties)


def test_no_party_of_october_2018_is_named_in_a_text() -> None:
    folder = make_2018_10.FOLDER
    texts = " ".join(row["body"] for row in rows(folder / "section_texts.csv"))
    assert [row["name"] for row in rows(folder / "parties.csv") if row["name"] in texts] == []


def test_every_party_of_june_2019_but_the_dcc_is_invented() -> None:
    named = {row["party"]: row for row in rows(make_2019_06.FOLDER / "parties.csv")}
    assert named.pop("dcc")["illustrative"] == "no"
    assert all(row["name"].startswith("Example ") and row["illustrative"] == "yes" for row in named.values())


def test_no_party_of_june_2019_that_is_in_default_is_named_in_a_text() -> None:
    names = {row["party"]: row["name"] for row in rows(make_2019_06.FOLDER / "parties.csv")}
    texts = " ".join(row["body"] for row in rows(make_2019_06.FOLDER / "section_texts.csv"))
    in_default = {row["party"] for row in rows(make_2019_06.FOLDER / "events_of_default.csv")}
    assert in_default
    assert [party for party in in_default if party in texts or names[party] in texts] == []
