"""The Sub-Committee Report for October 2018: what the Document prints, against what was published."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks.book import run_book
from reports.engine.blocks import Abbreviation, Figure, Narrative, Note, ReferenceList, Subheading, Table, Text
from reports.engine.build import BuildResult
from reports.engine.document import Document, walk_blocks, walk_sections
from reports.engine.inlines import inlines_of
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, from_dict, loads, to_dict
from reports.models import Report
from reports.parts import alone, open_edition
from reports.renderers.html import full_title, render_page
from tests.reports.month import block, printed

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[2] / "golden"


def rows_of(built: BuildResult, id: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table by their first cell, without it."""
    found = block(built, id)
    assert isinstance(found, Table)
    return {row[0]: row[1:] for row in printed(found)}


def words_of(built: BuildResult, id: str) -> str:
    """What a paragraph, or the sentence before a list, says as it is read."""
    found = block(built, id)
    prose = [*found.content] if isinstance(found, Narrative) else [found]
    return " ".join(_read(one.content if isinstance(found, Narrative) else one.lead) for one in prose)


def _read(content: Any) -> str:
    return "".join(
        inline.text if isinstance(inline, Text | Abbreviation) else inline.value.display for inline in content
    )


def headings(built: BuildResult, id: str) -> list[str]:
    return [_read(one.content) for one in block(built, f"{id}-text").content if isinstance(one, Subheading)]


def review_of(built: BuildResult, name: str) -> tuple[str, ...]:
    (row,) = [rest for report, rest in rows_of(built, "dcc-reports").items() if report.startswith(name)]
    return row


def marks(built: BuildResult) -> list[str]:
    return [row.cells[2].mark for row in block(built, "dcc-reports").rows]


# --- The paper --------------------------------------------------------------------------------------------------------


def test_sub_committee_2018_10_opens_as_a_paper(october: BuildResult) -> None:
    header = october.document.header
    assert (header.reference, header.meeting) == ("SECP_61_1210_19", "SEC Panel Meeting 61")
    assert (header.action, header.recommendation) == ("For Information", "NOTE")
    assert header.issue_date.isoformat() == "2018-10-05"


def test_sub_committee_2018_10_announces_its_red_appendix_by_its_title(october: BuildResult) -> None:
    (attachment,) = october.document.header.attachments
    told = (attachment.label, attachment.title, attachment.classification)
    assert told == ("Appendix A", "Security Assurance Status Update", "red")


def test_sub_committee_2018_10_is_called_after_the_month_it_is_issued_in(october: BuildResult) -> None:
    assert october.document.title == full_title(october.document) == "Sub-Committee Report — October 2018"
    assert october.document.month.label == "September 2018"


def test_sub_committee_2018_10_has_no_problem_but_that_its_records_are_illustrative(october: BuildResult) -> None:
    assert [problem.code for problem in october.problems] == ["records.illustrative"]


def test_sub_committee_2018_10_stands_before_its_book_of_checks(october: BuildResult) -> None:
    book = run_book(Report.objects.get())
    assert [one.check.id for one in book.found] == ["paper.illustrative"]


def test_sub_committee_2018_10_numbers_its_sections_as_printed(october: BuildResult) -> None:
    body, appendix = october.document.parts
    assert [section.number for section in walk_sections(body.sections)] == [
        *("1", "2", "2.1", "2.2", "3", "3.1", "3.2", "3.3", "3.4", "3.5", "4", "4.1", "4.2", "5"),
    ]
    assert [section.number for section in appendix.sections] == ["A1", "A2", "A3"]
    captions = [one.number for _, _, one in walk_blocks(october.document) if isinstance(one, Table | Figure)]
    assert captions == ["Table 1", "Table 2", "Table 3", "Table A1", "Table A2", "Table A3"]


# --- The DCC's reporting ----------------------------------------------------------------------------------------------


def test_sub_committee_2018_10_four_dcc_reports_were_reviewed_and_one_was_late(october: BuildResult) -> None:
    assert words_of(october, "dcc-reports-told") == (
        "Four DCC reports were reviewed in September 2018: three came on time and one late."
    )
    assert marks(october) == ["on time", "on time", "1 WD late", "on time"]


def test_sub_committee_2018_10_performance_report_of_july_was_due_25_working_days_after_month_end(
    october: BuildResult,
) -> None:
    due, _, content, observed = review_of(october, "Performance Measurement Report, July 2018")
    assert due == "SEC H13.4: monthly, 25 WD after month end. By 5 September 2018."
    assert content == "SEC H13.1 and L8.6"
    assert "above target" in observed


def test_sub_committee_2018_10_rdp_incident_report_has_no_day_and_is_in_time(october: BuildResult) -> None:
    due, delivered, content, _ = review_of(october, "Registration Data Provider (RDP) Incident Report, August 2018")
    assert due == "SEC Appendix AG 2.5.10: monthly, no day named."
    assert (delivered, content) == ("10 Sep 18", "SEC Appendix AG")


def test_sub_committee_2018_10_csr_variance_report_was_one_working_day_late(october: BuildResult) -> None:
    due, delivered, content, _ = review_of(october, "Certificate Signing Request (CSR) Variance Report, August 2018")
    assert due == "SEC L8.9: monthly, 10th WD of the month after. By 14 September 2018."
    assert (delivered, content) == ("17 Sep 18", "SEC L8.9(a)")


def test_sub_committee_2018_10_sr_variance_report_was_in_time(october: BuildResult) -> None:
    due, _, content, observed = review_of(october, "Service Request (SR) Variance Report, August 2018")
    assert due.startswith("SEC H3.24: monthly, 10th WD")
    assert (content, observed) == ("SEC H3.24", "None.")


@pytest.mark.parametrize(
    ("figure", "printed_as"),
    [
        ("Certificate Signing Requests sent", ("407,397", "868,301", "−460,904", "53% under")),
        ("Service Requests sent", ("1,209,004", "7,004,230", "−5,795,226", "83% under")),
        ("Communications Hub deliveries on time in the North (%)", ("25", "–", "–", "–")),
        ("RDP Incidents opened and resolved in the month", ("7", "–", "–", "–")),
        ("RDP Incidents reported as unresolved", ("5", "–", "–", "–")),
        ("RDP Incidents resolved since", ("1", "–", "–", "–")),
        ("RDP Incidents unresolved for more than a month", ("4", "–", "–", "–")),
    ],
)
def test_sub_committee_2018_10_figure_of_a_dcc_report(
    figure: str, printed_as: tuple[str, ...], october: BuildResult
) -> None:
    """The variances are computed: the paper prints actual and forecast figures alone."""
    assert rows_of(october, "dcc-figures")[figure] == printed_as


def test_sub_committee_2018_10_three_quarterly_reports_have_nothing_to_review(october: BuildResult) -> None:
    rows = rows_of(october, "dcc-reports-not-due")
    assert {name: row[1] for name, row in rows.items()} == {
        "DCC Network Enhancement Report": "SEC F7.21",
        "DCC Responsible Communications Hub Returns Report": "SEC F9.15",
        "Quarterly Problem Report": "SEC Appendix AG",
    }
    assert all(row[0].startswith("Quarterly, ") for row in rows.values())


# --- Security ---------------------------------------------------------------------------------------------------------


def test_sub_committee_2018_10_two_assurance_statuses_were_set(october: BuildResult) -> None:
    assert words_of(october, "assurance-statuses").startswith("Two assurance statuses were set by the Security")


def test_sub_committee_2018_10_one_verification_assessment_was_reviewed(october: BuildResult) -> None:
    assert "One Verification Assessment was reviewed by the Security" in words_of(october, "verification-assessments")


def test_sub_committee_2018_10_two_directors_letters_came_to_one_outcome_each(october: BuildResult) -> None:
    assert words_of(october, "directors-letters").startswith("Two Director’s Letters were reviewed by the Security")
    found = block(october, "directors-letters")
    assert isinstance(found, ReferenceList)
    assert [_read(item.content) for item in found.items] == [
        "One: nothing stands against the use of DCC Live Systems.",
        "One: further steps asked for before DCC Live Systems are used.",
    ]


def test_sub_committee_2018_10_details_stand_in_the_confidential_appendix(october: BuildResult) -> None:
    for id in ("assurance-statuses", "verification-assessments", "directors-letters"):
        assert "Appendix A, which is confidential, has the details." in words_of(october, id)
    rows = {id: len(block(october, f"{id}-parties").rows) for id in ("assurance-status", "verification", "letter")}
    assert rows == {"assurance-status": 2, "verification": 1, "letter": 2}


# --- Highlights -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "topics"), [("opsg-highlights", 6), ("ssc-highlights", 4)])
def test_sub_committee_2018_10_highlights_go_by_topic(section: str, topics: int, october: BuildResult) -> None:
    assert len(headings(october, section)) == topics


def test_sub_committee_2018_10_footnote_names_the_modification_raised_after_the_month(october: BuildResult) -> None:
    notes = [one for one in inlines_of(block(october, "opsg-highlights-text")) if isinstance(one, Note)]
    text = " ".join(strings_of(notes[0]))
    assert len(notes) == 1
    assert notes[0].number == 1
    assert "SECMP0063" in text
    assert "Ensuring correct Network Operator Certificates are placed on Electricity Smart Meters" in text
    assert "was raised on 2 October 2018." in text


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("smki-pma-highlights", "about 4,700 Devices"),
        ("ssc-highlights", "SEC version 5.20"),
        ("opsg-highlights", "INC000000294975"),
        ("tabasc-highlights", "Central Switching Service (CSS)"),
        ("tag-highlights", "On 10 October 2018"),
        ("tag-highlights", "19 October 2018"),
    ],
)
def test_sub_committee_2018_10_text_keeps_what_was_printed(section: str, words: str, october: BuildResult) -> None:
    assert words in " ".join("".join(strings_of(one)) for one in block(october, f"{section}-text").content)


def test_sub_committee_2018_10_recommendation_is_to_note(october: BuildResult) -> None:
    assert words_of(october, "recommendation-asked") == "The SEC Panel is asked to NOTE this report."


# --- The Document -----------------------------------------------------------------------------------------------------


def golden(document: Document, name: str) -> None:
    path = GOLDEN / name
    made = json.dumps(to_dict(document), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    kept = path.read_text(encoding="utf-8")
    changes = list(difflib.unified_diff(kept.splitlines(), made, "golden", "made", lineterm="", n=1))
    assert not changes, "\n".join(changes[:200])
    assert from_dict(json.loads(kept)) == document


def test_sub_committee_2018_10_document_is_the_golden_one(october: BuildResult) -> None:
    """Any change of the paper shows here first, line by line. To accept one, write the file anew:

    manage.py build_report sub-committee 2018-09 --format json --output tests/reports/golden/sub-committee-2018-09.json
    """
    golden(open_edition(october.document), "sub-committee-2018-09.json")


def test_sub_committee_2018_10_appendix_is_the_golden_one(october: BuildResult) -> None:
    """As above, with `--part appendix-a` and -appendix-a in the file's name."""
    golden(alone(october.document, "appendix-a"), "sub-committee-2018-09-appendix-a.json")


def test_sub_committee_2018_10_survives_json_exactly(october: BuildResult) -> None:
    assert loads(dumps(october.document)) == october.document


def test_sub_committee_2018_10_renders_without_a_query(october: BuildResult, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), CaptureQueriesContext(connection) as asked:
        page = render_page(open_edition(october.document))
    assert len(asked) == 0
    assert "SECP_61_1210_19" in page
