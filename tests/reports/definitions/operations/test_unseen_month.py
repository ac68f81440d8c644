"""A month that no sample holds, prepared from the docs alone: it loads, builds, and says what it lacks."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reports.checks.book import run_book
from reports.models import Report
from tests.loaded import load_month
from tests.reports.definitions.operations.junes import rebuilt
from tests.reports.month import block, printed

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent / "january_2018"


@pytest.fixture(autouse=True)
def january_2018() -> None:
    load_month(FOLDER)


def test_month_is_built_by_the_command(tmp_path: Path) -> None:
    target = tmp_path / "january.json"
    call_command("build_report", "operations", "2018-01", format="json", output=target, stdout=StringIO())
    built = json.loads(target.read_text(encoding="utf-8"))
    assert (built["edition"], built["header"]["reference"]) == ("2019", "SECP_53_0902_08")


def test_month_has_no_error() -> None:
    assert [one.finding.message for one in run_book(Report.objects.get()).errors] == []


def test_months_before_the_records_began_are_missing_and_those_since_are_counted() -> None:
    rows = printed(block(rebuilt(), "membership"))
    assert [row[0] for row in (rows[0], rows[-1])] == ["January 2017", "January 2018"]
    assert all(set(row[1:]) == {"missing"} for row in rows[:10])
    assert rows[10:] == [
        ("November 2017", "2", "missing", "0", "0"),
        ("December 2017", "0", "1", "0", "0"),
        ("January 2018", "1", "1", "0", "1"),
    ]


def test_numbers_of_the_month_are_printed_as_entered() -> None:
    built = rebuilt()
    assert printed(block(built, "time-devoted"))[-1] == ("Grand total", "", "27.7")
    topics = {row[0]: row[-2:] for row in printed(block(built, "helpdesk-by-topic"))}
    assert topics == {"General queries": ("31", "44"), "Accession": ("–", "6"), "Total": ("31", "50")}
    assert printed(block(built, "website-year")) == [("January", "4,120", "12,340")]


def test_book_tells_of_what_is_missing_at_the_sections_that_print_it() -> None:
    warned = {(one.check.id, one.finding.section) for one in run_book(Report.objects.get()).warnings}
    assert {
        ("gaps.values", "membership-statistics"),
        ("gaps.values", "helpdesk"),
        ("gaps.values", "website"),
    } <= warned
