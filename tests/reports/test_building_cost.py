"""What a build costs in queries: as many for three rows in every list as for one, for three years as for one."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.records import Volume, fill
from reports.building import build_report
from reports.engine.blocks import Cell, Figure, ReferenceList, Table
from reports.engine.document import Document, walk_blocks
from reports.engine.month import Month
from reports.models import Report
from tests.reports.full_month import report_on

pytestmark = pytest.mark.django_db

MOST_QUERIES = 50
A_FEW = Volume(modifications=24, accessions=12)
OF_FIXED_LENGTH = {"timescales", "assessments-summary"}
"""Tables with a row for each measure of theirs, whatever the records."""


def built(report: Report) -> tuple[int, Document]:
    """How many queries its build takes, and the Document."""
    fresh = Report.objects.select_related("meeting__committee").get(pk=report.pk)
    with CaptureQueriesContext(connection) as captured:
        document = build_report(fresh).document
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
    return found


def measured_with(number: int) -> tuple[int, Document]:
    with transaction.atomic():
        found = built(report_on(number))
        transaction.set_rollback(True)
    return found


def years_of(years: int, volume: Volume = A_FEW) -> tuple[int, Document]:
    with transaction.atomic():
        found = built(fill(Month(2029, 9), years, volume))
        transaction.set_rollback(True)
    return found


def test_queries_of_a_build_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, with_one), (for_three, with_three) = measured_with(1), measured_with(3)
    few, many = lengths(with_one), lengths(with_three)
    assert few.keys() == many.keys()
    assert len(few) >= 14
    assert {id: number for id, number in few.items() if number < 1} == {}
    assert {id: number for id, number in many.items() if number < 3} == {}
    assert for_one == for_three <= MOST_QUERIES


def test_queries_of_a_build_are_as_many_after_three_years_as_after_one() -> None:
    (for_one, after_one), (for_three, after_three) = years_of(1), years_of(3)
    assert for_one == for_three <= MOST_QUERIES
    assert after_one == after_three, "what happened before the months it covers does not change a report"


def test_every_list_and_figure_of_the_benchmark_has_something_in_it() -> None:
    """Else the build that is measured would not be a whole one."""
    _, document = years_of(1, Volume())
    assert {id for id, number in lengths(document).items() if not number} == set()
    figures = [block for _, _, block in walk_blocks(document) if isinstance(block, Figure)]
    assert figures
    assert {figure.id for figure in figures for row in figure.data.rows if any(map(_lacks, row.cells))} == set()


def _lacks(cell: Cell) -> bool:
    return cell.value.is_missing
