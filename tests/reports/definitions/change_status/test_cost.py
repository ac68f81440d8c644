"""What a build of the Change Status Report costs in queries: as many for three rows in every list as for one."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.building import build_report
from reports.checks.book import run_book
from reports.engine.blocks import Bullets, Narrative, ReferenceList, Table
from reports.engine.document import Document, walk_blocks
from reports.models import Report
from tests.reports.definitions.change_status.full_month import report_on

pytestmark = pytest.mark.django_db

MOST_QUERIES = 40
MOST_OF_THE_BOOK = 76
OF_FIXED_LENGTH = {"timescales", "assessments-summary"}
"""Tables with a row for each measure of theirs, whatever the records."""


def measured_with(number: int) -> tuple[int, Document]:
    with transaction.atomic():
        fresh = Report.objects.select_related("meeting__committee").get(pk=report_on(number).pk)
        with CaptureQueriesContext(connection) as captured:
            document = build_report(fresh).document
        transaction.set_rollback(True)
    return len(captured), document


def lengths(document: Document) -> dict[str, int]:
    """The rows of every table and the items of every list that grows with the records."""
    found: dict[str, int] = {}
    for _, _, block in walk_blocks(document):
        match block:
            case Table() if block.id not in OF_FIXED_LENGTH:
                found[block.id] = len(block.rows)
            case ReferenceList():
                found[block.id] = len(block.items)
            case Narrative(content=(_, Bullets(items))):
                found[block.id] = len(items)
    return found


def test_queries_of_a_build_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, with_one), (for_three, with_three) = measured_with(1), measured_with(3)
    few, many = lengths(with_one), lengths(with_three)
    assert few.keys() == many.keys()
    assert len(few) == 27
    assert {id: number for id, number in few.items() if number < 1} == {}
    assert {id: number for id, number in many.items() if number < 3} == {}
    assert for_one == for_three <= MOST_QUERIES


def test_queries_of_its_book_are_as_many_for_three_rows_as_for_one() -> None:
    asked = []
    for number in (1, 3):
        with transaction.atomic():
            fresh = Report.objects.select_related("meeting__committee").get(pk=report_on(number).pk)
            with CaptureQueriesContext(connection) as captured:
                book = run_book(fresh)
            transaction.set_rollback(True)
        assert [one.check.id for one in book.found if one.finding.subject == "failed"] == []
        asked.append(sum("SAVEPOINT" not in one["sql"] for one in captured))
    assert asked[0] == asked[1] <= MOST_OF_THE_BOOK
