"""The book of an edition that lacks a section: it finds what is then printed wrongly, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import built_in_context
from reports.checks.book import FAILED, checked, run_book
from reports.checks.context import BookContext
from reports.definitions.registry import definition_of
from reports.edition_making.arranging import drop
from reports.edition_making.layout import edition_from, faults_of
from reports.edition_making.rows import tree_like
from reports.edition_making.services import catalogue_for
from reports.editions import edition_of
from reports.models import Report, ReportAttachment, StoredEdition
from sample_data.make_2018_10 import FOLDER as OCTOBER_2018
from sample_data.make_2020_07 import FOLDER as JULY_2020
from tests.access.cast import person
from tests.conftest import SAMPLE_MONTH, month_loaded
from tests.reports.edition_making.laid import NOON, draft_of
from tests.reports.month import quiet_month

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


def test_appendix_that_is_announced_and_that_the_edition_has_dropped_is_found() -> None:
    report = quiet_month(kind="sub-committee")
    for label in ("Appendix A", "Appendix B"):
        ReportAttachment.objects.create(report=report, label=label, title="Named", classification="red")
    assert ("editions.parts", "paper.part_missing::") not in found(report)
    base = edition_of(report.kind, report.covers)
    tree, catalogue = tree_like(base), catalogue_for(report.kind)
    for spec in base.parts[0].sections:
        drop(tree, spec.id)
    edition = edition_from(tree, catalogue, base, key="less", name="Less", begins=base.in_force_from)
    said = [one.message for one in built_in_context(report, edition)[0].problems if one.code == "paper.part_missing"]
    assert said == [
        "Appendix A is announced on the first page, and this edition does not make it: no longer attach it."
    ]


def test_number_in_a_title_that_took_force_before_is_found() -> None:
    report = quiet_month()
    draft = draft_of()
    draft.sections.filter(section="smda").update(title="SMDA: 99% answered")
    draft.sections.filter(section="security").update(title="Security in {month}")
    StoredEdition.objects.filter(pk=draft.pk).update(
        in_force_from=report.month, taken_by=person("editor"), taken_at=NOON
    )
    (one,) = [one.finding for one in run_book(report).found if one.check.id == "editions.titles"]
    assert (one.section, one.subject, one.mend) == ("smda", "smda:99%", "/editions/operations/new/")


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
