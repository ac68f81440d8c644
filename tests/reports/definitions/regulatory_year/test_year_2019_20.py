"""The End of Regulatory Year Report 2019-20: what the Document prints, against what was published."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks.book import run_book
from reports.checks.passages import passages_of
from reports.engine.blocks import Bullets, Figure, ReferenceList, Table, Tiles
from reports.engine.build import BuildResult
from reports.engine.document import walk_blocks, walk_sections
from reports.engine.serialise import dumps, from_dict, loads, to_dict
from reports.models import Report
from reports.renderers.html import full_title, render_page
from tests.reports.month import block, printed

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[2] / "golden" / "regulatory-year-2020-03.json"


def rows_of(built: BuildResult, id: str) -> list[tuple[str, ...]]:
    found = block(built, id)
    assert isinstance(found, Table)
    return printed(found)


def numbers_of(built: BuildResult, id: str) -> dict[str, str]:
    """The last column of a table, by its first."""
    return {row[0]: row[-1] for row in rows_of(built, id)}


def tiles_of(built: BuildResult, id: str) -> dict[str, str]:
    found = block(built, id)
    assert isinstance(found, Tiles)
    return {tile.label: tile.value.display for group in found.groups for tile in group.tiles}


def months_of(built: BuildResult, table: str, figure: str) -> tuple[str, ...]:
    """What the reconciliation gives of a figure: how it is made, its twelve months, the year."""
    (row,) = (row for row in rows_of(built, table) if row[0] == figure)
    return row[1:]


def text_of(built: BuildResult, section: str) -> str:
    return " ".join(passage.printed for passage in passages_of(section, block(built, f"{section}-text")))


# --- The paper --------------------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_is_called_after_its_year(year: BuildResult) -> None:
    assert year.document.title == full_title(year.document) == "End of Regulatory Year Report — 2019-20"
    assert year.document.month.label == "March 2020"


def test_regulatory_year_2019_20_has_the_sections_of_the_published_one_and_the_reconciliation(
    year: BuildResult,
) -> None:
    (body,) = year.document.parts
    assert body.classification == "white"
    assert [section.title for section in body.sections] == [
        *("Introduction", "Summary", "Technical Operations", "Modifications and Releases"),
        *("Security and Privacy Provisions", "Party Support", "Committee Support", "Alt HAN Activities"),
        *("SEC Objectives", "Reconciliation"),
    ]


def test_regulatory_year_2019_20_has_no_problem_but_that_its_records_are_illustrative(year: BuildResult) -> None:
    assert [problem.code for problem in year.problems] == ["records.illustrative"]


def test_regulatory_year_2019_20_numbers_every_section_table_and_figure_once(year: BuildResult) -> None:
    numbers = [section.number for part in year.document.parts for section in walk_sections(part.sections)]
    captions = [one.number for _, _, one in walk_blocks(year.document) if isinstance(one, Table | Figure)]
    assert len(numbers) == len(set(numbers))
    assert len(captions) == len(set(captions)) == 23


# --- 3 Technical Operations -------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_cpl_statistics(year: BuildResult) -> None:
    assert numbers_of(year, "cpl-statistics") == {
        "CPL versions issued": "69",
        "SMETS2 new Device Models added": "111",
        "SMETS1 new Device Models added": "13",
        "Device Models removed": "20",
        "Functionality updates": "2",
    }


@pytest.mark.parametrize(("committee", "met"), [("TAG", "25"), ("OPSG", "24"), ("SSC", "28"), ("SMKI PMA", "15")])
def test_regulatory_year_2019_20_meetings_of_a_committee(year: BuildResult, committee: str, met: str) -> None:
    assert {row[0]: row[2] for row in rows_of(year, "committees-of-the-year")}[committee] == met
    assert months_of(year, "months-committees", f"{committee} meetings")[-1] == met


# --- 4 Modifications and Releases -------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_modifications_opening_raised_concluded_and_closing(year: BuildResult) -> None:
    """23 + 52 − 21 = 54, as printed."""
    assert list(numbers_of(year, "modifications-of-the-year").items()) == [
        ("Open at the start of the year, 31 March 2019", "23"),
        ("Raised during the year", "52"),
        ("Concluded during the year", "21"),
        ("of which approved", "17"),
        ("of which rejected", "1"),
        ("of which withdrawn", "3"),
        ("Open at the end of the year, 31 March 2020", "54"),
    ]


def test_regulatory_year_2019_20_raised_against_the_year_before(year: BuildResult) -> None:
    tiles = tiles_of(year, "year-in-figures")
    assert (tiles["New proposals raised"], tiles["Raised in the year before"]) == ("52", "23")


def test_regulatory_year_2019_20_new_proposals_by_month_with_their_sum(year: BuildResult) -> None:
    """The bars of the published graph are a picture: the months are invented, and come to the printed 52."""
    chart = block(year, "new-proposals-by-month").chart
    each, so_far = ([value.raw for value in series.values] for series in chart.series)
    assert (chart.kind, chart.categories[0], chart.categories[-1]) == ("cumulative", "Apr 19", "Mar 20")
    assert [sum(each[: place + 1]) for place in range(12)] == so_far
    assert so_far[-1] == 52


def test_regulatory_year_2019_20_releases_and_what_came_in_between(year: BuildResult) -> None:
    """The summary prints that three scheduled releases implemented 18 modifications; the releases themselves come to
    1 + 10 + 3 = 14, and four more were implemented ad hoc: 18 in all, 14 of them by the three."""
    assert [(row[0], row[2]) for row in rows_of(year, "releases-of-the-year")] == [
        ("June 2019 SEC Release", "1"),
        ("November 2019 SEC Release", "10"),
        ("February 2020 SEC Release", "3"),
        ("Ad hoc", "4"),
        ("Total", "18"),
    ]
    assert months_of(year, "months-modifications", "Scheduled SEC Releases")[-1] == "3"
    by_scheduled = "Modifications implemented by a scheduled SEC Release"
    assert months_of(year, "months-modifications", by_scheduled)[-1] == "14"
    assert "implemented 14 modifications" in text_of(year, "summary-modifications")


def test_regulatory_year_2019_20_names_the_modifications_of_each_release(year: BuildResult) -> None:
    found = block(year, "releases-of-the-year")
    named = [[len(one.items) for one in row.cells[3].prose if isinstance(one, Bullets)] for row in found.rows]
    assert named == [[1], [10], [3], [4], []]


def test_regulatory_year_2019_20_fourteen_designations_and_no_direction(year: BuildResult) -> None:
    assert numbers_of(year, "sec-versions-of-the-year")["Designations by the Department"] == "14"
    designations, directions = block(year, "designations"), block(year, "directions")
    assert len(designations.items) == 14
    assert (directions.items, directions.empty) == ((), "No Variation was directed in 2019-20.")


# --- 5 Security -------------------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_twelve_security_statistics(year: BuildResult) -> None:
    assert tiles_of(year, "security-statistics") == {
        "Average number of Parties in the monthly assessment process": "71",
        "Fieldwork assessments completed": "95",
        "FUSA and VUSA presented to the SSC": "56",
        "Self-Assessments presented to the SSC": "18",
        "Director’s Letters approved by the SSC": "31",
        "Assessments prepared for review": "107",
        "Assurance statuses set": "23",
        "Compliance statuses set": "49",
        "SSC meetings": "28",
        "SMKI PMA meetings": "15",
        "Engagement meetings or events": "9",
        "Guidance publications": "18",
    }


def test_regulatory_year_2019_20_fieldwork_against_the_year_before(year: BuildResult) -> None:
    tiles = tiles_of(year, "year-in-figures")
    assert tiles["Fieldwork assessments"] == "95"
    assert months_of(year, "months-before", "Fieldwork assessments completed")[-1] == "59"


def test_regulatory_year_2019_20_assessments_by_month_come_to_the_statistics(year: BuildResult) -> None:
    chart = block(year, "assessment-overview").chart
    assert {one.name: sum(int(value.display) for value in one.values) for one in chart.series} == {
        "Fieldwork completed": 95,
        "FUSA and VUSA presented": 56,
        "Self-Assessments presented": 18,
        "Prepared for review": 107,
    }


# --- 6 Party Support --------------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_parties_joined_and_left(year: BuildResult) -> None:
    """The summary prints 21 accessions and section 6.1 prints 22 Parties that joined: the same figure twice, of which
    the rows give 22. The rows of the year are named, so it is one figure here, wherever it is printed."""
    assert numbers_of(year, "parties-of-the-year")["Acceded"] == "22"
    assert numbers_of(year, "parties-of-the-year")["Were expelled"] == "8"
    assert tiles_of(year, "year-in-figures")["Parties that acceded"] == "22"
    for section in ("summary-parties", "market"):
        assert "22" in text_of(year, section).split()
        assert "21" not in text_of(year, section).split()


def test_regulatory_year_2019_20_parties_of_the_year_add_up(year: BuildResult) -> None:
    opening, acceded, withdrew, expelled, closing = (int(row[1]) for row in rows_of(year, "parties-of-the-year"))
    assert opening + acceded - withdrew - expelled == closing == 332


def test_regulatory_year_2019_20_parties_by_category(year: BuildResult) -> None:
    assert numbers_of(year, "parties-by-category") == {
        "Electricity Networks": "27",
        "Gas Networks": "20",
        "Large Suppliers": "28",
        "Small Suppliers": "137",
        "Other SEC Parties": "120",
        "DCC": "1",
        "Total": "333",
    }


def test_regulatory_year_2019_20_voting_groups(year: BuildResult) -> None:
    """263 as printed; the published pie is a picture, so the categories are invented, and come to it. The DCC is in no
    Voting Group here, so that it makes no difference whether it is counted."""
    assert months_of(year, "months-parties", "Voting Groups and the DCC's")[-1] == "263"
    figure = block(year, "voting-groups-by-category")
    assert sum(int(value.display) for value in figure.chart.series[0].values) == 263
    assert figure.caption.endswith("excluding the DCC")


def test_regulatory_year_2019_20_user_entry_process(year: BuildResult) -> None:
    assert numbers_of(year, "uep-of-the-year") == {
        "Electricity Networks": "0",
        "Gas Networks": "0",
        "Large Suppliers": "0",
        "Small Suppliers": "25",
        "Other SEC Parties": "6",
        "Total": "31",
    }


def test_regulatory_year_2019_20_eight_expelled_and_their_events_of_default(year: BuildResult) -> None:
    assert [row[0] for row in rows_of(year, "defaults-of-the-year")] == ["Events of Default raised", "Parties expelled"]
    assert numbers_of(year, "defaults-of-the-year")["Parties expelled"] == "8"


def test_regulatory_year_2019_20_five_events_and_75_parties(year: BuildResult) -> None:
    assert months_of(year, "months-parties", "Engagement events")[-1] == "5"
    assert months_of(year, "months-parties", "Parties at engagement events")[-1] == "75"


def test_regulatory_year_2019_20_over_320_registered(year: BuildResult) -> None:
    """The paper prints "over 320"; the months give 324, which is what is printed here."""
    assert months_of(year, "months-parties", "CodeWorks registrations")[-1] == "324"


# --- 7 Committee Support ----------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_meetings_against_the_year_before(year: BuildResult) -> None:
    """The paper prints "over 160" against 120: the meetings entered are 164, and 120 a year before. The SECCo Board is
    confidential, and counted as the paper counts it: with the others, and not by name."""
    total = rows_of(year, "committees-of-the-year")[-1]
    assert total[:3] == ("Total", "120", "164")
    assert ("Confidential committees", "8", "8", "0", "0") in rows_of(year, "committees-of-the-year")
    assert "SECCo Board" not in " ".join(row[0] for row in rows_of(year, "committees-of-the-year"))


def test_regulatory_year_2019_20_actions_rose_by_half_and_most_are_closed(year: BuildResult) -> None:
    """The paper prints "over 1250", a rise of 52%, and 85% closed: 1,252 against 824, of which 1,064 are closed."""
    assert rows_of(year, "committees-of-the-year")[-1][3:] == ("824", "1,252")
    assert {row[1:] for row in rows_of(year, "months-reckoned")} == {
        ("85%", "1,064 of 1,252"),
        ("52%", "1,252 in 2019-20 against 824 in 2018-19"),
    }


def test_regulatory_year_2019_20_chart_of_meetings_is_the_table_beside_it(year: BuildResult) -> None:
    chart = block(year, "meetings-by-committee").chart
    assert chart.kind == "clustered"
    assert sum(int(value.display) for value in chart.series[0].values) == 164
    assert sum(int(value.display) for value in chart.series[1].values) == 120


# --- 8 Alt HAN, 9 Objectives ------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_alt_han_has_four_quarters(year: BuildResult) -> None:
    found = block(year, "alt-han-quarters")
    assert [row.cells[0].value.display for row in found.rows] == [
        *("April to June 2019", "July to September 2019", "October to December 2019", "January to March 2020"),
    ]
    assert [row.cells[1].text for row in found.rows] == [f"alt-han-q{place}" for place in range(1, 5)]
    assert all(row.cells[1].prose for row in found.rows)


def test_regulatory_year_2019_20_twelve_objectives_with_a_status_in_words_and_a_sign(year: BuildResult) -> None:
    """Eleven continue to be met; the Transition Objective has the other sign of the key in print."""
    found = rows_of(year, "objectives-table")
    assert len(found) == 12
    assert {row[0]: row[1] for row in found if not row[1].startswith("✓ ")} == {
        "Transition Objective": "○ Will be met subject to the introduction of future SEC content"
    }
    key = block(year, "objectives-table").basis
    assert key.startswith("Key: ✓ Continues to meet the objective; ○ Will be met subject to")
    assert all(row.cells[2].prose for row in block(year, "objectives-table").rows)


# --- 10 Reconciliation ------------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_every_annual_figure_has_its_months(year: BuildResult) -> None:
    """A sum of its months, their average, or the last of them: reckoned here from what is printed."""
    made = 0
    for _, _, one in walk_blocks(year.document):
        if isinstance(one, Table) and one.id.startswith("months-") and one.columns[1].key == "made":
            for _, way, *values in printed(one):
                *months, total = [int(value.replace(",", "")) for value in values if value != "–"]
                assert total == _made(way, months, total)
                made += 1
    assert made > 100


def test_regulatory_year_2019_20_says_what_each_figure_is_made_of(year: BuildResult) -> None:
    sums = block(year, "months-technical").basis
    states = block(year, "months-parties").basis
    assert sums.startswith("Sum: of 12 months, April 2019 to March 2020.")
    assert "End state: on the last day of each month, and so of the year at 31 March 2020." in states
    assert months_of(year, "months-technical", "SMETS1 new Device Models added")[1:4] == ("–", "–", "–")


def test_regulatory_year_2019_20_no_month_is_missing(year: BuildResult) -> None:
    found = block(year, "months-missing")
    assert isinstance(found, ReferenceList)
    assert (found.items, found.empty) == (
        (),
        "No month is missing from the figures of April 2019 to March 2020.",
    )


def test_regulatory_year_2019_20_restatements_are_marked_and_told(year: BuildResult) -> None:
    assert [row[:4] for row in rows_of(year, "restatements")] == [
        ("New proposals raised", "July 2019", "3", "4"),
        ("Fieldwork assessments completed", "October 2019", "10", "9"),
    ]
    marked = {
        (table.id, row.cells[0].value.display, column.heading)
        for _, _, table in walk_blocks(year.document)
        if isinstance(table, Table)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.mark == "[r]"
    }
    assert marked == {
        ("months-modifications", "New proposals raised", "Jul 19"),
        ("months-security", "Fieldwork assessments completed", "Oct 19"),
    }


def test_regulatory_year_2019_20_is_held_to_its_book(year: BuildResult) -> None:
    book = run_book(Report.objects.get(kind="regulatory-year"))
    assert [one.check.id for one in book.errors] == []
    assert {check.id for check in (result.check for result in book.results) if check.id.startswith("year.")} == {
        *("year.whole", "year.months", "year.printed", "year.missing", "year.objectives"),
    }
    assert [one.finding.message for one in book.found if one.check.id.startswith("year.")] == []


# --- The Document -----------------------------------------------------------------------------------------------------


def test_regulatory_year_2019_20_document_is_the_golden_one(year: BuildResult) -> None:
    """Any change of the paper shows here first, line by line. To accept one, write the file anew:

    manage.py build_report regulatory-year 2020-03 --format json \\
        --output tests/reports/golden/regulatory-year-2020-03.json
    """
    made = json.dumps(to_dict(year.document), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    changes = list(difflib.unified_diff(golden, made, "golden", "made", lineterm="", n=1))
    assert not changes, "\n".join(changes[:200])
    assert from_dict(json.loads(GOLDEN.read_text(encoding="utf-8"))) == year.document


def test_regulatory_year_2019_20_survives_json_exactly(year: BuildResult) -> None:
    assert loads(dumps(year.document)) == year.document


def test_regulatory_year_2019_20_renders_without_a_query(year: BuildResult, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), CaptureQueriesContext(connection) as asked:
        page = render_page(year.document)
    assert len(asked) == 0
    assert "End of Regulatory Year Report — 2019-20" in page


def _made(way: str, months: list[int], otherwise: int) -> int:
    match way:
        case "Sum":
            return sum(months)
        case "End state":
            return months[-1]
        case "Average":
            return round(sum(months) / len(months))
        case _:
            assert (way, months) == ("State before", [])
            return otherwise


def test_regulatory_year_2019_20_months_are_called_what_the_tiles_are(year: BuildResult) -> None:
    """Who reads a tile finds its months by its name."""
    assert months_of(year, "months-technical", "Device Models added to the CPL")[-1] == "124"
    assert months_of(year, "months-committees", "Meetings held")[-1] == "164"
