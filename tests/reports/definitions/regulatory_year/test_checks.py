"""The book of an End of Regulatory Year Report: what the published one got wrong, and months that are missing."""

from __future__ import annotations

from datetime import date

import pytest

from measures.models import Observation
from reports.building import build_report
from reports.checks.book import Found, run_book
from reports.definitions.regulatory_year import codes
from reports.engine.blocks import Table
from reports.models import ObjectiveStatus, Report, SectionText
from tests.reports.month import block, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_2020")]


def report() -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="regulatory-year")


def found(check: str) -> list[Found]:
    return [one for one in run_book(report()).found if one.check.id == check]


def written(section: str, body: str) -> None:
    SectionText.objects.filter(section=section).update(body=body)


def test_accessions_typed_as_the_summary_printed_them_are_bound_to_nothing() -> None:
    """21 acceded in one section and 22 joined in another: a typed number cannot follow the records."""
    written("summary-parties", "<p>21 SEC Parties have acceded to the SEC this year.</p>")
    (one,) = found("text.unbound")
    assert "21" in one.finding.message
    assert (one.severity, one.finding.section) == ("error", "summary-parties")


def test_accessions_of_march_alone_in_a_text_of_the_year_are_asked_about() -> None:
    written("summary-parties", "<p>{{parties.acceded}} Parties acceded.</p>")
    (one,) = found("year.printed")
    assert "“parties.acceded” is a figure of March 2020 alone" in one.finding.message


def test_month_without_a_number_is_missing_from_the_year_and_never_zero() -> None:
    june = Observation.objects.filter(measure__code=codes.SELF_ASSESSMENTS, month=date(2019, 6, 1))
    assert june.delete()[0] == 1
    (one,) = found("year.missing")
    assert one.finding.message.startswith("Self-Assessments presented to the SSC has no number for June 2019")
    assert one.finding.mend == "/measures/2019-06/grid/"
    built = build_report(report())
    table = block(built, "months-security")
    assert isinstance(table, Table)
    (row,) = (row for row in printed(table) if row[0] == "Self-Assessments presented to the SSC")
    assert (row[4], row[-1]) == ("missing", "missing")
    assert "Where a month is missing, so is the year." in table.basis
    (item,) = block(built, "months-missing").items
    assert "".join(inline.text for inline in item.content) == "Self-Assessments presented to the SSC: June 2019"
    tiles = {tile.label: tile.value for group in block(built, "security-statistics").groups for tile in group.tiles}
    assert tiles["Self-Assessments presented to the SSC"].is_missing
    assert not tiles["Fieldwork assessments completed"].is_missing


def test_objective_without_a_status_says_so_in_the_table_and_in_the_book() -> None:
    ObjectiveStatus.objects.filter(objective__code="general-6").delete()
    (one,) = found("year.objectives")
    assert one.finding.message == "The status of the Sixth General SEC Objective is not entered."
    rows = {row[0]: row[1] for row in printed(block(build_report(report()), "objectives-table"))}
    assert rows["Sixth General SEC Objective"] == "missing"


def test_book_leaves_out_what_is_told_of_in_the_papers_of_the_months() -> None:
    checks = {result.check.id for result in run_book(report()).results}
    assert "series.counts_beyond_range" not in checks
    assert "lists.meetings_held" not in checks
    assert {"totals.rows", "bridge.parties", "places.fact", "gaps.measures"} <= checks
