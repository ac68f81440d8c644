"""The Operations Report for the invented June 2019, in the 2019 edition: what the Document prints, out of the rows."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from reports.checks.book import run_book
from reports.engine.blocks import Bullets, Chart, FactRef, Figure, Mention, Narrative, Note, Paragraph, Table, Text
from reports.engine.build import BuildResult
from reports.engine.document import walk_blocks, walk_sections
from reports.engine.inlines import inlines_of
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, from_dict, loads, to_dict
from reports.models import Report
from reports.renderers.html import render_page
from sample_data.make_2019_06 import FOLDER
from tests.reports.month import block, printed

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[2] / "golden" / "operations-2019-06.json"
MONTHS = (
    *("Jun 18", "Jul 18", "Aug 18", "Sep 18", "Oct 18", "Nov 18", "Dec 18"),
    *("Jan 19", "Feb 19", "Mar 19", "Apr 19", "May 19", "Jun 19"),
)


def table_of(built: BuildResult, id: str) -> Table:
    found = block(built, id)
    assert isinstance(found, Table)
    return found


def rows_of(built: BuildResult, id: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table by their first cell, without it."""
    return {row[0]: row[1:] for row in printed(table_of(built, id))}


def sentence(built: BuildResult, id: str) -> str:
    found = block(built, id)
    assert isinstance(found, Narrative)
    (paragraph,) = found.content
    assert isinstance(paragraph, Paragraph)
    return "".join(one.value.display if isinstance(one, FactRef) else one.text for one in paragraph.content)


def notes_of(built: BuildResult, id: str) -> list[str]:
    notes = [one for one in inlines_of(table_of(built, id)) if isinstance(one, Note)]
    return ["".join(one.text for one in note.content) for note in notes]


def chart_of(built: BuildResult, id: str) -> Chart:
    found = block(built, id)
    assert isinstance(found, Figure)
    return found.chart


def stored(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# --- The paper --------------------------------------------------------------------------------------------------------


def test_operations_2019_06_opens_as_a_paper(june: BuildResult) -> None:
    header = june.document.header
    assert (header.reference, header.meeting) == ("SECP_70_1207_14", "SEC Panel Meeting 70")
    assert (header.action, header.recommendation) == ("For Information", "NOTE")
    assert header.issue_date.isoformat() == "2019-07-05"
    assert [(one.label, one.classification) for one in header.attachments] == [("Appendix A", "amber")]


def test_operations_2019_06_is_in_the_2019_edition(june: BuildResult) -> None:
    assert (june.document.report, june.document.edition) == ("operations", "2019")
    assert june.document.title == "Operations Report — June 2019"


def test_operations_2019_06_has_no_problem_but_that_its_records_are_illustrative(june: BuildResult) -> None:
    assert [problem.code for problem in june.problems] == ["records.illustrative"]


def test_operations_2019_06_stands_before_its_book_of_checks(june: BuildResult) -> None:
    book = run_book(Report.objects.get())
    assert [one.check.id for one in book.found] == ["paper.illustrative"]


def test_operations_2019_06_numbers_its_sections_as_the_edition_has_them(june: BuildResult) -> None:
    """What the paper opens with has no number."""
    (body,) = june.document.parts
    assert [(one.number, one.title) for one in body.sections] == [
        ("", "Purpose"),
        ("", "Recommendation"),
        ("1", "Market Entry and Exit"),
        ("2", "Monthly highlights"),
        ("3", "SECAS time devoted by service area"),
        ("4", "SECAS Helpdesk"),
        ("5", "SECAS website"),
        ("6", "Meetings"),
    ]
    assert [one.number for one in body.sections[2].children] == [f"1.{place}" for place in range(1, 8)]


def test_operations_2019_06_numbers_every_table_and_figure(june: BuildResult) -> None:
    captions = [one.number for _, _, one in walk_blocks(june.document) if isinstance(one, Table | Figure)]
    assert captions == [
        *("Table 1", "Table 2", "Table 3", "Table 4", "Table 5", "Figure 1"),
        *("Table 6", "Table 7", "Table 8", "Table 9a", "Table 9b", "Figure 2", "Table 10"),
    ]


# --- 1 Market Entry and Exit ------------------------------------------------------------------------------------------


def test_operations_2019_06_two_parties_acceded(june: BuildResult) -> None:
    assert printed(table_of(june, "parties-entered")) == [
        ("Acceded", "Example Small Supplier 24 Limited", "Small Suppliers", "6 June 2019"),
        ("Acceded", "Example Other SEC Party 18 Limited", "Other SEC Parties", "20 June 2019"),
    ]


def test_operations_2019_06_three_parties_are_in_default_by_four_events(june: BuildResult) -> None:
    assert sentence(june, "parties-in-default") == (
        "Three Parties were in default on 30 June 2019, excluding the DCC. Four Events of Default were standing then, "
        "and one Party can have several."
    )


def test_operations_2019_06_points_to_the_confidential_paper_and_names_nobody_in_default(june: BuildResult) -> None:
    text = block(june, "defaults-text")
    assert "SECP_70_1207_15" in " ".join(strings_of(text.content))
    standing = {row["party"] for row in stored("events_of_default") if not row["closed_on"]}
    names = {row["party"]: row["name"] for row in stored("parties")}
    section = next(one for one in walk_sections(june.document.parts[0].sections) if one.id == "defaults")
    words = " ".join(strings_of(section))
    assert len(standing) == 3
    assert [names[party] for party in standing if names[party] in words] == []


def test_operations_2019_06_one_party_was_expelled_and_one_withdrew(june: BuildResult) -> None:
    assert printed(table_of(june, "parties-left")) == [
        ("Expelled", "Example Small Supplier 30 Limited", "Small Suppliers", "14 June 2019"),
        ("Withdrawn", "Example Other SEC Party 21 Limited", "Other SEC Parties", "28 June 2019"),
    ]


def test_operations_2019_06_uep_completions_say_full_or_partial(june: BuildResult) -> None:
    table = table_of(june, "uep-completions")
    assert [column.heading for column in table.columns] == ["Party", "Party Category", "User Roles", "Date", "Extent"]
    assert "since the Panel meeting of 14 June 2019" in table.caption
    assert printed(table) == [
        (
            *("Example Small Supplier 20 Limited", "Small Suppliers", "Import Supplier and Gas Supplier"),
            *("20 June 2019", "FULL"),
        ),
        ("Example Other SEC Party 12 Limited", "Other SEC Parties", "Other User", "25 June 2019", "PARTIAL"),
        (
            *("Example Electricity Network 05 Limited", "Electricity Networks", "Electricity Distributor"),
            *("2 July 2019", "FULL"),
        ),
    ]


def test_operations_2019_06_names_whoever_tested_only_where_it_may(june: BuildResult) -> None:
    found = block(june, "testing-completions")
    assert isinstance(found.content[0], Bullets)
    srept, uept, smets1 = (item.content[0].text for item in found.content[0].items)
    assert srept.endswith(
        "completed by Example Small Supplier 19 Limited and 1 Party named in the confidential appendix."
    )
    assert uept.endswith("completed by Example Small Supplier 20 Limited.")
    assert smets1.endswith("no Party completed it.")


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        (1, "1 0 1 1 0 2 0 1 0 1 1 0 2"),
        (2, "2 1 1 2 1 1 1 2 3 1 1 3 3"),
        (3, "0 1 0 0 1 0 0 1 0 0 0 1 1"),
        (4, "0 0 0 0 1 0 0 0 0 2 0 0 1"),
    ],
    ids=["accessions", "in default", "withdrawals", "expulsions"],
)
def test_operations_2019_06_membership_over_thirteen_months(column: int, numbers: str, june: BuildResult) -> None:
    rows = printed(table_of(june, "membership"))
    assert [row[0] for row in (rows[0], rows[-1])] == ["June 2018", "June 2019"]
    assert [row[column] for row in rows] == numbers.split()


def test_operations_2019_06_each_expulsion_is_footnoted_with_its_party_and_reason(june: BuildResult) -> None:
    expelled = {row["party"]: row["exit_reason"] for row in stored("memberships") if row["exit_kind"] == "expelled"}
    names = {row["party"]: row["name"] for row in stored("parties")}
    assert Counter(notes_of(june, "membership")) == Counter(
        f"{names[party]}: {reason}" for party, reason in expelled.items()
    )
    assert [len(row.cells[-1].notes) for row in table_of(june, "membership").rows] == [
        *(0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 1),
    ]


def test_operations_2019_06_counts_parties_and_voting_groups_with_the_dcc(june: BuildResult) -> None:
    assert rows_of(june, "parties-and-groups") == {"Parties": ("62",), "Voting Groups": ("49",)}
    assert "(including the DCC)" in table_of(june, "parties-and-groups").caption


def test_operations_2019_06_shares_out_the_voting_groups_without_the_dcc(june: BuildResult) -> None:
    figure = block(june, "voting-groups")
    assert figure.chart.kind == "pie"
    assert "(excluding the DCC)" in figure.caption
    (series,) = figure.chart.series
    assert dict(zip(figure.chart.categories, (one.display for one in series.values), strict=True)) == {
        "Large Suppliers": "5",
        "Small Suppliers": "20",
        "Electricity Networks": "4",
        "Gas Networks": "3",
        "Other SEC Parties": "16",
    }


# --- 2 Monthly highlights ---------------------------------------------------------------------------------------------


def test_operations_2019_06_has_a_highlight_of_each_service_area_in_nested_bullets(june: BuildResult) -> None:
    monthly = next(one for one in walk_sections(june.document.parts[0].sections) if one.id == "monthly")
    assert [child.title for child in monthly.children] == [
        "Change management",
        "Technical support",
        "Security, privacy and SMKI PMA",
        "Party support",
        "Code Administrator Code of Practice (CACoP)",
    ]
    texts = [child.blocks[0] for child in monthly.children]
    lists = [one for text in texts for one in text.content if isinstance(one, Bullets)]
    assert len(lists) == len(texts)
    assert sum(any(item.children for item in one.items) for one in lists) == 4


def test_operations_2019_06_counts_what_was_done_to_assess_users(june: BuildResult) -> None:
    assert rows_of(june, "user-assessments") == {
        "Fieldwork assessments completed": ("5",),
        "First-stage Full User Security Assessments": ("3",),
        "First-stage Verification User Security Assessments": ("2",),
        "Assessments prepared for the Security Sub-Committee": ("6",),
        "Initial validations": ("8",),
        "Assurance Statuses set": ("5",),
        "Compliance Statuses set": ("2",),
        "Director’s Letters approved": ("1",),
        "Still being assessed at the month’s end": ("39",),
    }


def test_operations_2019_06_change_management_counts_the_modifications(june: BuildResult) -> None:
    facts = {one.key: one.value.display for one in inlines_of(block(june, "modifications-text")) if _is_fact(one)}
    assert {key: facts[key].lower() for key in facts} == {
        "modifications.open": "nine",
        "modifications.raised": "two",
        "modifications.approved": "one",
        "modifications.withdrawn": "one",
    }


def _is_fact(inline: object) -> bool:
    return isinstance(inline, FactRef)


# --- 3 Time devoted ---------------------------------------------------------------------------------------------------


def test_operations_2019_06_time_devoted_by_driver_with_subtotals_and_grand_total(june: BuildResult) -> None:
    rows = printed(table_of(june, "time-devoted"))
    assert [row for row in rows if not row[1]] == [
        ("Services, subtotal", "", "358.25"),
        ("Projects, subtotal", "", "45.50"),
        ("Grand total", "", "403.75"),
    ]
    assert [row for row in rows if row[1] == "Projects"] == [
        ("Enrolment of SMETS1 meters", "Projects", "21.75"),
        ("Faster switching", "Projects", "14.25"),
        ("Renewal of the website", "Projects", "9.50"),
    ]
    days = [
        Decimal(row["value"])
        for row in stored("observations")
        if row["measure"] == "resource-days" and row["month"] == "2019-06"
    ]
    assert sum(Decimal(row[2]) for row in rows if row[1]) == sum(days) == Decimal("403.75")


# --- 4 Helpdesk -------------------------------------------------------------------------------------------------------


def test_operations_2019_06_helpdesk_totals_stand_in_the_text(june: BuildResult) -> None:
    assert sentence(june, "helpdesk-totals") == (
        "In June 2019 the SECAS Helpdesk received 15 queries by telephone and 285 e-mails."
    )


def test_operations_2019_06_helpdesk_topics_over_thirteen_months_lie_on_a_landscape_page(june: BuildResult) -> None:
    table = table_of(june, "helpdesk-by-topic")
    assert table.wide
    assert [column.heading for column in table.columns] == ["Topic", *MONTHS]


def test_operations_2019_06_helpdesk_total_of_each_month_is_the_sum_of_its_topics(june: BuildResult) -> None:
    sums: Counter[str] = Counter()
    for row in stored("observations"):
        if row["measure"] == "helpdesk-emails":
            sums[row["month"]] += int(row["value"])
    totals = rows_of(june, "helpdesk-by-topic")["Total"]
    assert list(totals) == [str(sums[month]) for month in sorted(sums)]
    assert totals[-1] == "285"


def test_operations_2019_06_topic_shows_nothing_outside_its_months(june: BuildResult) -> None:
    rows = rows_of(june, "helpdesk-by-topic")
    assert rows["DCC Live"] == ("18", "14", "11", "9", "8", "6", "5", *["–"] * 6)
    assert rows["Training days/seminars"] == (*["–"] * 8, "9", "11", "20", "15", "12")


# --- 5 Website --------------------------------------------------------------------------------------------------------


def test_operations_2019_06_website_stands_under_the_heading_of_each_year(june: BuildResult) -> None:
    assert rows_of(june, "website-year-before") == {
        "July": ("5,080", "14,870"),
        "August": ("4,760", "13,940"),
        "September": ("5,330", "15,610"),
        "October": ("5,590", "16,480"),
        "November": ("5,640", "16,730"),
        "December": ("3,980", "11,250"),
    }
    assert rows_of(june, "website-year") == {
        "January": ("5,720", "16,920"),
        "February": ("5,480", "16,040"),
        "March": ("6,010", "17,830"),
        "April": ("5,550", "16,390"),
        "May": ("5,830", "17,150"),
        "June": ("5,905", "17,420"),
    }
    captions = [table_of(june, id).caption for id in ("website-year-before", "website-year")]
    assert [caption[-4:] for caption in captions] == ["2018", "2019"]


def test_operations_2019_06_website_figure_draws_visits_and_page_views(june: BuildResult) -> None:
    chart = chart_of(june, "website-use")
    assert (chart.kind, chart.categories) == ("lines", MONTHS[1:])
    assert {one.name: one.values[-1].display for one in chart.series} == {"Visits": "5,905", "Page views": "17,420"}


# --- 6 Meetings -------------------------------------------------------------------------------------------------------


def test_operations_2019_06_lists_every_meeting_of_no_confidential_committee(june: BuildResult) -> None:
    rows = printed(table_of(june, "meetings-of-the-month"))
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("Governance", "Operations Group Meeting 22", "4 June 2019"),
        ("Governance", "Monthly Working Group Meeting – June 2019", "5 June 2019"),
        (
            *("Governance", "Technical Architecture and Business Architecture Sub-Committee Meeting 43"),
            "6 June 2019",
        ),
        ("Governance", "Security Sub-Committee Meeting 76", "12 June 2019"),
        ("Attended by SECAS", "CACoP Forum Meeting – June 2019", "13 June 2019"),
        ("Governance", "SEC Panel Meeting 69", "14 June 2019"),
        ("Governance", "SMKI Policy Management Authority Meeting 60", "18 June 2019"),
        ("Governance", "Ad hoc Working Group Meeting – June 2019", "19 June 2019"),
        ("Engagement", "Becoming a User: a webinar for new Parties", "20 June 2019"),
        ("Governance", "Change Board Meeting 31", "26 June 2019"),
        ("Governance", "Security Sub-Committee Meeting 77", "26 June 2019"),
        ("Governance", "Testing Advisory Group Meeting 56", "27 June 2019"),
    ]
    assert all(row[3] not in ("", "missing") for row in rows)


def test_operations_2019_06_footnotes_each_modification_with_its_title_as_at_the_month_end(june: BuildResult) -> None:
    table = table_of(june, "meetings-of-the-month")
    (working_group,) = (row for row in table.rows if row.cells[1].value.display.startswith("Monthly Working Group"))
    ((paragraph,), others) = working_group.cells[1].prose, working_group.cells[0].prose
    assert isinstance(paragraph, Paragraph)
    assert others == ()
    assert [one.reference for one in paragraph.content if isinstance(one, Mention)] == [
        *("SECMP0964", "SECMP0965", "SECMP0966"),
    ]
    notes = [one for one in paragraph.content if isinstance(one, Note)]
    assert [text.text for note in notes for text in note.content if isinstance(text, Text)] == [
        "Reading Devices for agents of several suppliers",
        "Tariffs that arrive before a change of supplier",
        "Alerts from prepayment meters",
    ]


def test_operations_2019_06_every_modification_discussed_is_footnoted(june: BuildResult) -> None:
    discussed = [row["modification"] for row in stored("agenda_items")]
    mentioned = [one for one in inlines_of(table_of(june, "meetings-of-the-month")) if isinstance(one, Mention)]
    assert [one.reference for one in mentioned] == discussed
    assert len(notes_of(june, "meetings-of-the-month")) == len(discussed) == 7


# --- The whole --------------------------------------------------------------------------------------------------------


def test_operations_2019_06_document_is_the_golden_one(june: BuildResult) -> None:
    """Written by `manage.py build_report operations 2019-06 --format json --output` and its path."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert to_dict(june.document) == golden
    assert from_dict(golden) == loads(dumps(june.document)) == june.document


def test_operations_2019_06_page_keeps_its_notes_with_their_section(june: BuildResult) -> None:
    page = render_page(june.document)
    assert "Example Small Supplier 30 Limited: charges stayed unpaid" in page
    assert "Tariffs that arrive before a change of supplier" in page
