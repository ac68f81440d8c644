"""The book of an edition that lacks a section: it finds what is then printed wrongly, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import built_in_context
from reports.checks.book import FAILED, checked
from reports.checks.context import BookContext
from reports.definitions.registry import definition_of
from reports.edition_making.arranging import drop
from reports.edition_making.layout import edition_from, faults_of
from reports.edition_making.rows import tree_like
from reports.edition_making.services import catalogue_for
from reports.editions import edition_of
from reports.models import Report
from sample_data.make_2018_10 import FOLDER as OCTOBER_2018
from sample_data.make_2020_07 import FOLDER as JULY_2020
from tests.conftest import SAMPLE_MONTH, month_loaded

pytestmark = pytest.mark.django_db

OF_WORDS = {"text.unprinted", "references.resolved"}
"""What a text, or a reference in one, says of a section that is gone."""
DROPPED = {
    "operations": ("change-board", "csc", "snapshot", "modification-statistics", "assessment-statistics", "meetings"),
    "change-status": ("decisions", "csc", "impact-assessments", "working-group", "stages-now", "dcc-update"),
    "sub-committee": ("dcc-reporting", "letters", "letters-named", "assurance-status"),
}
MONTHS = {"operations": SAMPLE_MONTH, "change-status": JULY_2020, "sub-committee": OCTOBER_2018}


def found(report: Report, dropped: str = "") -> set[tuple[str, str]]:
    """What the book says of the report without the section."""
    base = edition_of(report.kind, report.covers)
    tree, catalogue = tree_like(base), catalogue_for(report.kind)
    if dropped:
        drop(tree, dropped)
    assert faults_of(tree, catalogue, base) == []
    edition = edition_from(tree, catalogue, base, key="less", name="Less", begins=base.in_force_from)
    result, context = built_in_context(report, edition)
    assert (result.document.edition, definition_of(report.kind).kind) == ("less", result.document.report)
    return {(one.check.id, one.finding.subject) for one in checked(BookContext(report, result, context)).found}


@pytest.mark.parametrize("kind", DROPPED)
def test_book_asks_nothing_of_a_section_that_the_edition_has_dropped(
    kind: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    folder: Path = MONTHS[kind]
    with month_loaded(folder, django_db_blocker):
        report = Report.objects.select_related("meeting__committee").get(kind=kind)
        whole = found(report)
        more = {dropped: found(report, dropped) - whole for dropped in DROPPED[kind]}
    assert {id for new in more.values() for id, _ in new} <= OF_WORDS
    assert not [subject for new in more.values() for _, subject in new if subject == FAILED]
