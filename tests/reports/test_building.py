"""A build on too little: it says what is missing and never shows it as zero."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from model_bakery import baker

from access.classification import Classification
from measures.models import Measure, MeasureCategory, Observation, RankedEntry
from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from modifications.models import BankHoliday
from parties.models import Party
from reports.building import WHITE_SENTENCE, build_report
from reports.engine.blocks import Figure, Table, Tiles
from reports.engine.build import BuildResult
from reports.engine.document import Document, walk_blocks
from reports.engine.problems import Problem
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, loads
from reports.models import ClassificationWording, Report, SectionText

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    panel = baker.make(
        Committee,
        code="panel",
        name="SEC Panel",
        kind=CommitteeKind.COMMITTEE,
        paper_prefix="SECP",
        counts_as_held=True,
    )
    meeting = baker.make(
        Meeting, committee=panel, kind=MeetingKind.GOVERNANCE, number=97, title="Panel 97", held_on=date(2021, 10, 15)
    )
    return baker.make(
        Report,
        kind="operations",
        month=date(2021, 9, 1),
        meeting=meeting,
        paper_number=17,
        author="Reporting Lead",
        issue_date=date(2021, 10, 8),
    )


def codes(result: Any) -> set[str]:
    return {problem.code for problem in result.problems}


def problems(result: BuildResult, code: str) -> list[Problem]:
    return [problem for problem in result.problems if problem.code == code]


def printed(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.value.display for cell in row.cells) for row in table.rows]


def block(document: Document, id: str) -> Any:
    return next(block for _, _, block in walk_blocks(document) if block.id == id)


def test_paper_reference_is_made_of_prefix_number_day_and_paper(report: Report) -> None:
    assert report.paper_reference == "SECP_97_1510_17"


def test_empty_month_builds_and_says_what_is_missing(report: Report) -> None:
    result = build_report(report)
    assert {"meeting.previous", "narrative.empty", "value.missing", "highlights.none"} <= codes(result)
    tiles = block(result.document, "snapshot-tiles")
    assert isinstance(tiles, Tiles)
    printed = {tile.label: tile.value.display for group in tiles.groups for tile in group.tiles}
    assert printed["Newsletters sent"] == "missing"
    assert printed["Minutes issued 5 WD after meeting"] == "missing"
    assert printed["New modifications raised"] == "0"


def test_empty_month_survives_json_exactly(report: Report) -> None:
    document = build_report(report).document
    assert loads(dumps(document)) == document


def test_chart_without_data_says_so(report: Report) -> None:
    figure = block(build_report(report).document, "product-lists")
    assert isinstance(figure, Figure)
    assert not figure.chart.has_data
    assert "no data" in figure.alt.lower()


def test_top_pages_keep_their_ranks_and_a_gap_is_a_problem(report: Report) -> None:
    pages = baker.make(Measure, code="website-top-pages", ranked=True)
    for rank in (1, 3):
        baker.make(RankedEntry, measure=pages, month=report.month, rank=rank, label=f"Page {rank}")
    result = build_report(report)
    assert printed(block(result.document, "top-pages")) == [("1", "Page 1"), ("3", "Page 3")]
    (problem,) = problems(result, "ranked.gap")
    assert (problem.severity, problem.block) == ("warning", "top-pages")
    assert "no page at rank 2" in problem.message


def test_topic_that_ended_is_not_missing_and_totals_are_of_the_numbers(report: Report) -> None:
    for code in ("helpdesk-emails", "product-list-versions", "codeworks-users"):
        measure = baker.make(Measure, code=code, unit="count", decimals=0)
        for name, last, number in (
            ("Ended", date(2021, 8, 1), None),
            ("First", None, "10.5"),
            ("Second", None, "10.5"),
        ):
            category = baker.make(MeasureCategory, measure=measure, code=name.lower(), name=name, last_month=last)
            if number:
                baker.make(Observation, measure=measure, category=category, month=report.month, value=number)
    result = build_report(report)
    assert block(result.document, "helpdesk-months").chart.series[0].values[-1].display == "21"
    assert printed(block(result.document, "helpdesk-topics").data) == [("First", "11"), ("Second", "11")]
    assert printed(block(result.document, "product-lists").data)[-1] == ("Sep 21", "–", "11", "11", "21")
    (users,) = block(result.document, "codeworks-users").groups
    assert [tile.label for tile in users.tiles] == ["First", "Second", "All CodeWorks users"]
    missing = [problem.message for problem in problems(result, "value.missing")]
    assert not [message for message in missing if "Ended" in message and "Sep 21" in message]


def test_text_that_no_section_prints_is_a_problem(report: Report) -> None:
    SectionText.objects.create(report=report, section="lost-section", body="<p>Words.</p>")
    assert "text.unprinted" in codes(build_report(report))


def test_highlight_of_two_paragraphs_keeps_both_and_is_a_problem(report: Report) -> None:
    SectionText.objects.create(
        report=report, section="highlights-change", body="<p>First.</p><ul><li>Second.</li></ul>"
    )
    result = build_report(report)
    assert "highlight.form" in codes(result)
    words = "".join(inline.text for inline in block(result.document, "highlights-list").items[0].content)
    assert words == "First.Second."


def test_white_prints_its_published_sentence_until_secas_words_it_otherwise(report: Report) -> None:
    assert build_report(report).document.classification_sentence == WHITE_SENTENCE
    ClassificationWording.objects.create(
        classification=Classification.WHITE, since=date(2021, 9, 1), sentence="New words."
    )
    ClassificationWording.objects.create(
        classification=Classification.WHITE, since=date(2021, 10, 1), sentence="Later."
    )
    assert build_report(report).document.classification_sentence == "New words."


def test_classification_without_wording_is_a_problem(report: Report) -> None:
    report.classification = Classification.AMBER
    assert "classification.wording" in codes(build_report(report))


def test_bank_holidays_not_entered_make_shares_missing(report: Report) -> None:
    BankHoliday.objects.all().delete()
    result = build_report(report)
    tiles = {
        tile.label: tile.value.display
        for group in block(result.document, "snapshot-tiles").groups
        for tile in group.tiles
    }
    assert tiles["Papers issued 5 WD in advance"] == "missing"


def test_records_named_in_a_text_are_printed_and_an_unknown_one_is_a_problem(report: Report) -> None:
    baker.make(Party, code="example-energy", name="Example Energy Limited")
    body = "<p>{{@party:example-energy}} and {{@meeting:panel-97}}, not {{@party:nobody}}.</p>"
    SectionText.objects.create(report=report, section="smda", body=body)
    result = build_report(report)
    words = " ".join(strings_of(block(result.document, "smda-text")))
    assert "Example Energy Limited" in words
    assert "Panel 97" in words
    assert [problem.message for problem in result.problems if problem.code == "mention.unknown"] != []
