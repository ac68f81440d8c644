"""What a run of the book costs in queries: as many for three rows in every list as for one, for four years as for
two."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.records import Volume, fill
from reports.checks.book import Book, run_book
from reports.engine.month import Month
from reports.models import Report
from tests.reports.full_month import report_on

pytestmark = pytest.mark.django_db

MOST_QUERIES = 110
A_FEW = Volume(modifications=24, accessions=12)


def run(report: Report) -> tuple[int, Book]:
    """How many queries a run takes, building included, and the book. The savepoint of each check asks nothing."""
    fresh = Report.objects.select_related("meeting__committee").get(pk=report.pk)
    with CaptureQueriesContext(connection) as captured:
        book = run_book(fresh)
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT")) for one in captured), book


def with_rows(number: int) -> tuple[int, Book]:
    with transaction.atomic():
        found = run(report_on(number))
        transaction.set_rollback(True)
    return found


def after_years(years: int) -> tuple[int, Book]:
    with transaction.atomic():
        found = run(fill(Month(2029, 9), years, A_FEW))
        transaction.set_rollback(True)
    return found


def failed(book: Book) -> list[str]:
    return [one.check.id for one in book.found if one.finding.subject == "failed"]


def messages(book: Book) -> list[tuple[str, str]]:
    return [(one.check.id, one.finding.message) for one in book.found]


def test_queries_of_a_run_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, with_one), (for_three, with_three) = with_rows(1), with_rows(3)
    assert failed(with_one) == failed(with_three) == []
    assert for_one == for_three <= MOST_QUERIES


def test_queries_of_a_run_are_as_many_after_four_years_as_after_two() -> None:
    (for_two, after_two), (for_four, after_four) = after_years(2), after_years(4)
    assert failed(after_two) == failed(after_four) == []
    assert for_two == for_four <= MOST_QUERIES
    assert messages(after_two) == messages(after_four), "what is older than thirteen months changes nothing"
