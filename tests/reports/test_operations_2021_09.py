"""The Operations Report for September 2021: what the Document prints, against what was published.

`tests/sample_data` counts the same figures in the rows; here they are read where a Panel member reads them.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Observation
from meetings.models import Decision
from modifications.models import DccAssessment, StageFrom
from parties.models import Membership
from reports.building import build_report
from reports.checks.book import Found, run_book
from reports.engine.blocks import Figure, Narrative, ReferenceList, Table, Tiles
from reports.engine.build import BuildResult
from reports.engine.document import walk_blocks, walk_sections
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, from_dict, loads, to_dict
from reports.models import Report
from reports.renderers.html import render_page

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden" / "operations-2021-09.json"


def block(built: BuildResult, id: str) -> Any:
    return next(block for _, _, block in walk_blocks(built.document) if block.id == id)


def printed(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.value.display for cell in row.cells) for row in table.rows]


def tiles(built: BuildResult, id: str = "snapshot-tiles") -> dict[str, str]:
    found = block(built, id)
    assert isinstance(found, Tiles)
    return {tile.label: tile.value.display for group in found.groups for tile in group.tiles}


def drawn(figure: Figure) -> dict[str, dict[str, str]]:
    """What a figure draws: by series, then by category."""
    categories = figure.chart.categories
    return {
        one.name: dict(zip(categories, (value.display for value in one.values), strict=True))
        for one in figure.chart.series
    }


def named(built: BuildResult, id: str) -> list[str]:
    found = block(built, id)
    assert isinstance(found, ReferenceList)
    return [item.content[0].reference for item in found.items]


def text_of(built: BuildResult, section: str) -> str:
    found = block(built, f"{section}-text")
    assert isinstance(found, Narrative)
    return " ".join(strings_of(found.content))


# --- The paper ------------------------------------------------------------------------------------------------------


def test_operations_2021_09_opens_as_a_paper(september: BuildResult) -> None:
    header = september.document.header
    assert header.reference == "SECP_97_1510_17"
    assert (header.action, header.recommendation, header.issue_date.isoformat()) == (
        "For Information",
        "NOTE",
        "2021-10-08",
    )
    assert [one.label for one in header.attachments] == ["Appendix A"]
    assert september.document.parts[0].classification == "white"


def test_operations_2021_09_has_no_error(september: BuildResult) -> None:
    assert [problem for problem in september.problems if problem.severity == "error"] == []


def test_operations_2021_09_numbers_every_section_table_and_figure_once(september: BuildResult) -> None:
    (body,) = september.document.parts
    numbers = [section.number for section in walk_sections(body.sections)]
    assert len(numbers) == len(set(numbers))
    captions = [one.number for _, _, one in walk_blocks(september.document) if isinstance(one, Table | Figure)]
    assert [number for number in captions if number.startswith("Figure")] == [f"Figure {n}" for n in range(1, 8)]
    assert len(captions) == len(set(captions))
    assert {"Table 6a", "Table 6b", "Table 6c"} <= set(captions)


def test_operations_2021_09_says_that_its_records_are_illustrative(september: BuildResult) -> None:
    assert any("illustrative" in notice.lower() for notice in september.document.notices)


# --- Parties --------------------------------------------------------------------------------------------------------


def test_operations_2021_09_voting_groups_by_category(september: BuildResult) -> None:
    assert drawn(block(september, "voting-groups"))["Voting Groups"] == {
        "Large Suppliers": "12",
        "Small Suppliers": "102",
        "Electricity Networks": "19",
        "Gas Networks": "14",
        "Other SEC Parties": "114",
    }


def test_operations_2021_09_parties_and_voting_groups_in_the_text(september: BuildResult) -> None:
    words = text_of(september, "parties")
    assert "332" in words
    assert "261" in words


def test_operations_2021_09_movements_cover_twelve_months(september: BuildResult) -> None:
    figure = drawn(block(september, "movements"))
    assert list(figure["Accessions"]) == [
        *("Oct 20", "Nov 20", "Dec 20", "Jan 21", "Feb 21", "Mar 21"),
        *("Apr 21", "May 21", "Jun 21", "Jul 21", "Aug 21", "Sep 21"),
    ]
    assert (figure["Accessions"]["Sep 21"], figure["Events of Default"]["Sep 21"]) == ("1", "10")


def test_operations_2021_09_party_that_entered(september: BuildResult) -> None:
    ((change, party, category, _),) = printed(block(september, "parties-entered"))
    assert (change, party, category) == ("Acceded", "Utility Smart Metering Limited", "Other SEC Parties")
    assert block(september, "parties-left").rows == ()


def test_operations_2021_09_uep(september: BuildResult) -> None:
    words = text_of(september, "uep")
    assert "123" in words
    assert "74" in words
    (row,) = printed(block(september, "uep-completions"))
    assert row[0] == "Cilleni Energy Supply Limited (trading as Rebel Energy)"


# --- The snapshot ---------------------------------------------------------------------------------------------------


def test_operations_2021_09_snapshot(september: BuildResult) -> None:
    assert tiles(september) == {
        "Assessment compliance": "100%",
        "SECAS initial validations": "4",
        "Assurance or Compliance Statuses set": "6",
        "Parties currently being assessed": "53",
        "New modifications raised": "4",
        "Modifications undergoing assessment": "59",
        "Modifications decided upon": "2",
        "Modifications implemented": "1",
        "Meeting notice 5 WD in advance": "100%",
        "Papers issued 5 WD in advance": "100%",
        "Minutes issued 5 WD after meeting": "93%",
        "Meetings held": "15",
        "Newsletters sent": "2",
        "CodeWorks registrations": "12",
        "Events of Default": "10",
        "Accessions": "1",
        "New CPL versions": "5",
        "New CPL entries": "7",
        "CPL removals": "0",
        "New webpages (PPCL and EPCL)": "0",
    }


# --- Modifications --------------------------------------------------------------------------------------------------


def test_operations_2021_09_timescales(september: BuildResult) -> None:
    assert printed(block(september, "timescales")) == [
        ("Proposals open (pre-decision)", "59", "339 WD"),
        ("Proposals concluded in the past 12 months", "38", "355 WD"),
    ]


def test_operations_2021_09_open_proposals_are_one_figure_everywhere(september: BuildResult) -> None:
    stages = drawn(block(september, "stages"))["Proposals"]
    process = drawn(block(september, "process"))
    assert sum(int(number) for number in stages.values()) == 59
    assert sum(int(series["Sep 21"]) for series in process.values()) == 59
    assert "59" in text_of(september, "modifications")


def test_operations_2021_09_assessment_summary(september: BuildResult) -> None:
    assert printed(block(september, "assessments-summary")) == [
        ("Preliminary Assessments open", "3", "19 WD"),
        ("Preliminary Assessments completed in the past 12 months", "13", "30 WD"),
        ("Impact Assessments open", "3", "79 WD"),
        ("Impact Assessments completed in the past 12 months", "7", "78 WD"),
    ]


def test_operations_2021_09_assessments_underway(september: BuildResult) -> None:
    assert printed(block(september, "assessments-open")) == [
        ("MP078", "IA", "10 May 21", "40 WD", "104 WD", "Over by 64 WD"),
        ("MP140", "IA", "1 Jul 21", "40 WD", "66 WD", "Over by 26 WD"),
        ("MP141", "IA", "1 Jul 21", "40 WD", "66 WD", "Over by 26 WD"),
        ("MP134B", "PA", "18 Aug 21", "15 WD", "32 WD", "Over by 17 WD"),
        ("MP143", "PA", "13 Sep 21", "15 WD", "14 WD", "Within target"),
        ("MP166", "PA", "16 Sep 21", "15 WD", "11 WD", "Within target"),
    ]


def test_operations_2021_09_assessments_completed(september: BuildResult) -> None:
    """The returned dates are the published ones, in date order, where the print has two out of it."""
    rows = printed(block(september, "assessments-completed"))
    assert [row[:4] for row in rows] == [
        ("SECMP0024", "PA", "23 Oct 20", "15 WD"),
        ("SECMP0010", "PA", "27 Oct 20", "15 WD"),
        ("MP077", "IA", "25 Nov 20", "40 WD"),
        ("MP119", "PA", "27 Nov 20", "15 WD"),
        ("MP099", "IA", "21 Dec 20", "40 WD"),
        ("MP105", "IA", "13 Jan 21", "40 WD"),
        ("MP104", "PA", "26 Jan 21", "15 WD"),
        ("MP117", "IA", "12 Mar 21", "40 WD"),
        ("MP140", "PA", "23 Mar 21", "15 WD"),
        ("MP141", "PA", "9 Apr 21", "15 WD"),
        ("MP121", "PA", "12 May 21", "15 WD"),
        ("SECMP0024", "IA", "7 Jun 21", "40 WD"),
        ("MP107", "IA", "14 Jun 21", "40 WD"),
        ("MP104", "IA", "24 Jun 21", "40 WD"),
        ("MP154", "PA", "28 Jul 21", "15 WD"),
        ("MP128", "PA", "10 Aug 21", "15 WD"),
        ("MP129", "PA", "25 Aug 21", "15 WD"),
        ("MP125", "PA", "1 Sep 21", "15 WD"),
        ("MP162", "PA", "17 Sep 21", "15 WD"),
        ("MP170", "PA", "30 Sep 21", "15 WD"),
    ]
    durations = [int(row[4].removesuffix(" WD")) for row in rows]
    assert all(duration > 0 for duration in durations)


def test_operations_2021_09_sec_versions(september: BuildResult) -> None:
    assert [row[0] for row in printed(block(september, "sec-versions"))] == ["1 Sep 21", "22 Sep 21"]


def test_operations_2021_09_csc_decisions(september: BuildResult) -> None:
    assert named(september, "csc-to-report-phase") == ["MP128B"]
    assert named(september, "csc-to-refinement") == [
        *("DP152", "DP163", "DP168", "DP169", "DP177", "DP178", "DP181"),
    ]
    assert named(september, "csc-new-proposals") == ["DP182", "DP183", "DP184"]


def test_operations_2021_09_change_board_decisions(september: BuildResult) -> None:
    assert named(september, "change-board-approved") == ["MP121", "MP164"]
    assert named(september, "change-board-recommended") == ["MP149", "MP180"]


# --- Committees, helpdesk, CodeWorks --------------------------------------------------------------------------------


def test_operations_2021_09_meetings(september: BuildResult) -> None:
    held = printed(block(september, "meetings-held"))
    assert len(held) == 15
    assert held[0] == ("1 September 2021", "Monthly Working Group Meeting – September 2021")
    others = " ".join(row[1] for row in printed(block(september, "meetings-other")))
    for meeting in ("82X", "82XX", "SCIRS", "CACoP", "85X"):
        assert meeting in others


def test_operations_2021_09_codeworks_users(september: BuildResult) -> None:
    found = tiles(september, "codeworks-users")
    assert sorted(int(number) for number in found.values()) == [7, 45, 89, 108, 123, 155, 527]
    assert found["All CodeWorks users"] == "527"


def test_operations_2021_09_newsletter_and_telephone(september: BuildResult) -> None:
    assert "801" in text_of(september, "party-engagement")
    assert "five" in text_of(september, "helpdesk")


def test_operations_2021_09_product_lists(september: BuildResult) -> None:
    figure = drawn(block(september, "product-lists"))
    assert figure["Central Products List (CPL)"]["Sep 21"] == "5"


# --- The Document ---------------------------------------------------------------------------------------------------


def test_operations_2021_09_document_is_the_golden_one(september: BuildResult) -> None:
    """Any change of the paper shows here first, line by line. To accept one, write the file anew:

    manage.py build_report operations 2021-09 --format json --output tests/reports/golden/operations-2021-09.json
    """
    made = json.dumps(to_dict(september.document), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    changes = list(difflib.unified_diff(golden, made, "golden", "made", lineterm="", n=1))
    assert not changes, "\n".join(changes[:200])
    assert from_dict(json.loads(GOLDEN.read_text(encoding="utf-8"))) == september.document


def test_operations_2021_09_survives_json_exactly(september: BuildResult) -> None:
    assert loads(dumps(september.document)) == september.document


def test_operations_2021_09_renders_without_a_query(september: BuildResult, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), CaptureQueriesContext(connection) as asked:
        page = render_page(september.document)
    assert len(asked) == 0
    assert "SECP_97_1510_17" in page


@pytest.mark.parametrize("number", ["59", "332", "261", "123"])
def test_operations_2021_09_page_prints_the_figure(september: BuildResult, number: str) -> None:
    assert number in render_page(september.document, figure_src=lambda figure: "")


# --- A month with gaps ----------------------------------------------------------------------------------------------


def found(check: str) -> list[Found]:
    """What a check of the book finds in the month as it is now."""
    report = Report.objects.get(kind="operations", month="2021-09-01")
    return [one for one in run_book(report).found if one.check.id == check]


def rebuilt() -> BuildResult:
    return build_report(Report.objects.get())


def places(built: BuildResult, code: str) -> set[str]:
    return {problem.block for problem in built.problems if problem.code == code}


def test_missing_month_of_a_measure_is_a_gap_in_the_chart_and_its_table_and_a_problem(sample_month: None) -> None:
    Observation.objects.filter(measure__code="helpdesk-emails", month="2021-06-01").delete()
    built = rebuilt()
    figure = block(built, "helpdesk-months")
    assert drawn(figure)["E-mails"]["Jun 21"] == "missing"
    assert ("Jun 21", "missing") in printed(figure.data)
    assert "Jun 21" in figure.alt
    assert "helpdesk-months" in places(built, "value.missing")


def test_missing_month_of_one_topic_makes_the_total_missing_never_smaller(sample_month: None) -> None:
    Observation.objects.filter(
        measure__code="helpdesk-emails", category__code="applications", month="2021-06-01"
    ).delete()
    assert drawn(block(rebuilt(), "helpdesk-months"))["E-mails"]["Jun 21"] == "missing"


def test_missing_measure_of_the_month_is_missing_in_tile_and_text_and_an_error_in_the_text(sample_month: None) -> None:
    Observation.objects.filter(
        measure__code__in=("newsletters-issued", "telephone-queries"), month="2021-09-01"
    ).delete()
    built = rebuilt()
    assert tiles(built)["Newsletters sent"] == "missing"
    assert "missing" in text_of(built, "helpdesk")
    assert "snapshot-tiles" in places(built, "value.missing")
    assert {"party-engagement-text", "helpdesk-text"} <= places(built, "fact.missing")


def test_zero_is_printed_as_zero_and_is_no_problem(sample_month: None) -> None:
    built = rebuilt()
    assert tiles(built)["CPL removals"] == "0"
    assert "snapshot-tiles" not in places(built, "value.missing")


def test_row_dated_after_the_month_changes_nothing(sample_month: None) -> None:
    before = dumps(rebuilt().document)
    DccAssessment.objects.filter(modification__code="078").update(returned_on="2021-10-01")
    Membership.objects.filter(party__name="Utility Smart Metering Limited").update(
        exited_on="2021-10-01", exit_kind="withdrawn"
    )
    assert dumps(rebuilt().document) == before


def test_progress_by_decision_without_its_stage_is_an_error(sample_month: None) -> None:
    StageFrom.objects.filter(modification__code="163", stage="refinement").delete()
    (one,) = found("decisions.not_progressed")
    assert (one.severity, "163" in one.finding.message) == ("error", True)


def test_final_decision_of_the_change_board_without_a_path_is_an_error(sample_month: None) -> None:
    Decision.objects.filter(modification__code="121", question="final_decision").update(route="")
    messages = [one.finding.message for one in found("decisions.disagree")]
    assert any("MP121" in message and "no path" in message for message in messages)
