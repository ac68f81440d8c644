"""What a build in the 2019 edition costs in queries: as many for three rows as for one."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.building import build_report
from reports.checks.book import run_book
from reports.engine.blocks import Table
from reports.engine.document import Document, walk_blocks
from reports.models import Report
from tests.reports.definitions.operations.junes import june_with

pytestmark = pytest.mark.django_db

MOST_QUERIES = 40
MOST_OF_THE_BOOK = 110
OF_FIXED_LENGTH = {"membership", "parties-and-groups", "user-assessments", "website-year", "website-year-before"}
"""Tables with a row for each month, or each figure, whatever the records."""


def measured_with(number: int) -> tuple[int, int, Document]:
    with transaction.atomic():
        report = Report.objects.select_related("meeting__committee").get(pk=june_with(number).pk)
        with CaptureQueriesContext(connection) as building:
            document = build_report(report).document
        with CaptureQueriesContext(connection) as checking:
            run_book(report)
        transaction.set_rollback(True)
    return len(building), sum("SAVEPOINT" not in one["sql"] for one in checking), document


def lengths(document: Document) -> dict[str, int]:
    tables = (one for _, _, one in walk_blocks(document) if isinstance(one, Table))
    return {one.id: sum(not row.total for row in one.rows) for one in tables if one.id not in OF_FIXED_LENGTH}


def test_queries_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, checked_one, one), (for_three, checked_three, three) = measured_with(1), measured_with(3)
    assert set(lengths(one)) == {
        *("parties-entered", "parties-left", "uep-completions"),
        *("time-devoted", "helpdesk-by-topic", "meetings-of-the-month"),
    }
    meetings = {number: lengths(document).pop("meetings-of-the-month") for number, document in ((1, one), (3, three))}
    assert meetings == {1: 2, 3: 4}, "and the Panel's"
    assert {id: number for id, number in lengths(one).items() if number != 1} == {"meetings-of-the-month": 2}
    assert {id: number for id, number in lengths(three).items() if number != 3} == {"meetings-of-the-month": 4}
    assert for_one == for_three <= MOST_QUERIES
    assert checked_one == checked_three <= MOST_OF_THE_BOOK
