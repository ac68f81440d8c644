"""A report says what was true at its date: what a modification was called, who had raised it, what it aimed at and when
that went live. What the records learn later changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from meetings.models import AgendaItem, Committee, DecidingBody, Decision, Meeting, Outcome, Question
from modifications import models as records
from modifications.models import AssessmentKind, Consultation, ConsultationKind, Modification, Path, Release, Stage
from modifications.queries import modifications_at
from modifications.references import proposal_reference
from reports.building import built_in_context
from reports.checks.book import run_book
from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of
from reports.engine.blocks import Block, FactRef, ReferenceList, Table
from reports.engine.build import BuildResult
from reports.engine.document import walk_blocks
from reports.engine.edition import Edition
from reports.engine.inlines import inlines_of
from reports.engine.month import Month
from reports.engine.printed import words_of
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, loads
from reports.facts.registry import Facts
from reports.models import Report, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, enter, plan_release, raise_one, rename
from tests.reports.busy_month import busy_september, every_edition, report_of

pytestmark = pytest.mark.django_db
PA, IA = AssessmentKind.PRELIMINARY, AssessmentKind.IMPACT
LATER = date(2022, 7, 1)
"""After every paper that is looked at here was issued."""
BUSY = (("operations", "2021"), ("change-status", "2020"))
"""The editions that are lists of modifications before all: each of their lists holds some in the month below."""


# --- Nothing of a paper is what the records say today -----------------------------------------------------------------


def everything_becomes_another() -> None:
    """Every history goes on, long after."""
    soon = Release.objects.create(name="Later SEC Release", kind="scheduled")
    for release in Release.objects.all():
        records.ReleaseDateFrom.objects.create(release=release, since=LATER, go_live_on=date(2023, 2, 23))
    for one in Modification.objects.all():
        rename(one, LATER, proposal_reference(one.code))
        records.TitleFrom.objects.create(modification=one, since=LATER, title=f"Later title of {one.code}")
        records.ProposerFrom.objects.create(
            modification=one, since=LATER, person="L. Example", organisation="Later Org"
        )
        records.LeadAnalystFrom.objects.create(modification=one, since=LATER, analyst="Later Analyst")
        records.RouteFrom.objects.create(modification=one, since=LATER, path=Path.FAST_TRACK, urgent=True)
        records.TargetReleaseFrom.objects.create(modification=one, since=LATER, release=soon)
        records.StageFrom.objects.create(modification=one, since=LATER, stage=Stage.WITHDRAWN)
    for assessment in records.DccAssessment.objects.all():
        records.AssessmentTarget.objects.create(assessment=assessment, since=LATER, target=99)
    records.DccAssessment.objects.filter(accepted_on__isnull=False, returned_on=None).update(returned_on=LATER)
    records.InformationRequest.objects.update(answered_on=LATER)
    Consultation.objects.filter(opened_on=None).update(opened_on=LATER)
    Consultation.objects.filter(opened_on__lt=LATER).update(closed_on=LATER)
    Decision.objects.filter(route=Path.SELF_GOVERNANCE).update(referred_to_panel_on=LATER)


@every_edition
def test_no_list_of_any_report_reads_what_a_modification_is_today(kind: str, edition: Edition[MonthContext]) -> None:
    monthly = busy_september()
    report = report_of(kind, edition, monthly)
    before = dumps(built_in_context(report, edition)[0].document)
    assert "DP110" in before
    if (kind, edition.key) in BUSY:
        lists = [found for *_, found in walk_blocks(loads(before)) if isinstance(found, ReferenceList)]
        assert [found.id for found in lists if not found.items] == []
    everything_becomes_another()
    after, context = built_in_context(Report.objects.select_related("meeting__committee").get(pk=report.pk), edition)
    assert [one for one in strings_of(after.document) if "Later" in one] == []
    assert dumps(after.document) == before
    assert context.facts.value("modifications.open").raw


def test_no_figure_and_no_rows_behind_it_read_what_a_modification_is_today() -> None:
    report = busy_september()

    def told() -> dict[str, tuple[Any, ...]]:
        reads = built_in_context(report)[1].reads
        facts = Facts(reads)
        return {one.key: (one.label, facts.value(one.key), *one.rows(reads).rows) for one in facts.all()}

    before = told()
    everything_becomes_another()
    after = told()
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == set()
    assert len(before) > 100


def test_no_finding_of_the_book_names_a_modification_as_it_is_today() -> None:
    report = busy_september()
    everything_becomes_another()
    messages = [one.finding.message for one in run_book(report).found]
    assert messages
    assert [message for message in messages if "Later" in message or "MP1" in message] == []


# --- What happened to four of them ------------------------------------------------------------------------------------


@pytest.fixture
def panel() -> Committee:
    """With a Change Sub-Committee, a Change Board and a Working Group beside it."""
    committee("csc")
    committee("change-board")
    committee("working-group", name="Working Group", kind="working_group", numbered=False)
    return committee("panel", name="SEC Panel", paper_prefix="SECP")


AUGUST, SEPTEMBER = Month(2021, 8), Month(2021, 9)
ISSUED = {AUGUST: date(2021, 9, 10), SEPTEMBER: date(2021, 10, 8)}
MET = {AUGUST: date(2021, 9, 17), SEPTEMBER: date(2021, 10, 15)}


def change_status(panel: Committee, month: Month, text: str, issued: date, met: date) -> BuildResult:
    """The Change Status Report of the month in its 2020 edition, whichever the month, with that text as its summary."""
    meeting = Meeting.objects.filter(committee=panel, held_on=met).first() or meet(
        panel, met, 12 * met.year + met.month
    )
    report = Report.objects.create(
        kind="change-status", month=month.first, meeting=meeting, paper_number=1, author="SECAS", issue_date=issued
    )
    SectionText.objects.create(report=report, section="summary", body=f"<p>{text}</p>")
    (edition,) = [one for one in definition_of("change-status").editions if one.key == "2020"]
    return built_in_context(report, edition)[0]


def both(panel: Committee, text: str = "Nothing.") -> Iterator[BuildResult]:
    return (change_status(panel, month, text, ISSUED[month], MET[month]) for month in (AUGUST, SEPTEMBER))


def block(built: BuildResult, id: str) -> Block:
    return next(found for _, _, found in walk_blocks(built.document) if found.id == id)


def read(built: BuildResult, id: str) -> str:
    """The running text of a block, or the cells of a table."""
    found = block(built, id)
    if isinstance(found, Table):
        return " / ".join(cell.value.display for row in found.rows for cell in row.cells)
    return "".join(map(words_of, inlines_of(found)))


def agenda(meeting: Meeting, *ones: Modification) -> None:
    for position, one in enumerate(ones, 1):
        AgendaItem.objects.create(meeting=meeting, position=position, modification=one)


def decide(one: Modification, on: date, question: Question, outcome: Outcome) -> None:
    Decision.objects.create(
        body=DecidingBody.CSC,
        meeting=meet(Committee.objects.get(code="csc"), on, on.toordinal()),
        modification=one,
        decided_on=on,
        question=question,
        outcome=outcome,
    )


def test_draft_proposal_of_one_month_is_a_modification_proposal_in_the_next(panel: Committee) -> None:
    one = raise_one("152", date(2021, 7, 5), title="Further Devices")
    assess(one, PA, date(2021, 8, 2))
    group = Committee.objects.get(code="working-group")
    agenda(meet(group, date(2021, 8, 18)), one)
    agenda(meet(group, date(2021, 9, 29)), one)
    Consultation.objects.create(
        modification=one, kind=ConsultationKind.MODIFICATION_REPORT, planned_week=date(2021, 12, 6)
    )
    decide(one, date(2021, 9, 28), Question.TO_REFINEMENT, Outcome.APPROVE)
    rename(one, date(2021, 9, 28), "MP152")
    august, september = both(panel, "{{@DP152}} and {{@MP152|ref}}.")
    assert read(august, "summary-text") == "DP152 ‘Further Devices’ and DP152."
    assert read(september, "summary-text") == "MP152 ‘Further Devices’ and MP152."
    lists = ("assessments-open", "dcc-underway", "working-group-last", "report-expected")
    for built, reference, other in ((august, "DP152", "MP152"), (september, "MP152", "DP152")):
        for id in lists:
            assert reference in read(built, id), id
            assert other not in read(built, id), id
    assert "DP152" in read(september, "csc-other")
    assert "MP152" not in read(september, "csc-other")


def test_split_modification_keeps_its_preliminary_assessment_under_the_unsplit_number(panel: Committee) -> None:
    whole = raise_one("128", date(2020, 1, 6), (date(2020, 3, 2), Stage.REFINEMENT), title="Gas Network Operators")
    rename(whole, date(2020, 3, 2), "MP128")
    assess(whole, PA, date(2021, 7, 1), date(2021, 8, 10))
    enter(whole, (date(2021, 9, 14), Stage.SPLIT))
    parts = [raise_one(code, date(2021, 9, 14), split_from=whole) for code in ("128A", "128B")]
    for part in parts:
        rename(part, date(2021, 9, 15), f"MP{part.code}")
        enter(part, (date(2021, 9, 15), Stage.REFINEMENT))
    group = Committee.objects.get(code="working-group")
    agenda(meet(group, date(2021, 8, 18)), whole)
    agenda(meet(group, date(2021, 9, 29)), *parts)
    agenda(meet(group, date(2021, 9, 8), purpose="To look at the split."), whole)
    Consultation.objects.create(
        modification=parts[1], kind=ConsultationKind.MODIFICATION_REPORT, planned_week=date(2021, 12, 6)
    )
    decide(whole, date(2021, 9, 13), Question.TIMETABLE, Outcome.NOTE)
    august, september = both(panel, "{{@MP128|ref}}.")
    for built in (august, september):
        assert "MP128 / PA" in read(built, "assessments-completed")
        assert "MP128A" not in read(built, "assessments-completed")
        assert read(built, "summary-text") == "MP128."
    assert read(august, "working-group-last").endswith("MP128 ‘Gas Network Operators’")
    assert [one for one in ("MP128A", "MP128B") if one not in read(september, "working-group-last")] == []
    assert "MP128 ‘Gas Network Operators’: to look at the split" in read(september, "working-group-ad-hoc")
    assert "MP128B" in read(september, "report-expected")
    assert "MP128 ‘Gas Network Operators’" in read(september, "csc-other")
    assert [one for one in strings_of(august.document) if "MP128A" in one or "DP128A" in one] == []
    # Neither part takes the assessment over, in the figure's rows or anywhere.
    september_reads = built_in_context(Report.objects.get(month=SEPTEMBER.first))[1].reads
    assert [row.reference for row in september_reads.assessments_completed] == ["MP128"]
    assert {row.reference for row in september_reads.open} == {"MP128A", "MP128B"}


def test_part_named_in_a_month_before_the_split_is_said_to_be_unknown(panel: Committee) -> None:
    whole = raise_one("128", date(2020, 1, 6))
    raise_one("128A", date(2021, 9, 14), split_from=whole)
    august, september = both(panel, "{{@MP128A|ref}}.")
    assert [one.code for one in august.problems if one.code == "mention.unknown"] == ["mention.unknown"]
    assert read(september, "summary-text") == "DP128A."


def test_old_series_keeps_its_reference_and_changes_proposer_and_target_release(panel: Committee) -> None:
    november = plan_release("November 2021 SEC Release", (date(2020, 11, 6), date(2021, 11, 4)))
    february = plan_release("February 2022 SEC Release", (date(2020, 11, 6), date(2022, 2, 24)))
    one = raise_one("SECMP0007", date(2021, 8, 27), title="Firmware updates")
    for since, organisation, release in (
        (date(2021, 8, 27), "First Example Limited", november),
        (date(2021, 9, 2), "Second Example Limited", february),
    ):
        records.ProposerFrom.objects.create(modification=one, since=since, organisation=organisation)
        records.TargetReleaseFrom.objects.create(modification=one, since=since, release=release)
    assess(one, IA, date(2021, 8, 30))
    aimed = "{{release.november-2021-sec-release.open}} and {{release.february-2022-sec-release.open}} aim there."
    august, september = both(panel, aimed)
    assert (read(august, "summary-text"), read(september, "summary-text")) == (
        "1 and 0 aim there.",
        "0 and 1 aim there.",
    )
    raised = read(august, "new-proposals-raised")
    assert "First Example Limited" in raised
    assert "Second Example Limited" not in raised
    for built in (august, september):
        assert "SECMP0007 / IA" in read(built, "assessments-open")
    at_ends = [modifications_at(month.last, codes=["SECMP0007"])[0] for month in (AUGUST, SEPTEMBER)]
    assert [(row.reference, row.organisation, row.target_release) for row in at_ends] == [
        ("SECMP0007", "First Example Limited", "November 2021 SEC Release"),
        ("SECMP0007", "Second Example Limited", "February 2022 SEC Release"),
    ]


def test_release_goes_live_on_the_day_that_each_month_knew(panel: Committee) -> None:
    moved = ((date(2018, 11, 1), 7), (date(2019, 8, 16), 24), (date(2019, 9, 20), 29))
    plan_release("November 2019 SEC Release", *((since, date(2019, 11, day)) for since, day in moved))
    one = raise_one("SECMP0046", date(2018, 1, 8), (date(2019, 3, 1), Stage.APPROVED))
    release = Release.objects.get()
    records.TargetReleaseFrom.objects.create(modification=one, since=date(2019, 3, 1), release=release)
    facts = "{{releases.next_go_live}}, {{release.november-2019-sec-release.go_live}}."
    papers = (
        (Month(2019, 7), date(2019, 8, 9), date(2019, 8, 16), "7 November 2019"),
        (Month(2019, 8), date(2019, 9, 13), date(2019, 9, 20), "24 November 2019"),
        (Month(2019, 9), date(2019, 10, 11), date(2019, 10, 18), "29 November 2019"),
    )
    for month, issued, met, day in papers:
        built = change_status(panel, month, facts, issued, met)
        assert read(built, "summary-text") == f"{day}, {day}."
        assert f"November 2019 SEC Release ({day}):" in read(built, "next-scope")
        assert [other for *_, other in papers if other != day and other in dumps(built.document)] == []
        figures = [one for one in inlines_of(block(built, "summary-text")) if isinstance(one, FactRef)]
        assert {one.value.raw for one in figures} == {date(2019, 11, int(day.split()[0]))}
