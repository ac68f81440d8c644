"""The made-up October: sound as it stands, and wrong in the ways that were planted."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from importing.loading import examine_uploads, load
from importing.sources import Upload
from meetings.models import Committee, Meeting, MeetingKind
from reports.models import Report
from tests.browser.closing.month import FOLDER, PAPER, RECORDS, SIDE, record_files, sent, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


@pytest.fixture
def opened() -> Report:
    meeting = Meeting.objects.create(
        committee=Committee.objects.get(code="panel"),
        number=98,
        held_on=date(2021, 11, 19),
        kind=MeetingKind.GOVERNANCE,
        title="SEC Panel Meeting 98",
    )
    return Report.objects.create(
        kind="operations",
        month=date(2021, 10, 1),
        meeting=meeting,
        paper_number=12,
        author="Operations Reporting Lead",
        issue_date=date(2021, 11, 12),
    )


def files_of(*folders: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for folder in folders for path in folder.glob("*.csv")}


@pytest.mark.parametrize("folder", ["records", "side"])
def test_folder_that_needs_no_report_can_be_loaded_at_once(folder: str) -> None:
    said = StringIO()
    call_command("load_month", str(FOLDER / folder), check=True, stdout=said)
    assert "nothing is saved" not in said.getvalue()


def test_whole_month_loads_and_loaded_again_changes_nothing(opened: Report) -> None:
    files = files_of(RECORDS, PAPER, SIDE)
    first = load(files)
    assert [str(problem) for problem in first.problems] == []
    again = load(files, check_only=True)
    assert (again.preview, sum(counts.changed + counts.added for counts in again.counts.values())) == ((), 0)


def test_every_row_says_that_it_is_made_up() -> None:
    for path in FOLDER.rglob("*.csv"):
        lines = path.read_text().splitlines()[1:]
        assert {row["illustrative"] for row in csv.DictReader(StringIO("\n".join(lines)))} == {"yes"}, path


def test_first_upload_is_refused_for_the_mistakes_planted_and_no_others() -> None:
    uploads = [Upload(name, sent(name, wrong=True)) for name in record_files()]
    found = examine_uploads([*uploads, Upload("parties.xlsx", workbook(wrong=True))], None)
    places = {(problem.file, problem.column) for problem in found.problems}
    assert places == {
        ("dcc_assessments.csv", "returned_on"),
        ("decisions.csv", "modification"),
        ("parties.xlsx, sheet parties", "party"),
        ("parties.xlsx, sheet parties", "name"),
    }


def test_second_upload_is_sound() -> None:
    uploads = [Upload(name, sent(name)) for name in record_files()]
    found = examine_uploads([*uploads, Upload("parties.xlsx", workbook())], None)
    assert [str(problem) for problem in found.problems] == []
