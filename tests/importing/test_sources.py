"""Which template a file or a sheet is taken for."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from importing.registry import templates
from importing.sources import Upload, read_uploads, template_named
from tests.importing.books import LIMITS, PARTIES, read, refusal, saved, xlsx
from tests.importing.files import PARTIES as PARTIES_CSV
from tests.importing.files import csv

ROWS = (PARTIES, ("alpha", "Alpha", ""))
GROUPS = (("voting_group", "name"), ("north", "North"))


def book(**sheets: tuple[tuple[str, ...], ...]) -> bytes:
    found = Workbook()
    found.remove(found.active)
    for name, rows in sheets.items():
        sheet = found.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(found)


@pytest.mark.parametrize(
    "name", ["parties", "Parties", " PARTIES ", "parties (2)", "parties 2021-10", "parties-2021-10-31", "parties copy"]
)
def test_name_stands_for_its_template_however_a_browser_or_a_person_adds_to_it(name: str) -> None:
    found = template_named(name, templates())
    assert found
    assert found.name == "parties"


def test_words_of_a_name_may_be_apart() -> None:
    found = template_named("Party categories", templates())
    assert found
    assert found.name == "party_categories"
    assert template_named("partiesque", templates()) is None


def test_chosen_kind_goes_before_the_name_and_the_version_line_after_it() -> None:
    content = csv(*PARTIES_CSV)
    assert list(read("my list.csv", content, "parties").sheets) == ["parties"]
    assert list(read("my list.csv", b"# parties v1\n" + content).sheets) == ["parties"]
    assert list(read("my list.xlsx", xlsx(["# parties v1"], *ROWS, sheet="Sheet1")).sheets) == ["parties"]
    assert list(read("parties.xlsx", xlsx(*ROWS, sheet="Sheet1")).sheets) == ["parties"]
    assert list(read("my list.xlsx", xlsx(*ROWS, sheet="Sheet1"), "parties").sheets) == ["parties"]
    assert "Has the name of no template." in refusal("my list.csv", content, "")


def test_workbook_holds_a_sheet_for_each_template() -> None:
    found = read("month.xlsx", book(parties=ROWS, **{"Voting groups": GROUPS, "Notes": (("Ask Jo",),), "Empty": ()}))
    assert found.problems == []
    assert {name: sheet.file for name, sheet in found.sheets.items()} == {
        "parties": "month.xlsx, sheet parties",
        "voting_groups": "month.xlsx, sheet Voting groups",
    }


def test_sheet_of_no_template_is_told_of_and_not_left_out_unseen() -> None:
    found = read("month.xlsx", book(parties=ROWS, voting_group=GROUPS))
    (problem,) = found.problems
    assert str(problem) == (
        "month.xlsx, sheet voting_group: Has the name of no template. Rename the sheet to voting_groups, choose its "
        "kind, or take it out."
    )


def test_hidden_sheet_is_not_loaded() -> None:
    def hide(found: Workbook) -> None:
        found.create_sheet("other").append(["a"])
        found.active.sheet_state = "hidden"

    found = read("month.xlsx", xlsx(*ROWS, change=hide))
    assert "month.xlsx, sheet parties: Is hidden." in [str(problem)[:37] for problem in found.problems]
    assert found.sheets == {}


def test_one_template_comes_from_one_file() -> None:
    uploads = [Upload("parties.csv", csv(*PARTIES_CSV)), Upload("parties.xlsx", xlsx(*ROWS))]
    found = read_uploads(uploads, templates(), LIMITS)
    assert [str(problem) for problem in found.problems] == [
        "parties.xlsx, sheet parties: Holds parties as parties.csv does. Put them into one file."
    ]


def test_workbook_without_a_row_is_refused() -> None:
    assert "Is empty." in refusal("parties.xlsx", xlsx())
