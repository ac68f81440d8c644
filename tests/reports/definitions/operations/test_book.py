"""What the book of checks and the desk hold a month of the 2019 edition to: what it tells of, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from measures.models import Observation
from meetings.models import Meeting
from parties.models import CategoryPeriod, Membership
from reports.building import built_in_context
from reports.checks.book import checked, run_book
from reports.checks.context import BookContext
from reports.checks.registry import Finding, registered
from reports.checks.scope import checks_of
from reports.definitions import subjects
from reports.definitions.operations import REPORT
from reports.definitions.operations.edition_2019 import EDITION_2019
from reports.definitions.operations.edition_2021 import EDITION_2021
from reports.desk.outline import outline_of
from reports.engine.blocks import Table
from reports.engine.edition import Edition
from reports.engine.month import Month
from reports.models import Report, SectionText
from tests.reports.checks.planting import with_block
from tests.reports.definitions.operations.junes import june_with

pytestmark = pytest.mark.django_db


def sections_of(edition: Edition) -> set[str]:
    return {place.id for place in outline_of(edition, edition.in_force_from)}


def book_of(report: Report) -> set[str]:
    return {one.check.id for one in run_book(report).found}


# --- What the edition is held to --------------------------------------------------------------------------------------


def test_edition_is_not_held_to_what_it_does_not_print() -> None:
    held = {check.id for check in checks_of("operations", sections_of(EDITION_2019))}
    every = {check.id for check in checks_of("operations")}
    assert every - held == (
        subjects.HIGHLIGHTS | subjects.ASSESSMENTS | subjects.LISTS_OF_DECISIONS | subjects.DATES_OF_MEETINGS
    )
    assert every - held <= {check.id for check in registered()}


def test_edition_of_2021_is_held_to_all_of_them() -> None:
    assert checks_of("operations", sections_of(EDITION_2021)) == checks_of("operations")


def test_what_an_edition_lacks_is_told_of_in_a_section_that_it_has() -> None:
    for edition in (EDITION_2019, EDITION_2021):
        told = sections_of(edition)
        assert {stands for lacks, stands in REPORT.stands_for.items() if lacks not in told} <= told


def test_needs_are_of_sections_that_the_edition_has() -> None:
    needs = REPORT.needs.within(sections_of(EDITION_2019))
    assert (needs.assessments, needs.dates, needs.decisions) == (None, None, {})
    assert needs.next_meetings == {"cacop": "cacop"}
    assert set((needs.measures or {}).values()) == {
        *("security", "helpdesk", "website", "party-engagement", "technical-operations", "time"),
    }
    of_2021 = REPORT.needs.within(sections_of(EDITION_2021))
    assert of_2021 == replace(
        REPORT.needs, measures={group: at for group, at in (REPORT.needs.measures or {}).items() if at != "time"}
    )


# --- What is found, and where -----------------------------------------------------------------------------------------


def test_finding_of_a_section_that_the_edition_lacks_stands_where_it_tells_of_its_matter() -> None:
    report = june_with(1)
    ctx = BookContext(report, *built_in_context(Report.objects.get()))
    moved = ctx.located(Finding("Said.", "one", section="modification-statistics", block="process"))
    assert (moved.section, moved.block) == ("modifications", "")
    kept = Finding("Said.", "one", section="helpdesk", block="helpdesk-by-topic")
    assert ctx.located(kept) == kept


def test_total_that_is_not_the_sum_of_its_group_is_found() -> None:
    june_with(3)
    result, context = built_in_context(Report.objects.get())
    (check,) = (one for one in registered() if one.id == "totals.rows")

    def raised(table: Table) -> Table:
        """The subtotal says one more; the grand total stays."""
        (place,) = (place for place, row in enumerate(table.rows) if row.cells[0].value.display.endswith("subtotal"))
        row = table.rows[place]
        value = row.cells[-1].value
        wrong = replace(row.cells[-1], value=replace(value, raw=value.raw + 1))  # type: ignore[operator]
        rows = list(table.rows)
        rows[place] = replace(row, cells=(*row.cells[:-1], wrong))
        return replace(table, rows=tuple(rows))

    document = with_block(result.document, "time-devoted", raised)
    wrong = BookContext(Report.objects.get(), replace(result, document=document), context)
    right = BookContext(Report.objects.get(), result, context)
    assert [one.finding.block for one in checked(wrong, [check]).found] == ["time-devoted"]
    assert checked(right, [check]).found == []


@pytest.mark.usefixtures("june_2019_alone")
def test_number_that_is_missing_is_found_at_its_section() -> None:
    Observation.objects.filter(measure__code="resource-days", month="2019-06-01", category__code="helpdesk").delete()
    found = {(one.check.id, one.finding.section) for one in run_book(Report.objects.get()).found}
    assert {("gaps.measures", "time"), ("gaps.values", "time")} <= found


@pytest.mark.usefixtures("june_2019_alone")
def test_meeting_without_a_summary_is_found() -> None:
    Meeting.objects.filter(committee__code="opsg", number=22).update(headline="")
    (found,) = [one for one in run_book(Report.objects.get()).found if one.check.id == "gaps.values"]
    assert found.finding.section == "meetings"
    assert "Summary of events is missing" in found.finding.message


@pytest.mark.usefixtures("june_2019_alone")
def test_party_without_a_category_is_found_where_parties_are_counted() -> None:
    member = Membership.objects.get(party__code="example-gas-network-01")
    CategoryPeriod.objects.filter(party=member.party).delete()
    found = {(one.check.id, one.finding.section) for one in run_book(Report.objects.get()).found}
    assert ("gaps.unplaced_parties", "parties") in found


@pytest.mark.usefixtures("june_2019_alone")
def test_sample_month_is_held_to_the_edition_of_its_time() -> None:
    report = Report.objects.get()
    assert Month.containing(report.month) == Month(2019, 6)
    assert book_of(report) == {"paper.illustrative"}


# --- Events of Default ------------------------------------------------------------------------------------------------


def in_the_text(section: str, body: str) -> set[str]:
    SectionText.objects.filter(section=section).update(body=body)
    return book_of(Report.objects.get()) - {"paper.illustrative"}


@pytest.mark.usefixtures("june_2019_alone")
def test_section_that_points_to_no_confidential_paper_is_found() -> None:
    assert in_the_text("defaults", "<p>Events of Default are considered in confidence.</p>") == {"defaults.paper"}


@pytest.mark.usefixtures("june_2019_alone")
def test_party_in_default_that_the_text_names_is_found() -> None:
    said = "<p>{{@party:example-small-supplier-06}} is in default: see SECP_70_1207_15.</p>"
    assert in_the_text("defaults", said) == {"defaults.named"}


@pytest.mark.usefixtures("june_2019_alone")
def test_party_that_was_expelled_or_is_not_said_to_be_in_default_may_be_named() -> None:
    said = "<p>{{@party:example-small-supplier-30}} was in default. It is expelled: see SECP_70_1207_15.</p>"
    assert in_the_text("defaults", said) == set()
    assert in_the_text("cacop", "<ul><li>{{@party:example-small-supplier-06}} spoke.</li></ul>") == set()
