"""Files that can't be read as they are: encoding, header, rows, quotation marks, size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from parties.models import Party
from tests.importing.files import PARTIES, csv, load, only, problems

pytestmark = pytest.mark.django_db

HEADER = PARTIES[0]


@pytest.fixture(autouse=True)
def _nothing_is_saved() -> Iterator[None]:
    yield
    assert not Party.objects.filter(code="alpha").exists()


def test_file_in_windows_1252_names_the_byte_and_its_line() -> None:
    problem = only(parties=csv(HEADER, "alpha,Alpha Limited,") + "beta,Beta’s Limited,\n".encode("windows-1252"))
    assert problem.line == 3
    assert "byte 55 is 0x92" in problem.message
    assert "Windows-1252, where it is “’”" in problem.message
    assert "CSV UTF-8" in problem.message


def test_file_in_utf_16_is_named_so() -> None:
    assert "UTF-16" in only(parties="\n".join(PARTIES).encode("utf-16")).message
    assert "UTF-16" in only(parties="\n".join(PARTIES).encode("utf-16-le")).message


def test_spreadsheet_is_no_csv() -> None:
    assert "spreadsheet" in only(parties=b"PK\x03\x04rest of a workbook").message


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\r\n,,\r\n"])
def test_empty_file_is_a_problem(content: bytes) -> None:
    assert "Is empty" in only(parties=content).message


def test_file_with_a_version_line_alone_has_no_header() -> None:
    assert "no line that names the columns" in only(parties=csv("# parties v1")).message


@pytest.mark.parametrize("line", ["# parties v2", "# voting_groups v1", "# something else"])
def test_wrong_version_line_is_a_problem(line: str) -> None:
    problem = only(parties=csv(line, *PARTIES))
    assert (problem.line, problem.value) == (1, line)
    assert "# parties v1" in problem.message


def test_columns_separated_by_semicolons_are_recognised() -> None:
    assert "semicolons" in only(parties=csv(*(line.replace(",", ";") for line in PARTIES))).message


def test_missing_column_is_named() -> None:
    problem = only(parties=("party,trading_name", "alpha,A"))
    assert (problem.line, problem.column) == (1, "name")
    assert "missing" in problem.message


def test_misspelt_column_is_one_problem_with_a_suggestion() -> None:
    problem = only(parties=("party,nmae,trading_name", "alpha,Alpha,A"))
    assert problem.column == "nmae"
    assert "Rename it to name" in problem.message


def test_unknown_and_repeated_and_nameless_columns_are_each_named() -> None:
    found = problems(parties=(f"{HEADER},colour,name,,illustrative", "alpha,Alpha,A,red,Alpha,,no"))
    assert [(problem.column, problem.message.split(".")[0]) for problem in found] == [
        ("", "Column 6 has no name"),
        ("colour", "Is no column of parties"),
        ("name", "Stands twice in the header"),
    ]


def test_row_with_more_cells_than_the_header_is_told_of_and_blank_extra_cells_are_not() -> None:
    problem = only(parties=(HEADER, "alpha,Alpha, Limited,A", "beta,Beta,B,,"))
    assert problem.line == 2
    assert "4 cells where the header has 3" in problem.message


def test_row_with_fewer_cells_is_told_of() -> None:
    assert "2 cells where the header has 3" in only(parties=(HEADER, "alpha,Alpha")).message


def test_blank_rows_are_passed_over() -> None:
    assert load(parties=(HEADER, "", "beta,Beta,", ",,", "  ,,")).ok


def test_lines_are_counted_as_a_text_editor_does() -> None:
    texts = (
        "reference,party,limb,raised_on,considered_on,closed_on,outcome",
        '"EOD-1","beta","(a)","2021-09-01","","",""',
        '"EOD-2","beta",',
    )
    memberships = (
        "party,applied_on,acceded_on,exited_on,exit_kind,exit_reason",
        'beta,,2019-01-01,2020-01-01,expelled,"It did',
        "not pay,",
        'for months."',
        "",
        "beta,,2019-13-01,,,",
    )
    found = problems(parties=(HEADER, "beta,Beta,"), memberships=memberships, events_of_default=texts[:2])
    assert [(problem.file, problem.line) for problem in found] == [("memberships.csv", 6)]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_ending_counts_as_one_line(ending: str) -> None:
    content = ending.join((HEADER, "beta,Beta,", "gamma,,")).encode()
    assert only(parties=content).line == 3


def test_quotation_mark_that_is_never_closed_names_the_row_it_opens_on() -> None:
    problem = only(parties=(HEADER, "beta,Beta,", 'gamma,"Gamma,', "delta,Delta,"))
    assert problem.line == 3
    assert "never closed" in problem.message


def test_quotation_mark_inside_a_quoted_cell_is_told_of() -> None:
    problem = only(parties=(HEADER, 'gamma,"Gamma "Green" Limited",'))
    assert problem.line == 2
    assert "twice" in problem.message


def test_nul_byte_is_told_of() -> None:
    problem = only(parties=csv(HEADER, "beta,Be\x00ta,"))
    assert (problem.line, problem.column) == (2, "name")
    assert "U+0000" in problem.message


def test_unknown_file_name_is_a_problem_with_a_suggestion() -> None:
    problem = only(party=PARTIES)
    assert (problem.file, problem.line) == ("party.csv", 0)
    assert "parties.csv" in problem.message


def test_file_past_the_row_limit_is_one_problem_and_its_rows_are_not_read(settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 3
    rows = (f"p{number},," for number in range(4))
    problem = only(parties=(HEADER, *rows))
    assert problem.line == 0
    assert "more than 3 rows" in problem.message


def test_hundred_thousand_rows_are_refused_quickly() -> None:
    rows = "".join(f"p{number},Party {number} Limited,\n" for number in range(100_000))
    began = time.perf_counter()
    problem = only(parties=f"{HEADER}\n{rows}".encode())
    assert "more than 50,000 rows" in problem.message
    assert time.perf_counter() - began < 5


def test_references_into_a_file_that_cannot_be_read_are_no_problems_of_their_own() -> None:
    categories = ("party,category,from,until", "alpha,other,2019-01-01,", "beta,other,2019-01-01,")
    found = problems(parties=b"\xff\xfe", party_categories=categories)
    assert [problem.file for problem in found] == ["parties.csv"]
