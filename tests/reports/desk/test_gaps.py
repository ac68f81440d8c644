"""What a month lacks: each kind of gap is told once it is one, with its owner's section and the form that mends it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from measures.models import Measure, MeasureCategory, MeasureGroup, Observation, RankedEntry
from meetings.models import (
    DccReport,
    DccReportDelivery,
    DecidingBody,
    Decision,
    DueRule,
    Meeting,
    MeetingKind,
    Outcome,
    Question,
)
from modifications.models import AssessmentKind, BankHoliday
from reports.definitions.registry import definitions
from reports.desk.gaps import Gap
from reports.desk.gaps import Question as Asked
from reports.desk.gaps_register import SHOWN
from reports.desk.missing import gaps_of
from reports.desk.outline import outline, owned_sections
from reports.desk.page import calendar_known
from reports.models import ClassificationWording, Report
from tests.access.cast import browser, reader
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, raise_one
from tests.parties.cast import party, voting_group
from tests.reports.desk.desks import september

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2021, 9, 1)
LATER = date(2021, 10, 12)


def asked(report: Report, today: date) -> Asked:
    sections = frozenset(place.id for place in outline(report.kind, report.covers))
    return Asked(report, today, calendar_known(), sections)


def found(report: Report, kind: str, today: date = LATER) -> list[Gap]:
    fresh = Report.objects.select_related("meeting__committee").get(pk=report.pk)
    return [gap for gap in gaps_of(asked(fresh, today)) if gap.kind == kind]


def only(report: Report, kind: str, today: date = LATER) -> Gap:
    (gap,) = found(report, kind, today)
    return gap


def mend(gap: Gap) -> str:
    (one,) = gap.mends
    assert resolve(urlsplit(one.url).path)
    return one.url


def emails(*categories: str, group: str = MeasureGroup.HELPDESK, **fields: Any) -> Measure:
    measure = Measure.objects.create(**{"code": "helpdesk-emails", "name": "E-mails", "group": group, **fields})
    for name in categories:
        MeasureCategory.objects.create(measure=measure, code=name.lower(), name=name)
    return measure


def enter(measure: Measure, category: str | None = None, value: int = 0) -> None:
    chosen = measure.categories.get(name=category) if category else None
    Observation.objects.create(measure=measure, category=chosen, month=SEPTEMBER, value=value)


# --- Which section needs what -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", definitions())
def test_every_need_is_of_a_section_that_somebody_owns(kind: str) -> None:
    editions = definitions()[kind].editions
    sections = {place.id for one in editions for place in owned_sections(kind, one.in_force_from)}
    needs = definitions()[kind].needs
    single = {needs.dates, needs.meetings, needs.parties, needs.assessments} - {None}
    assert single <= sections
    for named in (needs.measures or {}, needs.next_meetings, needs.decisions):
        assert set(named.values()) <= sections


# --- Measures -----------------------------------------------------------------------------------------


def test_numbers_of_a_group_are_one_gap_that_leads_to_the_grid() -> None:
    report, measure = september(), emails("Applications", "Other")
    emails(code="telephone-queries", name="Telephone queries")
    enter(measure, "Other")
    gap = only(report, "measures")
    assert gap.section == "helpdesk"
    assert gap.message == "Helpdesk: 2 of 3 numbers missing: E-mails (Applications); Telephone queries."
    assert mend(gap) == "/measures/2021-09/grid/#group-helpdesk"


def test_number_that_is_zero_is_not_missing_and_category_that_ended_is_not_expected() -> None:
    report, measure = september(), emails("Applications", "Old")
    measure.categories.filter(name="Old").update(last_month=date(2021, 8, 1))
    enter(measure, "Applications", 0)
    assert found(report, "measures") == []


@pytest.mark.parametrize(("number", "told"), [(1, "E-mails (T0)"), (4, "E-mails (4 of 5)"), (5, "E-mails (all 5)")])
def test_missing_categories_are_named_while_they_are_few(number: int, told: str) -> None:
    report, measure = september(), emails(*(f"T{place}" for place in range(5)))
    for category in measure.categories.order_by("name")[number:]:
        enter(measure, category.name)
    assert told in only(report, "measures").message


def test_measures_of_a_group_that_the_report_names_no_section_for_are_the_whole_reports() -> None:
    report = september(kind="regulatory-year")
    emails(group=MeasureGroup.RESOURCE_DAYS)
    assert only(report, "measures").section == ""


def test_measures_of_a_section_that_the_edition_has_not_are_asked_for_where_another_prints_them() -> None:
    report = september()
    emails(group=MeasureGroup.RESOURCE_DAYS, code="resource-days", name="Days")
    assert found(report, "measures") == []
    emails(group=MeasureGroup.RESOURCE_DAYS)
    assert only(report, "measures").section == "helpdesk"


def test_month_without_measures_says_so() -> None:
    assert "/measures/measure/add/" in mend(only(september(), "measures.none"))


@pytest.mark.parametrize(
    ("ranks", "before", "told"),
    [
        ((), (), "not entered"),
        ((1, 3), (), "no line for rank 2"),
        ((1, 2), (1, 2, 3), "2 lines, where the month before had 3"),
        ((1, 2, 3), (1, 2, 3), ""),
        ((1, 2, 3), (), ""),
    ],
)
def test_ranked_list_is_told_when_it_is_not_whole(ranks: tuple[int, ...], before: tuple[int, ...], told: str) -> None:
    report = september()
    pages = emails(code="pages", name="Top pages", group=MeasureGroup.WEBSITE, ranked=True)
    for month, entered in ((SEPTEMBER, ranks), (date(2021, 8, 1), before)):
        for rank in entered:
            RankedEntry.objects.create(measure=pages, month=month, rank=rank, label=f"Page {rank}")
    gaps = found(report, "measures.list")
    assert [gap.message for gap in gaps] == ([f"Top pages: {told}."] if told else [])
    assert {gap.section for gap in gaps} <= {"website"}


# --- Meetings -----------------------------------------------------------------------------------------


def test_dates_of_a_meeting_are_missing_once_they_are_due() -> None:
    report = september()
    tag = meet(committee("tag"), date(2021, 9, 29), 83, notice_on=date(2021, 9, 15))
    titles = {gap.message: gap for gap in found(report, "meeting.dates") if "tag" in gap.message}
    (message,) = titles
    assert message == "The tag meeting 83, 29 September: no date of papers or minutes."
    assert mend(titles[message]) == f"/admin/meetings/meeting/{tag.pk}/change/"
    assert titles[message].section == "committee-support"


@pytest.mark.parametrize(
    ("today", "lacking"),
    [
        (date(2021, 9, 20), "none"),
        (date(2021, 9, 23), "notice or papers."),
        (date(2021, 10, 6), "notice or papers."),
        (date(2021, 10, 7), "notice, papers or minutes."),
    ],
)
def test_date_that_is_not_due_yet_is_not_missing(today: date, lacking: str) -> None:
    report = september()
    meet(committee("tag"), date(2021, 9, 29), 83)
    said = [gap.message for gap in found(report, "meeting.dates", today) if "tag" in gap.message]
    assert [message.split("no date of ")[1] for message in said] == ([] if lacking == "none" else [lacking])


def test_minutes_due_after_the_issue_are_not_asked_of_the_report() -> None:
    report = september(issue_date=date(2021, 10, 6))
    meet(committee("tag"), date(2021, 9, 29), 83)
    said = [gap.message for gap in found(report, "meeting.dates", date(2025, 1, 6)) if "tag" in gap.message]
    assert said == ["The tag meeting 83, 29 September: no date of notice or papers."]


def test_dates_of_meetings_that_do_not_count_are_not_asked() -> None:
    report = september()
    Meeting.objects.filter(number=96).update(
        notice_on=date(2021, 9, 3), papers_issued_on=date(2021, 9, 10), minutes_issued_on=date(2021, 9, 24)
    )
    meet(committee("tag"), date(2021, 9, 29), 83, "X")
    meet(committee("secco-board", confidential=True), date(2021, 9, 29), 4)
    meet(committee("forum"), date(2021, 9, 29), 5, kind=MeetingKind.ATTENDED)
    meet(committee("opsg"), date(2021, 9, 29), 6, cancelled=True)
    assert found(report, "meeting.dates") == []


def test_month_without_a_meeting_says_so() -> None:
    report = september()
    Meeting.objects.filter(number=96).update(held_on=date(2021, 7, 20))
    gap = only(report, "meetings.none")
    assert (gap.section, mend(gap)) == ("meetings", "/admin/meetings/meeting/add/")


def test_committee_that_met_last_month_is_asked_for_its_meeting() -> None:
    report = september()
    panel = report.meeting.committee
    csc = panel.__class__.objects.get(code="csc")
    Meeting.objects.filter(number=96).update(held_on=date(2021, 8, 20))
    for number, day in ((17, date(2021, 8, 3)), (18, date(2021, 8, 24))):
        meet(csc, day, number)
    told = {gap.section: gap for gap in found(report, "meeting.expected")}
    assert {section: gap.message for section, gap in told.items()} == {
        "csc": "No meeting of the The csc in September 2021 is entered: it met on 24 August.",
        "meetings": "No meeting of the SEC Panel in September 2021 is entered: it met on 20 August.",
    }
    assert mend(told["csc"]) == f"/admin/meetings/meeting/add/?committee={csc.pk}&kind=governance&number=19"
    assert found(report, "meetings.none") == []
    assert found(report, "meeting.expected", date(2021, 9, 30)) == [], "the month is not over"
    assert len(found(report, "meeting.expected", date(2021, 10, 1))) == 2


@pytest.mark.parametrize(
    "fields",
    [{"suffix": "X"}, {"kind": MeetingKind.ATTENDED}, {"kind": MeetingKind.ENGAGEMENT}, {"cancelled": True}],
)
def test_meeting_that_was_no_regular_one_promises_no_next(fields: dict[str, Any]) -> None:
    report = september()
    meet(committee("tag"), date(2021, 8, 24), 82, **{"suffix": "", **fields})
    assert found(report, "meeting.expected") == []


def test_committee_of_which_nothing_is_listed_is_not_asked_for() -> None:
    report = september()
    meet(committee("secco-board", confidential=True), date(2021, 8, 24), 4)
    assert found(report, "meeting.expected") == []


def test_committee_whose_meeting_was_cancelled_has_its_meeting_entered() -> None:
    report, tag = september(), committee("tag")
    meet(tag, date(2021, 8, 24), 82)
    assert len(found(report, "meeting.expected")) == 1
    meet(tag, date(2021, 9, 28), 83, cancelled=True)
    assert found(report, "meeting.expected") == []


# --- DCC reports --------------------------------------------------------------------------------------


def owed(code: str = "incidents", days: int = 10) -> DccReport:
    """Owed so many Working Days after the end of each month: August's ten are up on 14 September."""
    return DccReport.objects.create(
        code=code,
        name=f"The {code} report",
        frequency="monthly",
        delivery_clause="H14.43",
        due_rule=DueRule.WORKING_DAYS_AFTER,
        due_days=days,
    )


def test_dcc_report_that_fell_due_is_asked_for_until_a_delivery_is_entered() -> None:
    report, incidents = september(), owed()
    gap = only(report, "delivery")
    assert gap.message == "The incidents report for August 2021 fell due on 14 September: no delivery is entered."
    address = mend(gap)
    assert address == f"/admin/meetings/dccreportdelivery/add/?report={incidents.pk}&period=2021-08"
    form = browser("administrator").get(address).content.decode()
    assert re.search(r'<input[^>]*name="period"[^>]*value="2021-08"', form)
    assert f'<option value="{incidents.pk}" selected>' in form
    DccReportDelivery.objects.create(report=incidents, period=date(2021, 8, 1))
    assert found(report, "delivery") == [], "one that did not come is entered, too"


def test_dcc_report_that_is_not_due_yet_is_not_asked_for() -> None:
    report = september()
    owed()
    assert found(report, "delivery", date(2021, 9, 14)) == []
    assert len(found(report, "delivery", date(2021, 9, 15))) == 1


def test_dcc_reports_without_the_bank_holidays_of_the_time_ask_for_those() -> None:
    report = september()
    owed()
    BankHoliday.objects.filter(day__year=2021).delete()
    gap = only(report, "delivery")
    assert gap.message.startswith("Which of the DCC’s reports fell due cannot be told: bank holidays are known from ")
    assert mend(gap) == "/admin/modifications/bankholiday/"
    BankHoliday.objects.all().delete()
    assert found(report, "delivery") == [], "the paper itself asks for them"


def test_meeting_of_a_deciding_body_asks_for_its_decisions() -> None:
    report = september()
    csc = Meeting.objects.create(
        committee=report.meeting.committee.__class__.objects.get(code="csc"),
        kind=MeetingKind.GOVERNANCE,
        number=18,
        title="CSC 18",
        held_on=date(2021, 9, 21),
    )
    assert only(report, "meeting.decisions", date(2021, 9, 22)).section == "csc"
    assert found(report, "meeting.decisions", date(2021, 9, 21)) == []
    Decision.objects.create(
        body=DecidingBody.CSC,
        meeting=csc,
        decided_on=csc.held_on,
        modification=raise_one("120", date(2021, 8, 2)),
        question=Question.NEW_PROPOSAL,
        outcome=Outcome.REMAIN,
    )
    assert found(report, "meeting.decisions") == []


def test_next_meeting_that_the_report_announces_is_asked_for() -> None:
    report = september()
    cacop = Meeting._meta.get_field("committee").related_model.objects.get(code="cacop")
    gap = next(gap for gap in found(report, "meeting.next") if gap.section == "cacop")
    assert gap.message == "The next meeting of the The cacop after 8 October is not entered."
    assert mend(gap) == f"/admin/meetings/meeting/add/?committee={cacop.pk}&kind=attended"
    meet(cacop, date(2021, 10, 20), 12, kind=MeetingKind.ATTENDED)
    assert {gap.section for gap in found(report, "meeting.next")} == {"ccsg"}


def test_committee_that_the_report_names_is_asked_for() -> None:
    report = september()
    report.meeting.committee.__class__.objects.get(code="ccsg").delete()
    gap = only(report, "committee.unknown")
    assert (gap.section, mend(gap)) == ("ccsg", "/admin/meetings/committee/add/?code=ccsg")


# --- The paper ----------------------------------------------------------------------------------------


def test_whole_paper_has_no_gap() -> None:
    report = september()
    assert [gap for gap in gaps_of(asked(report, LATER)) if not gap.section] == found(report, "measures.none")


def test_paper_issued_after_its_day_says_so() -> None:
    gap = only(september(issue_date=date(2021, 10, 11)), "paper.late")
    assert gap.message == "It is to be issued on 11 October 2021, after the day its papers are due, 8 October 2021."


def test_paper_to_a_cancelled_meeting_says_so() -> None:
    report = september()
    Meeting.objects.filter(number=97).update(cancelled=True)
    assert mend(only(report, "meeting.cancelled")) == f"/admin/reports/report/{report.pk}/change/"


def test_meeting_before_is_asked_for_with_what_is_known_of_it() -> None:
    report = september()
    Meeting.objects.filter(number=96).delete()
    gap = only(report, "meeting.before")
    assert mend(gap).endswith(f"add/?number=96&committee={report.meeting.committee_id}&kind=governance")


def test_bank_holidays_that_are_not_entered_are_asked_for_once() -> None:
    report = september()
    meet(committee("tag"), date(2021, 9, 29), 83)
    BankHoliday.objects.filter(day__year=2021).delete()
    gap = only(report, "calendar")
    assert gap.message == "No Working Day of 2021 can be counted: its bank holidays are not entered."
    BankHoliday.objects.all().delete()
    assert only(report, "calendar") == gap


def test_wording_of_a_classification_is_asked_for_until_it_is_in_force() -> None:
    report = september(classification="amber")
    assert "classification=amber" in mend(only(report, "paper.wording"))
    ClassificationWording.objects.create(classification="amber", since=date(2021, 9, 1), sentence="For few.")
    assert found(report, "paper.wording") == []


# --- Registers ----------------------------------------------------------------------------------------


def test_party_without_a_place_is_named_with_what_it_lacks() -> None:
    report = september()
    party("Placed", group=voting_group())
    lost = party("Lost")
    gap = only(report, "party.unplaced")
    assert (gap.section, gap.message) == ("parties", "Lost has no Voting Group.")
    assert mend(gap) == f"/admin/parties/party/{lost.pk}/change/"


def test_many_parties_without_a_place_are_named_in_part() -> None:
    report = september()
    for place in range(SHOWN + 2):
        party(f"Lost {place}")
    gaps = found(report, "party.unplaced")
    assert len(gaps) == SHOWN + 1
    assert gaps[-1].message == "2 more Parties have no Party Category or Voting Group."


def test_assessment_without_a_target_is_named() -> None:
    report, one = september(), raise_one("120", date(2021, 3, 1))
    bare = assess(one, AssessmentKind.IMPACT, date(2021, 9, 6))
    assess(one, AssessmentKind.IMPACT, date(2021, 9, 6), sequence=2, targets=((date(2021, 9, 6), 40),))
    assess(one, AssessmentKind.IMPACT, date(2019, 9, 6), date(2019, 12, 6), sequence=3)
    gap = only(report, "assessment.target")
    assert (gap.section, gap.message.split(" has ")[0]) == ("assessment-statistics", "The IA of DP120")
    assert mend(gap) == f"/admin/modifications/dccassessment/{bare.pk}/change/"


# --- Who may mend it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "may"), [("contributor", False), ("editor", False), ("approver", False), ("administrator", True)]
)
def test_bank_holidays_are_offered_to_those_who_may_enter_them(name: str, may: bool) -> None:
    report = september()
    BankHoliday.objects.all().delete()
    (one,) = only(report, "calendar").mends
    assert one.offered_to(reader(name)) == may


@pytest.mark.parametrize(("name", "may"), [("contributor", True), ("approver", False), ("stranger", False)])
def test_meeting_is_offered_to_those_who_may_enter_it(name: str, may: bool) -> None:
    gap = found(september(), "meeting.next")[0]
    assert gap.mends[0].offered_to(reader(name)) == may
